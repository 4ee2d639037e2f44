#!/usr/bin/env python3
"""Properties of compiled scripts, on a real PostgreSQL.

usage: compile_properties.py [options] FILE_OR_FOLDER...

Each FILE (or each FOLDER of .sql files, taken as one schema in name order) is compiled, and on throw-away databases:
  stable      compiling twice gives the same bytes
  fixpoint    compiling the compiled script gives the compiled script, byte for byte
  loads       the script runs on an empty database, and again, and changes nothing the second time
  same        pg_dump of it equals pg_dump of a database loaded with the original (--expected: with that file)
  shuffled    the original's statements in random orders give the same schema (--bytes: the same script)
  orders      random orders of the steps of `--format json` that keep its edges load with the same pg_dump
  cuts        so does the script after a first part of the original, and after a first part of itself
  older       so does it on databases from which parts were dropped: columns, constraints, labels, comments, views ...
Exits with 1 unless all hold. --only names the properties to test.
"""
import argparse, difflib, json, pathlib, random, re, subprocess, sys, tempfile, time

PROPERTIES = ["stable", "fixpoint", "loads", "same", "shuffled", "orders", "cuts", "older"]
LEADING = r"\s*(?:--[^\n]*\n|/\*.*?\*/|\s)*\s*"
TRANSACTION = re.compile(LEADING + r"(BEGIN|COMMIT|START\s+TRANSACTION)\b", re.I | re.S)
SETTING = re.compile(LEADING + r"(?:SET\s+(?:SESSION\s+)?(\w+)|RESET\s+(\w+)|SELECT\s+(?:pg_catalog\.)?set_config\s*\(\s*'(\w+)')", re.I | re.S)
# What writes rows, and what gives the statements behind it another meaning.
ACTION = re.compile(LEADING + r"(COPY|INSERT|UPDATE|DELETE|MERGE|SELECT|WITH|DO|CALL|TRUNCATE|REFRESH|ANALYZE|ALTER\s+DEFAULT\s+PRIVILEGES|CREATE\s+CAST)\b", re.I | re.S)
# Statements of which the order shows in the schema: privileges are listed in it, and members in the order in which they are added,
# and a later definition of a view counts, unless it only says which columns there are.
IN_ORDER = re.compile(r"(?P<listed>GRANT|REVOKE|ALTER\s+PUBLICATION|ALTER\s+TEXT\s+SEARCH\s+CONFIGURATION)\b|(?:CREATE(?:\s+OR\s+REPLACE)?|DROP)\s+VIEW\s+(?:IF\s+EXISTS\s+)?(?P<view>[^\s;]+)(?![^\s;]|\s+AS\s+SELECT\s+NULL::)", re.I)
COPY_DATA = re.compile(r"\bfrom\s+stdin\b", re.I)

