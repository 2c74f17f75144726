package analyze

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"

	"copyclock/timestamps"
)

// ErrResult is wrapped by every error about the content of a result file.
var ErrResult = errors.New("not a result of copyclock")

// maxResult is the largest result file that is read, in bytes.
const maxResult = 256 << 20

// Decode reads a result from its JSON. Members that this version does not know or that are given
// twice, another schema and anything behind the result are errors; names are made printable, whoever
// wrote them.
func Decode(r io.Reader) (*Result, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxResult+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxResult {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrResult, maxResult)
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrResult, withLine(data, err))
	}
	if head.Schema != Schema {
		return nil, fmt.Errorf("%w: schema %q, this version reads %q", ErrResult, timestamps.Printable(head.Schema), Schema)
	}
	if err := checkMembers(data, memberName); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrResult, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	out := &Result{}
	if err := d.Decode(out); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrResult, withLine(data, err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: something follows it", ErrResult)
	}
	printable(reflect.ValueOf(out))
	return out, nil
}

// printable makes every string of a result safe to show. Paths were escaped one to one
// before; this catches what a reader quoted in a warning, and files that others wrote.
func printable(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			printable(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			printable(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			printable(v.Index(i))
		}
	case reflect.String:
		v.SetString(timestamps.Printable(v.String()))
	default: // numbers
	}
}
