package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// action is what action.yml says.
type action struct {
	Name, Description string
	Inputs            map[string]struct{ Description, Default string }
	Runs              struct {
		Using string
		Steps []actionStep
	}
}

type actionStep struct {
	Name, Uses, Shell, Run string
	WorkingDirectory       string `yaml:"working-directory"`
	With, Env              map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	if a.Runs.Using != "composite" || len(a.Runs.Steps) != 3 {
		t.Fatalf("got a %q action with %d steps, want composite and 3", a.Runs.Using, len(a.Runs.Steps))
	}
	return a
}

var expression = regexp.MustCompile(`\$\{\{(.*?)\}\}`)

// TestActionForm holds the action to what GitHub demands and to what keeps it safe: what comes
// from outside reaches a script as a variable, never as text of the script.
func TestActionForm(t *testing.T) {
	a := readAction(t)
	used := map[string]bool{}
	for _, step := range a.Runs.Steps {
		if strings.Contains(step.Run, "${{") {
			t.Errorf("%s: an expression stands inside the script, want it in env", step.Name)
		}
		if step.Run != "" && step.Shell != "bash" {
			t.Errorf("%s: got the shell %q, want bash", step.Name, step.Shell)
		}
		if step.Uses != "" && !strings.Contains(step.Uses, "@") {
			t.Errorf("%s: %s is used at no version", step.Name, step.Uses)
		}
		values := step.WorkingDirectory
		for _, v := range step.Env {
			values += v
		}
		for _, found := range expression.FindAllStringSubmatch(values, -1) {
			for _, word := range strings.Split(found[1], "||") {
				if name, ok := strings.CutPrefix(strings.TrimSpace(word), "inputs."); ok {
					used[name] = true
				}
			}
		}
	}
	for name, input := range a.Inputs {
		if !used[name] || input.Description == "" {
			t.Errorf("input %s: used %t, described as %q, want it used and described", name, used[name], input.Description)
		}
	}
	for name := range used {
		if _, ok := a.Inputs[name]; !ok {
			t.Errorf("inputs.%s is used, and no input has that name", name)
		}
	}
}

// evaluate returns a value with its expressions replaced, as far as the action has any: names,
// and || between them.
func evaluate(t *testing.T, value string, known map[string]string) string {
	t.Helper()
	return expression.ReplaceAllStringFunc(value, func(found string) string {
		for _, word := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(found, "${{"), "}}"), "||") {
			name := strings.TrimSpace(word)
			if _, ok := known[name]; !ok && !strings.HasPrefix(name, "github.event.") {
				t.Fatalf("%s: nothing is known about %s", found, name)
			}
			if known[name] != "" {
				return known[name]
			}
		}
		return ""
	})
}

