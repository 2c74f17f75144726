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
		re := regexp.MustCompile(`(^|[\s{,."'])` + regexp.QuoteMeta(key) + `["']?\s*(=|\]|\.)`)
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

// typeErrorLine guesses the line of a value of the wrong type from the key in the message.
func typeErrorLine(data []byte, err error) int {
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
