#!/usr/bin/env python3
"""Do emitted Swift migrations make the schema of their input, and does reverting them leave nothing?

usage: migrations.py --schemac BINARY [--split SPLIT]... [--target TARGET]... FILE...
       migrations.py --schemac BINARY --expect EXPECTED.sql FOLDER

The statements are taken from the emitted Swift and run one by one, each as a single statement in the extended protocol, in
the transactions of the framework. pg_dump -s has to be that of FILE (or of EXPECTED.sql) on the way up, and that of an empty
database on the way down, unless a migration says that it cannot be reverted. Needs PostgreSQL 18; see pg.py of --tools.
"""
import argparse, pathlib, re, subprocess, sys, tempfile

def literals(source, name):
    """The statements of an array, as the Swift compiler would see them."""
    array = re.search(rf"^    private static let {name}: \[\w+\] = \[\n(.*?)^    \]$", source, re.S | re.M)
    if not array:
        return []
    found = []
    text, position = array[1], 0
    while position < len(text):
        line = text[position:text.index("\n", position)]
        match = re.match(r' *(#+)(""")?', line)
        if not match or line.lstrip().startswith("//"):
            position += len(line) + 1
            continue
        hashes = match[1]
        if not match[2]:
            found.append(line.strip().rstrip(",")[len(hashes) + 1:-len(hashes) - 1])
            position += len(line) + 1
            continue
        start = position + len(line) + 1
        end = re.compile(rf'^( *)"""{hashes},?\n', re.M).search(text, start)
        lines = [l[len(end[1]):] for l in text[start:end.start() - 1].split("\n")]
        value = "\n".join(lines).replace("\\" + hashes + "r", "\r")
        value = re.sub(r"\\" + hashes + r"u\{([0-9A-F]+)\}", lambda m: chr(int(m[1], 16)), value)
        found.append(value)
        position = end.end()
    return found


class Migrations:
    def __init__(self, folder, target):
        self.sources = {f.stem: f.read_text() for f in pathlib.Path(folder).glob("*.swift")}
        listing = self.sources.pop("AllMigrations")
        if target == "postgres-nio":
            self.order = re.findall(r"try await (\w+)\.apply\(", listing)
            self.order = [n for n in self.order if n != "AllMigrations"]
        else:
            self.order = re.findall(r"\b(\w+)\(\)", listing.split("allMigrations: [")[1])
        assert sorted(self.order) == sorted(self.sources), "AllMigrations.swift does not list all files"
        self.target = target

    def irreversible(self):
        return [n for n in self.order if "throw IrreversibleMigration()" in self.sources[n]]

    def script(self, way):
        order = self.order if way == "up" else self.order[::-1]
        parts = ["BEGIN;\n"] if self.target == "hummingbird" else []
        for name in order:
            source = self.sources[name]
            inside = self.target != "hummingbird" and ("database.transaction {" in source or "withTransaction(" in source)
            parts.append("BEGIN;\n" if inside else "")
            parts += [statement + "\n\\bind \\g\n" for statement in literals(source, way)]
            parts.append("COMMIT;\n" if inside else "")
        return "".join(parts) + ("COMMIT;\n" if self.target == "hummingbird" else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=".build/release/schemac")
    parser.add_argument("--tools", default="../shared/tools")
    parser.add_argument("--split", action="append")
    parser.add_argument("--target", action="append")
    parser.add_argument("--expect", help="the schema that all inputs together make")
    parser.add_argument("--keep", help="keep the emitted folders here")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    sys.path.insert(0, arguments.tools)
    import pg

    failures = 0
    with pg.cluster() as server:
        server.create("empty")
        empty = server.dump("empty")
        for files in [arguments.files] if arguments.expect else [[f] for f in arguments.files]:
            original = [arguments.expect] if arguments.expect else files
            server.add_missing_roles(*original)
            server.create("original")
            server.load("original", *original, stop=False)
            expected = server.dump("original")
            for target in arguments.target or ["fluent"]:
                for split in arguments.split or ["schema"]:
                    failures += check(server, arguments, files, target, split, expected, empty)
    return 1 if failures else 0


def check(server, arguments, files, target, split, expected, empty):
    label = f"{files[0]} {target} {split}"
    with tempfile.TemporaryDirectory() as folder:
        if arguments.keep:
            folder = f"{arguments.keep}/{pathlib.Path(files[0]).stem}.{target}.{split}"
        run = subprocess.run([arguments.schemac, "migrations", "--target", target, "--split", split, "--owners", "--privileges",
                              "-o", folder, *files], capture_output=True, text=True, errors="replace")
        if run.returncode:
            print(f"{label}: exit {run.returncode}\n{run.stderr[:600]}")
            return 1
        migrations = Migrations(folder, target)
        up, down = migrations.script("up"), migrations.script("down")
    server.create("migrated")
    error = execute(server, up)
    if error:
        print(f"{label}: up: {error}")
        return 1
    got = server.dump("migrated")
    if arguments.expect and got != expected:
        # EXPECTED was loaded: what PostgreSQL prints of an expression can differ until it has read that once.
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write("\n".join(got))
            file.flush()
            server.create("reloaded")
            server.load("reloaded", file.name)
        got = server.dump("reloaded")
    if got != expected:
        missing = [l for l in expected if l not in set(got)][:5]
        surplus = [l for l in got if l not in set(expected)][:5]
        print(f"{label}: the schema differs: missing {missing} surplus {surplus}")
        return 1
    irreversible = migrations.irreversible()
    if irreversible:
        print(f"{label}: up is right, {len(migrations.order)} migrations; irreversible: {', '.join(irreversible)[:200]}")
        return 0
    error = execute(server, down)
    left = [l for l in server.dump("migrated") if l not in set(empty)][:5] if not error else []
    print(f"{label}: " + (f"down: {error}" if error else f"down leaves {left}" if left else f"right both ways, {len(migrations.order)} migrations"))
    return 1 if error or left else 0


def execute(server, script):
    with tempfile.NamedTemporaryFile("w", suffix=".sql", newline="") as file:
        file.write(script)
        file.flush()
        errors = server.load("migrated", file.name)
    return errors[0] if errors else None


if __name__ == "__main__":
    sys.exit(main())
