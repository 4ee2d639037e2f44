"""What `schemac lint` has to find and must not report, figure by figure, and how long it takes beside squawk.

    python3 .ci/lint.py --schemac .build/release/schemac --shared ../shared
"""
import argparse, collections, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

parser = argparse.ArgumentParser()
parser.add_argument("--schemac", required=True)
parser.add_argument("--shared", required=True)
parser.add_argument("--squawk", default=shutil.which("squawk"), help="the program itself, not the Python wrapper")
options = parser.parse_args()
shared = pathlib.Path(options.shared)
failures = []


def check(what, is_true, seen):
    print(f"{'ok  ' if is_true else 'FAIL'} {what}: {seen}")
    if not is_true:
        failures.append(what)


def lint(*arguments):
    result = subprocess.run([options.schemac, "lint", "--format", "json", *map(str, arguments)], capture_output=True)
    if result.returncode not in (0, 1):
        raise SystemExit(result.stderr.decode())
    return json.loads(result.stdout)


def counts(result):
    return collections.Counter(finding["rule"] for finding in result["findings"])


def milliseconds(*commands):
    """The median of 21 runs of each command, which take turns: what slows the machine down slows all of them down."""
    times = [[] for _ in commands]
    for _ in range(21):
        for place, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times[place].append((time.perf_counter() - start) * 1000)
    return [statistics.median(each) for each in times]


dump = shared / "corpora/whisperengine/sql/00_init.sql"
result = lint(dump)
found = counts(result)
check("the team's dump is a dump", result["files"][0]["profile"] == "dump", result["files"][0]["profile"])
errors = [f["line"] for f in result["findings"] if f["level"] == "error"]
check("its failing INSERT is the only error", errors == [6233], errors)
check("foreign keys without index", found["unindexed-foreign-key"] == 7, found["unindexed-foreign-key"])
check("duplicate indexes", found["duplicate-index"] == 4, found["duplicate-index"])
check("redundant indexes", found["redundant-index"] == 21, found["redundant-index"])
check("tables without primary key", found["require-primary-key"] == 0, found["require-primary-key"])
check("at most 60 findings", len(result["findings"]) <= 60, len(result["findings"]))

wrong = []
for name in (shared / "corpora/loads.txt").read_text().split():
    if name.startswith("whisperengine"):
        continue
    wrong += [
        f"{name}:{f['line']} {f['rule']}"
        for f in lint(shared / "corpora" / name)["findings"]
        if f["category"] == "correctness" and f["level"] == "error"
    ]
check("errors in dumps that load", not wrong, wrong)

migrations = shared / "corpora/migrations"
order = [pathlib.Path(line.split("\t")[0]).name for line in (migrations / "alf.io.order.tsv").read_text().splitlines()]
replay = lint(*(next((migrations / "alf.io").rglob(name)) for name in order))
undefined = [f for f in replay["findings"] if f["rule"] in ("undefined-object", "unknown-object", "unqualified-name")]
check("undefined objects in a folder of migrations", not undefined, undefined[:3])
print("    rules by count:", counts(replay).most_common(10))

with tempfile.TemporaryDirectory() as folder:
    for number in range(1000):
        pathlib.Path(folder, f"{number}.sql").write_text(f"CREATE TABLE t{number} (id bigint PRIMARY KEY);\n")
    took = milliseconds((options.schemac, "lint", "--format", "json", folder))[0]
    # The aim is 150 ms on a quiet machine.
    check("1,000 small files, under 300 ms", took < 300, f"{took:.0f} ms")

own = (options.schemac, "lint", "--format", "json", dump)
if options.squawk:
    took, other = milliseconds(own, (options.squawk, "--reporter", "json", dump))
    # The aim is 1; the machine of CI is not quiet.
    ratio = took / other
    check("the team's dump, at most 1.3 of squawk's time", ratio <= 1.3, f"{took:.1f} / {other:.1f} ms = {ratio:.2f}")
else:
    print(f"--   the team's dump: {milliseconds(own)[0]:.1f} ms; squawk is not installed")
process = subprocess.Popen([options.schemac, "lint", "--format", "json", str(dump)], stdout=subprocess.DEVNULL)
_, _, usage = os.wait4(process.pid, 0)
check("peak memory under 40 MB", usage.ru_maxrss < 40 * 1024, f"{usage.ru_maxrss / 1024:.1f} MB")
sys.exit(1 if failures else 0)
