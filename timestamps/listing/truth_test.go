package listing_test

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
)

// truthFile is one line of testdata/truth/truth.txt.
type truthFile struct {
	kind  string
	size  int64
	nanos int64 // since 1970
}

// truthRow says how much of the truth a listing shows.
type truthRow struct {
	file, format string
	step         int64 // of the times in nanoseconds; lsStep, or 0 for none
	flags        truthFlags
	lossy        string // names that the tool does not print as they are, parted by "/ "
}

type truthFlags uint8

const (
	noSizes     truthFlags = 1 << iota
	rounded                // sizes are rounded
	noKinds                // the kind is not told
	linksFiles             // a link counts as a file, or is followed
	top                    // only what lies in the root itself
	below                  // only what lies in the directory sub
	lastBelow              // the time of a directory is that of the newest below it
	namesBroken            // the listing has further rows, of the halves of names
)

const (
	second = int64(1e9)
	minute = 60 * second
	day    = 24 * 60 * minute
	lsStep = -1 // a minute in the last half year, else a day
)

const (
	newline = "new\nline"
	notUTF8 = "inv\xe9.bin"
)

// truths are what tools of 2026 printed over one tree of known names, sizes and times: see
// testdata/README.md.
var truths = []truthRow{
	{"tree-sD.txt", "tree", lsStep, linksFiles, ""},
	{"tree-pugsD-inodes.txt", "tree", lsStep, 0, ""},
	{"tree-inodes-device-sD.txt", "tree", lsStep, linksFiles, ""},
	{"tree-ascii-ugsD.txt", "tree", lsStep, linksFiles, ""},
	{"tree-noreport-sD.txt", "tree", lsStep, noKinds | linksFiles, ""},
	{"tree-pD.txt", "tree", lsStep, noSizes, ""},
	{"tree-ps.txt", "tree", 0, 0, ""},
	{"tree-phD.txt", "tree", lsStep, rounded, ""},
	{"tree-F.txt", "tree", 0, noSizes | linksFiles | namesBroken, "arrow -> x"},
	{"tree-fisD.txt", "tree", lsStep, linksFiles, ""},
	{"tree-sDQ.txt", "tree", lsStep, linksFiles, ""},
	{"tree-sDF-du.txt", "tree", lsStep, linksFiles, ""},
	{"tree-timefmt-seconds.txt", "tree", second, linksFiles, ""},
	{"tree-timefmt-iso.txt", "tree", second, linksFiles, ""},
	{"tree-timefmt-dmy.txt", "tree", second, linksFiles, ""},
	{"tree-timefmt-ctime.txt", "tree", second, linksFiles, ""},
	{"tree-timefmt-compact.txt", "tree", second, linksFiles, ""},
	{"tree-JsD.json", "tree-json", lsStep, 0, ""},
	{"tree-Jhf.json", "tree-json", 0, rounded, ""},
	{"tree-JD-timefmt.json", "tree-json", second, noSizes, ""},
	{"tree-XspugD.xml", "tree-xml", lsStep, 0, ""},
	{"tree-X.xml", "tree-xml", 0, noSizes, ""},

	{"find-T+_p.txt", "find-printf", 1, noSizes | noKinds | namesBroken, newline},
	{"find-p_T+.txt", "find-printf", 1, noSizes | noKinds | namesBroken, newline},
	{"find-y_T@_p.txt", "find-printf", 1, noSizes | namesBroken, newline},
	{"find-dmy.txt", "find-printf", 1, noKinds | namesBroken, newline},
	{"find-dots.txt", "find-printf", 1, noKinds | namesBroken, newline},
	{"find-ctime.txt", "find-printf", 1, noKinds | namesBroken, newline},
	{"find-tabs.txt", "find-printf", 1, noKinds | namesBroken, newline},
	{"find-mode.txt", "find-printf", 1, namesBroken, newline},
	{"find-inode.txt", "find-printf", 1, namesBroken, newline},
	{"find-zone.txt", "find-printf", 1, noKinds | namesBroken, newline},
	{"stat-N_s_y.txt", "find-printf", 1, noKinds, ""},
	{"stat-s_Y_N.txt", "find-printf", second, noKinds, ""},
	{"stat-N_c.txt", "find-printf", 1, noKinds, ""},
	{"stat-N_locale.txt", "find-printf", 1, noKinds, ""},
	{"stat-inode.txt", "find-printf", second, noKinds | namesBroken, newline},
	{"stat-F.txt", "find-printf", 1, namesBroken, newline},
	{"stat-long.txt", "find-printf", second, namesBroken, newline},

	{"ls-lR-timestyle-dmy.txt", "ls-l", second, namesBroken, newline},
	{"busybox-ls-lR.txt", "ls-l", lsStep, namesBroken, newline + "/ größe.txt/ " + notUTF8},
	{"toybox-ls-lR.txt", "ls-l", minute, namesBroken, newline},

	{"rclone-lsf-ps.txt", "rclone-lsf", 0, 0, newline + "/ " + notUTF8 + "/ link/ ."},
	{"rclone-lsf-phst.txt", "rclone-lsf", second, 0, newline + "/ " + notUTF8 + "/ link/ ."},
	{"rclone-lsf-pstm.txt", "rclone-lsf", second, 0, newline + "/ " + notUTF8 + "/ link/ ."},
	{"rclone-lsf-ptM.csv", "rclone-lsf", second, noSizes, newline + "/ " + notUTF8 + "/ link/ ."},
	{"rclone-lsf-bar.txt", "rclone-lsf", second, 0, newline + "/ " + notUTF8 + "/ link/ ."},

	{"lsar-L-zip.txt", "lsar-L", second, 0, notUTF8 + "/ ."},
	{"lsar-j-zip.json", "lsar-json", second, 0, notUTF8 + "/ ."},
	{"lsar-l-zip.txt", "lsar-l", minute, 0, newline + "/ " + notUTF8 + "/ ."},
	{"lsar-L-tar.txt", "lsar-L", second, 0, notUTF8},
	{"lsar-j-tar.json", "lsar-json", second, 0, notUTF8},

	{"du-ab.txt", "du-time", minute, noKinds | lastBelow | namesBroken, newline},

	{"http-apache-pre.html", "http-index", minute, top | rounded | linksFiles, ""},
	{"http-apache-table.html", "http-index", minute, top | rounded | linksFiles, ""},
	{"http-apache-ul.html", "http-names", 0, top | noSizes | linksFiles, ""},
	{"http-apache-saved.html", "http-index", minute, below | rounded, ""},
	{"http-nginx.html", "http-index", minute, top | linksFiles, ""},
	{"http-nginx.xml", "nginx-xml", second, top | linksFiles, ""},
	{"http-nginx.json", "nginx-json", second, top | linksFiles, ""},
	{"http-lighttpd.html", "http-index", second, top | rounded | linksFiles, notUTF8},
	{"http-python.html", "http-names", 0, top | noSizes, ""},
	{"http-rclone.html", "http-browse", 1, top, newline + "/ " + notUTF8 + "/ link"},
	{"http-caddy-2.6.html", "http-browse", second, top | linksFiles, ""},
	{"http-caddy-2.9.html", "http-browse", second, top | linksFiles, ""},
	{"http-caddy.json", "caddy-json", 1, top | linksFiles, notUTF8},
}

