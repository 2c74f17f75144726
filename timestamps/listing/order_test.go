package listing_test

import (
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// The day on which a listing was made gives the year to dates that show none.
func TestReferenceDate(t *testing.T) {
	t.Parallel()
	const line = "-rw-r--r-- 1 root root 17 "
	reference := func(year, month, day int) timestamps.Stamp {
		return timestamps.Wall(timestamps.Date{Year: year, Month: month, Day: day, Hour: 13})
	}
	for _, tt := range []struct {
		date      string
		reference timestamps.Stamp
		want      string
	}{
		{"Jul  5 18:39", reference(2016, 7, 5), "2016-07-05T18:39:00"}, // later on the day
		{"Jul  6 00:00", reference(2016, 7, 5), "2015-07-06T00:00:00"},
		{"Dec 31 23:59", reference(2016, 1, 1), "2015-12-31T23:59:00"},
		{"Feb 29 10:00", reference(2016, 3, 1), "2016-02-29T10:00:00"},
		{"Feb 29 10:00", reference(2015, 3, 1), "2012-02-29T10:00:00"},
		{"Feb 29 10:00", reference(1903, 3, 1), "1896-02-29T10:00:00"}, // 1900 was no leap year
		{"Jul  5 18:39", reference(1969, 7, 5), "1969-07-05T18:39:00"},
		{"Jul  5  2014", reference(2016, 7, 5), "2014-07-05T00:00:00"},
		{"Jul  5 18:39", timestamps.Stamp{}, ""},
	} {
		l, err := readAs(t, "ls-l", []byte(line+tt.date+" x\n"), listing.Options{ReferenceDate: tt.reference})
		if err != nil || len(l.Entries) != 1 {
			t.Fatalf("%s: %v", tt.date, err)
		}
		if got := l.Entries[0].Times.Modified.Text(); got != tt.want {
			t.Errorf("%s seen on %s = %s, want %s", tt.date, tt.reference.Text(), got, tt.want)
		}
	}
}

// What the data say of day and month rules; the user settles the rest.
func TestDateOrder(t *testing.T) {
	t.Parallel()
	const undecided, dayFirst = "  1  05-07-2021 10:00   a\n", "  1  23-07-2021 10:00   b\n"
	for _, tt := range []struct {
		format, text string
		order        listing.DateOrder
		want, says   string
	}{
		{"unzip-l", undecided, "", "2021-05-07T10:00:00", "date-order-assumed"},
		{"unzip-l", undecided, listing.MonthFirst, "2021-05-07T10:00:00", ""},
		{"unzip-l", undecided, listing.DayFirst, "2021-07-05T10:00:00", ""},
		{"unzip-l", undecided + dayFirst, listing.MonthFirst, "2021-07-05T10:00:00", ""},
		{"dir", "06/07/2021  11:05 AM                19 a\n", listing.MonthFirst, "2021-06-07T11:05:00", ""},
		{"dir", "06/07/2021  11:05 AM                19 a\n", "", "", "cannot be told apart"},
		{"dir", "24/02/16  11:05                19 a\n", "", "", "cannot be told apart"},
		{"dir", "24/02/16  11:05                19 a\n", listing.YearFirst, "2024-02-16T11:05:00", ""},
		{"dir", "24/02/16  11:05                19 a\n99/12/31  11:05                19 b\n", "", "2024-02-16T11:05:00", ""},
		{"dir", "24/02/16  11:05                19 a\n31/12/99  11:05                19 b\n", "", "2016-02-24T11:05:00", ""},
		{"dir", "99/99/99  11:05                19 a\n07/25/16  11:05                19 b\n", "", "", "invalid-stamp"},
		{"dir", "05-Jul-16  18:39                19 a\n", "", "2016-07-05T18:39:00", ""},
	} {
		l, err := readAs(t, tt.format, []byte(tt.text), listing.Options{DateOrder: tt.order})
		if err != nil {
			if tt.want != "" || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%s %s: %v", tt.format, tt.order, err)
			}
			continue
		}
		code := ""
		if len(l.Warnings) > 0 {
			code = l.Warnings[0].Code
		}
		if got := l.Entries[0].Times.Modified.Text(); got != tt.want || code != tt.says {
			t.Errorf("%s %s = %s with %q, want %s with %q", tt.format, tt.order, got, code, tt.want, tt.says)
		}
	}
}

// The words of a region for the halves of the day and for the years of an era are understood.
func TestRegionalDates(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{
		"R03/05/07  13:05":          "2021-05-07T13:05:00",
		"H31/04/30  13:05":          "2019-04-30T13:05:00",
		"平成 29/02/17  13:05":        "2017-02-17T13:05:00",
		"令和3年5月7日  13:05":           "2021-05-07T13:05:00",
		"令和元年5月1日  13:05":           "2019-05-01T13:05:00",
		"昭和64/01/07  13:05":         "1989-01-07T13:05:00",
		"2016年7月5日  18:39":          "2016-07-05T18:39:00",
		"2016/07/05  上午 12:39":      "2016-07-05T00:39:00",
		"2016/07/05  下午 12:39":      "2016-07-05T12:39:00",
		"2016-07-05  오후 06:39":      "2016-07-05T18:39:00",
		"2016/07/05  午後 06:39":      "2016-07-05T18:39:00",
		"25/07/2016  06:39 p. m.":   "2016-07-25T18:39:00",
		"25/07/2016  06:39 μμ":      "2016-07-25T18:39:00",
		"25-07-2016  06:39 अपराह्न": "2016-07-25T18:39:00",
		"25/07/2016  06:39 م":       "2016-07-25T18:39:00",
		"25/07/2016  06:39 CH":      "2016-07-25T18:39:00",
		"25.7.2016 г.  18:39":       "2016-07-25T18:39:00",
		"2016. 07. 25.  18:39":      "2016-07-25T18:39:00",
		"25.07.2016.  18:39":        "2016-07-25T18:39:00",
	} {
		l, err := readAs(t, "dir", []byte(date+"             1,234 a b.txt\n"), listing.Options{})
		if err != nil || len(l.Entries) != 1 {
			t.Errorf("%s: %v", date, err)
			continue
		}
		if e := l.Entries[0]; e.Times.Modified.Text() != want || e.Path != "a b.txt" || e.Size != 1234 {
			t.Errorf("%s: %q %d %s, want %s", date, e.Path, e.Size, e.Times.Modified.Text(), want)
		}
	}
}
