package analyze

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Difference returns the place of the first difference of two JSON texts as a JSON pointer
// (RFC 6901) and what stands there in each; "nothing" where a member is missing. Members are
// compared in the order of their names. The pointer is "" where the texts differ in nothing
// but their layout, or as a whole.
func Difference(a, b []byte) (pointer, inA, inB string, err error) {
	var values [2]any
	for i, text := range [][]byte{a, b} {
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&values[i]); err != nil {
			return "", "", "", fmt.Errorf("comparing results: %w", err)
		}
	}
	path, x, y, differ := walk(nil, values[0], values[1])
	if !differ {
		return "", "", "", nil
	}
	for i := range path {
		path[i] = "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(path[i])
	}
	return strings.Join(path, ""), brief(x), brief(y), nil
}

// missing stands for a member that one side lacks.
type missing struct{}

func walk(path []string, a, b any) (where []string, x, y any, differ bool) {
	switch a := a.(type) {
	case map[string]any:
		if b, ok := b.(map[string]any); ok {
			return walkObject(path, a, b)
		}
	case []any:
		if b, ok := b.([]any); ok {
			return walkArray(path, a, b)
		}
	default:
		if a == b {
			return nil, nil, nil, false
		}
	}
	return path, a, b, true
}

func walkObject(path []string, a, b map[string]any) (where []string, x, y any, differ bool) {
	var names []string
	for name := range a {
		names = append(names, name)
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		at := append(path[:len(path):len(path)], name)
		x, inA := a[name]
		y, inB := b[name]
		switch {
		case !inA:
			return at, missing{}, y, true
		case !inB:
			return at, x, missing{}, true
		}
		if where, x, y, differ = walk(at, x, y); differ {
			return where, x, y, true
		}
	}
	return nil, nil, nil, false
}

func walkArray(path []string, a, b []any) (where []string, x, y any, differ bool) {
	for i := range max(len(a), len(b)) {
		at := append(path[:len(path):len(path)], strconv.Itoa(i))
		switch {
		case i >= len(a):
			return at, missing{}, b[i], true
		case i >= len(b):
			return at, a[i], missing{}, true
		}
		if where, x, y, differ = walk(at, a[i], b[i]); differ {
			return where, x, y, true
		}
	}
	return nil, nil, nil, false
}

// brief writes a value in at most 80 bytes.
func brief(v any) string {
	if _, ok := v.(missing); ok {
		return "nothing"
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	if len(text) > 80 {
		return strings.ToValidUTF8(string(text[:77]), "") + "..."
	}
	return string(text)
}
