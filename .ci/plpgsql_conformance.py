"""Does schemac accept and reject PL/pgSQL bodies as libpg_query's PL/pgSQL parser does?

    plpgsql_conformance.py --schemac BINARY [--mutants N] [--seed S] [--show N] CORPUS...

CORPUS is a folder or file of SQL scripts (.sql) and statements (.jsonl). Every CREATE FUNCTION, CREATE PROCEDURE and
DO statement in it is compared, and with --mutants as many damaged bodies. Where libpg_query fails for want of a
catalog, complains about the statement around the body, or has a grammar of its own, there is nothing to compare. Exits with 1 if a verdict
differs.
"""
import argparse, collections, json, os, pathlib, random, re, subprocess, sys, tempfile

TOKEN = re.compile(
    r"--[^\n]*\n|/\*.*?\*/|\$[A-Za-z_]*\$.*?\$[A-Za-z_]*\$|'(?:[^']|'')*'|\"[^\"]+\"|[A-Za-z_][A-Za-z0-9_$]*"
    r"|\d+(?:\.\d+)?|::|:=|\.\.|<<|>>|<=|>=|<>|!=|=>|\s+|.", re.S)
ROUTINE = re.compile(r"(\s|--[^\n]*\n|/\*.*?\*/)*(create\s+(or\s+replace\s+)?(function|procedure)|do)\b", re.I | re.S)
BODY = re.compile(r"(\$[A-Za-z_0-9]*\$)(.*?)\1", re.S)
WORDS = """all begin by case declare else end execute for foreach from if in into loop not null or strict then to
    using when while alias array assert call close collate constant continue current cursor default diagnostics do
    elsif exception exit fetch forward get insert is last next no open option perform prior query raise relative return
    reverse rollback commit rowtype scroll slice sqlstate stacked type select update delete where and row_count record
    int text foo x := = ; , ( ) [ ] . .. << >> % # 'a' 1 new old found sqlerrm merge import move notice message refcursor
    integer others""".split()
# What libpg_query says where PostgreSQL would look into its catalog, or about the statement and not its body.
NO_VERDICT = ("Not implemented", "no function body", "inline SQL function body", "no inline code", "VARIADIC parameter",
              "function result type must", "type \"", "improper qualified name")
# libpg_query's grammar takes parameters in places where PostgreSQL's takes none, such as behind a type's name.
PARAMETER = re.compile(r'at or near "\$\d')

# Runs in a process of its own, since libpg_query can abort: a JSON line for each input from the given one on.
ORACLE = """
import json, os, sys
from pglast.parser import ParseError, parse_plpgsql_json, parse_sql_json
inputs = open(sys.argv[1], "rb").read().split(b"\\0")[int(sys.argv[3]):]
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
with open(sys.argv[2], "a") as out:
    for sql in inputs:
        verdict = None
        try:
            parse_plpgsql_json(sql.decode())
        except ParseError as error:
            verdict = error.args[0]
            try:
                parse_sql_json(sql.decode())
            except ParseError:
                verdict = "no function body: the statement is broken"
        print(json.dumps(verdict), file=out, flush=True)
"""


def statements(paths):
    from psql_split import split
    seen = {}
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.suffix in (".sql", ".jsonl")) if path.is_dir() else [path]
        for file in files:
            text = file.read_text(errors="replace")
            found = ([json.loads(line)["sql"] for line in text.splitlines()] if file.suffix == ".jsonl"
                     else [s.sql for s in split(text) if not s.has_var])
            seen.update((sql, None) for sql in found if ROUTINE.match(sql) and "\0" not in sql)
    return list(seen)


def mutants(sources, count, seed):
    chance = random.Random(seed)
    bases = []
    for sql in sources:
        body = BODY.search(sql)
        if body and "plpgsql" in sql.lower():
            tokens = TOKEN.findall(body[2])
            places = [i for i, t in enumerate(tokens) if t.strip() and not t.startswith("--")]
            if len(places) > 2 and len(tokens) < 1500:
                bases.append((sql[:body.start(2)], tokens, places, sql[body.end(2):], body[1]))
    made = []
    while bases and len(made) < count:
        before, tokens, places, after, tag = chance.choice(bases)
        tokens = list(tokens)
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            at, other = chance.choice(places), chance.choice(places)
            match chance.randrange(5):
                case 0: tokens[at] = ""
                case 1: tokens[at] += " " + tokens[at]
                case 2: tokens[at], tokens[other] = tokens[other], tokens[at]
                case 3: tokens[at] = chance.choice(WORDS)
                case 4: tokens[at] += " " + chance.choice(WORDS) + " "
        if tag not in "".join(tokens):
            made.append(before + "".join(tokens) + after)
    return made


def oracle(sources):
    with tempfile.TemporaryDirectory() as folder:
        given, answers = os.path.join(folder, "in"), os.path.join(folder, "out")
        pathlib.Path(given).write_bytes(b"\0".join(s.encode() for s in sources))
        pathlib.Path(answers).touch()
        while (done := pathlib.Path(answers).read_text().count("\n")) < len(sources):
            subprocess.run([sys.executable, "-c", ORACLE, given, answers, str(done)], stderr=subprocess.DEVNULL)
            if pathlib.Path(answers).read_text().count("\n") < len(sources):
                with open(answers, "a") as out:
                    print(json.dumps("Not implemented: it crashed"), file=out)
        return [json.loads(line) for line in pathlib.Path(answers).read_text().splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schemac", required=True)
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--tools", default="../shared/tools", help="where psql_split.py is")
    parser.add_argument("corpus", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    sys.path.insert(0, options.tools)
    sources = statements(options.corpus)
    sources += mutants(sources, options.mutants, options.seed)
    run = subprocess.run([options.schemac, "parse", "--format", "plpgsql", "--null", "-"],
                         input=b"\0".join(s.encode() for s in sources), stdout=subprocess.PIPE)
    ours = [json.loads(line).get("error", {}).get("message") for line in run.stdout.splitlines()]
    counts = collections.Counter()
    for sql, expected, actual in zip(sources, oracle(sources), ours, strict=True):
        if expected and expected.startswith(NO_VERDICT) or not expected and actual and PARAMETER.search(actual):
            counts["no verdict"] += 1
        elif (expected is None) == (actual is None):
            counts["rejected by both" if expected else "accepted by both"] += 1
            counts["same message"] += expected is not None and expected == actual
        else:
            counts["different"] += 1
            if counts["different"] <= options.show:
                print(f"--- libpg_query: {expected}\n--- schemac: {actual}\n{sql}\n")
    print(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))
    sys.exit(1 if counts["different"] else 0)


main()
