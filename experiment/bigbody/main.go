// Command bigbody writes the body file of a large tree that was copied once, for measuring
// how the cost of copyclock grows.
//
// Lines are sorted by path. Modified and accessed times are those of the authors, spread
// over the working hours of years; births and changes are those of one copy at a constant rate and cost per
// file, which took the directories in another order than that of the listing. So two
// columns are a copy and one is not. The same number of entries and seed give the same
// bytes everywhere.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
)

// The copy and the tree.
const (
	perDirectory = 100           // files of a directory
	copyStart    = 1_416_000_000 // 2014-11-14T21:20:00Z, in seconds
	authorsStart = 1_167_609_600 // 2007-01-01, the first modified time, in seconds
	authorsDays  = 7 * 365       // modified times lie in so many days from there
	opening      = 8 * 3600      // second of the day at which the authors begin
	workingHours = 10 * 3600     // seconds for which they work
	nanosPerByte = 33            // 30 MB/s
	nanosPerFile = 5_000_000     // 5 ms
	leastSize    = 512           // bytes; sizes are this, doubled up to maxDoubling times
	maxDoubling  = 12            // so that the largest file has about 2 MB
)

func main() {
	entries := flag.Int("n", 10_000_000, "entries")
	seed := flag.Uint64("seed", 1, "seed of sizes, times and order")
	flag.Parse()
	if err := run(os.Stdout, *entries, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "bigbody:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, entries int, seed uint64) error {
	if entries < 0 {
		return errors.New("-n must not be negative")
	}
	sizes, births := play(entries, rand.New(rand.NewPCG(seed, 0)))
	return write(w, sizes, births, rand.New(rand.NewPCG(seed, 1)))
}

// play copies the files, directory by directory in random order, and returns the size of
// each in bytes and the second in which its copy ended.
func play(entries int, random *rand.Rand) (sizes []int32, births []int64) {
	sizes, births = make([]int32, entries), make([]int64, entries)
	for i := range sizes {
		low := int32(leastSize) << random.IntN(maxDoubling+1)
		sizes[i] = low + random.Int32N(low)
	}
	clock := int64(copyStart) * 1e9
	for _, d := range random.Perm((entries + perDirectory - 1) / perDirectory) {
		for i := d * perDirectory; i < min((d+1)*perDirectory, entries); i++ {
			clock += nanosPerFile + int64(sizes[i])*nanosPerByte
			births[i] = clock / 1e9
		}
	}
	return sizes, births
}

// write writes the lines in the order of their paths.
func write(w io.Writer, sizes []int32, births []int64, random *rand.Rand) error {
	out := bufio.NewWriterSize(w, 1<<20)
	var line []byte
	for i, size := range sizes {
		modified := authorsStart + 86_400*random.Int64N(authorsDays) + opening + random.Int64N(workingHours)
		directory := i / perDirectory
		line = fmt.Appendf(line[:0], "0|/departments/%04d/projects/%03d/correspondence_%02d.docx|", directory/1000, directory%1000, i%perDirectory)
		line = strconv.AppendInt(line, int64(i)+64, 10)
		line = append(line, "-128-1|r/rrwxrwxrwx|0|0|"...)
		for _, n := range [...]int64{int64(size), modified, modified, births[i], births[i]} {
			line = append(strconv.AppendInt(line, n, 10), '|')
		}
		line[len(line)-1] = '\n'
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
