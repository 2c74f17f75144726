package listing_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/evidence"
	"copyclock/timestamps/listing"
)

// manifestFormats says which format reads the samples of a directory of the manifest. No
// format may claim a sample of a directory that is not named here, but for the exceptions.
var manifestFormats = map[string]string{
	"7z-l":              "7z-l",
	"7z-slt":            "7z-slt",
	"bodyfile":          "bodyfile",
	"dir-windows":       "dir",
	"ftp-list-dos":      "dir",
	"powershell-csv":    "csv",
	"powershell-gci":    "powershell",
	"find-ls":           "find-ls",
	"find-printf":       "find-printf",
	"ls-full-time":      "ls-l",
	"ls-l":              "ls-l",
	"ls-lR":             "ls-l",
	"rsync-list":        "rsync-list",
	"everything-efu":    "efu",
	"hashdeep":          "hashdeep",
	"http-index-apache": "http-index",
	"http-index-nginx":  "http-index",
	"mtree":             "mtree",
	"ncdu":              "ncdu",
	"robocopy":          "robocopy",
	"wiztree":           "wiztree",
	"isoinfo":           "isoinfo",
	"arj-lha":           "arj",
	"aws-s3-ls":         "aws-s3-ls",
	"cabextract":        "cabextract",
	"ftp-mlsd":          "mlsd",
	"gsutil-ls-l":       "gsutil-ls",
	"python-zipfile":    "python-zipfile",
	"rsync-log":         "rsync-log",
	"stat":              "stat",
	"unrar":             "unrar",
	"tar-tvf":           "tar-tv",
	"unzip-l":           "unzip-l",
	"unzip-v":           "unzip-v",
	"zipinfo":           "zipinfo",

	"analyzemft":    "analyzemft",
	"mactime":       "mactime",
	"mftecmd":       "mftecmd",
	"debugfs":       "debugfs",
	"exiftool":      "exiftool-json",
	"fls-text":      "fls",
	"istat":         "istat",
	"mtools":        "mdir",
	"plaso-dynamic": "plaso-dynamic",
	"plaso-json":    "plaso-json",
	"plaso-l2tcsv":  "plaso-l2tcsv",
	"plaso-tln":     "tln",

	"lsar":       "lsar-l",
	"ntfs-other": "ntfsls",
	"mdls":       "mdls",
	"rclone":     "rclone-lsf",
}

// refused is the format of a sample that is not read.
const refused = ""

