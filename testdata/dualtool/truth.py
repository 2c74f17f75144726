#!/usr/bin/env python3
"""Packs files of known size and time with every archiver at hand, and holds copyclock to the truth.

usage: truth.py COPYCLOCK

300 files, sizes from 0 bytes to 60 kB, times from 1984 to 2037 to 100 ns, in winter and summer, are packed
in the zone America/New_York; beside them a few with times before 1970 and after 2242, and one of 9 GiB that is
nearly all hole. What `copyclock list --to csv` then says of them must be the truth, cut to what
the format can store: the step is floor, nearest or up, as the archiver rounds. Nothing is read from the
archiver but its archive.
"""

import csv
import datetime
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

ZONE = "America/New_York"
ENV = dict(os.environ, TZ=ZONE, LC_ALL="C.UTF-8")
EPOCH = datetime.datetime(1970, 1, 1)


def make(root):
    random.seed(6)
    truth = {}
    for i in range(300):
        name = f"src/d{i % 7}/file {i:03d}.bin"
        size = 0 if i % 50 == 0 else int(60_000 * random.random() ** 3)
        ns = random.randrange(449_000_000, 2_145_000_000) * 10**9 + random.randrange(10**7) * 100
        os.makedirs(os.path.join(root, os.path.dirname(name)), exist_ok=True)
        path = os.path.join(root, name)
        with open(path, "wb") as f:
            f.write(random.randbytes(size))
        os.utime(path, ns=(ns, ns))
        truth[name] = (size, ns)
    return truth


# Files at the ends of what formats can store: seconds of the time, size.
ENDS = {"1901": (-2_147_483_648, 3), "1969": (-14_182_940, 5), "2100": (4_102_444_800, 7), "2255": (9_000_000_000, 9),
        "holes": (1_467_758_342, (9 << 30) + 1)}


def make_ends(root):
    """Truth of the files that this file system can hold as they should be."""
    truth = {}
    os.makedirs(os.path.join(root, "ends"))
    for name, (seconds, size) in ENDS.items():
        path = os.path.join(root, "ends", name)
        with open(path, "wb") as f:
            f.write(b"x")
            f.truncate(size)
            f.seek(size - 1)
            f.write(b"x")
        os.utime(path, ns=(seconds * 10**9, seconds * 10**9))
        if os.stat(path).st_mtime_ns == seconds * 10**9:
            truth["ends/" + name] = (size, seconds * 10**9)
        else:
            os.remove(path)
    return truth


# How an archiver stores a time: step in ns, clock (utc, local by the day of the stamp), margin in steps above the floor.
UTC1, UTC100NS, UTC1NS = (10**9, "utc"), (100, "utc"), (1, "utc")
DOS = (2 * 10**9, "local")
FLOAT = 500  # ns: seconds of today as a 64-bit float have steps of 240 ns

# genisoimage stores offsets beyond a day for summers from 2028 on; such stamps are no times here.
GENISOIMAGE_ENDS = 1_830_297_600 * 10**9