// TestTruth holds that the listings of a tree are read as the tree was: every name, kind,
// size and time that the tool printed, and no other.
func TestTruth(t *testing.T) {
	t.Parallel()
	truth := readTruth(t)
	rows := slices.Clone(truths)
	languages, err := filepath.Glob(filepath.Join("testdata", "truth", "ls-lR-??_??.txt"))
	if err != nil || len(languages) < 10 {
		t.Fatalf("%d languages, %v", len(languages), err)
	}
	for _, path := range languages {
		rows = append(rows, truthRow{filepath.Base(path), "ls-l", lsStep, namesBroken, newline})
	}
	for _, row := range rows {
		t.Run(row.file, func(t *testing.T) {
			t.Parallel()
			e, err := evidence.OpenFile(filepath.Join("testdata", "truth", row.file), evidence.Options{ReferenceDate: "2026-11-28"})
			if err != nil {
				t.Fatal(err)
			}
			if e.Format != row.format {
				t.Errorf("format = %s, want %s", e.Format, row.format)
			}
			row.check(t, e.Listing, truth)
		})
	}
}

// check compares the entries with the truth.
func (row *truthRow) check(t *testing.T, l *timestamps.Table, truth map[string]truthFile) {
	t.Helper()
	lossy := strings.Split(row.lossy, "/ ")
	seen := map[string]bool{}
	foreign := 0
	for _, e := range l.Rows() {
		name := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(e.Path, "./"), "/"), "/")
		if name == "" {
			name = "."
		}
		want, ok := truth[name]
		if !ok {
			foreign++
			continue
		}
		if seen[name] {
			t.Errorf("%q is listed twice", name)
		}
		seen[name] = true
		row.checkEntry(t, name, &e, want)
	}
	if foreign > len(lossy) || foreign > 0 && row.lossy == "" && row.flags&namesBroken == 0 {
		t.Errorf("%d entries have a name that no file has", foreign)
	}
	for name := range truth {
		inside := strings.Contains(name, "/")
		switch {
		case seen[name], slices.Contains(lossy, name):
		case row.flags&top != 0 && (inside || name == "."), row.flags&below != 0 && (!strings.HasPrefix(name, "sub/") || strings.Count(name, "/") > 1):
		case name == "." && strings.Contains(row.file, "ls-lR"):
		default:
			t.Errorf("%q is missing", name)
		}
	}
}

