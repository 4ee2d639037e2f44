#!/usr/bin/env python3
"""Counts what one parse of some inputs takes, which noise does not touch, and compares it with .ci/baseline.json:
instructions (callgrind, within 3 %), tokens, nodes, units and bytes of memory (equal), bytes per byte of SQL (at most 12),
and blocks allocated (memcheck): as many for a script as for ten of its kind.

usage: instructions.py --benchmark PATH [--record]      exits 1 unless all hold; --record rewrites the baseline
"""
import argparse, json, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BASELINE = pathlib.Path(__file__).with_name("baseline.json")
TOLERANCE = 0.03
TABLE = """CREATE TABLE shop.product_%(n)d (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name character varying(255) DEFAULT 'none'::character varying NOT NULL,
    price numeric(10, 2) CHECK (price >= 0),
    tags text[] DEFAULT '{}'::text[],
    owner_id integer REFERENCES shop.owner (id) ON DELETE CASCADE
);
COMMENT ON TABLE shop.product_%(n)d IS 'What is sold';
CREATE INDEX product_name_%(n)d ON shop.product_%(n)d USING btree (lower((name)::text)) WHERE (price > (0)::numeric);
CREATE FUNCTION shop.touch_%(n)d() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed = now();
    RETURN NEW;
END;
$$;
INSERT INTO shop.product_%(n)d (name, price) VALUES ('one', 1.50), ('it''s two', 2), (NULL, 3);
CREATE VIEW shop.cheap_%(n)d AS SELECT p.id, p.name FROM shop.product_%(n)d p LEFT JOIN shop.owner o ON (p.owner_id = o.id);
"""


def inputs(folder):
    shop = folder / "shop.sql"
    shop.write_bytes(b"".join(p.read_bytes() for p in sorted((ROOT / "Examples/shop").rglob("*.sql"))))
    paths = {"Examples/shop": shop}
    for count in (50, 500):
        path = folder / f"generated{count}.sql"
        path.write_text("".join(TABLE % {"n": n} for n in range(count)))
        paths[f"{count} generated tables"] = path
    return paths


def measure(benchmark, path, folder):
    figures = json.loads(subprocess.run([benchmark, "once", path], capture_output=True, check=True).stdout)
    out = folder / "callgrind.out"
    log = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", benchmark, "once", path],
                         capture_output=True, text=True, check=True).stderr
    figures["instructions"] = int(re.search(r"Collected : (\d+)", log).group(1))
    return figures


def measure_all(benchmark, paths, folder):
    """Figures of each input, without the instructions that starting the program takes."""
    empty = folder / "empty.sql"
    empty.touch()
    start_up = measure(benchmark, empty, folder)["instructions"]
    found = {name: measure(benchmark, path, folder) for name, path in paths.items()}
    for figures in found.values():
        figures["instructions"] -= start_up
    return found


def blocks(benchmark, path):
    log = subprocess.run(["valgrind", "--leak-check=no", "--undef-value-errors=no", benchmark, "once", path],
                         capture_output=True, text=True, check=True).stderr
    return int(re.search(r"total heap usage: ([\d,]+) allocs", log).group(1).replace(",", ""))


def compare(found, baseline):
    failures = []
    for name, figures in found.items():
        known = baseline.get(name, {})
        for figure, value in figures.items():
            old = known.get(figure, 0)
            exact = figure != "instructions"
            ok = value == old if exact else abs(value - old) <= TOLERANCE * old
            change = f" (was {old}{'' if not old else f', {100 * (value - old) / old:+.2f} %'})" if value != old else ""
            print(f"{'ok  ' if ok else 'FAIL'} {name}: {figure} {value}{change}")
            if not ok:
                failures.append(name)
    return failures


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--benchmark", required=True)
    arguments.add_argument("--record", action="store_true")
    a = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        paths = inputs(folder)
        found = measure_all(a.benchmark, paths, folder)
        few, many = (blocks(a.benchmark, path) for name, path in paths.items() if "generated" in name)
    if a.record:
        BASELINE.write_text(json.dumps(found, indent=2) + "\n")
    failures = compare(found, json.loads(BASELINE.read_text()))
    for name, figures in found.items():
        share = figures["memory"] / figures["bytes"]
        print(f"{'ok  ' if share <= 12 else 'FAIL'} {name}: {share:.2f} bytes of memory per byte")
        if share > 12:
            failures.append(name)
    print(f"{'ok  ' if many == few else 'FAIL'} {few} blocks allocated for 50 tables, {many} for 500")
    if many != few:
        failures.append("blocks")
    if failures:
        print("If the change is meant: .ci/instructions.py --record, and say in Benchmarks/README.md why.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
