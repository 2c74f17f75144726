package listing

import "io"

// jsonStream hands lines to a decoder and knows on which line a value stands.
type jsonStream struct {
	in     *Lines
	rest   []byte
	fed    int64
	starts []jsonLine // of lines that the decoder may not have passed
}

type jsonLine struct{ offset, number int64 }

func (j *jsonStream) Read(p []byte) (int, error) {
	if len(j.rest) == 0 {
		if !j.in.Next() {
			return 0, io.EOF
		}
		j.starts = append(j.starts, jsonLine{j.fed, j.in.Number()})
		j.rest = append(append(j.rest[:0], j.in.Bytes()...), '\n')
	}
	n := copy(p, j.rest)
	j.rest = j.rest[n:]
	j.fed += int64(n)
	return n, nil
}

// line returns the number of the line that holds the byte at the offset. Offsets must not
// decrease from call to call.
func (j *jsonStream) line(offset int64) int64 {
	for len(j.starts) > 1 && j.starts[1].offset <= offset {
		j.starts = j.starts[1:]
	}
	if len(j.starts) == 0 {
		return 0
	}
	return j.starts[0].number
}
