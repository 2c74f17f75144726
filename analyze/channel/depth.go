package channel

import "bytes"

// maxDepth is how deep brackets and braces may be nested, and how many dots a key may have. Profiles need
// three and none; what a reader of TOML keeps of a key grows with the square of its depth.
const maxDepth = 8

// deepLine returns the line on which a file of TOML goes deeper, or 0. Text in quotes and comments do not count.
func deepLine(data []byte) int {
	line, depth, dots := 1, 0, 0
	for i := 0; i < len(data); i++ {
		switch c := data[i]; c {
		case '\n':
			line++
			dots = 0
		case '#':
			end := bytes.IndexByte(data[i:], '\n')
			if end < 0 {
				return 0
			}
			i += end - 1
		case '"', '\'':
			end := quoteEnd(data, i)
			line += bytes.Count(data[i:end], []byte{'\n'})
			i = end - 1
		case '[', '{':
			depth++
			dots = 0
		case ']', '}':
			depth--
		case '=', ',':
			dots = 0
		case '.':
			dots++
		}
		if depth > maxDepth || dots > maxDepth {
			return line
		}
	}
	return 0
}

// quoteEnd returns the place behind the text in quotes that begins at i: one or three of a kind, and a backslash
// before a character of the double kind takes it away.
func quoteEnd(data []byte, i int) int {
	quote := data[i : i+1]
	if three := bytes.Repeat(quote, 3); bytes.HasPrefix(data[i:], three) {
		quote = three
	}
	for i += len(quote); i < len(data); i++ {
		switch {
		case data[i] == '\\' && quote[0] == '"':
			i++
		case data[i] == '\n' && len(quote) == 1: // it does not end
			return i
		case bytes.HasPrefix(data[i:], quote):
			return i + len(quote)
		}
	}
	return len(data)
}
