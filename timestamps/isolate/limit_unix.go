//go:build linux || darwin || freebsd || netbsd

package isolate

import "golang.org/x/sys/unix"

// limit bounds the processor time, a little later than the deadline of the parent, which names the reason, and the address space of this process. The runtime reserves
// address space beyond its heap, so that limit is a multiple of the memory.
func limit(seconds, memory int64) {
	const reserve = 1 << 30
	// A limit that cannot be set leaves the deadline of the parent.
	_ = unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: uint64(seconds + 1), Max: uint64(seconds + 1)})
	_ = unix.Setrlimit(unix.RLIMIT_AS, &unix.Rlimit{Cur: uint64(memory + reserve), Max: uint64(memory + reserve)})
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