PY_TAR = "import tarfile; t = tarfile.open('OUT', 'w', format=tarfile.%s); t.add('src'); t.close()"
PACKERS = [
    # name of the archive, program, command, (step, clock)
    ("zip.zip", "zip", "zip -qr OUT src", UTC1),
    ("zip-X.zip", "zip", "zip -qrX OUT src", DOS),
    ("zip-stream.zip", "zip", "zip -qr - src > OUT", UTC1),
    ("7z.zip", "7z", "7z a -bd OUT src", UTC100NS),
    ("bsdtar.zip", "bsdtar", "bsdtar -cf OUT --format=zip src", UTC1),
    ("bsdtar-stream.zip", "bsdtar", "bsdtar -cf - --format=zip src > OUT", UTC1),
    ("python.zip", "python3", "python3 -m zipfile -c OUT src", DOS),
    ("jar.zip", "jar", "jar cMf OUT src", DOS),
    ("7z.7z", "7z", "7z a -bd OUT src", UTC100NS),
    ("7z-store.7z", "7z", "7z a -bd -mx=0 -ms=off OUT src", UTC100NS),
    ("bsdtar.7z", "bsdtar", "bsdtar -cf OUT --format=7zip src", UTC100NS),
    ("gnu.tar", "tar", "tar -cf OUT --format=gnu src", UTC1),
    ("gnu-pax.tar", "tar", "tar -cf OUT --format=pax src", UTC1NS),
    ("gnu-v7.tar", "tar", "tar -cf OUT --format=v7 src", UTC1),
    ("gnu-ustar.tar", "tar", "tar -cf OUT --format=ustar src", UTC1),
    ("7z.tar", "7z", "7z a -bd -ttar OUT src", UTC1),
    ("bsdtar-pax.tar", "bsdtar", "bsdtar -cf OUT --format=pax src", UTC1NS),
    ("bsdtar-gnutar.tar", "bsdtar", "bsdtar -cf OUT --format=gnutar src", UTC1),
    ("python-pax.tar", "python3", f'python3 -c "{PY_TAR % "PAX_FORMAT"}"', (FLOAT, "utc")),
    ("python-gnu.tar", "python3", f'python3 -c "{PY_TAR % "GNU_FORMAT"}"', UTC1),
    ("gzip.tar.gz", "gzip", "tar -c src | gzip > OUT", UTC1),
    ("pigz.tar.gz", "pigz", "tar -c src | pigz > OUT", UTC1),
    ("bzip2.tar.bz2", "bzip2", "tar -c src | bzip2 > OUT", UTC1),
    ("xz.tar.xz", "xz", "tar -c src | xz > OUT", UTC1),
    ("xz.tar.lzma", "xz", "tar -c src | xz --format=lzma > OUT", UTC1),
    ("zstd.tar.zst", "zstd", "tar -c src | zstd -q > OUT", UTC1),
    ("lz4.tar.lz4", "lz4", "tar -c src | lz4 -q > OUT", UTC1),
    ("compress.tar.Z", "bsdtar", "bsdtar -cZf OUT --format=gnutar src", UTC1),
    ("newc.cpio", "cpio", "find src | cpio --quiet -o -H newc > OUT", UTC1),
    ("crc.cpio", "cpio", "find src | cpio --quiet -o -H crc > OUT", UTC1),
    ("bin.cpio", "cpio", "find src | cpio --quiet -o -H bin > OUT", UTC1),
    ("odc.cpio", "cpio", "find src | cpio --quiet -o -H odc > OUT", UTC1),
    ("bsdtar-newc.cpio", "bsdtar", "bsdtar -cf OUT --format=newc src", UTC1),
    ("bsdtar-bin.cpio", "bsdtar", "bsdtar -cf OUT --format=bin src", UTC1),
    ("genisoimage.iso", "genisoimage", "genisoimage -quiet -R -J -o OUT -graft-points src=src", UTC1),
    ("xorriso.iso", "xorriso", "xorriso -as mkisofs -quiet -R -J -o OUT -graft-points src=src", UTC1),
    ("bsdtar.iso", "bsdtar", "bsdtar -cf OUT --format=iso9660 src", UTC1),
    ("gcab.cab", "gcab", "gcab -c OUT src/*/*", (2 * 10**9, "utc")),  # it writes UTC where Windows writes local time
    ("gnu.a", "ar", "ar rcU OUT src/*/*", UTC1),
    ("bsdtar.a", "bsdtar", "bsdtar -cf OUT --format=arbsd src/*/*", UTC1),
    ("rar.rar", "rar", "rar a -idq -r OUT src", UTC1NS),
]

ENDS_PACKERS = [
    ("ends-gnu.tar", "tar", "tar -cSf OUT --format=gnu ends", UTC1),
    ("ends-pax-0.0.tar", "tar", "tar -cSf OUT --format=pax --sparse-version=0.0 ends", UTC1NS),
    ("ends-pax-0.1.tar", "tar", "tar -cSf OUT --format=pax --sparse-version=0.1 ends", UTC1NS),
    ("ends-pax-1.0.tar", "tar", "tar -cSf OUT --format=pax --sparse-version=1.0 ends", UTC1NS),
    ("ends-bsdtar-pax.tar", "bsdtar", "bsdtar --read-sparse -cf OUT --format=pax ends", UTC1NS),
    ("ends.7z", "7z", "7z a -bd -mx=0 OUT ends -x!ends/holes", UTC100NS),
]


