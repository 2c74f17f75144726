package live

import (
	"os"
	"syscall"

	"copyclock/timestamps"
)

// Attributes of files whose bytes are not all on the disk.
const hollowAttributes = 0x200 | // sparse
	0x800 | // compressed
	0x1000 | // offline
	0x400000 // recalled when the data are read, as of a cloud

// factsOf reads the record that a directory keeps of the name. The time of change and the number of
// names are in the file's own record, which would have to be opened.
func factsOf(name string) (facts, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return facts{}, err
	}
	f := facts{kind: kindOf(info.Mode()), size: info.Size()}
	d, ok := info.Sys().(*syscall.Win32FileAttributeData)
	if !ok {
		f.times.Modified = timestamps.At(info.ModTime().Unix(), int64(info.ModTime().Nanosecond()))
		return f, nil
	}
	f.times.Modified, f.times.Accessed, f.times.Birth = filetime(d.LastWriteTime), filetime(d.LastAccessTime), filetime(d.CreationTime)
	f.hollow = d.FileAttributes&hollowAttributes != 0
	return f, nil
}

// filetime reads 100 ns steps since 1601 UTC; zero is none.
func filetime(t syscall.Filetime) timestamps.Stamp {
	const to1970 = 11_644_473_600 // seconds
	n := int64(t.HighDateTime)<<32 | int64(t.LowDateTime)
	if n == 0 {
		return timestamps.Stamp{}
	}
	if n < 0 {
		return timestamps.Stamp{State: timestamps.Invalid}
	}
	return timestamps.At(n/1e7-to1970, n%1e7*100)
}

func openDirectory(name string) (*os.File, error) { return os.Open(name) }
