#!/usr/bin/env python3
"""Parses damaged copies of twenty corpus files: beginnings cut at random offsets and pieces changed at random.

usage: robustness.py --benchmark PATH --shared FOLDER [--prefixes N] [--mutations N] [--seed N]

N is for each file. Exits 1 where a parse crashes, loses tokens or does not end in time.
"""
import argparse, pathlib, subprocess, sys

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--benchmark", required=True)
arguments.add_argument("--shared", type=pathlib.Path, required=True)
arguments.add_argument("--prefixes", type=int, default=2000)
arguments.add_argument("--mutations", type=int, default=50_000)
arguments.add_argument("--seed", type=int, default=1)
a = arguments.parse_args()
files = sorted((p for p in (a.shared / "corpora").rglob("*.sql") if p.stat().st_size > 10_000), key=lambda p: p.stat().st_size)
# Every size: the files in order of size, twenty at equal distances.
chosen = [files[i * (len(files) - 1) // 19] for i in range(20)]
failed = False
for path in chosen:
    command = [a.benchmark, "damage", path, "--prefixes", a.prefixes, "--mutations", a.mutations, "--seed", a.seed]
    try:
        result = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=1200)
        print((result.stdout + result.stderr).strip().replace(str(a.shared), ""), flush=True)
        if result.returncode:
            print(f"FAIL {path.name}: exit {result.returncode}")
            failed = True
    except subprocess.TimeoutExpired:
        print(f"FAIL {path.name}: not done in 20 minutes")
        failed = True
sys.exit(failed)