# What to drop from a database to make it an older one: kind, what it is, and the statement. Parts of extensions, of other
# parts (inherited columns, constraints of partitions), what cannot come back over rows (keys, NOT NULL without a default)
# and labels that may stand in expressions, which ALTER TYPE could not drop, are left alone.
PARTS = r"""
WITH own AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'),
extension AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
tables AS (SELECT c.oid, c.oid::regclass AS name, c.relkind, c.relispartition, c.reloftype FROM pg_class c WHERE relnamespace IN (SELECT oid FROM own)
    AND NOT EXISTS (SELECT FROM extension e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid))
SELECT 'column' AS kind, format('%s.%I', t.name, attname) AS what, format('ALTER %s TABLE %s DROP COLUMN %I CASCADE', CASE relkind WHEN 'f' THEN 'FOREIGN' ELSE '' END, t.name, attname) AS sql
  FROM pg_attribute a JOIN tables t ON attrelid = t.oid WHERE attnum > 0 AND NOT attisdropped AND attinhcount = 0 AND relkind IN ('r', 'p', 'f') AND NOT relispartition AND reloftype = 0
   AND (NOT attnotnull OR atthasdef OR attidentity <> '') AND NOT EXISTS (SELECT FROM pg_index i WHERE indrelid = t.oid AND indisunique AND attnum = ANY (indkey::smallint[]))
   AND NOT EXISTS (SELECT FROM pg_partitioned_table p WHERE partrelid = t.oid)
UNION ALL SELECT 'constraint', format('%I on %s', conname, t.name), format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', t.name, conname) FROM pg_constraint JOIN tables t ON conrelid = t.oid
 WHERE contype IN ('c', 'f', 'u', 'p', 'x') AND coninhcount = 0 AND conparentid = 0
UNION ALL SELECT 'domain constraint', format('%I on %s', conname, contypid::regtype), format('ALTER DOMAIN %s DROP CONSTRAINT %I', contypid::regtype, conname) FROM pg_constraint WHERE contypid <> 0 AND contype = 'c' AND connamespace IN (SELECT oid FROM own)
UNION ALL SELECT 'index', t.name::text, format('DROP INDEX %s CASCADE', t.name) FROM tables t JOIN pg_index ON indexrelid = t.oid WHERE t.relkind IN ('i', 'I') AND NOT relispartition AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = t.oid)
UNION ALL SELECT 'default', format('%s.%I', t.name, attname), format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', t.name, attname) FROM pg_attrdef JOIN pg_attribute a ON a.attrelid = adrelid AND attnum = adnum JOIN tables t ON t.oid = adrelid WHERE attgenerated = ''
UNION ALL SELECT 'not null', format('%s.%I', t.name, attname), format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', t.name, attname) FROM pg_attribute JOIN tables t ON attrelid = t.oid WHERE attnotnull AND attnum > 0 AND attinhcount = 0 AND attidentity = '' AND relkind IN ('r', 'p') AND NOT relispartition
   AND NOT EXISTS (SELECT FROM pg_index i WHERE indrelid = t.oid AND (indisprimary OR indisreplident) AND attnum = ANY (indkey::smallint[]))
UNION ALL SELECT 'label', format('%L of %s', enumlabel, enumtypid::regtype), format('DELETE FROM pg_enum WHERE oid = %s', e.oid) FROM pg_enum e JOIN pg_type y ON y.oid = enumtypid WHERE typnamespace IN (SELECT oid FROM own)
   AND NOT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid IN (enumtypid, y.typarray)
    AND (classid IN ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass) OR objid IN (SELECT indexrelid FROM pg_index)))
UNION ALL SELECT 'attribute', format('%s.%I', t.name, attname), format('ALTER TYPE %s DROP ATTRIBUTE %I', t.name, attname) FROM pg_attribute JOIN tables t ON attrelid = t.oid WHERE relkind = 'c' AND attnum > 0 AND NOT attisdropped
   AND NOT EXISTS (SELECT FROM tables o WHERE o.reloftype = (SELECT reltype FROM pg_class WHERE oid = t.oid))
UNION ALL SELECT 'comment', pg_describe_object(classoid, objoid, objsubid), format('DELETE FROM pg_description WHERE (classoid, objoid, objsubid) = (%s, %s, %s)', classoid, objoid, objsubid) FROM pg_description d
 WHERE objoid >= 16384 AND classoid <> 'pg_extension'::regclass AND NOT EXISTS (SELECT FROM extension e WHERE e.classid = classoid AND e.objid = objoid)
UNION ALL SELECT 'trigger', format('%I on %s', tgname, t.name), format('DROP TRIGGER %I ON %s CASCADE', tgname, t.name) FROM pg_trigger JOIN tables t ON t.oid = tgrelid WHERE NOT tgisinternal AND tgparentid = 0
UNION ALL SELECT 'policy', format('%I on %s', polname, t.name), format('DROP POLICY %I ON %s', polname, t.name) FROM pg_policy JOIN tables t ON t.oid = polrelid
UNION ALL SELECT 'rule', format('%I on %s', rulename, t.name), format('DROP RULE %I ON %s', rulename, t.name) FROM pg_rewrite JOIN tables t ON t.oid = ev_class WHERE rulename <> '_RETURN'
UNION ALL SELECT 'view', t.name::text, format('DROP %s %s CASCADE', CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, t.name) FROM tables t WHERE relkind IN ('v', 'm')
UNION ALL SELECT 'function', p.oid::regprocedure::text, format('DROP ROUTINE %s CASCADE', p.oid::regprocedure) FROM pg_proc p WHERE pronamespace IN (SELECT oid FROM own) AND NOT EXISTS (SELECT FROM extension e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE refobjid = p.oid AND refclassid = 'pg_proc'::regclass AND classid IN ('pg_type'::regclass, 'pg_language'::regclass))
UNION ALL SELECT 'statistics', format('%I.%I', stxnamespace::regnamespace, stxname), format('DROP STATISTICS %s.%I', stxnamespace::regnamespace, stxname) FROM pg_statistic_ext WHERE stxnamespace IN (SELECT oid FROM own)
UNION ALL SELECT 'publication', pubname::text, format('DROP PUBLICATION %I', pubname) FROM pg_publication
UNION ALL SELECT 'row security', t.name::text, format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', t.name) FROM pg_class c JOIN tables t USING (oid) WHERE c.relrowsecurity
ORDER BY 1, 2
"""