def expected(ns, step, clock):
    """The time as nanoseconds of its own clock, cut to the step."""
    if clock == "local":
        seconds = ns // 10**9
        offset = datetime.datetime.fromtimestamp(seconds, zoneinfo.ZoneInfo(ZONE)).utcoffset()
        ns += int(offset.total_seconds()) * 10**9
    return ns


def stamp(text):
    """Nanoseconds of a stamp of the CSV, of UTC or of its wall clock."""
    offset = 0
    if text.endswith("Z"):
        text = text[:-1]
    elif len(text) > 6 and text[-6] in "+-":
        sign = -1 if text[-6] == "-" else 1
        offset = sign * (int(text[-5:-3]) * 3600 + int(text[-2:]) * 60)
        text = text[:-6]
    whole, _, fraction = text.partition(".")
    t = datetime.datetime.fromisoformat(whole) - EPOCH
    return (t.days * 86400 + t.seconds - offset) * 10**9 + int((fraction or "0").ljust(9, "0"))


def check(program, archive, truth, step, clock):
    p = subprocess.run([program, "list", "--to", "csv", archive], capture_output=True, text=True, env=dict(ENV, TZ="Asia/Tokyo"), timeout=60)
    if p.returncode:
        return p.stderr.strip().splitlines()[-1:] or ["no message"]
    wrong, seen, flat = [], {}, {os.path.basename(n): n for n in truth}
    for r in csv.DictReader(io.StringIO(p.stdout)):
        if r["kind"] in ("file", "unknown"):
            path = r["path"].replace("\\\\", "/").removeprefix("./")
            if "/" not in path:  # of ar
                path = flat.get(path, path)
            seen[path if path.startswith(("src/", "ends/")) else "src/" + path] = r
    for name, (size, ns) in truth.items():
        r = seen.get(name)
        if r is None:
            wrong.append(f"{name} is missing")
        elif int(r["size"]) != size:
            wrong.append(f"{name}: {r['size']} bytes, truth {size}")
        elif not r["modified"]:
            wrong.append(f"{name}: no time")
        else:
            late = stamp(r["modified"]) - expected(ns, step, clock)
            # DOS times are rounded down, to the nearest or up, and so are the floating-point times of Python.
            if not (-step < late < step if step > 10**9 or step == FLOAT else -step < late <= 0):
                wrong.append(f"{name}: {r['modified']} is {late / 1e9} s off")
    wrong += [f"{n} is too many" for n in sorted(set(seen) - set(truth))]
    return wrong


def main():
    program = os.path.abspath(sys.argv[1])
    bad = checked = 0
    with tempfile.TemporaryDirectory() as root:
        truth, ends = make(root), make_ends(root)
        for name, needs, command, (step, clock) in PACKERS + ENDS_PACKERS:
            if not shutil.which(needs):
                print(f"{name}: {needs} is missing")
                continue
            p = subprocess.run(command.replace("OUT", name), shell=True, cwd=root, env=ENV, capture_output=True, timeout=120)
            if not os.path.exists(os.path.join(root, name)):
                print(f"{name}: not made: {p.stderr.decode(errors='replace').strip()[-200:]}")
                continue
            those = ends if name.startswith("ends") else truth
            left_out = {n for n, (_, ns) in those.items() if name == "genisoimage.iso" and ns >= GENISOIMAGE_ENDS or "-x!" + n in command}
            wrong = check(program, os.path.join(root, name), {n: t for n, t in those.items() if n not in left_out}, step, clock)
            wrong = [w for w in wrong if w.removesuffix(" is too many") not in left_out]
            checked += 1
            bad += bool(wrong)
            if wrong:
                print(f"{name}: {len(wrong)} of {len(those)} wrong: {wrong[0]}")
            os.remove(os.path.join(root, name))
    print(f"{checked} archives of {len(truth)} files, or of {len(ends)} at the ends: {checked - bad} exact, {bad} not")
    return 1 if bad else 0


sys.exit(main())
