package reports

import (
	"unicode/utf8"

	"copyclock/timestamps"
)

// maxShown is the longest name, in bytes, that a report shows in full.
const maxShown = 160

// shown returns a name of a result, which is escaped already, for a report: safe, and cut
// in its middle where it is longer than any line can hold.
func shown(name string) string {
	name = timestamps.Printable(name)
	if len(name) <= maxShown {
		return name
	}
	head, tail := name[:maxShown/2], name[len(name)-maxShown/3:]
	for !utf8.ValidString(head) {
		head = head[:len(head)-1]
	}
	for len(tail) > 0 && !utf8.RuneStart(tail[0]) {
		tail = tail[1:]
	}
	return head + " [... " + Bytes(int64(len(name)-len(head)-len(tail))) + " ...] " + tail
}