class Compiler:
    def __init__(self, binary, options, folder):
        self.binary, self.options, self.folder = binary, options, folder

    def compile(self, files, name="out.sql", more=()):
        """(file, its bytes or None, what was said)"""
        out = self.folder / name
        out.unlink(missing_ok=True)
        r = subprocess.run([self.binary, "compile", *self.options, *more, *map(str, files), "-o", str(out)], capture_output=True, text=True, errors="replace")
        said = r.stderr[-1200:]
        return out, out.read_bytes() if r.returncode == 0 and out.exists() else None, said or f"exit {r.returncode}"

    def text(self, text, name):
        path = self.folder / name
        path.write_text(text, errors="surrogateescape")
        return self.compile([path], name + ".out")


class Properties:
    """One schema: its files, the script made of them, and what a database loaded with it holds."""

    def __init__(self, server, compiler, split, files, arguments):
        self.server, self.compiler, self.split, self.files, self.arguments = server, compiler, split, files, arguments
        self.random = random.Random(arguments.seed)

    # Each property returns None if it holds, else what is wrong.

    def stable(self):
        again = self.compiler.compile(self.files, "again.sql")[1]
        return None if again == self.script else difference(self.script, again)

    def fixpoint(self):
        _, again, said = self.compiler.compile([self.out], "fixpoint.sql")
        if again is None:
            return said
        return None if again == self.script else difference(self.script, again)

    def loads(self):
        self.server.create("compiled")
        errors = self.server.load("compiled", self.out)
        if errors:
            return "\n".join(errors)
        self.want, rows = self.server.dump("compiled"), self.server.rows("compiled")
        errors = self.server.load("compiled", self.out)
        if errors or self.server.dump("compiled") != self.want or self.server.rows("compiled") != rows:
            return "a second run: " + ("\n".join(errors) or difference(self.want, self.server.dump("compiled")) or "rows changed")

    def same(self):
        self.server.create("original")
        errors = self.server.load("original", *(self.arguments.expected or self.files), stop=False)
        dump = self.server.dump("original")
        if dump != self.want:
            return "\n".join(["the original itself fails: " + e for e in errors[:3]]) + difference(dump, self.want)

    def shuffled(self):
        statements, ordered = self.declarations()
        out, plain, said = self.compiler.text("".join(text for text, _ in statements) + ordered, "mixed.sql")
        if plain is None:
            return "the statements in their own order: " + said
        unmixed, want, others = out.rename(out.with_name("unmixed.sql")), None, 0
        for n in range(self.arguments.shuffles):
            mixed = self.mixed(statements)
            out, got, said = self.compiler.text("".join(mixed) + ordered, "mixed.sql")
            if got is None:
                return f"shuffle {n}: {said}"
            if got == plain:
                continue
            if self.arguments.bytes:
                return f"shuffle {n} gives other bytes: " + difference(plain, got)
            want = want or self.dump_after("plain", unmixed)
            have = self.dump_after("mixed", out)
            if have[0] != want[0] or have[1]:
                return f"shuffle {n} gives another schema: " + ("\n".join(have[1]) or difference(want[0], have[0]))
            others += 1
        if others:
            self.note = f"({others} of {self.arguments.shuffles} with other bytes) "

    def orders(self):
        _, text, said = self.compiler.compile(self.files, "steps.json", ["--format", "json"])
        if text is None:
            return said
        steps = json.loads(text)
        for step in steps:
            if any(a >= step["index"] for a in step["after"]):
                return f"step {step['index']} stands before one that it must follow: {step['sql'][:200]}"
        for seed in range(self.arguments.orders):
            path = self.compiler.folder / "order.sql"
            path.write_text("".join(s["sql"].rstrip() + "\n" for s in random_order(steps, random.Random(seed))), errors="surrogateescape")
            dump, errors = self.dump_after("ordered", path)
            if errors or dump != sorted(self.want):
                return f"seed {seed}: " + ("\n".join(errors) or difference(sorted(self.want), dump))

    def cuts(self):
        statements = [s for s in self.statements() if not COPY_DATA.search(s)]
        own = self.script.decode("utf-8", "surrogateescape").splitlines(keepends=True)
        ends = [s.line for s in self.split("".join(own))][1:]
        for n in range(self.arguments.cuts * 2):
            part = self.compiler.folder / "part.sql"
            if n % 2:
                cut = self.random.choice(ends or [0])
                part.write_text("".join(own[:cut]), errors="surrogateescape")
                what = f"the script up to line {cut}"
            else:
                cut = self.random.randrange(1, max(2, len(statements)))
                part.write_text("".join(statements[:cut]), errors="surrogateescape")
                what = f"{cut} of {len(statements)} statements of the original"
            self.server.create("cut")
            errors = self.server.load("cut", part, stop=False)
            if n % 2 and errors:
                return f"{what} fails alone: " + "\n".join(errors)
            dump, errors = self.dump_after("cut", self.out, fresh=False)
            if errors or dump != sorted(self.want):
                return f"after {what}: " + ("\n".join(errors) or difference(sorted(self.want), dump))

    def older(self):
        self.server.create("compiled")
        self.server.load("compiled", self.out)
        query = self.compiler.folder / "parts.sql"
        query.write_text(f"SELECT json_agg(p) FROM ({PARTS}) AS p;")
        parts = json.loads(self.server.query("compiled", query).strip() or "[]") or []
        kinds = sorted({p["kind"] for p in parts})
        want, gone, failures = without_column_order(self.want), 0, []
        for n in range(self.arguments.older):
            # Each kind in turn, and up to three parts more.
            chosen = [self.random.choice([p for p in parts if p["kind"] == kinds[n % len(kinds)]])] + self.random.sample(parts, min(len(parts), self.random.randrange(4)))
            self.server.create("older")
            self.server.run(self.server.bin / "dropdb", "-f", "older")
            self.server.run(self.server.bin / "createdb", "-T", "compiled", "older")
            dropped = []
            for p in chosen:
                r = self.server.run(self.server.bin / "psql", "-X", "-q", "-d", "older", "-c", p["sql"])
                dropped += [f"{p['kind']} {p['what']}"] if r.returncode == 0 else []
            gone += len(dropped)
            errors = self.server.load("older", self.out)
            dump = without_column_order(self.server.dump("older"))
            if errors or dump != want:
                failures.append(f"without {', '.join(dropped)}: " + ("\n".join(errors[:3]) or difference(want, dump)))
        if failures:
            return f"{len(failures)} of {self.arguments.older} older databases:\n" + "\n".join(failures[:self.arguments.show])
        self.note = f"({gone} parts of {len(kinds)} kinds)"

    # What they share.

    def statements(self, files=None):
        found = []
        for f in files or self.files:
            found += [s.sql + ";\n" for s in self.split(f.read_text(errors="surrogateescape")) if not TRANSACTION.match(s.sql)]
        return found

    def declarations(self):
        """The definitions, without the comments before them and each behind the settings it was written under; and as one
        text what has to keep its order."""
        declarations, ordered = [], []
        for f in self.files:
            state = {}
            for sql in self.statements([f]):
                bare = re.sub(LEADING, "", sql, count=1, flags=re.S)
                if m := SETTING.match(sql):
                    name = next(g for g in m.groups() if g).lower()
                    state = {} if name == "all" else {k: v for k, v in state.items() if k != name}
                    if not m.group(2):
                        state[name] = bare
                    continue
                text = "".join(state.values()) + bare + "".join(f"RESET {name};\n" for name in state)
                if f in self.arguments.in_order or ACTION.match(sql):
                    ordered += [] if COPY_DATA.search(sql) else [text]
                else:
                    m = IN_ORDER.match(bare)
                    declarations.append((text, m and (m.group("view") or "listed")))
        return declarations, "".join(ordered)

    def mixed(self, declarations):
        """The declarations in a random order, but for those that keep theirs among each other."""
        mixed = list(declarations)
        self.random.shuffle(mixed)
        groups = {}
        for text, group in declarations:
            groups.setdefault(group, []).append(text)
        groups = {group: iter(texts) for group, texts in groups.items() if group}
        return [next(groups[group]) if group else text for text, group in mixed]

    def dump_after(self, database, script, fresh=True):
        if fresh:
            self.server.create(database)
        errors = self.server.load(database, script)
        return sorted(self.server.dump(database)), errors

    def check(self):
        results = {}
        self.out, self.script, said = self.compiler.compile(self.files)
        if self.script is None:
            print(f"  compile FAILS\n{indented(said)}")
            return {"compiles": False}
        self.server.add_missing_roles(*self.files)
        self.want = None
        for name in PROPERTIES:
            if name != "loads" and name not in self.arguments.only:
                continue
            if name in ("same", "orders", "cuts", "older") and self.want is None:
                results[name] = False
                continue
            start, self.note = time.monotonic(), ""
            wrong = getattr(self, name)()
            results[name] = wrong is None
            print(f"  {name:9} {'holds' if wrong is None else 'FAILS'} {self.note} {time.monotonic() - start:.1f} s", flush=True)
            if wrong is not None:
                print(indented(wrong))
        return results


