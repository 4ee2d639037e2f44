#!/usr/bin/env python3
"""Records what PostgreSQL 18 holds from the beginning, and what its extensions bring, in Grammar/catalog.

Needs the server of get_postgres.sh in $PG_BIN; afterwards run generate-syntax.
usage: PG_BIN=$(get_postgres.sh) .ci/record_catalog.py --shared ../shared
"""
import argparse, os, pathlib, re, sys

CATALOG = pathlib.Path(__file__).resolve().parent.parent / "Grammar" / "catalog"


def snapshot(server, extension, schema):
    server.create("snapshot")
    # plpgsql is there already.
    server.run(server.bin / "psql", "-X", "-q", "-d", "snapshot", "-c", f'DROP EXTENSION IF EXISTS "{extension or "-"}"')
    run = server.run(server.bin / "psql", "-X", "-At", "-d", "snapshot", "-v", f"extension={extension}",
                     "-v", f"schema={schema}", "-f", CATALOG / "snapshot.sql")
    if run.returncode:
        sys.exit(f"{extension}: {run.stderr}")
    # A section with the names of its columns alone is left out.
    sections = re.split(r"^= (.+)\n", run.stdout, flags=re.M)[1:]
    return {name: text for name, text in zip(sections[::2], sections[1::2]) if text.count("\n") > 1}


def record_built_in(server):
    for name, text in snapshot(server, "", "").items():
        (CATALOG / f"{name}.tsv").write_text(text)


def record_extensions(server):
    folder = CATALOG / "extensions"
    folder.mkdir(exist_ok=True)
    for file in folder.glob("*.tsv"):
        file.unlink()
    offered = server.run(server.bin / "psql", "-X", "-At", "-d", "postgres", "-c",
                         "SELECT v.name, coalesce(v.schema, 'public') FROM pg_available_extension_versions v "
                         "JOIN pg_available_extensions e ON e.name = v.name AND e.default_version = v.version "
                         "ORDER BY 1").stdout
    for line in offered.splitlines():
        name, schema = line.split("|")
        sections = snapshot(server, name, schema)
        (folder / f"{name}.tsv").write_text("".join(f"= {section}\n{text}" for section, text in sections.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.shared / "tools"))
    import pg
    # postgres_fdw and dblink need the libpq of their server.
    os.environ["LD_LIBRARY_PATH"] = str(pathlib.Path(os.environ["PG_BIN"]).parent / "lib")
    with pg.cluster() as server:
        record_built_in(server)
        record_extensions(server)


main()
