package channel

import (
	"regexp"
	"strconv"
	"strings"
)

// blockLines returns the line of every [[profile]] header.
func blockLines(data []byte) []int {
	var at []int
	for i, l := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(strings.ReplaceAll(strings.TrimSpace(l), " ", ""), "[[profile]]") {
			at = append(at, i+1)
		}
	}
	return at
}

var (
	quotedText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'|#.*`)
	notDecimal = regexp.MustCompile(`[=\[,{\s][+-]?0[xob][0-9A-Fa-f]`)
)

// setsWeight reports whether the block that begins at a line gives its own weight, which it does
// where a line begins with the key.
func setsWeight(data []byte, from int) bool {
	for i, l := range strings.Split(string(data), "\n") {
		if i+1 <= from {
			continue
		}
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "[[") {
			return false
		}
		if key, _, found := strings.Cut(l, "="); found && strings.Trim(key, " \t\"'") == "weight" {
			return true
		}
	}
	return false
}

// foreignNumber returns the line of the first number in base 16, 8 or 2, or 0.
func foreignNumber(data []byte) int {
	for i, l := range strings.Split(string(data), "\n") {
		if notDecimal.MatchString(quotedText.ReplaceAllString(l, "")) {
			return i + 1
		}
	}
	return 0
}

// keyLine returns the first line at or after from that sets key, else from, else 1.
func keyLine(data []byte, from int, key string) int {
	if key != "" {
		re := regexp.MustCompile(`(^|[\s{,."'\[])` + regexp.QuoteMeta(key) + `["']?\s*(=|\]|\.)`)
		for i, l := range strings.Split(string(data), "\n") {
			if i+1 >= from && re.MatchString(l) {
				return i + 1
			}
		}
	}
	return max(from, 1)
}

var (
	quotedKey = regexp.MustCompile(`"([^"]+)"`)
	namedLine = regexp.MustCompile(`line (\d+) \(last key`)
)

// elementLine returns the line at or after from of the n-th inline table, from 0, of the array that begins
// there, else from.
func elementLine(data []byte, from, n int) int {
	for i, l := range strings.Split(string(data), "\n") {
		if i+1 < from {
			continue
		}
		n -= strings.Count(quotedText.ReplaceAllString(l, ""), "{")
		if n < 0 {
			return i + 1
		}
	}
	return from
}

// wrongType takes the key and the type that was found out of the decoder's message.
var wrongType = regexp.MustCompile(`last key "([^"]+)"\): incompatible types: TOML value has type (\w+)`)

// ofType are the beginnings of values of a type.
var ofType = map[string]string{"string": `["']`, "bool": `(true|false)`, "int64": `[+-]?[0-9_]+\s*($|[,}#\]])`, "float64": `[+-]?[0-9_]*[.eEin]`, "slice": `\[`}

// typeErrorLine guesses the line of a value of the wrong type from the message. The line that the
// decoder names is that of the last key of an array, which need not be at fault.
func typeErrorLine(data []byte, err error) int {
	if m := wrongType.FindStringSubmatch(err.Error()); m != nil && ofType[m[2]] != "" {
		parts := strings.Split(m[1], ".")
		re := regexp.MustCompile(`(^|[\s{,])` + regexp.QuoteMeta(parts[len(parts)-1]) + `\s*=\s*` + ofType[m[2]])
		for i, l := range strings.Split(string(data), "\n") {
			if re.MatchString(l) {
				return i + 1
			}
		}
	}
	if m := namedLine.FindStringSubmatch(err.Error()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 0 {
			return n
		}
	}
	if m := quotedKey.FindStringSubmatch(err.Error()); m != nil {
		parts := strings.Split(m[1], ".")
		return keyLine(data, 0, parts[len(parts)-1])
	}
	return 1
}