// TestActionRuns does what the runner does: builds the program, then checks in a pull request
// and elsewhere.
func TestActionRuns(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	a := readAction(t)
	source, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	runner := map[string]string{"RUNNER_TEMP": temp, "GITHUB_PATH": filepath.Join(temp, "path"), "GITHUB_ACTION_PATH": source}
	bash := []string{"bash", "--noprofile", "--norc", "-eo", "pipefail"}
	step := func(t *testing.T, number int, dir string, known map[string]string) ran {
		t.Helper()
		all := map[string]string{"github.action_ref": "v9.8.7", "github.action_path": source}
		for name, input := range a.Inputs {
			all["inputs."+name] = input.Default
		}
		maps.Copy(all, known)
		s := a.Runs.Steps[number]
		variables := maps.Clone(runner)
		for name, value := range s.Env {
			variables[name] = evaluate(t, value, all)
		}
		if s.WorkingDirectory != "" {
			dir = filepath.Join(dir, evaluate(t, s.WorkingDirectory, all))
		}
		return script(t, bash, dir, s.Run, variables)
	}

	const build, check = 1, 2
	got := step(t, build, t.TempDir(), nil)
	if got.status != 0 || !strings.HasPrefix(got.stdout, "joinery 9.8.7") {
		t.Fatalf("the build: got the status %d and %q, want 0 and joinery 9.8.7\n%s", got.status, got.stdout, got.stderr)
	}
	added, err := os.ReadFile(runner["GITHUB_PATH"])
	if err != nil {
		t.Fatal(err)
	}
	runner["PATH"] = strings.TrimSpace(string(added)) + string(os.PathListSeparator) + os.Getenv("PATH")

	r := ciRepository(t)
	base, broken := r.git("rev-parse", "main"), r.git("rev-parse", "broken")
	pull := func(base, head string) map[string]string {
		return map[string]string{"github.event.pull_request.base.sha": base, "github.event.pull_request.head.sha": head}
	}
	with := func(known map[string]string, pairs ...string) map[string]string {
		known = maps.Clone(known)
		for i := 0; i < len(pairs); i += 2 {
			known[pairs[i]] = pairs[i+1]
		}
		return known
	}
	merged := func(branch string) {
		r.git("switch", "--quiet", "--detach", "main")
		r.git("merge", "--quiet", "--no-ff", "-m", "merge "+branch, branch)
	}
	for _, test := range []struct {
		name    string
		prepare func()
		known   map[string]string
		status  int
		says    string // a part of stdout
		hides   string // what stdout must not hold
	}{
		{
			name: "a push", known: map[string]string{},
			prepare: func() { r.git("switch", "--quiet", "main") },
			says:    "::warning",
		},
		{
			name: "a pull request that breaks something", known: pull(base, broken), status: exitVerdict,
			prepare: func() { merged("broken") },
			says:    "::error file=",
		},
		{
			name: "a pull request that is fine", known: with(pull(base, r.git("rev-parse", "fine")), "inputs.only-new", "true"),
			prepare: func() { merged("fine") },
			hides:   "::error",
		},
		{
			name: "the event's base is older than the one merged with", status: exitFine,
			known:   with(pull("0123456789012345678901234567890123456789", r.git("rev-parse", "fine")), "inputs.only-new", "true"),
			prepare: func() { merged("fine") },
			hides:   "::error",
		},
		{
			name: "a base that does not exist", known: pull("0123456789012345678901234567890123456789", broken), status: exitFailed,
			prepare: func() { r.git("switch", "--quiet", "--detach", "broken") },
		},
		{
			name: "hostile inputs", status: exitFailed,
			known:   map[string]string{"inputs.against": "$(touch taken); `touch taken`", "inputs.args": "--date\n2026-11-21\n; touch taken"},
			prepare: func() { r.git("switch", "--quiet", "main") },
		},
		{
			name: "arguments, a line each", known: map[string]string{"inputs.args": "--env\nproduction\n--date\n2026-11-21", "inputs.format": "json"},
			prepare: func() { r.git("switch", "--quiet", "main") },
			says:    `"unused-component"`,
		},
		{
			name: "reports, a line each", known: map[string]string{"inputs.report": "sarif=joinery.sarif\njunit=joinery-junit.xml\n"},
			prepare: func() { r.git("switch", "--quiet", "main") },
			says:    "::warning",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.prepare()
			got := step(t, check, r.dir, test.known)
			if got.status != test.status {
				t.Errorf("got the status %d, want %d\n%s%s", got.status, test.status, got.stdout, got.stderr)
			}
			if !strings.Contains(got.stdout, test.says) || test.hides != "" && strings.Contains(got.stdout, test.hides) {
				t.Errorf("got\n%s%s\nwant it to say %q and not %q", got.stdout, got.stderr, test.says, test.hides)
			}
			if exists(filepath.Join(r.dir, "taken")) {
				t.Error("an input was run as a command")
			}
		})
	}

	t.Run("a checkout of one commit", func(t *testing.T) {
		shallow := repository{filepath.Join(t.TempDir(), "clone"), t}
		r.git("config", "uploadpack.allowAnySHA1InWant", "true")
		r.git("clone", "--quiet", "--depth=1", "--branch=broken", "file://"+filepath.ToSlash(r.dir), shallow.dir)
		got := step(t, check, shallow.dir, pull(base, broken))
		if got.status != exitVerdict || !strings.Contains(got.stdout, "::error file=") {
			t.Errorf("got the status %d and\n%s%s\nwant %d and an error", got.status, got.stdout, got.stderr, exitVerdict)
		}
	})

	t.Run("a checkout of the merge and its parents", func(t *testing.T) {
		merged("fine")
		r.git("branch", "merged")
		shallow := repository{filepath.Join(t.TempDir(), "clone"), t}
		r.git("clone", "--quiet", "--depth=2", "--branch=merged", "file://"+filepath.ToSlash(r.dir), shallow.dir)
		stale := "0123456789012345678901234567890123456789"
		got := step(t, check, shallow.dir, with(pull(stale, r.git("rev-parse", "fine")), "inputs.only-new", "true"))
		if got.status != exitFine || strings.Contains(got.stdout, "fax-gateway") {
			t.Errorf("got the status %d and\n%s%s\nwant %d and nothing old", got.status, got.stdout, got.stderr, exitFine)
		}
	})
}
