package evidence

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// TestLZW undoes what compress(1) of ncompress made of the numbers from 1 to 2,500, with codes of up to
// 10 bits, so that the table is emptied, and of up to 16.
func TestLZW(t *testing.T) {
	t.Parallel()
	var want []byte
	for i := 1; i <= 2500; i++ {
		want = append(strconv.AppendInt(want, int64(i), 10), '\n')
	}
	rng := rand.New(rand.NewPCG(7, 8))
	for _, name := range []string{"numbers-b10.Z", "numbers-b16.Z"} {
		packed, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		z, err := newLZW(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, %v; want %d", name, len(got), err, len(want))
		}
		for range 50 { // damage ends in an error or in other bytes, and always ends
			b := bytes.Clone(packed[:3+rng.IntN(len(packed)-3)])
			if len(b) > 3 {
				b[3+rng.IntN(len(b)-3)] ^= 1 << rng.IntN(8)
			}
			if z, err := newLZW(bytes.NewReader(b)); err == nil {
				_, _ = io.Copy(io.Discard, z)
			}
		}
	}
}
