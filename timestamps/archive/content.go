package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"

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
		if f.Flags&flagCrypt != 0 {
			continue
		}
		if err := takeFile(f, f.Name, take); err != nil {
			return err
		}
	}
	return nil
}

// packedFile is a member of a zip or a 7z.
type packedFile interface {
	FileInfo() fs.FileInfo
	Open() (io.ReadCloser, error)
}

// takeFile gives a member to a taker. One that is encrypted or packed by a method that is not known is
// left out.
func takeFile(f packedFile, name string, take Taker) error {
	if f.FileInfo().IsDir() {
		return nil
	}
	content, err := f.Open()
	if err != nil {
		return nil //nolint:nilerr // left out
	}
	defer content.Close()
	return take(name, content)
}

func sevenZipContents(r io.ReaderAt, size int64, take Taker) error {
	z, err := sevenzip.NewReader(r, size)
	if err != nil {
		return fmt.Errorf("reading 7z: %w: %w", ErrDamaged, err)
	}
	for _, f := range z.File { // in the order of the stream: a solid one is unpacked once
		if f.UncompressedSize == 0 {
			continue
		}
		if err := takeFile(f, f.Name, take); err != nil {
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
	v := volume{r: z}
	for !v.ended {
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
		if err := take(h.Name, &v); err != nil {
			return err
		}
	}
	return nil
}

// volume notes that a member goes on in another volume, behind which there is nothing to read.
type volume struct {
	r     io.Reader
	ended bool
}

func (v *volume) Read(p []byte) (int, error) {
	n, err := v.r.Read(p)
	v.ended = v.ended || errors.Is(err, rardecode.ErrMultiVolume)
	return n, err
}
