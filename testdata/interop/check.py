"""Reads the exports of copyclock with other programs and compares what they understood.

Usage: check.py PROGRAM LISTING...   (make interop)

pandas and mactime (The Sleuth Kit) must be installed; DuckDB runs where the variable DUCKDB
holds a command that takes SQL and prints rows as JSON.
"""
import calendar
import csv
import datetime
import io
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

import pandas

DESCRIPTIONS = {
    "modified": "Content Modification Time",
    "changed": "Metadata Modification Time",
    "birth": "Creation Time",
    "accessed": "Last Access Time",
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def microseconds(stamp):
    """The microseconds since 1970 of RFC 3339 with an offset or none, rounded down."""
    head, _, rest = stamp.partition(".")
    digits = rest.rstrip("Z").split("+")[0].split("-")[0] if rest else ""
    if not rest:
        head = head.rstrip("Z")
    head, offset = (head + rest[len(digits):]).removesuffix("Z"), 0
    if len(head) > 19:
        sign = 1 if head[19] == "+" else -1
        offset = sign * (int(head[20:22]) * 3600 + int(head[23:25]) * 60)
        head = head[:19]
    whole = calendar.timegm(datetime.datetime.strptime(head, "%Y-%m-%dT%H:%M:%S").timetuple())
    return (whole - offset) * 10**6 + int((digits + "000000")[:6])


class Listing:
    """One listing and its exports in a folder of their own."""

    def __init__(self, program, path):
        self.program, self.path = program, path
        self.dir = pathlib.Path(tempfile.mkdtemp())
        for to, name in [("csv", "list.csv"), ("timesketch", "timesketch.csv"), ("jsonl", "list.jsonl"), ("bodyfile", "body.txt")]:
            run(program, "list", "--to", to, "-o", str(self.dir / name), path)
        run(program, "analyze", "--to", "csv", "--ticks", str(self.dir / "ticks.csv"), "-o", str(self.dir / "bursts.csv"), path)
        with open(self.dir / "list.csv", newline="") as f:
            self.rows = list(csv.DictReader(f))

    def pandas(self):
        table = pandas.read_csv(self.dir / "list.csv")
        assert list(table["path"].fillna("")) == [r["path"] for r in self.rows], "pandas: paths differ"
        assert int(table["size"].fillna(0).sum()) == sum(int(r["size"] or 0) for r in self.rows), "pandas: sizes differ"
        for name in ["bursts.csv", "ticks.csv"]:
            pandas.read_csv(self.dir / name)
        return f"pandas: {len(table)} entries"

    def timesketch(self):
        """What Timesketch's importer asks for: three columns, and a timestamp that agrees."""
        want = sorted(
            (microseconds(r[c]), d, r["path"]) for r in self.rows for c, d in DESCRIPTIONS.items() if r[c]
        )
        with open(self.dir / "list.jsonl") as f:
            events = [json.loads(line) for line in f]
        with open(self.dir / "timesketch.csv", newline="") as f:
            rows = list(csv.DictReader(f))
        for kind, all_events in [("jsonl", events), ("csv", rows)]:
            for e in all_events:
                assert e["message"] and e["datetime"] and e["timestamp_desc"], f"{kind}: a required column is empty"
                assert microseconds(e["datetime"]) == int(e["timestamp"]), f"{kind}: {e['datetime']} is not {e['timestamp']}"
                at = pandas.to_datetime(e["datetime"], utc=True)  # as the importer reads it
                assert at.value // 1000 == int(e["timestamp"]), f"{kind}: pandas reads {e['datetime']} as {at}"
            got = sorted(
                (int(e["timestamp"]), e["timestamp_desc"], e["path"]) for e in all_events if e["timestamp_desc"] in DESCRIPTIONS.values()
            )
            assert got == want, f"{kind}: the events differ from the listing"
        return f"timesketch: {len(events)} events"

    def mactime(self):
        """mactime must show every known time of every entry, in whole seconds."""
        text = run("mactime", "-b", str(self.dir / "body.txt"), "-d", "-y", "-z", "UTC")
        got = {}
        for row in csv.DictReader(io.StringIO(text)):
            at = row["Date"]
            if at.startswith("0000-00-00"):
                continue
            for letter in row["Type"].replace(".", ""):
                got[at[:19], letter] = got.get((at[:19], letter), 0) + 1
        want = {}
        for r in self.rows:
            for column, letter in [("modified", "m"), ("accessed", "a"), ("changed", "c"), ("birth", "b")]:
                seconds = microseconds(r[column]) // 10**6 if r[column] else 0
                if seconds > 0:  # 0 stands for not known, and mactime knows no time before 1970
                    at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
                    key = at.strftime("%Y-%m-%dT%H:%M:%S"), letter
                    want[key] = want.get(key, 0) + 1
        assert got == want, f"mactime: {sorted(set(got.items()) ^ set(want.items()))[:3]} differ"
        return f"mactime: {sum(want.values())} times"

    def duckdb(self, command):
        def ask(sql):
            return json.loads(run(*command, sql))

        path = self.dir / "list.csv"
        count, size = ask(f"select count(*), coalesce(sum(size), 0) from '{path}'")[0]
        assert int(count) == len(self.rows), f"duckdb: {count} rows of {len(self.rows)}"
        assert int(size) == sum(int(r["size"] or 0) for r in self.rows), "duckdb: sizes differ"
        paths = [r[0] for r in ask(f"select path from '{path}' order by evidence, line")]
        assert sorted(paths) == sorted(r["path"] for r in self.rows), "duckdb: paths differ"
        for name in ["timesketch.csv", "list.jsonl"]:
            wrong = ask(f"select count(*) from '{self.dir / name}' where epoch_us(datetime::timestamptz) <> timestamp")[0][0]
            assert int(wrong) == 0, f"duckdb: {name}: {wrong} timestamps differ from datetime"
        for name in ["bursts.csv", "ticks.csv"]:
            rows = len(pandas.read_csv(self.dir / name))
            count_of = int(ask(f"select count(*) from '{self.dir / name}'")[0][0])
            assert count_of == rows, f"duckdb: {name}: {count_of} rows of {rows}"
        return f"duckdb: {count} entries"


def main():
    program, paths = sys.argv[1], sys.argv[2:]
    duckdb = shlex.split(os.environ.get("DUCKDB", ""))
    for path in paths:
        listing = Listing(program, path)
        told = [listing.pandas(), listing.timesketch(), listing.mactime()]
        told.append(listing.duckdb(duckdb) if duckdb else "duckdb: skipped, DUCKDB is not set")
        print(f"{os.path.basename(path):28} {'; '.join(told)}")


if __name__ == "__main__":
    main()
