#!/usr/bin/env python3
"""The text snapshot of how far trees and errors agree with PostgreSQL's: runs tree_conformance.py on each corpus and
compares its figures and known disagreements with .ci/conformance.txt.

usage: conformance.py --schemac PATH --shared FOLDER [--record]      exits 1 unless nothing has changed

Figures that got better are a change, too: record them.
"""
import argparse, difflib, pathlib, subprocess, sys

SNAPSHOT = pathlib.Path(__file__).with_name("conformance.txt")
RUNS = [
    ["corpora/whisperengine"], ["corpora/dumps"], ["corpora/migrations"], ["corpora/statements"],
    ["--mutants", "20000", "--seed", "1", "corpora/statements"],
]
SHOWN = "40"


def snapshot(schemac, shared):
    lines = []
    for run in RUNS:
        options, corpus = run[:-1], run[-1]
        r = subprocess.run(
            [sys.executable, shared / "tools/tree_conformance.py", "--schemac", schemac, "--show", SHOWN, *options, shared / corpus],
            capture_output=True, text=True)
        if r.returncode not in (0, 1):
            sys.exit(f"{corpus}: {r.stdout[-1000:]}{r.stderr[-1000:]}")
        lines.append(f"== {' '.join(options + [corpus.removeprefix('corpora/')])}")
        lines += [line.replace(str(shared), "").rstrip()[:300] for line in r.stdout.splitlines()]
    return lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--schemac", required=True)
    arguments.add_argument("--shared", type=pathlib.Path, required=True)
    arguments.add_argument("--record", action="store_true")
    a = arguments.parse_args()
    found = snapshot(a.schemac, a.shared)
    if a.record:
        SNAPSHOT.write_text("\n".join(found) + "\n")
    changes = list(difflib.unified_diff(SNAPSHOT.read_text().splitlines(), found, "recorded", "found", lineterm=""))
    print("\n".join(changes) if changes else "conformance as recorded")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
