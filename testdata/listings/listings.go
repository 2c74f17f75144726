// Package listings holds the real listings that ship with copyclock, for its self-test and
// its demonstration. Their origin stands in the README of the directory above.
package listings

import "embed"

// Files holds the listings by their names.
//
//go:embed *.txt *.csv
var Files embed.FS
