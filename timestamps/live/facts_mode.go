//go:build !linux && !darwin && !freebsd && !netbsd

package live

import (
	"os"

	"copyclock/timestamps"
)

// kindOf is the kind of a file of that mode.
func kindOf(mode os.FileMode) timestamps.Kind {
	switch {
	case mode.IsRegular():
		return timestamps.File
	case mode.IsDir():
		return timestamps.Directory
	case mode&os.ModeSymlink != 0:
		return timestamps.Link
	}
	return timestamps.Other
}