func (row *truthRow) checkEntry(t *testing.T, name string, e *timestamps.Entry, want truthFile) {
	t.Helper()
	switch kind := e.Kind.String(); {
	case kind == want.kind, row.flags&noKinds != 0 && kind == "unknown", row.flags&linksFiles != 0 && want.kind == "link" && kind == "file":
	default:
		t.Errorf("%q is a %s, want %s", name, kind, want.kind)
	}
	if want.kind == "file" {
		switch {
		case row.flags&noSizes != 0:
			if e.Size != timestamps.NoSize {
				t.Errorf("%q has the size %d, want none", name, e.Size)
			}
		case row.flags&rounded != 0:
			if e.Size-e.Slack > want.size || e.Size+e.Slack < want.size || e.Size == timestamps.NoSize {
				t.Errorf("%q has the size %d ± %d, want %d", name, e.Size, e.Slack, want.size)
			}
		case e.Size != want.size || e.Slack != 0:
			t.Errorf("%q has the size %d ± %d, want %d", name, e.Size, e.Slack, want.size)
		}
	}
	stamp := e.Times.Modified
	if row.step == 0 {
		if stamp.State != timestamps.Absent {
			t.Errorf("%q has the time %s, want none", name, stamp.Text())
		}
		return
	}
	if row.flags&lastBelow != 0 && want.kind == "directory" || row.flags&linksFiles != 0 && want.kind == "link" {
		return
	}
	step := row.step
	if step == lsStep {
		if step = day; strings.HasSuffix(name, "rec") {
			step = minute
		}
	}
	if cut := want.nanos - want.nanos%step; !stamp.Known() || stamp.Nanos != cut {
		t.Errorf("%q has the time %s, want %s", name, stamp.Text(), timestamps.Stamp{Nanos: cut, State: timestamps.Floating}.Text())
	}
}

// readTruth reads lines of kind, size, seconds with nine decimals, and name.
func readTruth(t *testing.T) map[string]truthFile {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "truth", "truth.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	truth := map[string]truthFile{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cell := strings.Split(lines.Text(), "\t")
		size, err1 := strconv.ParseInt(cell[1], 10, 64)
		nanos, err2 := strconv.ParseInt(strings.Replace(cell[2], ".", "", 1), 10, 64)
		name, err3 := strconv.Unquote(cell[3])
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(lines.Text(), err1, err2, err3)
		}
		truth[name] = truthFile{cell[0], size, nanos}
	}
	return truth
}