// manifestExceptions are the samples that are not read as the format of their directory, or
// not with the counts of the manifest.
var manifestExceptions = map[string]struct {
	format string
	counts *counts // nil where those of the manifest are right
}{
	// An installer within an installer: the table of its files is a 7z l.
	"7z-slt/mc_u7z.complex.txt": {"7z-l", &counts{27, 0, 0, 197187}},

	// The manifest does not count a directory whose mode is "drwxrwxrwx", without the type
	// of the name.
	"bodyfile/plaso_bodyfile.txt": {"bodyfile", &counts{16, 5, 3, 10408}},
	// The same, and a name with a carriage return inside, which is no end of a line.
	"bodyfile/plaso_bodyfile_corrupt.txt": {"bodyfile", &counts{1, 2, 0, 116}},
	"analyzemft/velociraptor.timeline":    {"analyzemft-timeline", nil},
	// NULs, which no text has.
	"analyzemft/velociraptor.csv":     {refused, nil},
	"analyzemft/velociraptor_l2t.csv": {"plaso-l2tcsv", nil},
	// The events of a log only, and the path of no file.
	"plaso-dynamic/plaso_e2e_extract_and_output_with_time_zone.csv": {refused, nil},
	// A virtual directory is a directory, as in a body file.
	"fls-text/fls-rp_plain.txt": {"fls", &counts{38, 12, 2, -1}},
	// The manifest does not count modes 104755 and 41777.
	"debugfs/debugfs_ls-l.txt": {"debugfs", &counts{33, 7, -1, 128360}},
	// Files by ExifTool are tables or JSON.
	"exiftool/exiftool-csv_files.csv": {"exiftool-csv", nil},

	// The manifest leaves out the 16 rows of the type d.
	"find-printf/find-printf_mactimeish.txt": {"find-printf", &counts{203, 16, 0, 1614259}},

	// Other tools that print the columns of ls -l.
	"cpio-tv/bsdcpio-itv.txt":                           {"ls-l", nil},
	"cpio-tv/cpio-tv_weird.txt":                         {"ls-l", nil},
	"cpio-tv/libarchive_test_option_tv.stdout.txt":      {"ls-l", nil},
	"ftp-list-unix/lftp_cls-l.txt":                      {"ls-l", nil},
	"ftp-list-unix/mc_aix_list.txt":                     {"ls-l", nil},
	"ftp-list-unix/pyftpdlib_LIST_weird.txt":            {"ls-l", nil},
	"ftp-list-unix/pyftpdlib_LIST_x_http2m_newyork.txt": {"ls-l", nil},
	"ftp-list-unix/vsftpd_LIST-R_gosrc.txt":             {"ls-l", nil},
	"isoinfo/mc_xorriso.txt":                            {"ls-l", nil},
	"isoinfo/xorriso-lsl.txt":                           {"ls-l", nil},

	// Other tools that print the columns of GNU tar and of bsdtar.
	"other-archivers/mc_unsquashfs.txt":      {"tar-tv", nil},
	"unzip-l/bsdunzip_or_bsdtar-tvf_zip.txt": {"tar-tv", nil},

	"rclone/rclone-lsl_x_rsync600k.txt": {"rclone-lsl", nil},

	// Strings of a test, of which two have a type or a group that ls has not.
	"ftp-list-unix/commons-net_unix_good.txt":        {"ls-l", nil},
	"ftp-list-other/commons-net_macospeter_good.txt": {"ftp-mac", &counts{9, 2, 0, 2293427}},
	"ftp-list-other/commons-net_netware_good.txt":    {"ftp-netware", &counts{1, 4, 0, 19968}},
	"ftp-list-other/commons-net_os2_good.txt":        {"ftp-os2", &counts{2, 10, 0, 182753}},
	"ftp-list-other/commons-net_vms_good.txt":        {"ftp-vms", &counts{15, 2, 0, -1}},
	// Strings of a test: lines of servers of two kinds.
	"ftp-list-dos/commons-net_nt_good.txt": {refused, nil},

	"unrar/rar-vt_rar701.txt":        {"unrar-lt", nil},
	"unrar/mc_unrar_v5v6.txt":        {"unrar-lt", nil},
	"unrar/unrar-lt_weird_rar5.txt":  {"unrar-lt", nil},
	"unrar/unrar-lta_weird_rar5.txt": {"unrar-lt", nil},
	"unrar/unrar-vt_transfer.txt":    {"unrar-lt", nil},
	"unrar/unrar-vt_weird_rar5.txt":  {"unrar-lt", nil},

	// The manifest takes directories for files.
	"arj-lha/mc_unarj.txt": {"arj", &counts{138, 16, 0, 4948163}},
	// Nine entries in one table, as the total below it says.
	"unrar/mc_unrar_v3v4.txt": {"unrar", &counts{8, 1, 0, 5900126}},
	// Strings of a test: facts without a value.
	"ftp-mlsd/commons-net_mlsx_good.txt": {"mlsd", &counts{5, 5, 0, 4675}},
	// A name with a line feed.
	"stat/stat_terse.txt":    {"stat-t", &counts{35, 3, 3, 5371857500}},
	"stat/stat_c_format.txt": {"find-printf", &counts{-1, -1, -1, 5371869825}},
	// Names without sizes and times.
	"rsync-log/rsync-itemize_stdout.txt": {refused, nil},
	// Other forms of the same tools.
	"rsync-log/rsync-stats-v-progress.txt":     {"rsync-progress", nil},
	"aws-s3-ls/aws_s3_cp_progress.log":         {"aws-s3-cp", nil},
	"aws-s3-ls/aws_s3api_list-objects-v2.json": {"s3api-json", nil},
	"rclone/rclone-lsjson_R.json":              {"rclone-lsjson", nil},
	"lsar/lsar-j_zip.json":                     {"lsar-json", nil},
	"lsar/lsar-j_rar5_times.json":              {"lsar-json", nil},
	"tree/tree-J.json":                         {"tree-json", nil},
	"tree/tree-D.txt":                          {"tree", nil},
	"hashdeep/sha256deep-dfxml.xml":            {"dfxml", nil},
	// A link, which its target shows.
	"tree/tree-apsD.txt": {"tree", &counts{134, 14, 1, 1823214}},
	// Two entries of the type other.
	"http-index-nginx/nginx_autoindex_weird.json": {"nginx-json", &counts{36, 3, 2, 5371858734}},
	// A name with a line feed is one entry.
	"http-index-apache/apache_fancy_pre_weird.html": {"http-index", &counts{36, 4, 0, 5371899939}},
	// Names without times and sizes. The manifest counts links: that to the parent among them.
	"http-index-apache/apache_plain_ul_no_times.html": {"http-names", &counts{9, 1, 0, 0}},
	"http-index-other/python_http.server.html":        {"http-names", &counts{9, 1, 0, 0}},
	"http-index-other/rclone_serve_http.html":         {"http-browse", &counts{9, 1, 0, -1}},
	// Logs of runs that copied nothing.
	"robocopy/en_us_llama.cpp-tools.log":  {refused, nil},
	"robocopy/tr_dates_procureflow.log":   {refused, nil},
	"robocopy/ja_cp932_BisayaSpeakAI.log": {refused, nil},
	"robocopy/utf16le_edu.log":            {refused, nil},

	// The manifest counts directories among the files.
	"zipinfo/zipinfo-v_verbose.txt": {"zipinfo-v", &counts{38, 10, 0, 140735}},
	// Here too.
	"ntfs-other/ntfsls-l.txt": {"ntfsls", &counts{235, 98, 0, 2004237}},

	"other-archivers/mc_arc.txt":    {"arc", nil},
	"other-archivers/mc_unace.txt":  {"unace", nil},
	"other-archivers/mc_unalz.txt":  {"unalz", nil},
	"other-archivers/mc_wimlib.txt": {"wimlib", nil},
	"other-archivers/mc_zoo.txt":    {"zoo", nil},

	"rclone/rclone-copy-v.log": {"rclone-log", nil},
	"lsar/lsar-L_7z.txt":       {"lsar-L", &counts{37, 10, 2, 139501}},
	// Names alone.
	"lsar/lsar_weird.txt": {refused, nil},
	"tree/tree-H.html":    {"tree-html", nil},
}

