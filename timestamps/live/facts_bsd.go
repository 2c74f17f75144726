//go:build darwin || freebsd || netbsd

package live

import (
	"os"

	"copyclock/timestamps"

	"golang.org/x/sys/unix"
)

func factsOf(name string) (facts, error) {
	var s unix.Stat_t
	if err := unix.Lstat(name, &s); err != nil {
		return facts{}, err
	}
	stamp := func(t unix.Timespec) timestamps.Stamp {
		sec, nsec := t.Unix()
		return timestamps.At(sec, nsec)
	}
	f := facts{
		kind: unixKind(uint32(s.Mode)), size: s.Size,
		device: uint64(s.Dev), inode: s.Ino, links: uint64(s.Nlink),
		hollow: hollow(s.Size, s.Blocks),
		times:  timestamps.Times{Modified: stamp(s.Mtim), Accessed: stamp(s.Atim), Changed: stamp(s.Ctim), Birth: stamp(s.Btim)},
	}
	if sec, nsec := s.Btim.Unix(); sec <= 0 && nsec <= 0 {
		f.times.Birth = timestamps.Stamp{} // a file system that keeps none says 0 or -1
	}
	return f, nil
}

func openDirectory(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0)
}
