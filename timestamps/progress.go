package timestamps

import "sync/atomic"

// Progress counts what is being read, for whoever shows it while another goroutine reads. The
// counts are rough until the reading ends, and nothing depends on them.
type Progress struct {
	// Bytes of the input that were read, and Total of them; zero where the size is not known.
	Bytes, Total atomic.Int64
	// Entries that were found in a listing; zero for archives until they are read.
	Entries atomic.Int64
}