// manifestOptions are what an analyst must say for a sample that does not say it itself.
var manifestOptions = map[string]evidence.Options{
	// No date has a day above 12.
	"powershell-csv/slowshareenum_us.csv":        {DateOrder: listing.MonthFirst},
	"dir-windows/win10_us_ampm_headless_apq.txt": {DateOrder: listing.MonthFirst},
}

// TestManifest holds that every sample is claimed by its format and no other, and read with
// the true counts; and that a sample of a format that is not read is refused.
func TestManifest(t *testing.T) {
	t.Parallel()
	f, err := os.Open(shared(t, "listings", "MANIFEST.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		path := row[0]
		dir, _, _ := strings.Cut(path, "/")
		if strings.HasPrefix(dir, "archive-") {
			continue
		}
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			want := counts{cell(row[5]), cell(row[6]), cell(row[7]), cell(row[8])}
			format := manifestFormats[dir]
			if x, ok := manifestExceptions[path]; ok {
				if format = x.format; x.counts != nil {
					want = *x.counts
				}
			}
			e, err := evidence.OpenFile(shared(t, "listings", path), manifestOptions[path])
			switch {
			case errors.Is(err, listing.ErrAmbiguous):
				t.Error(err)
			case format == refused && err == nil:
				t.Errorf("read as %s with %+v, want a refusal", e.Format, count(e.Listing.Unpack()))
			case format == refused:
			case err != nil:
				t.Error(err)
			case e.Format != format:
				t.Errorf("format = %s, want %s", e.Format, format)
			default:
				got := count(e.Listing.Unpack())
				for _, c := range []struct{ want, got *int64 }{
					{&want.files, &got.files}, {&want.dirs, &got.dirs}, {&want.others, &got.others}, {&want.bytes, &got.bytes},
				} {
					if *c.want < 0 {
						*c.want = *c.got // rounded sizes, or kinds that the listing hides
					}
				}
				if got != want || e.Listing.Skipped > maxBroken {
					t.Errorf("%+v, %d skipped %+v, want %+v", got, e.Listing.Skipped, e.Listing.Warnings, want)
				}
			}
		})
	}
}

