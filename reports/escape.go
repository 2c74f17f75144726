package reports

import (
	"crypto/sha256"
	"fmt"
	"unicode/utf8"

	"copyclock/timestamps"
)

// maxShown is the longest name, in bytes, that a report shows in full.
const maxShown = 160

// shown returns a name of a result, which is escaped already, for a report: safe, and cut
// in its middle where it is longer than any line can hold. The first 12 digits of the SHA-256
// of the whole keep names apart that differ in what was cut.
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
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("%s [... %s, sha256 %x ...] %s", head, Bytes(int64(len(name)-len(head)-len(tail))), sum[:6], tail)
}
