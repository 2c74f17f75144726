//go:build !unix

package evidence

// doNotWait is nothing where pipes have no names among the files.
const doNotWait = 0
