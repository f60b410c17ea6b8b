package check

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// today is the day on which samples and pages are checked.
var today = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// TestRules looks whether every rule has its file, samples and page under its own id, and
// whether manifests may name it.
func TestRules(t *testing.T) {
	for i, rule := range All {
		if rule.Check == nil {
			t.Errorf("%s has no check", rule.ID)
		}
		if strings.HasSuffix(rule.Says, ".") || rule.Says == "" {
			t.Errorf("%s says %q, want one sentence without a full stop", rule.ID, rule.Says)
		}
		if rule.Severity != diag.Error && rule.Severity != diag.Warning {
			t.Errorf("%s has severity %s, want error or warning", rule.ID, rule.Severity)
		}
		if !slices.Contains(manifest.RuleIDs, rule.ID) {
			t.Errorf("%s is not among the rules that manifests may name", rule.ID)
		}
		if slices.ContainsFunc(All[:i], func(r *Rule) bool { return r.ID == rule.ID }) {
			t.Errorf("%s stands twice in All", rule.ID)
		}
		file := strings.ReplaceAll(rule.ID, "-", "_") + ".go"
		if text, err := os.ReadFile(file); err != nil {
			t.Errorf("%s has no file: %v", rule.ID, err)
		} else if !regexp.MustCompile(`ID:\s+"` + rule.ID + `"`).Match(text) {
			t.Errorf("%s does not define the rule %s", file, rule.ID)
		}
		breaks, holds := 0, 0
		for _, s := range samples(t, rule.ID) {
			if len(s.wants) > 0 {
				breaks++
			} else {
				holds++
			}
		}
		if breaks == 0 || holds == 0 {
			t.Errorf("%s has %d samples that break it and %d that hold, want one of each at least", rule.ID, breaks, holds)
		}
		if _, err := os.Stat(filepath.Join(pages, rule.ID+".md")); err != nil {
			t.Errorf("%s has no page: %v", rule.ID, err)
		}
	}
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "fuzz" && About(e.Name()) == nil {
			t.Errorf("testdata/%s belongs to no rule", e.Name())
		}
	}
}

// TestSamples checks every sample and compares what its folder's rule finds with what it wants.
//
// A sample, testdata/RULE/NAME.txtar, is a workspace in one file. What the rule finds stands
// behind the very line that it hits:
//
//   - version: 1.2.0  # want: lineage-patch "1.2.0 is not above"
//
// One text in quotes for each finding on the line, each a part of its message; in front of them
// a severity may stand. The lines before the first file say what the sample is about. Among
// them "env: NAME" sets the environment, "date: YYYY-MM-DD" the day, and
//
//	want releases/acme-suite-1.0.0.joinery.yaml: bundle-intact "cannot be read"
//
// wants a finding on a file as a whole, or behind FILE:LINE one where no comment can stand.
//
// Files in a folder base/ are what the workspace was, and the sample is checked against it; "X
// and base/X" names one that stayed as it is. Against nothing at all: "base: empty".
func TestSamples(t *testing.T) {
	for _, rule := range All {
		for _, s := range samples(t, rule.ID) {
			t.Run(rule.ID+"/"+s.name, func(t *testing.T) {
				t.Parallel()
				report := inspect(t, s.files, s.against(t))
				for _, d := range report.Findings {
					if d.Rule != rule.ID {
						continue
					}
					at := slices.IndexFunc(s.wants, func(w want) bool { return w.fits(&d) })
					if at < 0 {
						t.Errorf("got  %s: %s %q, not wanted", d.At, d.Severity, d.Message)
						continue
					}
					s.wants = slices.Delete(s.wants, at, at+1)
				}
				for _, w := range s.wants {
					t.Errorf("want %s:%d: %s %q, not found", w.file, w.line, w.severity, w.message)
				}
			})
		}
	}
}

// sample is a workspace and what a rule finds in it.
type sample struct {
	name    string
	files   fstest.MapFS
	base    fstest.MapFS // nil when the sample has no base
	options Options
	wants   []want
}

// put adds a file under its name, as samples and pages write it.
func (s *sample) put(name string, data []byte) {
	for _, name := range strings.Split(name, " and ") {
		files := &s.files
		if below, ok := strings.CutPrefix(name, "base/"); ok {
			files, name = &s.base, below
		}
		if *files == nil {
			*files = fstest.MapFS{}
		}
		(*files)[name] = &fstest.MapFile{Data: data}
	}
}

