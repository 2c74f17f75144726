//go:build linux || darwin || freebsd || netbsd

package isolate

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// limit bounds the processor time, a little later than the deadline of the parent, which names the reason,
// and the address space of this process: what the runtime has reserved, which is more than a gigabyte that
// is never used, and the memory beyond it.
func limit(seconds, memory int64) {
	most := uint64(reserved() + memory)
	// A limit that cannot be set leaves the deadline of the parent.
	_ = unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: uint64(seconds + 1), Max: uint64(seconds + 1)})
	_ = unix.Setrlimit(unix.RLIMIT_AS, &unix.Rlimit{Cur: most, Max: most})
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}

// reserved is the address space of this process, and some for the threads and heaps that the runtime is going
// to begin with. Systems that do not tell get what they need.
func reserved() int64 {
	const more = 192 << 20
	if b, err := os.ReadFile("/proc/self/statm"); err == nil {
		pages, _, _ := bytes.Cut(b, []byte(" "))
		if n, err := strconv.ParseInt(string(pages), 10, 64); err == nil {
			return n*int64(os.Getpagesize()) + more
		}
	}
	return 2 << 30
}
