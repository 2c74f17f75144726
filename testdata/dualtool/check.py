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
    unrar    unrar-free -t, whose times are cut to minutes; that of RARLAB is not free

All of them run with TZ=UTC, so that times without a zone are shown as stored. Times are compared to
the digits that a tool prints, and where a tool shows the DOS time of a zip with modified_dos. A difference is
a line

    SAMPLE<tab>TOOL<tab>KIND<tab>COUNT<tab>first example

and is explained, where it is, by a row of explained.csv beside this file: sample, tool, kind, count, reason.
A sample that is refused needs a row too. The exit status is 1 if a difference has no row of that count, or a
row of a sample and tool at hand has no difference.
"""

import collections
import csv
import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata

ENV = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8")

# A row: path, size or None, time as text or None (seconds with or without a fraction), kind, DOS time: of
# ours as text, of theirs whether the time is that.
Row = collections.namedtuple("Row", "path size time kind dos", defaults=("",))


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
        rows.append(Row(path, int(r["size"]) if r["size"] else None, wall(t), r["kind"], wall(r.get("modified_dos"))))
    return rows, None


def unescape(path):
    return re.sub(r"\\(\\|x(..)|u(....)|U(........))", lambda m: chr(int(m[2] or m[3] or m[4], 16)) if m[1] != "\\" else "\\", path)


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
        t, dos = None, False
        for kind in (r"UT extra field modtime\): +(.*) UTC", r"UT extra field modtime\): +(.*) local", r"DOS date/time\): +(.*)"):
            if m := re.search(r"file last modified on \(" + kind, block):
                try:
                    t = datetime.datetime.strptime(m[1].strip(), "%Y %b %d %H:%M:%S").isoformat()
                except ValueError:
                    t = None
                dos = kind.startswith("DOS")
                break
        size = re.search(r"uncompressed size: +(\d+) bytes", block)
        rows.append(Row(name, int(size[1]) if size else None, t, "", dos))
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
        rows.append(Row(str(d.get("ZipFileName", "")), d.get("ZipUncompressedSize"), wall(t.replace(":", "-", 2)) if t else None, "", True))
    return rows


def unrar(sample):
    if not sample.endswith(".rar"):
        return None
    out, _, code = run("unrar", "-t", sample)
    if code or not out.lstrip().startswith("unrar-free"):
        return None
    rows, name = [], None
    #  .hidden/.secret
    #                     71 05-07-16 22:43   .....A
    for line in re.split(r"^-+\n", out, flags=re.M)[1].splitlines():
        if m := re.fullmatch(r" +(\d+) (\d\d)-(\d\d)-(\d\d) (\d\d:\d\d)   (\S*)", line):
            size, day, month, year, clock, attributes = m.groups()
            century = "19" if int(year) >= 70 else "20"
            rows.append(Row(name, int(size), f"{century}{year}-{month}-{day}T{clock}", "directory" if "D" in attributes else ""))
        else:
            name = line[1:]
    return rows


TOOLS = {"7z": seven_zip, "zipinfo": zipinfo, "bsdtar": bsdtar, "lsar": lsar, "exiftool": exiftool, "unrar": unrar}


def key(path):
    return re.sub(r"/+$", "", re.sub(r"^(\./|/)+", "", path.replace("\\", "/")))


def folded(path):
    """The name as a tool may have tidied it: accents composed, no dot at the end."""
    return unicodedata.normalize("NFC", key(path)).rstrip(".")


def pair(mine, theirs):
    """Pairs the rows by name, then by the folded names, and those left over in their order."""
    pairs = []
    for name in (key, folded):
        waiting = collections.defaultdict(collections.deque)
        for r in theirs:
            waiting[name(r.path)].append(r)
        lone = []
        for r in mine:
            if waiting[name(r.path)]:
                pairs.append((r, waiting[name(r.path)].popleft()))
            else:
                lone.append(r)
        left = {id(r) for rows in waiting.values() for r in rows}
        mine, theirs = lone, [r for r in theirs if id(r) in left]
    return pairs + list(zip(mine, theirs)), mine[len(theirs):], theirs[len(mine):]


def compare(mine, theirs):
    """Yields (kind, text) for every difference."""
    pairs, only_ours, only_theirs = pair(mine, theirs)
    for r in only_ours:
        yield "only-ours", repr(r.path)
    for r in only_theirs:
        yield "only-theirs", repr(r.path)
    for a, b in pairs:
        if key(a.path) != key(b.path):
            yield "name", f"{a.path!r} is {b.path!r}"
        if a.kind == "directory" or b.kind in ("directory", "dir"):
            if b.kind and (a.kind == "directory") != (b.kind in ("directory", "dir")):
                yield "kind", f"{a.path!r}: {a.kind}, {b.kind or 'file'}"
        elif a.size != b.size and b.size is not None:
            yield "size", f"{a.path!r}: {a.size}, {b.size}"
        time = a.dos if b.dos else a.time
        if b.time and (time or "")[:len(b.time)] != b.time:
            yield "time", f"{a.path!r}: {time}, {b.time}"
        elif time and not b.time:
            yield "no-time", f"{a.path!r}: {time}"


def explanations():
    """Rows of explained.csv: (sample, tool, kind, count) and why."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "explained.csv"), newline="") as f:
        return {(r["sample"], r["tool"], r["kind"], int(r["count"])): r["reason"] for r in csv.DictReader(f)}


def differences(program, sample, tools):
    """Yields (tool, kind, texts) of one sample; no texts where a tool agrees."""
    mine, why = ours(program, sample)
    if mine is None:
        yield "-", "refused", [why.replace(sample, os.path.basename(sample))]
        return
    for tool, lister in tools.items():
        theirs = lister(sample)
        if theirs is None:
            continue
        found = collections.defaultdict(list)
        for kind, text in compare(mine, theirs):
            found[kind].append(text)
        yield from ((tool, kind, texts) for kind, texts in sorted(found.items()))
        if not found:
            yield tool, "", []


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    verbose = "-v" in sys.argv
    program, samples = arguments[0], arguments[1:]
    explained, tools = explanations(), {n: f for n, f in TOOLS.items() if shutil.which(n)}
    print("tools:", ", ".join(tools), "| missing:", ", ".join(set(TOOLS) - set(tools)) or "none")
    count, used = collections.Counter(), set()
    names = {"/".join(sample.split("/")[-2:]): sample for sample in samples}
    for name, sample in names.items():
        for tool, kind, texts in differences(program, sample, tools):
            row = (name, tool, kind, len(texts))
            reason = explained.get(row, "")
            used.add(row)
            what = "agree" if not texts else "open" if not reason else "refused" if tool == "-" else "explained"
            count[what] += 1
            if what == "open" or verbose and texts:
                print(*row, texts[0], f"[{reason}]", sep="\t")
    for row in explained.keys() - used:
        if row[0] in names and (row[1] in tools or row[1] == "-"):
            count["open"] += 1
            print(*row, "is explained and was not found", sep="\t")
    print(f"{len(samples)} samples, {count['refused']} refused for a reason; {count['agree']} comparisons without a difference, "
          f"{count['explained']} differences with a reason, {count['open']} without")
    return 1 if count["open"] else 0


sys.exit(main())
