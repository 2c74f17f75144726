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
