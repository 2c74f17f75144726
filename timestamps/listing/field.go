package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// cutField cuts the first field off b: it skips blanks, and returns the bytes up to the
// next blank and what follows, which still begins with that blank.
func cutField(b []byte) (field, rest []byte) {
	i := 0
	for i < len(b) && b[i] == ' ' {
		i++
	}
	j := i
	for j < len(b) && b[j] != ' ' {
		j++
	}
	return b[i:j], b[j:]
}

// nameAfter returns the name that follows the last column, from which one blank parts it.
// Further blanks belong to the name.
func nameAfter(rest []byte) ([]byte, bool) {
	if len(rest) < 2 || rest[0] != ' ' {
		return nil, false
	}
	return rest[1:], true
}

// cutTarget parts the name of a symbolic link from what it points at.
func cutTarget(name []byte, kind timestamps.Kind) []byte {
	if kind != timestamps.Link {
		return name
	}
	if i := bytes.Index(name, []byte(" -> ")); i > 0 {
		return name[:i]
	}
	return name
}

// trim is bytes.TrimSpace, which it calls only where there may be something to trim.
func trim(b []byte) []byte {
	if n := len(b); n > 0 && b[0]-'!' <= '~'-'!' && b[n-1]-'!' <= '~'-'!' {
		return b
	}
	return bytes.TrimSpace(b)
}

// lastByte returns the last byte of b, or 0 where there is none.
func lastByte(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[len(b)-1]
}

// dotFlag marks the names "." and ".." in whatever directory.
func dotFlag(name []byte) timestamps.Flags {
	if lastByte(name) != '.' {
		return 0
	}
	if i := bytes.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	if string(name) == "." || string(name) == ".." {
		return timestamps.Dot
	}
	return 0
}
