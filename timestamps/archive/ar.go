package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"copyclock/timestamps"
)

// arFormat reads ar archives: Debian packages and static libraries. Long names stand in a
// member "//" (GNU) or before the data (BSD, "#1/20"). Tables of symbols are no members.
// Reproducible builds store 0 as time, which is kept as the time it says.
var arFormat = Format{
	Name:       "ar",
	Title:      "ar archive or Debian package, read directly",
	Stamps:     "modified",
	Resolution: "1 s",
	Zone:       "UTC",
	Match:      func(magic []byte) bool { return bytes.HasPrefix(magic, []byte(arMagic)) },
	Stream:     readAr,
}

const (
	arMagic     = "!<arch>\n"
	arNamesMax  = 64 << 20 // bytes of the table of long names
	longNameMax = 1 << 16  // bytes of one name; file systems end at 4 KiB
)

func readAr(r io.Reader, l *timestamps.Listing, lim Limits) error {
	l.HeaderOrder = true
	inUTC(l)
	if _, err := io.CopyN(io.Discard, r, int64(len(arMagic))); err != nil {
		return damaged("ar", 0, "the bytes end")
	}
	m := members{l: l, lim: lim}
	var names []byte
	for {
		var h [60]byte // name 16, time 12, owner 6, group 6, mode 8, size 10, "`\n"
		if n, err := io.ReadFull(r, h[:]); err != nil {
			if n == 0 && errors.Is(err, io.EOF) {
				return nil
			}
			return arError(len(l.Entries), err)
		}
		name := strings.TrimRight(string(h[:16]), " ")
		size, err := strconv.ParseInt(strings.TrimRight(string(h[48:58]), " "), 10, 64)
		if err != nil || size < 0 || h[58] != '`' || h[59] != '\n' {
			return damaged("ar", len(l.Entries), "a header is invalid")
		}
		left := size + size&1 // data end on an even byte
		switch {
		case name == "//":
			if size > arNamesMax {
				return damaged("ar", len(l.Entries), "the table of names is too long")
			}
			if names, err = io.ReadAll(io.LimitReader(r, size)); err != nil {
				return arError(len(l.Entries), err)
			}
			left -= int64(len(names))
		case name == "/" || name == "/SYM64/":
		default:
			read := int64(0)
			if n, bsd := strings.CutPrefix(name, "#1/"); bsd {
				if name, read, err = arName(r, n, size); err != nil {
					return arError(len(l.Entries), err)
				}
			}
			left -= read
			if strings.HasPrefix(name, "__.SYMDEF") {
				break
			}
			e := timestamps.Entry{Path: longName(name, names), Size: size - read, Kind: timestamps.File}
			if sec, err := strconv.ParseInt(strings.TrimRight(string(h[16:28]), " "), 10, 64); err == nil {
				e.Times.Modified = timestamps.At(sec, 0)
			}
			if err := m.add(e); err != nil {
				return fmt.Errorf("reading ar: %w", err)
			}
		}
		// The last member may lack its even byte.
		if n, err := io.CopyN(io.Discard, r, left); err != nil && n < left-size&1 {
			return arError(len(l.Entries), err)
		}
	}
}

// arName reads the name before the data of a BSD member.
func arName(r io.Reader, digits string, size int64) (name string, n int64, err error) {
	n, err = strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 || n > size || n > longNameMax {
		return "", 0, io.ErrUnexpectedEOF
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", 0, err
	}
	return strings.TrimRight(string(b), "\x00"), n, nil
}

// longName looks up "/17" in the table of names, and drops the slash after a short name.
func longName(name string, names []byte) string {
	at, err := strconv.ParseInt(strings.TrimPrefix(name, "/"), 10, 64)
	if err != nil || name[0] != '/' || at < 0 || at >= int64(len(names)) {
		return strings.TrimSuffix(name, "/")
	}
	line, _, _ := bytes.Cut(names[at:], []byte("\n"))
	return string(bytes.TrimSuffix(line, []byte("/")))
}

func arError(members int, err error) error {
	if early(err) {
		return damaged("ar", members, "the bytes end")
	}
	return fmt.Errorf("reading ar: %w", err)
}
