#!/usr/bin/env python3
"""Holds what copyclock reads of archives against other tools, as examiners do.

usage: check.py COPYCLOCK ARCHIVE... [-v]

For every archive the names, sizes and modified times of `copyclock list --to csv` are compared
with those of each tool that is installed and can list it:

    7z       7z l -slt
    zipinfo  zipinfo -v
    bsdtar   bsdtar --format=mtree, which tells the times in full (-tvf cuts them to minutes)
    lsar     lsar -j, the lister of unar
    exiftool exiftool -ee -j, for zip

All of them run with TZ=UTC, so that times without a zone are shown as stored. Times are compared to
the digits that a tool prints. A difference is a line

    SAMPLE<tab>TOOL<tab>KIND<tab>COUNT<tab>first example

and is explained, where it is, by explained.csv beside this file: glob of the sample, tool, kind,
reason. The exit status is 1 if one is not.
"""

import collections
import csv
import datetime
import fnmatch
import io
import json
import os
import re
import shutil
import subprocess
import sys

ENV = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8")

# A row: path, size or None, time as text or None (seconds with or without a fraction), kind.
Row = collections.namedtuple("Row", "path size time kind")


def run(*args):
    p = subprocess.run(args, env=ENV, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    return p.stdout.decode("utf-8", "backslashreplace"), p.stderr.decode("utf-8", "backslashreplace"), p.returncode


def wall(text):
    """A time as YYYY-MM-DDTHH:MM:SS.fffffffff, trailing zeros of the fraction cut."""
    if not text:
        return None
    text = re.sub(r"(Z|[+-]\d\d:\d\d)$", "", text.replace(" ", "T"))
    return re.sub(r"\.(\d*?)0*$", lambda m: "." + m[1] if m[1] else "", text)


def epoch(seconds, fraction=""):
    t = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return wall(t.isoformat(timespec="seconds") + ("." + fraction if fraction else ""))


def ours(program, sample):
    out, err, code = run(program, "list", "--to", "csv", sample)
    if code:
        return None, err.strip().splitlines()[-1] if err.strip() else "?"
    rows = []
    for r in csv.DictReader(io.StringIO(out)):
        path = bytes.fromhex(r["name_raw"]).decode("utf-8", "backslashreplace") if r["name_raw"] else unescape(r["path"])
        t = r["modified"]
        if t and not t.endswith("Z") and re.search(r"[+-]\d\d:\d\d$", t):
            t = datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", t)).astimezone(datetime.timezone.utc)
            t = t.replace(tzinfo=None).isoformat()
        rows.append(Row(path, int(r["size"]) if r["size"] else None, wall(t), r["kind"]))
    return rows, None


def unescape(path):
    return path.replace("\\\\", "\\")


def seven_zip(sample):
    out, _, code = run("7z", "l", "-slt", "-sccUTF-8", "--", sample)
    if code or "\n----------\n" not in out or re.search(r"^Type = (gzip|bzip2|xz|lzma|lzma86|Z|zstd)$", out, re.M):
        return None  # it lists the layer of compression, not what is in it
    rows = []
    for block in out.split("\n----------\n", 1)[1].split("\n\n"):
        f = dict(re.findall(r"^(\w[\w ]*) = (.*)$", block, re.M))
        if "Path" not in f:
            continue
        attributes = f.get("Attributes", "") + f.get("Mode", "")
        folder = f.get("Folder") == "+" or attributes.startswith("D") or " d" in attributes
        rows.append(Row(f["Path"], int(f["Size"]) if f.get("Size") else None, wall(f.get("Modified")), "directory" if folder else ""))
    return rows


def zipinfo(sample):
    if not sample.endswith(".zip"):
        return None  # it would find the members of a zip stored inside another archive
    out, _, code = run("zipinfo", "-v", sample)
    if code > 1:
        return None
    rows = []
    for block in re.split(r"^Central directory entry #\d+:\n-+\n", out, flags=re.M)[1:]:
        name = next(line[2:] for line in block.splitlines() if line.strip() and not line.strip().startswith("There are an extra"))
        t = None
        for kind in (r"UT extra field modtime\): +(.*) UTC", r"UT extra field modtime\): +(.*) local", r"DOS date/time\): +(.*)"):
            if m := re.search(r"file last modified on \(" + kind, block):
                try:
                    t = datetime.datetime.strptime(m[1].strip(), "%Y %b %d %H:%M:%S").isoformat()
                except ValueError:
                    t = None
                break
        size = re.search(r"uncompressed size: +(\d+) bytes", block)
        rows.append(Row(name, int(size[1]) if size else None, t, ""))
    return rows


def bsdtar(sample):
    out, _, code = run("bsdtar", "-cf", "-", "--format=mtree", "--options=mtree:!all,mtree:time,mtree:size,mtree:type", "@" + sample)
    rows = []
    for line in out.splitlines():
        if not line or line.startswith(("#", "/set")):
            continue
        name, *words = line.split(" ")
        f = dict(w.split("=", 1) for w in words if "=" in w)
        name = re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), name).encode("latin-1", "replace").decode("utf-8", "backslashreplace")
        t = None
        if "time" in f:
            s, _, fraction = f["time"].partition(".")
            t = epoch(int(s), "" if fraction == "0" else fraction.zfill(9))
        rows.append(Row(name, int(f["size"]) if "size" in f else None, t, f.get("type", "")))
    return rows if rows else None


