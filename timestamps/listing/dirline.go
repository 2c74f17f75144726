package listing

import (
	"bytes"
	"unicode/utf8"

	"copyclock/timestamps"
)

// dirRow is a line of dir.
type dirRow struct {
	date localDate
	mark []byte // DIR, JUNCTION, SYMLINKD, SYMLINK; nil for a file
	size int64
	name []byte
}

// dirLine reads lines such as
//
//	06/14/2021  10:37 PM                19 file.txt
//	06/21/2021  11:05 AM    <DIR>          Documents
//	04.03.2021  14:05             1 919 example.sql
func dirLine(b []byte) (r dirRow, ok bool) {
	if len(b) < 18 || b[0] == ' ' {
		return r, false
	}
	var rest []byte
	if r.date, rest, ok = cutLocalDate(b); !ok || r.date.seconds || r.date.gap < 2 {
		return r, false
	}
	return r, dirCells(&r, b, rest)
}

// dirCells reads what follows the time: blanks, then the mark and the name, or the size,
// one blank and the name. The size of a file that is stored elsewhere is in parentheses.
func dirCells(r *dirRow, line, b []byte) bool {
	cell, rest := cutField(b)
	if len(cell) > 2 && cell[0] == '<' && cell[len(cell)-1] == '>' {
		r.mark, r.size = cell[1:len(cell)-1], timestamps.NoSize
		const width = 15 // the mark and the blanks that fill its column
		skip := min(max(width-len(cell), 1), len(rest))
		if len(bytes.TrimLeft(rest[:skip], " ")) > 0 {
			skip = 1
		}
		r.name = dirName(rest[skip:])
		return len(r.name) > 0
	}
	b = bytes.TrimLeft(b, " ")
	aside := len(b) > 0 && b[0] == '('
	if aside {
		b = b[1:]
	}
	var ok bool
	if r.size, b, ok = cutGrouped(b, line); !ok {
		return false
	}
	if aside {
		if b, ok = bytes.CutPrefix(b, []byte{')'}); !ok {
			return false
		}
	}
	if len(b) < 2 || b[0] != ' ' {
		return false
	}
	r.name = dirName(b[1:])
	return len(r.name) > 0
}

// groupMarks part the thousands of a number in some region; the last two are the hard blank
// of Windows and of DOS code pages.
var groupMarks = []string{",", ".", "\u00a0", "\u202f", "'", "’", "\xa0", "\xff"}

// nameColumn is where dir begins a name behind a time of five characters.
const nameColumn = 36

// cutGrouped cuts a number off b whose thousands may be parted by any mark. A blank parts
// them only where the number then ends in front of the column of names of the line.
func cutGrouped(b, line []byte) (n int64, rest []byte, ok bool) {
	digits := func(b []byte) int {
		i := 0
		for i < len(b) && isDigit(b[i]) {
			i++
		}
		return i
	}
	i := digits(b)
	if n, ok = number(b[:i]); !ok || i > 3 {
		return n, b[i:], ok
	}
	rest = b[i:]
	for group := ""; ; {
		mark := groupOf(rest)
		if mark == "" && len(rest) > 4 && rest[0] == ' ' && line != nil && utf8.RuneCount(line[:len(line)-len(rest)]) < nameColumn-1 {
			mark = " "
		}
		after := rest[len(mark):]
		if mark == "" || group != "" && mark != group || digits(after) != 3 {
			return n, rest, true
		}
		k, _ := number(after[:3])
		if n > (1<<62)/1000 {
			return 0, nil, false
		}
		n, rest, group = n*1000+k, after[3:], mark
	}
}

func groupOf(b []byte) string {
	if len(b) == 0 || b[0] == ' ' || isDigit(b[0]) {
		return ""
	}
	for _, mark := range groupMarks {
		if bytes.HasPrefix(b, []byte(mark)) {
			return mark
		}
	}
	return ""
}

// dirName takes the columns of /x and /q off a name: the short name in 13 characters, in capitals
// and with a tilde, and the owner in 23, which holds a backslash as no name can.
func dirName(b []byte) []byte {
	const owner, short = 23, 13
	if len(b) > short && b[short-1] == ' ' && b[short] != ' ' {
		head := bytes.TrimRight(b[:short], " ")
		if len(head) == 0 || bytes.IndexByte(head, '~') > 0 && !bytes.ContainsAny(head, " abcdefghijklmnopqrstuvwxyz") {
			b = b[short:]
		}
	}
	if len(b) > owner {
		if i := bytes.IndexByte(b[:owner], '\\'); i > 0 && bytes.IndexByte(b[:i], '[') < 0 || bytes.HasPrefix(b, []byte("...   ")) {
			b = cutColumns(b, owner)
		}
	}
	return b
}