def random_order(steps, rng):
    """The steps in a random order in which each follows those that it must follow; pinned steps keep their place."""
    done, order, segment = set(), [], []
    for step in [*steps, None]:
        if step is not None and not step["pinned"]:
            segment.append(step)
            continue
        waiting = {s["index"]: {a for a in s["after"] if a not in done} for s in segment}
        byindex = {s["index"]: s for s in segment}
        while waiting:
            index = rng.choice(sorted(i for i, after in waiting.items() if not after & waiting.keys()))
            del waiting[index]
            order.append(byindex[index])
        done |= byindex.keys()
        segment = []
        if step is not None:
            order.append(step)
            done.add(step["index"])
    return order


def without_column_order(dump):
    return sorted(line.rstrip(",") for line in dump)


def difference(want, got):
    if isinstance(want, bytes):
        want, got = (b.decode("utf-8", "replace").splitlines() for b in (want, got))
    return "\n".join(list(difflib.unified_diff(want, got, "want", "got", lineterm="", n=1))[:14])


def indented(text):
    return "\n".join("      " + line for line in text.splitlines()[:60])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemac", default=".build/release/schemac")
    parser.add_argument("--tools", default="../shared/tools", help="where pg.py and psql_split.py are")
    parser.add_argument("--option", action="append", default=[], help="handed to every compile, as in --option=--target-version=14")
    parser.add_argument("--expected", type=pathlib.Path, nargs="*", help="files that load to the same schema, if the original does not load")
    parser.add_argument("--in-order", type=pathlib.Path, action="append", default=[], help="a file whose statements are not shuffled")
    parser.add_argument("--exclude", type=pathlib.Path, action="append", default=[], help="a file of a folder that is no part of it")
    parser.add_argument("--only", type=lambda s: s.split(","), default=PROPERTIES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shuffles", type=int, default=10)
    parser.add_argument("--bytes", action="store_true", help="shuffled statements have to give the same bytes")
    parser.add_argument("--orders", type=int, default=40)
    parser.add_argument("--cuts", type=int, default=10)
    parser.add_argument("--older", type=int, default=20)
    parser.add_argument("--show", type=int, default=3, help="how many failures of older to show")
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    sys.path.insert(0, arguments.tools)
    import pg
    from psql_split import split

    held = total = 0
    with pg.cluster() as server, tempfile.TemporaryDirectory() as folder:
        compiler = Compiler(arguments.schemac, arguments.option, pathlib.Path(folder))
        for path in arguments.paths:
            files = sorted(set(path.rglob("*.sql")) - set(arguments.exclude)) if path.is_dir() else [path]
            print(f"{path.name}:", flush=True)
            results = Properties(server, compiler, split, files, arguments).check()
            held, total = held + sum(results.values()), total + len(results)
    print(f"{held} of {total} properties hold")
    return 0 if held == total else 1


if __name__ == "__main__":
    sys.exit(main())
