//go:build unix

package evidence

import "golang.org/x/sys/unix"

// doNotWait keeps the opening of a pipe from waiting for its writer.
const doNotWait = unix.O_NONBLOCK
