package schema_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"copyclock/analyze"
	"copyclock/analyze/finding"
	"copyclock/analyze/rate"
	"copyclock/reports/internal/sample"
	"copyclock/reports/render"
	"copyclock/reports/schema"
	"copyclock/testdata/listings"
	"copyclock/timestamps/evidence"
)

// refuse is a loader that loads nothing: a schema must stand alone.
type refuse struct{}

func (refuse) Load(url string) (any, error) { return nil, fmt.Errorf("loading %s: refused", url) }

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Result()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(refuse{})
	if err := c.AddResource("urn:copyclock:result:1", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:copyclock:result:1")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decoded(t *testing.T, r *analyze.Result) any {
	t.Helper()
	var b bytes.Buffer
	if err := render.JSON(r, &b); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestShippedListings validates what the pipeline really says of every listing that ships.
func TestShippedListings(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	entries, err := listings.Files.ReadDir(".")
	if err != nil || len(entries) < 6 {
		t.Fatalf("found %d listings, %v; want at least 6", len(entries), err)
	}
	var all []*evidence.Evidence
	for _, entry := range entries {
		name := entry.Name()
		data, err := listings.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in, err := evidence.Open(name, bytes.NewReader(data), evidence.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := analyze.Run([]*evidence.Evidence{in}, analyze.Options{Tool: analyze.Tool{Name: "copyclock", Version: "test", Go: "test"}})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(decoded(t, r)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		all = append(all, in, in)
	}
	r, err := analyze.Run(all, analyze.Options{Tool: analyze.Tool{Name: "copyclock", Version: "test", Go: "test"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Summary) != len(all) || len(r.Shared) < len(entries) {
		t.Errorf("%d rows of summary, %d pairs with files in common", len(r.Summary), len(r.Shared))
	}
	if err := s.Validate(decoded(t, r)); err != nil {
		t.Errorf("all together: %v", err)
	}
}

func TestResultValid(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	for name, r := range map[string]*analyze.Result{"full": sample.Full(), "minimal": sample.Minimal()} {
		if err := s.Validate(decoded(t, r)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestResultInvalid(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	for _, test := range []struct {
		name  string
		spoil func(*analyze.Result)
	}{
		{"schema", func(r *analyze.Result) { r.Schema = "copyclock/result/2" }},
		{"verdict", func(r *analyze.Result) { r.Verdict = "guilty" }},
		{"mode", func(r *analyze.Result) { r.Bursts[0].Fit.Mode = rate.Mode("middle") }},
		{"class", func(r *analyze.Result) { r.Channels[0].Class = "cloud" }},
		{"gate", func(r *analyze.Result) { r.Bursts[0].Gates = []finding.Gate{{Code: "G9"}} }},
		{"probability", func(r *analyze.Result) { r.Options.Staging.High = 1.5 }},
		{"hash", func(r *analyze.Result) { r.Evidence[0].SHA256 = "AB" }},
		{"support above the best", func(r *analyze.Result) { r.Channels[0].Log10Support = finding.Known(0.5) }},
		{"time", func(r *analyze.Result) { r.Bursts[0].Start = "5 July 2016" }},
		{"series too long", func(r *analyze.Result) { r.Bursts[0].Series = make([]analyze.SeriesPoint, 2001) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := sample.Full()
			test.spoil(r)
			if err := s.Validate(decoded(t, r)); err == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}

func TestResultRefusesFurtherMembers(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	var objects func(v any, path string)
	root := decoded(t, sample.Full())
	objects = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			v["further"] = true
			if s.Validate(root) == nil {
				t.Errorf("%s: a further member is accepted", path)
			}
			delete(v, "further")
			for k, x := range v {
				objects(x, path+"/"+k)
			}
		case []any:
			if len(v) > 0 {
				objects(v[0], path+"/0")
			}
		}
	}
	objects(root, "")
	if err := s.Validate(root); err != nil {
		t.Fatal(err)
	}
}

// TestSampleIsFull keeps the sample, and through it the schema, up with the result: every
// field of every struct must be set somewhere in the sample.
func TestSampleIsFull(t *testing.T) {
	t.Parallel()
	set, all := map[string]bool{}, map[string]bool{}
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				name := v.Type().String() + "." + v.Type().Field(i).Name
				all[name] = true
				if !v.Field(i).IsZero() {
					set[name] = true
				}
				visit(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				visit(v.Elem())
			}
		default:
		}
	}
	visit(reflect.ValueOf(*sample.Full()))
	for name := range all {
		if !set[name] {
			t.Errorf("%s is zero in the sample", name)
		}
	}
	if len(all) < 100 {
		t.Errorf("only %d fields visited", len(all))
	}
	if !strings.Contains(string(schema.Result()), `"interval_provisional"`) {
		t.Error("the schema does not know interval_provisional")
	}
}
