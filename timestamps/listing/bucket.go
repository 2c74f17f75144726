package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var awsLs = Format{
	Name:       "aws-s3-ls",
	Title:      "aws s3 ls, with and without --recursive, --human-readable, --summarize",
	Stamps:     "modified: when the object was stored",
	Resolution: "1 s",
	Zone:       "none printed: local time of the machine that listed",
	Line:       awsLine,
}

// awsLine reads lines such as
//
//	2026-11-23 04:59:40       4846 dump/apt/NEWS.Debian.gz
//	2026-11-23 04:59:40    4.7 KiB dump/apt/NEWS.Debian.gz
//	                           PRE apt/
//
// whose size fills ten characters.
func awsLine(line []byte, r *Row) Verdict {
	const size, name = 19, 31
	if prefix, ok := bytes.CutPrefix(line, []byte("                           PRE ")); ok && len(prefix) > 1 {
		r.Kind, r.Name = timestamps.Directory, prefix
		return Good
	}
	if n, ok := bytes.CutPrefix(line, []byte("Total Objects: ")); ok {
		r.Printed.files, _ = number(n) // prefixes are no objects
		return Total
	}
	if n, ok := bytes.CutPrefix(line, []byte("   Total Size: ")); ok {
		if size, ok := number(n); ok {
			r.Printed.bytes = size
		}
		return Total
	}
	d, rest, ok := cutDateTime(line)
	if !ok || len(line)-len(rest) != size || len(rest) < name-size+1 || rest[0] != ' ' {
		return Bad
	}
	cell, rest := cutField(rest)
	if unit, after := cutField(rest); bytes.HasSuffix(unit, []byte("iB")) || string(unit) == "Bytes" {
		cell, rest = line[len(line)-len(rest)-len(cell):len(line)-len(after)], after
	}
	if r.Size, r.Slack, ok = suffixedSize(cell); !ok || len(line)-len(rest) < name-1 {
		return Bad
	}
	if r.Slack > 0 {
		r.Flags = timestamps.Rounded
	}
	if r.Name, ok = nameAfter(rest); !ok {
		return Bad
	}
	r.Kind, r.Times.Modified = timestamps.File, timestamps.Wall(d)
	return Good
}

var gsutilLs = Format{
	Name:       "gsutil-ls",
	Title:      "gsutil ls -l, gcloud storage ls -l",
	Stamps:     "modified: when the object was stored",
	Resolution: "1 s",
	Zone:       "UTC",
	Line:       gsutilLine,
}

// gsutilLine reads a line such as
//
//	524  2021-04-22T23:32:09Z  gs://bucket/dump/a.txt
//
// Headings, totals and text around them hold no entry.
func gsutilLine(line []byte, r *Row) Verdict {
	size, rest := cutField(line)
	stamp, rest := cutField(rest)
	var ok bool
	if r.Size, ok = number(size); !ok || !bytes.HasPrefix(rest, []byte("  gs://")) {
		url, _ := cutField(line)
		if bytes.HasPrefix(url, []byte("gs://")) && url[len(url)-1] == '/' && line[0] == ' ' {
			r.Kind, r.Name = timestamps.Directory, url
			return Good
		}
		if line[0] == ' ' && bytes.Contains(line, []byte("gs://")) {
			return Bad
		}
		if string(url) == "TOTAL:" {
			return gsutilTotal(line, r)
		}
		return Pass
	}
	if r.Times.Modified, ok = isoStamp(stamp); !ok || r.Times.Modified.State == timestamps.Floating {
		return Bad
	}
	r.Kind, r.Name = timestamps.File, rest[2:]
	if i := bytes.Index(r.Name, []byte("  metageneration=")); i > 0 {
		r.Name = r.Name[:i]
	}
	return Good
}

// gsutilTotal reads "TOTAL: 655 objects, 4251392 bytes (4.05 MiB)".
func gsutilTotal(line []byte, r *Row) Verdict {
	_, rest := cutField(line)
	objects, rest := cutField(rest)
	_, rest = cutField(rest)
	size, _ := cutField(rest)
	n, ok1 := number(objects)
	sum, ok2 := number(size)
	if !ok1 || !ok2 {
		return Pass
	}
	r.Printed.files, r.Printed.bytes = n, sum
	return Total
}
