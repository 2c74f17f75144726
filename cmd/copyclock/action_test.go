package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// composite is what the tests need to know of action.yml.
type composite struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Steps []struct {
			Name, Run string
			Env       map[string]string
		}
	}
}

// action reads action.yml and returns a function that runs one of its steps as a runner would,
// in a directory with the files given and with the inputs given.
func action(t *testing.T) (dir string, step func(name string, inputs map[string]string) (status int, out string)) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the steps speak to bash")
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	data, err := os.ReadFile(filepath.Join("..", "..", "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a composite
	if err := yaml.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, "copyclock")); err != nil { // see TestMain
		t.Fatal(err)
	}
	return dir, func(name string, inputs map[string]string) (int, string) {
		for _, s := range a.Runs.Steps {
			if s.Name != name {
				continue
			}
			c := exec.Command(bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
			c.Dir = dir
			c.Env = append(os.Environ(), "RUNNER_TEMP="+dir, "GITHUB_OUTPUT="+filepath.Join(dir, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(dir, "summary"))
			for variable, expression := range s.Env {
				input := strings.TrimSuffix(strings.TrimPrefix(expression, "${{ inputs."), " }}")
				value, given := inputs[input]
				if _, known := a.Inputs[input]; !known {
					t.Errorf("step %q uses the input %q, which action.yml does not declare", name, input)
				}
				if !given {
					value = a.Inputs[input].Default
				}
				c.Env = append(c.Env, variable+"="+value)
			}
			out, err := c.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			return c.ProcessState.ExitCode(), string(out)
		}
		t.Fatalf("action.yml has no step %q", name)
		return 0, ""
	}
}

// The step that analyses writes result, test cases and report, names the verdict, and fails on
// a verdict that it was told to fail on.
func TestActionAnalyses(t *testing.T) {
	t.Parallel()
	dir, step := action(t)
	copyInto(t, dir, "nist-rm1-usb.csv")
	const name = "Analyse evidence"
	if status, out := step(name, map[string]string{"evidence": "*.csv", "options": "--staging 0,0.1"}); status != 0 {
		t.Fatalf("status %d: %s", status, out)
	}
	for file, want := range map[string]string{
		"copyclock.json": `"staging"`, "copyclock.xml": "<testsuites", "copyclock.html": "<!DOCTYPE html>",
		"output": "verdict=inconclusive\n", "summary": "INCONCLUSIVE",
	} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil || !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s does not hold %q (%v)", file, want, err)
		}
	}
	if status, _ := step(name, map[string]string{"evidence": "*.csv", "fail-on": "inconclusive"}); status != 1 {
		t.Errorf("status %d on a verdict to fail on, want 1", status)
	}
	if status, out := step(name, map[string]string{"evidence": "*.none"}); status != 2 || !strings.Contains(out, "no evidence is called *.none") {
		t.Errorf("status %d without evidence, want 2: %s", status, out)
	}
}

// The step that verifies holds one or several results, and the report beside each.
func TestActionVerifies(t *testing.T) {
	t.Parallel()
	dir, step := action(t)
	copyInto(t, dir, "nist-rm1-usb.csv")
	for _, of := range []string{"one", "two"} {
		if err := os.Mkdir(filepath.Join(dir, of), 0o700); err != nil {
			t.Fatal(err)
		}
		result := filepath.Join(dir, of, "result.json")
		for _, args := range [][]string{
			{"analyze", "--to", "json", "-o", result, filepath.Join(dir, "nist-rm1-usb.csv")},
			{"report", "--to", "md", "-o", filepath.Join(dir, of, "report.md"), result},
		} {
			var out, errs bytes.Buffer
			if status := run(args, strings.NewReader(""), &out, &errs); status != 0 {
				t.Fatalf("%v: %s", args, errs.String())
			}
		}
	}
	const name = "Verify results"
	for _, results := range []string{"one/result.json", "*/result.json"} {
		inputs := map[string]string{"verify": results, "verify-evidence": "*.csv", "verify-report": "report.md"}
		if status, out := step(name, inputs); status != 0 || !strings.Contains(out, "report.md") {
			t.Errorf("%s: status %d: %s", results, status, out)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "two", "report.md"), []byte("# Another\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, out := step(name, map[string]string{"verify": "*/result.json", "verify-evidence": "*.csv", "verify-report": "report.md"}); status != 1 {
		t.Errorf("a report that differs: status %d, want 1: %s", status, out)
	}
	if status, _ := step(name, map[string]string{"verify": "*/none.json"}); status != 2 {
		t.Errorf("no result: status %d, want 2", status)
	}
}

// copyInto copies one of the listings of testdata.
func copyInto(t *testing.T, dir, name string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "listings", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}
