package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"copyclock/analyze"
)

// JSON writes a result whole, after the schema copyclock/result/1: two blanks a level, no
// member null, lists without members as []. A number that is not finite is an error.
func JSON(r *analyze.Result, w io.Writer) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(filled(reflect.ValueOf(*r)).Interface()); err != nil {
		return fmt.Errorf("writing json: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// filled returns a copy of v in which no slice is nil. The result holds structs, slices,
// pointers and scalars with exported fields only, and v itself is left alone.
func filled(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(filled(v.Field(i)))
		}
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(filled(v.Index(i)))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(filled(v.Elem()))
		}
	default:
		out.Set(v)
	}
	return out
}