// cutColumns cuts n characters off b.
func cutColumns(b []byte, n int) []byte {
	for range n {
		_, size := utf8.DecodeRune(b)
		b = b[size:]
	}
	return b
}

// dosLine reads the lines of DOS, whose names come first, in capitals:
//
//	PXFILE   CPP        12,368 09-21-95   6:46p
//	GAMES        <DIR>     08-04-95   9:52a
//	PROGRA~1     <DIR>        10-12-96  9:14p Program Files
func dosLine(b []byte) (r dirRow, ok bool) {
	const column = 12
	if len(b) < column+20 || b[0] == ' ' || bytes.ContainsAny(b[:column], `abcdefghijklmnopqrstuvwxyz\/`) {
		return r, false
	}
	cells := bytes.TrimLeft(b[column:], " ")
	cell, rest := cutField(cells)
	switch {
	case len(cell) > 2 && cell[0] == '<':
		r.mark, r.size = bytes.Trim(cell, "<>"), timestamps.NoSize
	default:
		if r.size, rest, ok = cutGrouped(cells, nil); !ok {
			return r, false
		}
	}
	date := bytes.TrimLeft(rest, " ")
	if len(date) == 0 || len(date) == len(rest) {
		return r, false
	}
	padded := append(bytes.Clone(date), ' ') // the time may end the line
	d, long, ok := cutLocalDate(padded)
	if !ok || d.seconds {
		return r, false
	}
	r.date = d
	if long = bytes.TrimRight(bytes.TrimPrefix(long, []byte{' '}), " "); len(long) > 0 {
		r.name = long
		return r, true
	}
	name, ext := bytes.TrimRight(b[:8], " "), bytes.TrimSpace(b[8:column])
	if b[8] != ' ' || string(name) == "." || string(name) == ".." {
		r.name = bytes.TrimRight(b[:column], " ")
		return r, len(r.name) > 0
	}
	r.name = append([]byte{}, name...)
	if len(ext) > 0 {
		r.name = append(append(r.name, '.'), ext...)
	}
	return r, len(r.name) > 0
}

// dirHeading returns the directory of a line such as one of
//
//	Directory of C:\Users
//	Verzeichnis von F:\mp3
//	C:\docker\wordpressdb_data 디렉터리
//
// which holds a path behind words or in front of one.
func dirHeading(b []byte) ([]byte, bool) {
	at := bytes.Index(b, []byte(`:\`)) - 1
	if unc := bytes.Index(b, []byte(`\\`)); at < 0 || unc >= 0 && unc < at {
		at = unc
	}
	if at < 0 || at > 0 && b[at-1] != ' ' || bytes.ContainsAny(b[at:], `<>|"?*`) {
		return nil, false
	}
	path := bytes.TrimRight(b[at:], " ")
	if len(bytes.TrimSpace(b[:at])) > 0 {
		return path, true
	}
	i := bytes.LastIndexByte(path, ' ')
	if i < 0 {
		return nil, false
	}
	return path[:i], true
}

// dirFooter reads lines such as one of
//
//	6 File(s)         38,733 bytes
//	2 Verzeichnis(se), 101.010.101 Bytes frei
//
// a number, words, a number and words, below the entries of a directory.
func dirFooter(b []byte) (t totals, ok bool) {
	if len(b) < 12 || b[0] != ' ' {
		return t, false
	}
	b = bytes.TrimLeft(b, " ")
	if t.files, b, ok = cutGrouped(b, nil); !ok || len(b) == 0 || b[0] > ' ' && b[0] < utf8.RuneSelf { // 15개 파일
		return t, false
	}
	words := 0
	for ; len(b) > 0 && !isDigit(b[0]); b = b[1:] {
		if b[0] != ' ' {
			words++
		}
	}
	if t.bytes, b, ok = cutLoose(b); !ok || words == 0 {
		return t, false
	}
	return t, len(b) > 1 && b[0] == ' ' && !isDigit(b[1])
}

// cutLoose cuts a number off b whose thousands may be parted by blanks as well.
func cutLoose(b []byte) (n int64, rest []byte, ok bool) {
	n, rest, ok = cutGrouped(b, nil)
	for ok && len(rest) > 4 && rest[0] == ' ' && digitsAt(rest, 1, 3) >= 0 && !isDigit(rest[4]) && n < (1<<62)/1000 {
		n, rest = n*1000+int64(digitsAt(rest, 1, 3)), rest[4:]
	}
	return n, rest, ok
}
