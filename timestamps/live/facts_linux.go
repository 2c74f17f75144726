package live

import (
	"errors"
	"os"

	"copyclock/timestamps"

	"golang.org/x/sys/unix" // statx, which alone tells the birth, and opening without a trace
)

// factsOf asks for the facts as they are, without waking what would be mounted at the name.
func factsOf(name string) (facts, error) {
	var s unix.Statx_t
	const how = unix.AT_SYMLINK_NOFOLLOW | unix.AT_NO_AUTOMOUNT
	if err := unix.Statx(unix.AT_FDCWD, name, how, unix.STATX_BASIC_STATS|unix.STATX_BTIME, &s); err != nil {
		return facts{}, err
	}
	stamp := func(bit uint32, t unix.StatxTimestamp) timestamps.Stamp {
		if s.Mask&bit == 0 {
			return timestamps.Stamp{}
		}
		return timestamps.At(t.Sec, int64(t.Nsec))
	}
	return facts{
		kind: unixKind(uint32(s.Mode)), size: int64(s.Size),
		device: unix.Mkdev(s.Dev_major, s.Dev_minor), inode: s.Ino, links: uint64(s.Nlink),
		hollow: hollow(int64(s.Size), int64(s.Blocks)),
		times: timestamps.Times{
			Modified: stamp(unix.STATX_MTIME, s.Mtime), Accessed: stamp(unix.STATX_ATIME, s.Atime),
			Changed: stamp(unix.STATX_CTIME, s.Ctime), Birth: stamp(unix.STATX_BTIME, s.Btime),
		},
	}, nil
}

// openDirectory leaves the time of access as it is where the user may do that.
func openDirectory(name string) (*os.File, error) {
	const plain = os.O_RDONLY | unix.O_DIRECTORY | unix.O_NOFOLLOW | unix.O_NONBLOCK
	f, err := os.OpenFile(name, plain|unix.O_NOATIME, 0)
	if errors.Is(err, os.ErrPermission) {
		f, err = os.OpenFile(name, plain, 0)
	}
	return f, err
}
