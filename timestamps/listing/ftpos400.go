package listing

import (
	"bytes"

	"copyclock/timestamps"
)

var ftpOS400 = Format{
	Name:       "ftp-os400",
	Title:      "FTP LIST of OS/400 (IBM i)",
	Stamps:     "modified",
	Resolution: "1 s",
	Zone:       "none printed: local time of the server",
	Match: func(head [][]byte) float64 {
		return Share(head, func(line []byte, r *Row) Verdict {
			if _, ok := os400Line(line, &r.Entry); !ok {
				return Bad
			}
			return Good
		})
	},
	Read: readOS400,
}

// os400Row is what a line says: its name, and a date whose order a setting of the server
// chose.
type os400Row struct {
	name []byte
	date [3]int
	day  timestamps.Date // with the time of day
}

// os400Line reads a line such as one of
//
//	PEP              4019 04/03/18 18:58:16 *STMF      einladung.zip
//	PEP             36864 04/03/24 14:06:34 *DIR       dir1/
//
// with owner, size, date, time and type.
func os400Line(line []byte, e *timestamps.Entry) (row os400Row, ok bool) {
	owner, rest := cutField(line)
	size, rest := cutField(rest)
	date, rest := cutField(rest)
	time, rest := cutField(rest)
	kind, rest := cutField(rest)
	if e.Size, ok = number(size); !ok || len(owner) == 0 || len(owner) > 10 || len(date) != len("04/03/18") || len(kind) < 4 || kind[0] != '*' {
		return row, false
	}
	for i := range row.date {
		if row.date[i] = pair(date, 3*i); row.date[i] < 0 || i > 0 && date[3*i-1] != '/' {
			return row, false
		}
	}
	row.name = bytes.TrimLeft(rest, " ")
	e.Kind = timestamps.File
	if string(kind) == "*DIR" || string(kind) == "*LIB" || string(kind) == "*FLR" {
		e.Kind, row.name = timestamps.Directory, bytes.TrimSuffix(row.name, []byte{'/'})
	}
	return row, len(time) == len("18:58:16") && clock(time, &row.day) && len(row.name) > 0
}

func readOS400(in *Lines, l *timestamps.Listing, opt Options) error {
	var rows []os400Row
	for in.Next() {
		b := in.Bytes()
		if len(b) == 0 {
			continue
		}
		e := timestamps.Entry{Line: in.Number()}
		row, ok := os400Line(b, &e)
		if !ok {
			l.Skip(in.Number(), "the line has not the columns of OS/400")
			continue
		}
		e.Path, row.name = in.Keep(row.name), nil
		l.Entries, rows = append(l.Entries, e), append(rows, row)
	}
	order, ok := os400Order(rows, opt.DateOrder)
	if !ok {
		l.Entries = nil
		return errOrder
	}
	for i, row := range rows {
		d := row.day
		switch order {
		case YearFirst:
			d.Year, d.Month, d.Day = row.date[0], row.date[1], row.date[2]
		case MonthFirst:
			d.Month, d.Day, d.Year = row.date[0], row.date[1], row.date[2]
		case DayFirst:
			d.Day, d.Month, d.Year = row.date[0], row.date[1], row.date[2]
		}
		d.Year = century(d.Year)
		l.Entries[i].Times.Modified = timestamps.Wall(d)
	}
	return nil
}

// os400Order finds the one order of the numbers in which all dates are some, or takes that of
// the user where several are left.
func os400Order(rows []os400Row, asked DateOrder) (DateOrder, bool) {
	var left []DateOrder
	for _, c := range []struct {
		order      DateOrder
		month, day int // which of the numbers
	}{{YearFirst, 1, 2}, {MonthFirst, 0, 1}, {DayFirst, 1, 0}} {
		ok := true
		for _, row := range rows {
			month, day := row.date[c.month], row.date[c.day]
			ok = ok && month >= 1 && month <= 12 && day >= 1 && day <= 31
		}
		if ok {
			left = append(left, c.order)
		}
	}
	if len(left) == 1 || len(rows) == 0 {
		return append(left, YearFirst)[0], true
	}
	for _, order := range left {
		if order == asked {
			return order, true
		}
	}
	return "", false
}
