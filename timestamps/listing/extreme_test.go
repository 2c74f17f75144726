package listing_test

import (
	"regexp"
	"slices"
	"strconv"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// numbers are the runs of digits of a listing.
var numbers = regexp.MustCompile(`[0-9]+`)

// eachNumber reads the sample of every format once for each of its numbers with that number
// replaced.
func eachNumber(t *testing.T, by string, check func(t *testing.T, plain, got *timestamps.Listing, context string)) {
	t.Helper()
	for i := range listing.Formats {
		name := listing.Formats[i].Name
		text := samples[name]
		plain := readBlocks(t, name, []byte(text), listing.Options{Cores: 1})
		for _, at := range numbers.FindAllStringIndex(text, -1) {
			in := text[:at[0]] + by + text[at[1]:]
			got := readBlocks(t, name, []byte(in), listing.Options{Cores: 1})
			check(t, plain.Listing, got.Listing, name+" with ..."+strconv.Quote(in[max(0, at[0]-20):min(len(in), at[0]+len(by)+10)]))
		}
	}
}

// TestExtremeSizes puts numbers at and beyond the ends of 64 bits into every place of every
// format: a size is the number that is printed, or unknown, and never another number.
func TestExtremeSizes(t *testing.T) {
	t.Parallel()
	for _, x := range []string{
		"9223372036854775807", "9223372036854775808", "18446744073709551615", "-1", "-9223372036854775808", "9007199254740993K",
	} {
		exact, err := strconv.ParseInt(x, 10, 64)
		if err != nil {
			exact = timestamps.NoSize
		}
		eachNumber(t, x, func(t *testing.T, plain, got *timestamps.Listing, context string) {
			t.Helper()
			for _, e := range got.Entries {
				known := slices.ContainsFunc(plain.Entries, func(p timestamps.Entry) bool { return p.Size == e.Size })
				if e.Size == 0 && got.Format == "wimlib" { // a directory that lost its attributes
					continue
				}
				if !known && e.Size != timestamps.NoSize && e.Size != exact {
					t.Errorf("%s has the size %d", context, e.Size)
				}
			}
		})
	}
}

// otherwise are the stamps that a sample has where one number of it cannot be read: a further
// time of the same entry, or another order or year that the rest of the listing implies.
var otherwise = map[string]string{
	"analyzemft-timeline": "2018-09-24T07:53:18.5Z",
	"plaso-json":          "2026-07-02T17:47:57.95552Z",
	"tln":                 "2026-07-02T17:47:57Z",
	"tree-html":           "2022-09-23T10:01:00",
	"unzip-l":             "2021-05-07T10:00:00",
	"zipinfo-v":           "2024-03-10T03:00:00",
}

// TestExtremeStamps puts numbers that no calendar has into every place of every format: the
// stamps are those of the sample, or hold the number where it is no field of a calendar (a
// fraction, a year of two digits, seconds since 1970), or are not known. None is carried into
// the next field, and none is cut.
func TestExtremeStamps(t *testing.T) {
	t.Parallel()
	for x, may := range map[string]*regexp.Regexp{
		"61":                     regexp.MustCompile(`\.61|^2061|T00:01:01|T23:58:59|\.0+61`),
		"1818181818181818181818": regexp.MustCompile(`\.18`),
		"-9223372036":            regexp.MustCompile(`\.92|^1969-12-31T23:59:50\.776627964Z$|^1969-09-16T05:57:07\.964Z$`),
	} {
		eachNumber(t, x, func(t *testing.T, plain, got *timestamps.Listing, context string) {
			t.Helper()
			for _, e := range got.Entries {
				for _, c := range timestamps.Columns {
					text := e.Times.Of(c).Text()
					known := slices.ContainsFunc(plain.Entries, func(p timestamps.Entry) bool {
						return slices.ContainsFunc(timestamps.Columns, func(c timestamps.Column) bool { return p.Times.Of(c).Text() == text })
					})
					if text != "" && !known && !may.MatchString(text) && text != otherwise[got.Format] {
						t.Errorf("%s has the stamp %s", context, text)
					}
				}
			}
		})
	}
}
