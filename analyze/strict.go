package analyze

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// CheckMembers refuses JSON in which an object names a member twice: readers differ in which
// of the two they take. Errors name the line, and the member as a path.
func CheckMembers(data []byte) error { return checkMembers(data, nil) }

// checkMembers refuses names that do not match as well, which the decoder would take for those
// of other cases.
func checkMembers(data []byte, names *regexp.Regexp) error {
	type level struct {
		object bool
		value  bool // the next token of an object is a value
		seen   map[string]bool
		name   string
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var open []level
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", lineAt(data, d.InputOffset()), err)
		}
		delim, isDelim := token.(json.Delim)
		if isDelim && (delim == '}' || delim == ']') {
			open = open[:len(open)-1]
			continue
		}
		if n := len(open); n > 0 && open[n-1].object {
			top := &open[n-1]
			if top.value = !top.value; top.value { // this token is a name
				name, _ := token.(string)
				top.name = name
				if top.seen[name] || names != nil && !names.MatchString(name) {
					var path strings.Builder
					for _, l := range open {
						if l.object {
							path.WriteString("/" + l.name)
						}
					}
					what := "unknown member"
					if top.seen[name] {
						what = "given twice"
					}
					return fmt.Errorf("line %d: %q: %s", lineAt(data, d.InputOffset()), path.String(), what)
				}
				top.seen[name] = true
				continue
			}
		}
		if isDelim {
			open = append(open, level{object: delim == '{', seen: map[string]bool{}})
		}
	}
}

// lineAt returns the line of a place in data, from 1.
func lineAt(data []byte, at int64) int {
	return 1 + bytes.Count(data[:min(max(at, 0), int64(len(data)))], []byte{'\n'})
}

var (
	memberName    = regexp.MustCompile(`^[a-z0-9_]+$`)
	unknownMember = regexp.MustCompile(`unknown field "(.*)"$`)
)

// withLine adds the line to an error of the decoder where it is known.
func withLine(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %w", lineAt(data, syntax.Offset), err)
	case errors.As(err, &kind):
		return fmt.Errorf("line %d: %w", lineAt(data, kind.Offset), err)
	}
	if m := unknownMember.FindStringSubmatch(err.Error()); m != nil {
		if at := bytes.Index(data, []byte(`"`+m[1]+`"`)); at >= 0 {
			return fmt.Errorf("line %d: %w", lineAt(data, int64(at)), err)
		}
	}
	return err
}
