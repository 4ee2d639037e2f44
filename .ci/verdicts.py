#!/usr/bin/env python3
"""Compare what the offline database says of each DDL statement with what a real PostgreSQL says.

usage: verdicts.py [--schemac PATH] [--at-least PERCENT] [--show N] CORPUS FILE_STEM...

The statements of PostgreSQL's regression suite in CORPUS (JSON lines with "file" and "sql") are run file by file, in
their order, on a server and by `schemac inspect`: each DDL statement must end alike, without error or with the same
SQLSTATE. The objects that all files share (test_setup) are there beforehand. PG_BIN names the server's programs.
"""
import argparse, collections, json, pathlib, re, subprocess, sys, tempfile

DDL = re.compile(r"(?is)^(?:\s|--[^\n]*\n|/\*.*?\*/)*(create|alter|drop|comment|grant|revoke|reassign|security\s+label|import)\b")
# Its data are not in the corpus; psql would take what follows for them.
COPY_DATA = re.compile(r"(?is)^(?:\s|--[^\n]*\n|/\*.*?\*/)*copy\b.*\bfrom\s+stdin\b")


def statements(corpus):
    files = collections.defaultdict(list)
    with open(corpus) as lines:
        for line in lines:
            item = json.loads(line)
            name, number = item["file"].rsplit(":", 1)
            if not COPY_DATA.match(item["sql"]):
                files[name.removesuffix(".sql")].append((int(number), item["sql"]))
    return files


def write_script(path, batches, marked):
    """Writes the statements, each beginning on a line of its own; returns these lines' numbers."""
    lines, starts = [], []
    for _, sql in batches:
        starts.append(len(lines) + 1)
        lines += [*sql.split("\n"), ";"]
        if marked:
            lines.append(f"\\echo @@{len(starts) - 1} :SQLSTATE")
    path.write_text("\n".join(lines) + "\n")
    return starts


def of_server(server, database, script):
    result = server.run(server.bin / "psql", "-X", "-q", "-d", database, "-f", script)
    return {int(n): state for n, state in re.findall(r"@@(\d+) (\w{5})", result.stdout)}


def of_schemac(schemac, script, starts):
    result = subprocess.run([schemac, "inspect", "--color", "never", script], capture_output=True, text=True, errors="replace")
    states = {n: "00000" for n in range(len(starts))}
    messages = {}
    for line, message, state in re.findall(rf"(?m)^{re.escape(str(script))}:(\d+):\d+: error: (.*) \[([\w-]+)\]$", result.stderr):
        n = max(i for i, start in enumerate(starts) if start <= int(line))
        states[n] = "42601" if state == "syntax-error" else state
        messages[n] = message
    return states, messages


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=".build/release/schemac")
    parser.add_argument("--tools", type=pathlib.Path, default=pathlib.Path("../shared/tools"))
    parser.add_argument("--at-least", type=float, default=0)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("stems", nargs="+")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.tools))
    import pg

    files = statements(arguments.corpus)
    right = total = 0
    causes = collections.Counter()
    with pg.cluster() as server, tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        for stem in arguments.stems:
            batch = files["test_setup"] + files[stem]
            first = len(files["test_setup"])
            server.create("v")
            marked, plain = pathlib.Path(folder, "marked.sql"), pathlib.Path(folder, stem + ".sql")
            write_script(marked, batch, True)
            starts = write_script(plain, batch, False)
            want = of_server(server, "v", marked)
            got, messages = of_schemac(arguments.schemac, plain, starts)
            compared = [n for n in range(first, len(batch)) if DDL.match(batch[n][1]) and n in want]
            wrong = [n for n in compared if want[n] != got[n]]
            right += len(compared) - len(wrong)
            total += len(compared)
            print(f"{stem}: {len(compared) - len(wrong)} of {len(compared)} DDL statements end alike")
            for n in wrong:
                causes[f"PostgreSQL {want[n]}, schemac {got[n]}"] += 1
            for n in wrong[: arguments.show]:
                sql = " ".join(batch[n][1].split())[:150]
                print(f"    {stem}.sql:{batch[n][0]}: PostgreSQL {want[n]}, schemac {got[n]} {messages.get(n, '')}: {sql}")
    share = 100 * right / max(total, 1)
    print(f"{right} of {total} DDL statements end alike: {share:.1f} %")
    for cause, count in causes.most_common(20):
        print(f"    {count:5} {cause}")
    return 0 if share >= arguments.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
