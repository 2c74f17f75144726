package experiment

import (
	"copyclock/timestamps"

	"golang.org/x/sys/unix" // statx: the only call that tells the time of birth
)

// stampsOf reads modified, changed and birth of a file; what the file system does not keep is absent.
func stampsOf(name string) (timestamps.Times, error) {
	var s unix.Statx_t
	mask := unix.STATX_MTIME | unix.STATX_CTIME | unix.STATX_BTIME
	if err := unix.Statx(unix.AT_FDCWD, name, unix.AT_SYMLINK_NOFOLLOW, mask, &s); err != nil {
		return timestamps.Times{}, err
	}
	known := func(bit uint32, t unix.StatxTimestamp) timestamps.Stamp {
		if s.Mask&bit == 0 {
			return timestamps.Stamp{}
		}
		return timestamps.At(t.Sec, int64(t.Nsec))
	}
	return timestamps.Times{
		Modified: known(unix.STATX_MTIME, s.Mtime),
		Changed:  known(unix.STATX_CTIME, s.Ctime),
		Birth:    known(unix.STATX_BTIME, s.Btime),
	}, nil
}

// freeBytes returns how many bytes an ordinary user may write, negative where it is not known.
func freeBytes(name string) int64 {
	var s unix.Statfs_t
	if err := unix.Statfs(name, &s); err != nil || s.Blocks == 0 {
		return -1
	}
	return int64(s.Bavail) * int64(s.Bsize)
}
