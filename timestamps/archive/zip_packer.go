package archive

import (
	"archive/zip"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"copyclock/timestamps"
)

// trait is what the header of a member betrays of the program that wrote it.
type trait struct {
	host, version uint8 // upper and lower half of "version made by"
	extras        tags
}

// tags are those of the extra fields in their order, zeros behind them; more are not looked at.
type tags [6]uint16

func (t tags) String() string {
	var b []byte
	for _, tag := range t {
		if tag != 0 {
			b = fmt.Appendf(b, " %04x", tag)
		}
	}
	return strings.TrimPrefix(string(b), " ")
}

// knownPackers are the traits of programs that were seen to write them, in the central
// directory. Libraries share them: a match says "as it writes", not who wrote. Only some stream
// a member that they can seek back to.
var knownPackers = []struct {
	trait
	streams bool
	name    string
}{
	{trait{creatorUnix, 30, tags{0x5455, 0x7875}}, false, "Info-ZIP zip 3"},
	{trait{creatorUnix, 30, tags{}}, false, "Info-ZIP zip 3 with -X"},
	{trait{creatorUnix, 63, tags{0x000a}}, false, "7-Zip"},
	{trait{creatorUnix, 20, tags{0x5455, 0x7875}}, false, "libarchive (bsdtar, macOS)"},
	{trait{creatorUnix, 20, tags{}}, false, "zipfile of Python"},
	{trait{creatorUnix, 20, tags{0x5455}}, true, "archive/zip of Go"},
	{trait{creatorFAT, 20, tags{}}, true, "jar of Java"},
	{trait{creatorFAT, 0, tags{0x5455}}, false, "git archive"},
	// Seen in the archives that archive/zip of Go is tested with, which are named after their programs.
	{trait{creatorUnix, 21, tags{0x5855}}, false, "Archive Utility of macOS"},
	{trait{creatorFAT, 63, tags{0x000a}}, false, "7-Zip for Windows"},
	{trait{creatorFAT, 31, tags{0x000a}}, false, "WinRAR"},
	{trait{creatorFAT, 20, tags{0x000a}}, false, "WinZip"},
	{trait{creatorFAT, 20, tags{0x5455}}, true, "archive/zip of Go"},
	{trait{creatorFAT, 20, tags{}}, false, "Explorer of Windows 7"},
}

var hosts = map[uint8]string{
	creatorFAT: "FAT", 1: "Amiga", 2: "OpenVMS", creatorUnix: "Unix", 4: "VM/CMS", 5: "Atari ST", 6: "OS/2", 7: "Macintosh",
	creatorNTFS: "NTFS", 13: "Acorn", creatorVFAT: "VFAT", 16: "BeOS", creatorMac: "macOS",
}

// packers counts the traits of the members of one archive.
type packers struct{ members map[trait]*packed }

// packed is how many members have one trait, and how many of them are streamed: their sizes
// follow their data.
type packed struct{ members, streamed int }

func (p *packers) add(h *zip.FileHeader) {
	if p.members == nil {
		p.members = map[trait]*packed{}
	}
	t := trait{host: uint8(h.CreatorVersion >> 8), version: uint8(h.CreatorVersion)}
	n := 0
	eachExtra(h.Extra, func(tag uint16, _ []byte) {
		if tag != tagZip64 && n < len(t.extras) { // large members have it, whoever packed them
			t.extras[n] = tag
			n++
		}
	})
	made := p.members[t]
	if made == nil {
		made = &packed{}
		p.members[t] = made
	}
	made.members++
	if h.Flags&flagStreamed != 0 {
		made.streamed++
	}
}

// mostTraits is how many kinds of header a note names.
const mostTraits = 3

// note says which programs write such headers, the commonest first.
func (p *packers) note(l *timestamps.Listing, comment string) {
	if len(p.members) == 0 {
		return
	}
	kinds := slices.SortedFunc(maps.Keys(p.members), func(a, b trait) int {
		return cmp.Or(cmp.Compare(p.members[b].members, p.members[a].members), a.compare(b))
	})
	programs := map[string]bool{}
	var parts []string
	for i, k := range kinds {
		n := p.members[k]
		name := k.program(n.streamed > 0)
		if name != "" {
			programs[name] = true
		}
		if i < mostTraits {
			parts = append(parts, k.text(n, name))
		}
	}
	text := strings.Join(parts, "; ")
	if more := len(kinds) - len(parts); more > 0 {
		text += fmt.Sprintf("; %d more kinds of headers", more)
	}
	if len(programs) > 1 {
		text += "; headers of different programs suggest that the archive was added to later"
	}
	l.Notes = append(l.Notes, timestamps.Note{Code: "packer", Text: text + "; libraries share such headers, and any program can write them"})
	noteComment(l, comment)
}

func (t trait) compare(u trait) int {
	return cmp.Or(cmp.Compare(t.host, u.host), cmp.Compare(t.version, u.version), slices.Compare(t.extras[:], u.extras[:]))
}

// program returns the name of a program that writes such headers, or nothing.
func (t trait) program(streamed bool) string {
	for _, k := range knownPackers {
		if k.trait == t && (!k.streams || streamed) {
			return k.name
		}
	}
	return ""
}

func (t trait) text(n *packed, program string) string {
	host := hosts[t.host]
	if host == "" {
		host = fmt.Sprintf("host %d", t.host)
	}
	who := ""
	if program != "" {
		who = " as " + program + " writes them"
	}
	fields := "no extra fields"
	if t.extras != (tags{}) {
		fields = "extra fields " + t.extras.String()
	}
	if n.streamed > 0 {
		fields += fmt.Sprintf(", %d streamed", n.streamed)
	}
	return fmt.Sprintf("%s%s (version %d.%d for %s, %s)", countMembers(n.members), who, t.version/10, t.version%10, host, fields)
}

func countMembers(n int) string {
	if n == 1 {
		return "1 member"
	}
	return fmt.Sprintf("%d members", n)
}

// noteComment shows the beginning of the comment of the archive.
func noteComment(l *timestamps.Listing, comment string) {
	const most = 120
	if comment == "" {
		return
	}
	what := ""
	if len(comment) == 40 && strings.Trim(comment, "0123456789abcdef") == "" {
		what = ", the form of a commit of git"
	}
	cut := ""
	if len(comment) > most {
		comment, cut = comment[:most], " ..."
	}
	l.Notes = append(l.Notes, timestamps.Note{Code: "comment", Text: fmt.Sprintf("the archive has the comment \"%s\"%s%s", timestamps.Escape(comment), cut, what)})
}
