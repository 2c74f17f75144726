//go:build linux || darwin || freebsd || netbsd

package live

import (
	"copyclock/timestamps"

	"golang.org/x/sys/unix"
)

// unixKind is the kind of a file of that mode.
func unixKind(mode uint32) timestamps.Kind {
	switch mode & unix.S_IFMT {
	case unix.S_IFREG:
		return timestamps.File
	case unix.S_IFDIR:
		return timestamps.Directory
	case unix.S_IFLNK:
		return timestamps.Link
	}
	return timestamps.Other
}

// hollow reports whether a file of that size has fewer bytes on disk, whose blocks are counted in 512.
func hollow(size, blocks int64) bool { return size >= hollowFrom && blocks < size/512 }