def lsar(sample):
    out, _, code = run("lsar", "-j", sample)
    try:
        contents = json.loads(out)["lsarContents"]
    except (ValueError, KeyError):
        return None
    rows = []
    for c in contents:
        t = c.get("XADLastModificationDate", "")
        rows.append(Row(str(c.get("XADFileName", "")), c.get("XADFileSize"), wall(t[:19]) if t else None,
                        "directory" if c.get("XADIsDirectory") else ""))
    return rows


def exiftool(sample):
    if not sample.endswith(".zip"):
        return None
    out, _, code = run("exiftool", "-a", "-ee", "-j", "-G3", sample)
    try:
        tags = json.loads(out)[0]
    except (ValueError, IndexError):
        return None
    docs = collections.OrderedDict()
    for key, value in tags.items():
        group, _, tag = key.partition(":")
        if tag.startswith("Zip"):
            docs.setdefault(group, {})[tag] = value
    rows = []
    for d in docs.values():
        t = str(d.get("ZipModifyDate", ""))
        rows.append(Row(str(d.get("ZipFileName", "")), d.get("ZipUncompressedSize"), wall(t.replace(":", "-", 2)) if t else None, ""))
    return rows


TOOLS = {"7z": seven_zip, "zipinfo": zipinfo, "bsdtar": bsdtar, "lsar": lsar, "exiftool": exiftool}


def key(path):
    return re.sub(r"/+$", "", re.sub(r"^(\./|/)+", "", path.replace("\\", "/")))


def compare(mine, theirs):
    """Pairs the rows by name, and those left over in their order; yields (kind, text)."""
    waiting = collections.defaultdict(list)
    for i, r in enumerate(theirs):
        waiting[key(r.path)].append(i)
    pairs, lone, used = [], [], set()
    for r in mine:
        if waiting[key(r.path)]:
            i = waiting[key(r.path)].pop(0)
            used.add(i)
            pairs.append((r, theirs[i]))
        else:
            lone.append(r)
    rest = [r for i, r in enumerate(theirs) if i not in used]
    for a, b in zip(lone, rest):
        yield "name", f"{a.path!r} is {b.path!r}"
        pairs.append((a, b))
    for r in lone[len(rest):]:
        yield "only-ours", repr(r.path)
    for r in rest[len(lone):]:
        yield "only-theirs", repr(r.path)
    for a, b in pairs:
        if a.kind == "directory" or b.kind in ("directory", "dir"):
            if b.kind and (a.kind == "directory") != (b.kind in ("directory", "dir")):
                yield "kind", f"{a.path!r}: {a.kind}, {b.kind or 'file'}"
        elif a.size != b.size and b.size is not None:
            yield "size", f"{a.path!r}: {a.size}, {b.size}"
        if b.time and a.time != b.time:
            cut = len(b.time) if "." in b.time else 19
            if not a.time or a.time[:cut] != b.time[:cut]:
                yield "time", f"{a.path!r}: {a.time}, {b.time}"
        elif a.time and not b.time:
            yield "no-time", f"{a.path!r}: {a.time}"


def explanations():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "explained.csv"), newline="") as f:
        return [r for r in csv.reader(f) if r and not r[0].startswith("#")]


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    verbose = "-v" in sys.argv
    program, samples = arguments[0], arguments[1:]
    explained, tools = explanations(), {n: f for n, f in TOOLS.items() if shutil.which(n)}
    print("tools:", ", ".join(tools), "| missing:", ", ".join(set(TOOLS) - set(tools)) or "none")
    open_differences = agree = with_reason = refused = 0
    for sample in samples:
        name = "/".join(sample.split("/")[-2:])
        mine, why = ours(program, sample)
        if mine is None:
            refused += 1
            print(f"{name}\t-\trefused\t1\t{why}")
            continue
        for tool, lister in tools.items():
            theirs = lister(sample)
            if theirs is None:
                continue
            found = collections.defaultdict(list)
            for kind, text in compare(mine, theirs):
                found[kind].append(text)
            if not found:
                agree += 1
            for kind, texts in sorted(found.items()):
                reason = next((r[3] for r in explained if fnmatch.fnmatch(name, r[0]) and r[1] in ("*", tool) and r[2] in ("*", kind)), "")
                if reason:
                    with_reason += 1
                else:
                    open_differences += 1
                if not reason or verbose:
                    print(f"{name}\t{tool}\t{kind}\t{len(texts)}\t{texts[0]}" + (f"\t[{reason}]" if reason else ""))
    print(f"{len(samples)} samples, {refused} refused; {agree} comparisons without a difference, "
          f"{with_reason} differences with a reason, {open_differences} without")
    return 1 if open_differences else 0


sys.exit(main())
