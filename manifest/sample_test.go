package manifest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest/diag"
)

// Samples are manifests and change files in testdata/samples. What is wrong with them stands on
// the very line that it hits, as a comment
//
//	nmae: x # want 1 schema: unknown field "nmae"
//
// with the column, the rule and the message; several are separated by " ;; ". Where a comment
// cannot stand, a file beside the sample (NAME.want) has lines LINE:COLUMN RULE: MESSAGE.
func TestSamples(t *testing.T) {
	for _, file := range sampleFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			got := []string{}
			for _, d := range loadSample(t, file).Problems {
				got = append(got, fmt.Sprintf("%d:%d %s: %s", d.At.Line, d.At.Column, d.Rule, d.Message))
			}
			want := wanted(t, file)
			if !slices.Equal(got, want) {
				t.Errorf("findings in %s\ngot:\n  %s\nwant:\n  %s", file, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
}

// Every finding says where it is, how wide, and whose it is.
func TestFindingsAreComplete(t *testing.T) {
	for _, file := range sampleFiles(t) {
		for _, d := range loadSample(t, file).Problems {
			if d.At.Line == 0 || d.At.Column == 0 || d.Severity == diag.Off || strings.Contains(d.Message, "\n") {
				t.Errorf("%s: got an incomplete finding %+v", file, d)
			}
			if d.Component == "" && d.Product == "" && d.Document == "" {
				t.Errorf("%s: got a finding about nobody: %s", file, d.Message)
			}
		}
	}
}

func sampleFiles(t *testing.T) []string {
	t.Helper()
	manifests, err := filepath.Glob("testdata/samples/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := filepath.Glob("testdata/samples/*.md")
	if err != nil {
		t.Fatal(err)
	}
	return append(manifests, changes...)
}

func loadSample(t *testing.T, file string) *Workspace {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := "joinery.yaml"
	if strings.HasSuffix(file, ".md") {
		name = "changes/" + filepath.Base(file)
	}
	return load(t, map[string]string{name: string(text)})
}

// load returns the workspace that files make up.
func load(t *testing.T, files map[string]string) *Workspace {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	w, err := Load(context.Background(), tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

var wantComment = regexp.MustCompile(`# want (\d+ .*)$`)

// wanted returns the findings that a sample says, by line and column.
func wanted(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	type finding struct {
		line, column int
		text         string
	}
	var all []finding
	for i, line := range strings.Split(string(text), "\n") {
		if m := wantComment.FindStringSubmatch(line); m != nil {
			for _, one := range strings.Split(m[1], " ;; ") {
				f := finding{line: i + 1}
				column, message, _ := strings.Cut(one, " ")
				if _, err := fmt.Sscan(column, &f.column); err != nil {
					t.Fatalf("%s:%d: %v in %q", file, i+1, err, one)
				}
				f.text = message
				all = append(all, f)
			}
		}
	}
	if beside, err := os.ReadFile(file + ".want"); err == nil {
		for _, line := range strings.Split(strings.TrimSpace(string(beside)), "\n") {
			var f finding
			place, message, _ := strings.Cut(line, " ")
			if _, err := fmt.Sscanf(place, "%d:%d", &f.line, &f.column); err != nil {
				t.Fatalf("%s.want: %v in %q", file, err, line)
			}
			f.text = message
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b finding) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	want := []string{}
	for _, f := range all {
		want = append(want, fmt.Sprintf("%d:%d %s", f.line, f.column, f.text))
	}
	return want
}
