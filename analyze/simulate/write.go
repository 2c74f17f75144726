package simulate

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"
)

// Format is a text format in which a run can be listed.
type Format struct {
	Name    string        // of our reader, or of the tool where one reader reads several
	Reader  string        // the name of our reader
	Command string        // what prints it
	Step    time.Duration // the finest step that it shows; finer stamps are cut
	Zone    string        // UTC, or nobody where the listing does not say
	write   func(*bytes.Buffer, []File)
}

// Formats are the formats, all in UTC; the first is the default.
var Formats = []Format{
	{"find-printf", "find-printf", `find -printf '%T@|%s|%p\n'`, 1, "UTC", findPrintf},
	{"bodyfile", "bodyfile", "fls -m", time.Second, "UTC", bodyfile},
	{"ls-full-time", "ls-l", "ls -lR --full-time", 1, "UTC", lsFullTime},
	{"tar-tv", "tar-tv", "tar -tv --full-time", 1, "nobody", tarTV},
	{"csv", "csv", "", 1, "UTC", table},
	{"dir", "dir", "dir /s", time.Minute, "nobody", windowsDir},
}

// FormatByName returns the format of the given name, nil where there is none.
func FormatByName(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}

// Text lists the files of a run.
func (f *Format) Text(r *Run) []byte {
	var b bytes.Buffer
	f.write(&b, r.Listed)
	return b.Bytes()
}

func bodyfile(b *bytes.Buffer, files []File) {
	for _, f := range files {
		fmt.Fprintf(b, "0|%s|0|r/rrw-r--r--|0|0|%d|0|%d|0|0\n", f.Path, f.Size, f.Stamp/1e9)
	}
}

func findPrintf(b *bytes.Buffer, files []File) {
	for _, f := range files {
		fmt.Fprintf(b, "%d.%09d0|%d|%s\n", f.Stamp/1e9, f.Stamp%1e9, f.Size, f.Path)
	}
}

func lsFullTime(b *bytes.Buffer, files []File) {
	for i, d := range directories(files) {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s:\ntotal 0\n", d.name)
		for _, f := range d.files {
			fmt.Fprintf(b, "-rw-r--r-- 1 user user %d %s +0000 %s\n", f.Size,
				utc(f.Stamp).Format("2006-01-02 15:04:05.000000000"), path.Base(f.Path))
		}
	}
}

func tarTV(b *bytes.Buffer, files []File) {
	for _, f := range files {
		fmt.Fprintf(b, "-rw-r--r-- user/user %9d %s %s\n", f.Size, utc(f.Stamp).Format("2006-01-02 15:04:05.999999999"), f.Path)
	}
}

func table(b *bytes.Buffer, files []File) {
	b.WriteString("path,size,modified_utc\n")
	for _, f := range files {
		fmt.Fprintf(b, "%s,%d,%s\n", f.Path, f.Size, utc(f.Stamp).Format("2006-01-02T15:04:05.999999999Z"))
	}
}

func windowsDir(b *bytes.Buffer, files []File) {
	b.WriteString(" Volume in drive C has no label.\r\n Volume Serial Number is 26E7-9EE4\r\n")
	var all int64
	for _, d := range directories(files) {
		fmt.Fprintf(b, "\r\n Directory of C:\\%s\r\n\r\n", strings.ReplaceAll(d.name, "/", `\`))
		var sum int64
		for _, f := range d.files {
			fmt.Fprintf(b, "%s %17s %s\r\n", utc(f.Stamp).Format("01/02/2006  03:04 PM"), commas(f.Size), path.Base(f.Path))
			sum += f.Size
		}
		fmt.Fprintf(b, "%16d File(s) %14s bytes\r\n", len(d.files), commas(sum))
		all += sum
	}
	fmt.Fprintf(b, "\r\n     Total Files Listed:\r\n%16d File(s) %14s bytes\r\n", len(files), commas(all))
}

// commas groups the digits of n >= 0 by threes.
func commas(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func utc(nanos int64) time.Time { return time.Unix(0, nanos).UTC() }

// directory is the files of one directory in the order of the lines.
type directory struct {
	name  string
	files []File
}

// directories groups files by directory, in order of first appearance.
func directories(files []File) []*directory {
	var all []*directory
	at := map[string]*directory{}
	for _, f := range files {
		name := path.Dir(f.Path)
		d := at[name]
		if d == nil {
			d = &directory{name: name}
			at[name] = d
			all = append(all, d)
		}
		d.files = append(d.files, f)
	}
	return all
}
