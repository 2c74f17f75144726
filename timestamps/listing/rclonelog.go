package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var rcloneLog = Format{
	Name:       "rclone-log",
	Title:      "rclone copy, sync or move with -v or -vv, or --log-file",
	Stamps:     "modified: when rclone wrote the line, at the end of the file",
	Resolution: "1 s",
	Zone:       "none printed: local time of the machine that copied",
	Line:       rcloneLogLine,
}

// rcloneLogLine reads a line such as
//
//	2026/11/23 09:51:32 INFO  : mc/NEWS.gz: Copied (new)
//
// Sizes are not printed. Everything else that rclone says holds no entry.
func rcloneLogLine(line []byte, r *Row) Verdict {
	var d timestamps.Date
	rest, ok := cutDate(line, '/', &d)
	if !ok || len(rest) < 9 {
		return rcloneStatistics(line)
	}
	if rest, ok = cutClock(rest[1:], &d); !ok {
		return Bad
	}
	level, rest := cutField(rest)
	switch string(level) {
	case "INFO":
	case "DEBUG", "NOTICE:", "ERROR", "NOTICE", "WARNING", "CRITICAL":
		return Pass
	default:
		return Bad
	}
	text, ok := bytes.CutPrefix(rest, []byte("  : "))
	if !ok {
		return Bad
	}
	i := bytes.LastIndex(text, []byte(": "))
	if i < 1 || !rcloneCopied(text[i+2:]) {
		return Pass
	}
	r.Kind, r.Times.Modified, r.Name = timestamps.File, timestamps.Wall(d), rcloneName(text[:i], r)
	return Good
}

// rcloneCopied reports whether a message tells the end of a copy, such as "Copied (new)" or
// "Multi-thread Copied (replaced existing)".
func rcloneCopied(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("Multi-thread "))
	return bytes.HasPrefix(b, []byte("Copied (")) && b[len(b)-1] == ')'
}

// rcloneStatistics passes over a block such as "Transferred: 779 / 779, 100%".
func rcloneStatistics(line []byte) Verdict {
	for _, begin := range []string{"Transferred:", "Elapsed time:", "Checks:", "Errors:", "Deleted:", "Renamed:", "Transferring:", "Checking:", " *", "Server Side"} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return Pass
		}
	}
	return Bad
}
