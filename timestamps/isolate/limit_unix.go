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
	// A limit that cannot be set leaves the deadline of the parent.
	_ = unix.Setrlimit(unix.RLIMIT_CPU, both(seconds+1))
	_ = unix.Setrlimit(unix.RLIMIT_AS, both(reserved()+memory))
	_ = unix.Setrlimit(unix.RLIMIT_CORE, both(0))
}

// both is a limit that cannot be raised again.
func both(n int64) *unix.Rlimit {
	var r unix.Rlimit
	set(&r.Cur, n)
	set(&r.Max, n)
	return &r
}

// set does so in the type that the system has.
func set[T int64 | uint64](to *T, n int64) { *to = T(n) }

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
