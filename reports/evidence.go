package reports

import (
	"copyclock/timestamps"
)

func (b *builder) evidence() {
	if !b.brief || len(b.r.Summary) > 0 { // else it is the first of the observations
		b.add(Heading{Text: "Evidence"})
	}
	if len(b.r.Evidence) == 0 {
		b.add(Paragraph{"None."})
	}
	if b.brief && len(b.r.Evidence) > briefEvidence {
		b.evidenceTable()
		return
	}
	for i := range b.r.Evidence {
		e := &b.r.Evidence[i]
		size := Bytes(e.TotalBytes)
		if !e.SizeExact {
			size = "about " + Size(e.TotalBytes) + " (sizes are rounded or missing)"
		}
		f := Fields{[]Field{
			{"evidence", Count(int64(e.ID)) + ": " + shown(e.Name)},
			{"size", Bytes(e.Bytes)},
			{"sha256", timestamps.Printable(e.SHA256)},
		}}
		if !b.brief {
			f.Rows = append(f.Rows, Field{"sha1", timestamps.Printable(e.SHA1)}, Field{"md5", timestamps.Printable(e.MD5)})
		}
		if e.Live {
			f.Rows = append(f.Rows, Field{"read live", "a directory tree; size and digests are of its rows as list --to csv writes them"})
		}
		if e.WithinSHA256 != "" {
			f.Rows = append(f.Rows, Field{"inside", "the archive of sha256 " + timestamps.Printable(e.WithinSHA256)})
		}
		f.Rows = append(f.Rows,
			Field{"format", timestamps.Printable(e.Format) + ", by " + timestamps.Printable(e.DetectedBy) + ", " + timestamps.Printable(e.Encoding)},
			Field{"zone", zone(e.Zone.Name, e.Zone.Source)},
			Field{"listed", Number(int64(e.Entries), "entry") + ": " + Number(int64(e.Files), "file") + ", " +
				Number(int64(e.Directories), "directory") + "; " + size})
		if e.SkippedLines > 0 {
			f.Rows = append(f.Rows, Field{"skipped", Number(e.SkippedLines, "line") + " that could not be read"})
		}
		for _, x := range e.Excluded {
			f.Rows = append(f.Rows, Field{"left out", timestamps.Printable(x.Reason) + ": " +
				Number(int64(x.Entries), "entry") + ", " + Bytes(x.Bytes)})
		}
		for _, w := range e.Warnings {
			text := timestamps.Printable(w.Code)
			if w.Count > 1 {
				text += ", " + Count(w.Count) + " times"
			}
			if w.Line > 0 {
				text += ", first in line " + Count(w.Line)
			}
			f.Rows = append(f.Rows, Field{"warning", text + ": " + shown(w.Text)})
		}
		for _, n := range e.Notes {
			f.Rows = append(f.Rows, Field{"note", timestamps.Printable(n.Code) + ": " + shown(n.Text)})
		}
		b.add(f)
	}
}

func zone(name, source string) string {
	name, source = timestamps.Printable(name), timestamps.Printable(source)
	switch {
	case name == "" || name == "unknown":
		return "unknown: times are those of the listing's own clock, which is enough for rates"
	case source == "" || source == "nobody":
		return name
	}
	return name + ", said by the " + source
}
