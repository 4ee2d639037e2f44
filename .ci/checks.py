#!/usr/bin/env python3
"""Checks of the built program that need the corpora: figures of the team's dump, its seed row, bad input, start-up.

usage: checks.py --schemac PATH --shared FOLDER      exits 1 unless all hold
"""
import argparse, pathlib, re, subprocess, sys, tempfile, time

FIGURES = {
    "tables": 73, "views": 3, "functions": 16, "sequences": 63, "indexes": 108, "triggers": 13, "foreign keys": 58,
    "primary keys": 73, "unique constraints": 33, "check constraints": 23, "enums": 2, "extensions": 3,
}
failures = []


def check(what, ok, why=""):
    print(f"{'ok  ' if ok else 'FAIL'} {what}" + ("" if ok else f": {why}"))
    if not ok:
        failures.append(what)


def run(*command, **options):
    return subprocess.run([str(c) for c in command], capture_output=True, **options)


def figures(schemac, dump):
    text = run(schemac, "parse", "--summary", dump).stdout.decode()
    found = {name: int(n) for n, name in re.findall(r"^ +(\d+)  (.+)$", text, re.M)}
    for name, want in FIGURES.items():
        check(f"{want} {name}", found.get(name) == want, f"found {found.get(name)}")


def seed_row(schemac, dump, shared, folder):
    sys.path.insert(0, str(shared / "tools"))
    import pg
    out = folder / "compiled.sql"
    r = run(schemac, "compile", dump, "-o", out)
    check("compile warns of the unqualified INSERT", r.returncode == 0 and b"00_init.sql:6233:" in r.stderr, r.stderr.decode()[-500:])
    with pg.cluster() as server:
        server.create("seeded")
        errors = server.load("seeded", out) + server.load("seeded", out)
        query = folder / "query.sql"
        query.write_text("select count(*), min(normalized_name), nextval('public.characters_id_seq') from public.characters;")
        check("one seed row after two loads, no sequence value burnt", not errors and server.query("seeded", query).strip() == "1|assistant|2", errors)


def bad_input(schemac, folder):
    files = {
        "empty.sql": b"", "binary.sql": bytes(range(256)) * 16, "cut.sql": b"CREATE TABLE t (a text DEFAULT 'never closed",
        "latin1.sql": "COMMENT ON TABLE t IS 'caf\u00e9';".encode("latin-1"), "broken.sql": b"CREATE TABLE (;",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "nothing").mkdir()
    out = folder / "out.sql"
    cases = [
        (["parse", folder / "empty.sql"], 0, b""), (["compile", folder / "empty.sql"], 0, b""),
        (["parse", folder / "missing.sql"], 2, b"No such file"), (["compile", folder / "nothing"], 2, b"No .sql file"),
        (["parse", folder / "binary.sql"], 1, b"binary.sql:1:1: error:"), (["compile", folder / "binary.sql", "-o", out], 1, b"error:"),
        (["parse", folder / "cut.sql"], 1, b"cut.sql:1:32: error: unterminated quoted string"),
        (["compile", folder / "cut.sql", "-o", out], 1, b"unterminated quoted string"),
        (["parse", folder / "latin1.sql"], 1, b"invalid byte sequence"), (["parse", "--fromat", "text"], 2, b"did you mean '--format'?"),
        (["compile", folder / "broken.sql", "-o", out], 1, b"syntax error at or near \"(\""), (["prase"], 2, b"did you mean 'parse'?"),
    ]
    for arguments, code, message in cases:
        r = run(schemac, *arguments, timeout=20)
        shown = " ".join(pathlib.Path(a).name if isinstance(a, pathlib.Path) else a for a in arguments)
        check(f"schemac {shown}: exit {code}", r.returncode == code and message in r.stderr, f"exit {r.returncode}: {r.stderr.decode(errors='replace')[-300:]}")
    check("a failed compile leaves no output", not out.exists() and not list(folder.glob("*.tmp*")))


def milliseconds(*command, runs=40):
    """The fastest of the runs: other processes only ever add time."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run(*command)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def start_up(schemac, dump):
    nothing = milliseconds("/bin/true")
    version = milliseconds(schemac, "--version") - nothing
    check(f"schemac --version starts in {version:.1f} ms over /bin/true's {nothing:.1f}: under 5 ms", version < 5)
    summary = milliseconds(schemac, "parse", "--summary", dump) - nothing
    check(f"parse --summary of the dump takes {summary:.1f} ms: under 10 ms", summary < 10)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--schemac", type=pathlib.Path, required=True)
    arguments.add_argument("--shared", type=pathlib.Path, required=True)
    a = arguments.parse_args()
    dump = a.shared / "corpora/whisperengine/sql/00_init.sql"
    with tempfile.TemporaryDirectory() as folder:
        figures(a.schemac, dump)
        seed_row(a.schemac, dump, a.shared, pathlib.Path(folder))
        bad_input(a.schemac, pathlib.Path(folder))
        start_up(a.schemac, dump)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
