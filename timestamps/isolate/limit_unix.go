//go:build linux || darwin || freebsd || netbsd

package isolate

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// limit bounds the processor time, a little later than the deadline of the parent, which names the reason,
// and the address space that this process may take beyond what the runtime has reserved already.
func limit(seconds, memory int64) {
	const slack = 128 << 20 // the heap grows by arenas of 64 MiB, of which the last need not be full
	most := func(which int, n int64) {
		var r unix.Rlimit
		assign(&r.Cur, n)
		assign(&r.Max, n)
		_ = unix.Setrlimit(which, &r) // one that cannot be set leaves the deadline of the parent
	}
	most(unix.RLIMIT_CPU, seconds+1)
	most(unix.RLIMIT_AS, reserved()+memory+slack)
	most(unix.RLIMIT_CORE, 0)
}

// assign sets a limit, whose type differs among the systems.
func assign[T int64 | uint64](to *T, n int64) { *to = T(n) }

// reserved is the address space of this process in bytes: more than 1 GiB before the first allocation, and not
// the same in every run. Where the system does not tell, it is taken for 2 GiB.
func reserved() int64 {
	const unknown = 2 << 30
	text, err := os.ReadFile("/proc/self/statm") // in pages, first that of the whole
	if err != nil {
		return unknown
	}
	first, _, _ := bytes.Cut(text, []byte(" "))
	pages, err := strconv.ParseInt(string(first), 10, 64)
	if err != nil {
		return unknown
	}
	return pages * int64(os.Getpagesize())
}
