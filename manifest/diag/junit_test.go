package diag

import (
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestJUnitSchema asks xmllint whether Jenkins reads the reports: those with golden files and
// some that are drawn.
func TestJUnitSchema(t *testing.T) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed (libxml2-utils)")
	}
	texts := map[string]string{}
	for _, tt := range reports() {
		texts[tt.name] = printed(t, "junit", tt.l)
	}
	drawn := rapid.Custom(drawList)
	for i := range 40 {
		texts["drawn"+strconv.Itoa(i)] = printed(t, "junit", drawn.Example(i))
	}
	dir := t.TempDir()
	arguments := []string{"--noout", "--nonet", "--schema", "testdata/junit-10.xsd"}
	for name, text := range texts {
		file := filepath.Join(dir, name+".xml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		arguments = append(arguments, file)
	}
	if got, err := exec.Command(xmllint, arguments...).CombinedOutput(); err != nil {
		t.Errorf("xmllint: got %v\n%s\nwant that all validate", err, got)
	}
}

// Every report is XML; its numbers count what it holds, and no two tests are taken for one.
func TestJUnitCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawList(t)
		var report junitReport
		if err := xml.Unmarshal([]byte(printed(t, "junit", l)), &report); err != nil {
			t.Fatal(err)
		}
		tests, failures, seen := 0, 0, map[[2]string]bool{}
		for _, suite := range report.Suites {
			inSuite, failed := len(suite.Cases), 0
			for _, test := range suite.Cases {
				if test.Failure != nil {
					failed++
				}
				key := [2]string{test.Class, test.Name}
				if seen[key] {
					t.Errorf("%q stands there twice", key)
				}
				seen[key] = true
			}
			if inSuite == 0 || suite.Tests != inSuite || suite.Failures != failed {
				t.Errorf("suite %q: got %d tests, %d failures, want %d (not 0) and %d", suite.Name, suite.Tests, suite.Failures, inSuite, failed)
			}
			tests, failures = tests+inSuite, failures+failed
		}
		want := 0
		for _, d := range l {
			if d.Severity == Error && d.State != "fixed" {
				want++
			}
		}
		if failures != want || report.Failures != want || report.Tests != tests {
			t.Errorf("got %d failures, told as %d of %d tests, want %d of %d", failures, report.Failures, report.Tests, want, tests)
		}
	})
}

func TestJUnitReadsAFileOnce(t *testing.T) {
	reads := 0
	source := func(file string) ([]byte, error) {
		reads++
		return files(file)
	}
	l := List{{Message: "a", At: Place{"joinery.yaml", 1, 1, 1}}, {Message: "b", At: Place{"joinery.yaml", 2, 1, 1}}}
	if err := JUnit(io.Discard, l, JUnitOptions{Source: source}); err != nil {
		t.Fatal(err)
	}
	if got, want := reads, 1; got != want {
		t.Errorf("files read: got %d, want %d", got, want)
	}
}