// against returns the sample's options, its base among them.
func (s *sample) against(t *testing.T) Options {
	o := s.options
	if s.base != nil {
		o.Base = &Base{loaded(t, s.base), changed(s.files, s.base)}
	}
	return o
}

// changed returns the files that differ.
func changed(now, then fstest.MapFS) []string {
	var all []string
	for name, file := range now {
		if was := then[name]; was == nil || !bytes.Equal(was.Data, file.Data) {
			all = append(all, name)
		}
	}
	for name := range then {
		if now[name] == nil {
			all = append(all, name)
		}
	}
	return all
}

// want is a finding that a sample wants.
type want struct {
	file     string
	line     int    // 0: the file as a whole
	severity string // "": any
	message  string // a part of it
}

func (w want) fits(d *diag.Diagnostic) bool {
	return w.file == d.At.File && w.line == d.At.Line && strings.Contains(d.Message, w.message) &&
		(w.severity == "" || w.severity == d.Severity.String())
}

var (
	lineWant = regexp.MustCompile(`# want: (.*)$`)
	headWant = regexp.MustCompile(`^want (\S+?)(?::(\d+))?: (.*)$`)
	wanted   = regexp.MustCompile(`^([a-z-]+)(?: (error|warning|note))?((?: "(?:[^"\\]|\\.)*")+)$`)
	quotes   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// samples reads the samples of a rule.
func samples(t *testing.T, id string) []*sample {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", id, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var all []*sample
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := &sample{
			name:  strings.TrimSuffix(filepath.Base(name), ".txtar"),
			files: fstest.MapFS{}, options: Options{Date: today},
		}
		all = append(all, s)
		for line := range strings.Lines(string(archive.Comment)) {
			s.header(t, id, strings.TrimSpace(line))
		}
		for _, f := range archive.Files {
			s.put(f.Name, f.Data)
			name, _, _ := strings.Cut(f.Name, " and ")
			number := 0
			for line := range strings.Lines(string(f.Data)) {
				number++
				if found := lineWant.FindStringSubmatch(strings.TrimSpace(line)); found != nil {
					s.want(t, id, name, number, found[1])
				}
			}
		}
	}
	return all
}

// header reads a line before the first file.
func (s *sample) header(t *testing.T, id, line string) {
	t.Helper()
	if found := headWant.FindStringSubmatch(line); found != nil {
		number, _ := strconv.Atoi(found[2])
		s.want(t, id, found[1], number, found[3])
	}
	if line == "base: empty" {
		s.base = fstest.MapFS{}
	}
	if env, ok := strings.CutPrefix(line, "env: "); ok {
		s.options.Environment = env
	}
	if day, ok := strings.CutPrefix(line, "date: "); ok {
		date, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatalf("%s/%s: %v", id, s.name, err)
		}
		s.options.Date = date
	}
}

// want reads `RULE [SEVERITY] "TEXT"…`.
func (s *sample) want(t *testing.T, id, file string, line int, text string) {
	t.Helper()
	found := wanted.FindStringSubmatch(text)
	if found == nil || found[1] != id {
		t.Fatalf("%s/%s: %s:%d: found the want %q, wanted %s and texts in quotes", id, s.name, file, line, text, id)
	}
	for _, quoted := range quotes.FindAllString(found[3], -1) {
		message, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s/%s: %s:%d: %s: %v", id, s.name, file, line, quoted, err)
		}
		s.wants = append(s.wants, want{file, line, found[2], message})
	}
}

// inspect loads a workspace and checks it. Nothing of what it finds may be unfit for printing.
func inspect(t *testing.T, files fstest.MapFS, options Options) *Report {
	t.Helper()
	report, err := Run(t.Context(), loaded(t, files), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Findings {
		switch {
		case d.Message == "" || strings.HasSuffix(d.Message, ".") || strings.Contains(d.Message, "\n"):
			t.Errorf("%s has the message %q, want one line without a full stop", d.ID(), d.Message)
		case d.Severity == diag.Off:
			t.Errorf("%s has no severity", d.ID())
		case d.At.IsZero():
			t.Errorf("%s is nowhere", d.ID())
		case files[d.At.File] == nil && d.State != stateFixed:
			t.Errorf("%s is in %s, which is no file", d.ID(), d.At.File)
		}
	}
	return report
}

func loaded(t testing.TB, files fstest.MapFS) *manifest.Workspace {
	t.Helper()
	w, err := manifest.Load(t.Context(), files, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}
