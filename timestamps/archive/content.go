package archive

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"fmt"
	"io"

	"github.com/bodgit/sevenzip"
	"github.com/nwaples/rardecode/v2"
)

// Taker is given one member of an archive at a time: its name as data and its bytes, which end with
// the call. It need not read them all.
type Taker func(name string, content io.Reader) error

// The functions below give the regular files of an archive, in the order of the headers, to a taker. A
// member that is encrypted or in another volume is left out; an error of the taker ends the walk.

func zipContents(r io.ReaderAt, size int64, take Taker) error {
	z, err := zip.NewReader(r, size)
	if err != nil && !(errors.Is(err, zip.ErrInsecurePath) && z != nil) {
		return fmt.Errorf("reading zip: %w: %w", ErrDamaged, err)
	}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || f.Flags&flagCrypt != 0 {
			continue
		}
		content, err := f.Open()
		if err != nil {
			continue // a method that is not known
		}
		err = take(f.Name, content)
		content.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func sevenZipContents(r io.ReaderAt, size int64, take Taker) error {
	z, err := sevenzip.NewReader(r, size)
	if err != nil {
		return fmt.Errorf("reading 7z: %w: %w", ErrDamaged, err)
	}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || f.UncompressedSize == 0 {
			continue
		}
		content, err := f.Open()
		if err != nil {
			continue // encrypted, or a method that is not known
		}
		err = take(f.Name, content)
		content.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func rarContents(r io.ReaderAt, size int64, take Taker) error {
	z, err := rardecode.NewReader(io.NewSectionReader(r, 0, size), rardecode.MaxDictionarySize(rarDictionary))
	if err != nil {
		return rarError(err)
	}
	for {
		h, err := z.Next()
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, rardecode.ErrMultiVolume), err != nil && continues(err):
			return nil
		case err != nil:
			return rarError(err)
		}
		if h.IsDir || h.Encrypted || h.HeaderEncrypted {
			continue
		}
		if err := take(h.Name, z); err != nil {
			return err
		}
	}
}

func tarContents(r io.Reader, take Taker) error {
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		switch {
		case err == nil, errors.Is(err, tar.ErrInsecurePath) && h != nil:
		case err == io.EOF: //nolint:errorlint // the end itself; a wrapped one is an early end
			return nil
		default:
			return fmt.Errorf("reading tar: %w: %w", ErrDamaged, err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := take(h.Name, t); err != nil {
			return err
		}
	}
}
