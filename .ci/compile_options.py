#!/usr/bin/env python3
"""The options of `schemac compile`, on a real PostgreSQL.

usage: compile_options.py [--schemac .build/release/schemac] [--tools ../shared/tools] FILE_OR_FOLDER...

Each FILE (or each FOLDER of .sql files, taken as one schema in name order) is compiled without options and loaded; with
each of these the script has to load twice and to give what pg_dump says of that, schema and rows:
  transaction, concurrently
  sections       the three, one after the other
  data           --data skip, then --data only
  split          main.sql of --split, by kind, object and schema; split once more it is the same
  driver         each statement by itself, through the extended protocol, which takes no more than one
  without        --no-owner --no-privileges --no-comments, against pg_dump with these options
Exits with 1 unless all hold.
"""
import argparse, difflib, pathlib, socket, struct, subprocess, sys, tempfile, time

MODES = ["transaction", "concurrently", "sections", "data", "split", "driver", "without"]


class Connection:
    """A driver: it sends one statement after the other, parsed and executed, and reads the errors."""

    def __init__(self, server, database):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(pathlib.Path(server.root) / ".s.PGSQL.5432"))
        options = b"".join(part.encode() + b"\0" for part in ["user", "postgres", "database", database]) + b"\0"
        self.socket.sendall(struct.pack("!ii", len(options) + 8, 196608) + options)
        self.buffer = b""
        self.answers()

    def read(self, count):
        while len(self.buffer) < count:
            more = self.socket.recv(1 << 16)
            if not more:
                raise SystemExit("the server has closed the connection")
            self.buffer += more
        result, self.buffer = self.buffer[:count], self.buffer[count:]
        return result

    def answers(self):
        """The error among the messages up to the one that says that the server is ready."""
        error = None
        while True:
            kind, length = struct.unpack("!ci", self.read(5))
            body = self.read(length - 4)
            if kind == b"E":
                error = " ".join(p[1:].decode("utf-8", "replace") for p in body.split(b"\0") if p[:1] in (b"S", b"M"))
            if kind == b"Z":
                return error

    def run(self, statement):
        message = lambda kind, body: kind + struct.pack("!i", len(body) + 4) + body
        self.socket.sendall(
            message(b"P", b"\0" + statement + b"\0" + struct.pack("!h", 0)) + message(b"B", b"\0\0" + struct.pack("!hhh", 0, 0, 0))
            + message(b"E", b"\0" + struct.pack("!i", 0)) + message(b"S", b""))
        return self.answers()


class Options:
    def __init__(self, server, schemac, files, folder):
        self.server, self.schemac, self.files, self.folder = server, schemac, files, folder

    def compile(self, name, *options):
        out = self.folder / f"{name}.sql"
        r = subprocess.run([self.schemac, "compile", *options, *map(str, self.files), "-o", str(out)], capture_output=True, text=True, errors="replace")
        if r.returncode:
            raise Failure(f"compile {' '.join(options)}: {r.stderr[-800:]}")
        return out

    def state(self, database, *options):
        """What pg_dump says of the schema and the rows, its lines sorted."""
        r = self.server.run(self.server.bin / "pg_dump", "-d", database, *options)
        if r.returncode:
            raise Failure(r.stderr)
        return sorted(l for l in r.stdout.splitlines() if l and not l.startswith(("--", "\\restrict", "\\unrestrict")))

    def twice(self, name, run, *options):
        """Runs twice on an empty database and compares what pg_dump says with the plain script's."""
        self.server.create("options")
        want = self.state("plain", *options)
        for attempt in ["", "a second run: "]:
            errors = run()
            if errors:
                raise Failure(f"{name}: {attempt}" + "\n".join(errors[:3]))
            got = self.state("options", *options)
            if got != want:
                raise Failure(f"{name}: {attempt}\n" + difference(want, got))

    def scripts(self, name, *scripts):
        self.twice(name, lambda: self.server.load("options", *scripts))

    def transaction(self):
        self.scripts("transaction", self.compile("transaction", "--transaction"))

    def concurrently(self):
        self.scripts("concurrently", self.compile("concurrently", "--concurrently"))

    def sections(self):
        names = ["pre-data", "data", "post-data"]
        self.scripts("sections", *[self.compile(name, "--section", name) for name in names])

    def data(self):
        self.scripts("data", self.compile("skip", "--data", "skip"), self.compile("only", "--data", "only"))

    def split(self):
        for mode in ["kind", "object", "schema"]:
            folder = self.folder / f"split-{mode}"
            command = [self.schemac, "compile", "--split", str(folder), "--split-by", mode, *map(str, self.files)]
            listing = lambda: {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            subprocess.run(command, check=True, capture_output=True)
            files = listing()
            subprocess.run(command, check=True, capture_output=True)
            if listing() != files:
                raise Failure(f"split by {mode}: a second run writes other files")
            self.note += f" {mode}: {len(files)} files"
            self.scripts(f"split by {mode}", folder / "main.sql")

    def driver(self):
        script = self.compile("driver", "--mode", "driver")
        statements = subprocess.run([self.schemac, "split", str(script)], capture_output=True, check=True).stdout.split(b"\0")[:-1]
        self.note = f" {len(statements)} statements"

        def run():
            connection = Connection(self.server, "options")
            try:
                for statement in statements:
                    if error := connection.run(statement):
                        return [f"{error}: {statement[:200]!r}"]
            finally:
                connection.socket.close()

        self.twice("driver", run)

    def without(self):
        options = ["--no-owner", "--no-privileges", "--no-comments"]
        script = self.compile("without", *options)
        self.twice("without", lambda: self.server.load("options", script), *options)

    def check(self, only):
        self.server.create("plain")
        errors = self.server.load("plain", self.compile("plain"))
        if errors:
            print("  the plain script FAILS\n" + indented("\n".join(errors)))
            return len(only)
        failures = 0
        for name in only:
            start, self.note = time.monotonic(), ""
            try:
                getattr(self, name)()
                print(f"  {name:13} holds {time.monotonic() - start:.1f} s{self.note}", flush=True)
            except Failure as failure:
                failures += 1
                print(f"  {name:13} FAILS\n{indented(str(failure))}", flush=True)
        return failures


class Failure(Exception):
    pass


def difference(want, got):
    return "\n".join(list(difflib.unified_diff(want, got, "want", "got", lineterm="", n=1))[:14])


def indented(text):
    return "\n".join("      " + line for line in text.splitlines()[:40])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=".build/release/schemac")
    parser.add_argument("--tools", default="../shared/tools", help="where pg.py is")
    parser.add_argument("--only", type=lambda s: s.split(","), default=MODES)
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    sys.path.insert(0, arguments.tools)
    import pg

    failures = 0
    with pg.cluster() as server:
        for path in arguments.paths:
            with tempfile.TemporaryDirectory() as folder:
                files = sorted(path.rglob("*.sql")) if path.is_dir() else [path]
                server.add_missing_roles(*files)
                print(f"{path.name}:", flush=True)
                failures += Options(server, arguments.schemac, files, pathlib.Path(folder)).check(arguments.only)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
