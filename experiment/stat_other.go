//go:build !linux

package experiment

import (
	"os"

	"copyclock/timestamps"
)

// stampsOf reads the modified time; the others are not known here.
func stampsOf(name string) (timestamps.Times, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return timestamps.Times{}, err
	}
	t := info.ModTime()
	return timestamps.Times{Modified: timestamps.At(t.Unix(), int64(t.Nanosecond()))}, nil
}

// freeBytes is not known here: a full target ends the run, and what was written is removed.
func freeBytes(string) int64 { return -1 }
