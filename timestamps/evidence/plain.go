package evidence

import (
	"errors"
	"fmt"
	"io"
	"os"

	"copyclock/timestamps"
)

// OpenPlain opens a file for reading. What is not a plain file, behind whatever links, is
// refused before it is opened, since opening a pipe may wait for ever and opening a device may
// act; what was put in its place meanwhile is refused after it, and opening does not wait.
func OpenPlain(name string) (*os.File, error) {
	fail := func(err error) error {
		return fmt.Errorf("reading %s: %w", timestamps.EscapePath(name), bare(err))
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fail(err)
	}
	if err := checkMode(name, info); err != nil {
		return nil, fail(err)
	}
	f, err := os.OpenFile(name, os.O_RDONLY|doNotWait, 0)
	if err != nil {
		return nil, fail(err)
	}
	if info, err = f.Stat(); err == nil {
		err = checkMode(name, info)
	}
	if err != nil {
		f.Close()
		return nil, fail(err)
	}
	return f, nil
}

// ReadPlain reads a file that is no evidence, such as profiles or runs, as a whole, unless it
// has more than most bytes.
func ReadPlain(name string, most int64) ([]byte, error) {
	f, err := OpenPlain(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("%w (%d)", ErrMaxBytes, most)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", timestamps.EscapePath(name), bare(err))
	}
	return data, nil
}

// bare drops the operation and the name from an error of package os.
func bare(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func checkMode(name string, info os.FileInfo) error {
	switch {
	case info.IsDir():
		return ErrDirectory
	case !info.Mode().IsRegular() && name != Standard:
		return ErrSpecial
	}
	return nil
}
