package experiment

import (
	"encoding/binary"
	"io"
	"math/rand/v2"
)

// source is where the bytes of a file come from.
type source = io.ReadCloser

// noise is made-up content that neither compresses nor repeats, so that no device, file
// system or line can save itself the work. The same file has the same bytes in every run.
type noise struct {
	random *rand.ChaCha8
	left   int64
}

func newNoise(file int, size int64) *noise {
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], uint64(file))
	return &noise{random: rand.NewChaCha8(seed), left: size}
}

func (n *noise) Read(p []byte) (int, error) {
	if n.left == 0 {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), n.left)]
	n.left -= int64(len(p))
	return n.random.Read(p)
}

func (n *noise) Close() error { return nil }
