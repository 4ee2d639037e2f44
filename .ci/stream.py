#!/usr/bin/env python3
"""Checks of streaming: PostgreSQL's regression database is parsed whole and faster on two threads than on one; a dump made of COPY
blocks takes little memory and at most twice the time of `wc -l`.

usage: stream.py --benchmark PATH --schemac PATH --shared FOLDER [--gigabytes N] [--speedup N]      exits 1 unless all hold
"""
import argparse, gzip, json, pathlib, random, subprocess, sys, tempfile, time

MEMORY = 100_000  # kilobytes
failures = []


def check(what, ok):
    print(f"{'ok  ' if ok else 'FAIL'} {what}", flush=True)
    if not ok:
        failures.append(what)


def priority():
    """What to start a program with so that a busy machine gives it two processors; nothing where that is not allowed."""
    command = ["chrt", "-f", "20"]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return command


def stream(benchmark, path, threads):
    r = subprocess.run([*priority(), benchmark, "stream", path, "--threads", str(threads), "--json"], capture_output=True, check=True)
    return json.loads(r.stdout)


def regression_database(a, folder):
    path = folder / "regression.sql"
    path.write_bytes(gzip.decompress((a.shared / "corpora/regression-database.pg18.sql.gz").read_bytes()))
    sys.path.insert(0, str(a.shared / "tools"))
    import psql_split
    wanted = sum(1 for _ in psql_split.split(path.read_text(errors="surrogateescape")))
    found = stream(a.benchmark, path, 2)
    check(f"{wanted} statements, as psql counts them: {found['statements']}, {found['errors']} errors",
          found["statements"] == wanted and not found["errors"])
    rounds = [[stream(a.benchmark, path, threads)["ns"] for threads in (1, 2)] for _ in range(7)]
    one, two = (min(times) for times in zip(*rounds))
    speedup = one / two
    check(f"{one / 1e6:.1f} ms on one thread, {two / 1e6:.1f} on two: {speedup:.2f} times as fast, at least {a.speedup}", speedup >= a.speedup)


def write_dump(path, size):
    rng = random.Random(1)
    rows = "".join(
        f"{rng.randrange(10**9)}\t{''.join(rng.choices('abcdef ghij;', k=rng.randrange(5, 80)))}\t\\N\t{rng.random()}\n" for _ in range(20_000)
    ).encode()
    with path.open("wb") as out:
        number = 0
        while out.tell() < size:
            out.write(b"CREATE TABLE public.t%d (a bigint, b text, c int, d double precision);\nCOPY public.t%d FROM stdin;\n" % (number, number))
            for _ in range(rng.choice([0, 1, 4, 100])):
                out.write(rows)
            out.write(rows[:rows.find(b"\n", rng.randrange(100_000)) + 1] + b"\\.\n\n")
            number += 1
    return number


def copy_blocks(a, folder):
    path = folder / "blocks.sql"
    tables = write_dump(path, int(a.gigabytes * 2**30))
    ours, theirs = [], []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(["wc", "-l", path], stdout=subprocess.DEVNULL, check=True)
        theirs.append(time.perf_counter() - start)
        start = time.perf_counter()
        text = subprocess.run([a.schemac, "parse", "--summary", path], capture_output=True, text=True, check=True).stdout
        ours.append(time.perf_counter() - start)
    check(f"{tables} tables", f" {tables}  tables" in text)
    memory = subprocess.run(["/usr/bin/env", "python3", "-c",
                             "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
                             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", a.schemac, "parse", "--summary", path],
                            capture_output=True, text=True, check=True).stdout
    check(f"peak memory {int(memory)} KB: under {MEMORY}", int(memory) < MEMORY)
    share = min(theirs) / min(ours)
    check(f"{a.gigabytes} GB in {min(ours):.2f} s, wc -l in {min(theirs):.2f} s: {share:.2f} of its speed, at least 0.5", share >= 0.5)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--benchmark", required=True)
    arguments.add_argument("--schemac", required=True)
    arguments.add_argument("--shared", type=pathlib.Path, required=True)
    arguments.add_argument("--gigabytes", type=float, default=1)
    arguments.add_argument("--speedup", type=float, default=1.6)
    a = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        regression_database(a, pathlib.Path(folder))
        copy_blocks(a, pathlib.Path(folder))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
