package listing

// For tests of fast paths against plain ones.
var (
	Number   = number
	CutDate  = cutDate
	CutClock = cutClock
	UnixMode = unixMode
	CutField = cutField
	LastOf   = lastOf
)

// Split splits a record into its cells.
func Split(b []byte, delim byte) ([][]byte, int) {
	var s splitter
	return s.split(b, delim)
}
