package evidence

import "io"

// Unpack undoes the compression of r, known by its first bytes, within the limits of opt, and
// returns what is inside, or r's own bytes where there is none. It is for files of the program
// itself, such as packed corpora; an input is read by [Open].
func Unpack(r io.Reader, opt Options) (io.Reader, error) {
	o := opener{opt: opt.withDefaults(), e: &Evidence{}}
	return o.unpack(r)
}
