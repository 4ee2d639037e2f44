#!/usr/bin/env python3
"""Does a folder of migrations, run in a given order, end in the schema that it should?

usage: replay.py --schemac BINARY ORDER.tsv FOLDER EXPECTED.sql

ORDER.tsv names a file of FOLDER in the first column of each line. The facts that catalog_conformance.py compares are taken
from `schemac inspect --format json` of these files in this order and of EXPECTED.sql; each must be the same in both.
Exits with 1 if one differs.
"""
import argparse, json, pathlib, subprocess, sys


def inspected(schemac, files):
    result = subprocess.run([schemac, "inspect", "--format", "json", *files], capture_output=True, text=True, errors="replace")
    if result.returncode > 1 or not result.stdout:
        raise SystemExit(f"schemac inspect exits with {result.returncode}: {result.stderr[-500:]}")
    return json.loads(result.stdout), [line for line in result.stderr.splitlines() if ": error: " in line]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=".build/release/schemac")
    parser.add_argument("--tools", default="../shared/tools")
    parser.add_argument("--ignore", action="append", default=[], help="a relation that only one side has, such as the migration tool's own")
    parser.add_argument("order", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("expected", type=pathlib.Path)
    arguments = parser.parse_args()
    sys.path.insert(0, arguments.tools)
    from catalog_conformance import facts

    names = [line.split("\t")[0] for line in arguments.order.read_text().splitlines() if line.strip()]
    files = [next(arguments.folder.rglob(pathlib.PurePath(name).name)) for name in names]
    (replayed, errors), (expected, _) = inspected(arguments.schemac, files), inspected(arguments.schemac, [arguments.expected])
    got, want = facts(replayed), facts(expected)
    wrong = [k for k in sorted({*got, *want}, key=str) if got.get(k, "nothing") != want.get(k, "nothing")]
    wrong = [k for k in wrong if not any(name in k for name in arguments.ignore)]
    for key in wrong[:20]:
        print(f"{' / '.join(map(str, key))}: expected {want.get(key, 'nothing')}, replayed {got.get(key, 'nothing')}")
    for line in errors[:10]:
        print(line)
    print(f"{len(files)} migrations: {len(want)} facts expected, {len(wrong)} differ, {len(errors)} statements fail")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