// maxBroken is how many lines of a sample may be skipped: names with a newline take two
// lines, of which the second cannot be read.
const maxBroken = 2

// cell reads a cell of the manifest; empty cells and words are -1.
func cell(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// truthFormats says which format reads a listing of the ground truth.
var truthFormats = map[string]string{
	"7z-fat": "7z-slt", "7z-l": "7z-l", "7z-slt": "7z-slt", "7z-slt-mac": "7z-slt",
	"find-T+": "find-printf", "find-epoch": "find-printf",
	"mdir":     "mdir",
	"fls-body": "bodyfile", "fls-fat": "bodyfile", "mac-robber": "bodyfile", "stat-body": "bodyfile",
	"ls-full-time": "ls-l", "ls-long-iso": "ls-l",
	"rclone-lsl": "rclone-lsl", "rsync-list": "rsync-list",
	"tar-full": "tar-tv", "tar-tvf": "tar-tv",
	"unzip-v": "unzip-v", "zipinfo-T": "zipinfo", "zipinfo-T-ut": "zipinfo",
}

// TestGroundTruth holds that the listing of every run of known truth is read with all its
// files and bytes, or refused where its format is not read.
func TestGroundTruth(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(shared(t, "groundtruth", "runs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n") {
		var run struct {
			ID      string
			Listing struct {
				Format, File string
				Files, Bytes int64
			}
		}
		if err := json.Unmarshal([]byte(line), &run); err != nil {
			t.Fatal(err)
		}
		t.Run(run.Listing.Format+"/"+run.ID, func(t *testing.T) {
			t.Parallel()
			want := truthFormats[run.Listing.Format]
			e, err := evidence.OpenFile(shared(t, "groundtruth", run.Listing.File), evidence.Options{})
			switch {
			case want == refused && err == nil:
				t.Fatalf("%s claims it", e.Format)
			case want == refused:
				return
			case err != nil:
				t.Fatal(err)
			}
			var files, size int64
			for _, x := range e.Listing.All() {
				if x.Counts() && x.Kind != timestamps.Directory {
					files++
					size += x.Size
				}
			}
			if e.Format != want || files != run.Listing.Files || size != run.Listing.Bytes || e.Listing.Skipped != 0 {
				t.Errorf("%s: %d files, %d bytes, %d skipped; want %s: %d, %d, 0",
					e.Format, files, size, e.Listing.Skipped, want, run.Listing.Files, run.Listing.Bytes)
			}
		})
	}
}

// TestCases holds that the tables of the published cases are read.
func TestCases(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		n    int
		zone string
	}{{"nist_cfreds_rm1_usb_copy.csv", 5, "UTC"}, {"nist_cfreds_rm2_fat32_sizes.csv", 17, "unknown"}} {
		e, err := evidence.OpenFile(shared(t, "cases", c.name), evidence.Options{})
		if err != nil || e.Format != "csv" {
			t.Fatalf("%s: %v", c.name, err)
		}
		l := e.Listing.Unpack()
		if len(l.Entries) != c.n || l.Zone.Name != c.zone || len(l.Warnings) > 0 {
			t.Errorf("%s: %d entries, zone %v, %v", c.name, len(l.Entries), l.Zone, l.Warnings)
		}
		if !l.Entries[0].Times.Birth.Known() || !l.Entries[0].Times.Modified.Known() {
			t.Errorf("%s: no times: %+v", c.name, l.Entries[0])
		}
	}
}
