package listing

import (
	"bytes"

	"copyclock/timestamps"
)

// monthNames are the short names of months in languages other than English, without the dot
// that some of them end in.
var monthNames = func() map[string]int {
	names := map[string]int{}
	for _, year := range [...][12]string{
		{"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
		{"janv", "févr", "mars", "avril", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"},
		{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
		{"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
		{"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
		{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
		{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "des"},
		{"янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},
		{"янв", "февр", "марта", "апр", "мая", "июня", "июля", "авг", "сент", "окт", "нояб", "дек"},
		{"січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"},
		{"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"},
		{"led", "úno", "bře", "dub", "kvě", "čen", "čec", "srp", "zář", "říj", "lis", "pro"},
		{"Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"},
		{"ian", "feb", "mar", "apr", "mai", "iun", "iul", "aug", "sep", "oct", "noi", "dec"},
		{"яну", "фев", "мар", "апр", "май", "юни", "юли", "авг", "сеп", "окт", "ное", "дек"},
		{"Ιαν", "Φεβ", "Μαρ", "Απρ", "Μαΐ", "Ιουν", "Ιουλ", "Αυγ", "Σεπ", "Οκτ", "Νοε", "Δεκ"},
		{"Ιαν", "Φεβ", "Μάρ", "Απρ", "Μάι", "Ιούν", "Ιούλ", "Αύγ", "Σεπ", "Οκτ", "Νοέ", "Δεκ"},
		{"ינו", "פבר", "מרץ", "אפר", "מאי", "יונ", "יול", "אוג", "ספט", "אוק", "נוב", "דצמ"},
		{"ม.ค", "ก.พ", "มี.ค", "เม.ย", "พ.ค", "มิ.ย", "ก.ค", "ส.ค", "ก.ย", "ต.ค", "พ.ย", "ธ.ค"},
		{"tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"},
		{"jan", "febr", "márc", "ápr", "máj", "jún", "júl", "aug", "szept", "okt", "nov", "dec"},
	} {
		for i, name := range year {
			names[name] = i + 1
		}
	}
	return names
}()

// totalWords stand before the number of blocks over the entries of a directory.
var totalWords = map[string]bool{
	"total": true, "insgesamt": true, "totale": true, "totaal": true, "totalt": true, "итого": true, "разом": true, "усього": true,
	"razem": true, "celkem": true, "toplam": true, "yhteensä": true, "összesen": true, "σύνολο": true, "合計": true, "总计": true,
	"总用量": true, "總計": true, "總用量": true, "합계": true, "samtals": true, "ukupno": true, "sveukupno": true, "общо": true, "tổng": true, "skupaj": true,
}

// foreignDate reads the date of ls in other languages than English, such as one of
//
//  1. Jan 2023
//     19 avril  2025
//     9月 23  2022
//     2025年 4月19日
//     2016년  7월  6일
//
//     5 lug 01.05
//
//  5. 7.  2016
//
// Year is 0 where none is printed. German ls puts a blank behind the year, which is no part of
// the name.
func foreignDate(b []byte) (d timestamps.Date, rest []byte, ok bool) {
	clocked, padded := false, false
	for range 4 {
		var field []byte
		if field, b = cutField(b); len(field) == 0 {
			return d, nil, false
		}
		switch {
		case !clocked && (clock(field, &d) || d.Month > 0 && d.Day > 0 && dotClock(field, &d)):
			clocked = true
		case string(field) == "Thg" && d.Month == 0: // Vietnamese: 5 Thg 7
			var month []byte
			month, b = cutField(b)
			n, ok := number(month)
			if d.Month = int(min(n, 99)); !ok || n < 1 {
				return d, nil, false
			}
		case croatian[string(field)] && d.Day == 0:
			return d, nil, false
		case !dateWord(field, &d):
			return d, nil, false
		default:
			padded = germanYear(b, &d, padded, field)
		}
		if d.Month > 0 && d.Day > 0 && (d.Year > 0 || clocked) {
			if padded && d.Year > 0 && bytes.HasPrefix(b, []byte("  ")) {
				b = b[1:]
			}
			return d, b, true
		}
	}
	return d, nil, false
}

// croatian are names of months that mean others in Croatian than in Czech and Polish. Croatian
// prints the month first, and is not read where one of these stands there.
var croatian = map[string]bool{"srp": true, "lis": true, "lip": true}

// germanYear reports whether "5. Jul" has been read and one blank stands before a year.
func germanYear(b []byte, d *timestamps.Date, before bool, field []byte) bool {
	if before {
		return true
	}
	return d.Day > 0 && d.Month > 0 && d.Year == 0 && !isDigit(field[0]) && len(b) > 5 &&
		b[0] == ' ' && isDigit(b[1]) && isDigit(b[4]) && b[5] == ' '
}

// dotClock reads the "01.05" of Italian and Swedish.
func dotClock(b []byte, d *timestamps.Date) bool {
	if len(b) != len("01.05") || b[2] != '.' {
		return false
	}
	d.Hour, d.Minute = pair(b, 0), pair(b, 3)
	return d.Hour >= 0 && d.Hour < 24 && d.Minute >= 0 && d.Minute < 60
}

// dateWord reads the parts of a date that stand without blanks between them into d.
func dateWord(b []byte, d *timestamps.Date) bool {
	for len(b) > 0 {
		b = bytes.TrimPrefix(b, []byte("\u00a0")) // Czech: 5. čec
		n, digits := 0, 0
		for digits < len(b) && digits < 4 && isDigit(b[digits]) {
			n = n*10 + int(b[digits]-'0')
			digits++
		}
		if digits == 0 {
			month := monthNames[string(bytes.TrimSuffix(b, []byte{'.'}))]
			if month == 0 || d.Month > 0 {
				return false
			}
			d.Month = month
			return true
		}
		b = b[digits:]
		to, skip := dateUnit(b, d)
		if to == nil {
			to = &d.Day
			if digits == 4 {
				if d.Day == 0 || d.Month == 0 {
					return false // a size in front of a date
				}
				to = &d.Year
			}
		}
		if to == &d.Day && skip == 1 && d.Day > 0 && d.Month == 0 {
			to = &d.Month // Finnish: 5. 7.
		}
		if *to != 0 || n == 0 || to != &d.Year && digits > 2 {
			return false
		}
		*to = n
		b = b[skip:]
	}
	return true
}

// dateUnit says which part of a date is followed by b, and how long its mark is.
func dateUnit(b []byte, d *timestamps.Date) (to *int, skip int) {
	for _, u := range [...]struct {
		mark string
		to   *int
	}{
		{"年", &d.Year}, {"년", &d.Year}, {"月", &d.Month}, {"월", &d.Month}, {"日", &d.Day}, {"일", &d.Day}, {".", &d.Day},
	} {
		if bytes.HasPrefix(b, []byte(u.mark)) {
			return u.to, len(u.mark)
		}
	}
	return nil, 0
}
