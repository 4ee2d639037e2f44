#!/usr/bin/env python3
"""Do emitted Swift migrations make the schema of their input, and does reverting them leave nothing?

usage: migrations.py --schemac BINARY [--split SPLIT]... [--target TARGET]... FILE...
       migrations.py --schemac BINARY --expect EXPECTED.sql --split file FOLDER
       migrations.py --schemac BINARY --convert FOLDER...
       migrations.py --schemac BINARY --compile STUBS FILE...

The statements are taken from the emitted Swift and run one by one, each as a single statement in the extended protocol, in
the transactions of the framework. pg_dump -s has to be that of FILE (or of EXPECTED.sql) on the way up, and that of an empty
database on the way down, unless a migration says that it cannot be reverted. Needs PostgreSQL 18; see pg.py of --tools.

With --convert nothing is run: each file of FOLDER with a statement has to become a migration. With --compile the source of
each target has to compile within ten seconds against the modules that Tests/SwiftMigrationsTests/Stubs/build makes.
"""
import argparse, pathlib, re, subprocess, sys, tempfile, time

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
    parser.add_argument("--convert", action="store_true", help="only count the migrations")
    parser.add_argument("--compile", metavar="STUBS", help="only compile the source, against the modules of this script")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    if arguments.convert or arguments.compile:
        holds = converts if arguments.convert else compiles
        targets = arguments.target or ["fluent", "hummingbird", "postgres-nio"]
        return 0 if all([holds(arguments, file, target) for file in arguments.files for target in targets]) else 1
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


def emit(arguments, files, target, split, folder):
    return subprocess.run([arguments.schemac, "migrations", "--target", target, "--split", split, "--owners", "--privileges",
                           "-o", folder, *files], capture_output=True, text=True, errors="replace")


def converts(arguments, folder, target):
    """Whether each file becomes a migration, but those without a statement."""
    with tempfile.TemporaryDirectory() as output:
        run = emit(arguments, [folder], target, "file", output)
        made = len(list(pathlib.Path(output).glob("*.swift"))) - 1
    empty = run.stderr.count("no statement: the file is left out")
    files = len(list(pathlib.Path(folder).glob("*.sql")))
    print(f"{folder} {target}: {made} migrations of {files} files, {empty} of them without a statement")
    return run.returncode == 0 and made + empty == files


def compiles(arguments, file, target):
    """Whether the source compiles, and how long that takes."""
    with tempfile.TemporaryDirectory() as folder:
        stubs, output = f"{folder}/stubs", f"{folder}/output"
        subprocess.run([arguments.compile, stubs], check=True)
        if emit(arguments, [file], target, "schema", output).returncode:
            print(f"{file} {target}: is not converted")
            return False
        start = time.monotonic()
        run = subprocess.run(["swiftc", "-c", "-swift-version", "6", "-parse-as-library", "-wmo", "-module-name", "Migrations",
                              "-I", stubs, "-o", f"{folder}/migrations.o", *map(str, pathlib.Path(output).glob("*.swift"))],
                             capture_output=True, text=True)
        seconds = time.monotonic() - start
        print(f"{file} {target}: {'compiles' if run.returncode == 0 else run.stderr[:600]}, {seconds:.1f} s")
        return run.returncode == 0 and seconds < 10


def check(server, arguments, files, target, split, expected, empty):
    label = f"{files[0]} {target} {split}"
    with tempfile.TemporaryDirectory() as folder:
        if arguments.keep:
            folder = f"{arguments.keep}/{pathlib.Path(files[0]).stem}.{target}.{split}"
        run = emit(arguments, files, target, split, folder)
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
