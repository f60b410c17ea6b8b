package examples_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write into the READMEs what the commands print now")

// blocks are what a README shows of a run: a block of commands, each behind "$ " and followed by
// what it prints, or a drawing under a comment that holds the command.
//
//	```console                     <!-- $ joinery graph -->
//	$ joinery calc next 1.4.0 minor    ```mermaid
//	1.5.0                          flowchart LR
//	```                            ```
var blocks = regexp.MustCompile("(?ms)^```console\n(.*?)^```\n|^<!-- \\$ ([^\n]*) -->\n```[a-z]+\n(.*?)^```\n")

// TestConsole runs the commands that the READMEs show, in a copy of their folder, one after the
// other, with the real binary.
func TestConsole(t *testing.T) {
	path := filepath.Dir(build(t)) + string(os.PathListSeparator) + os.Getenv("PATH")
	for _, folder := range []string{"acme-suite", "acme-suite-broken", "joinery", "spring-cloud", "kube-prometheus-stack"} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), folder)
			if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
				t.Fatal(err)
			}
			readme := filepath.Join(folder, "README.md")
			want, err := os.ReadFile(readme)
			if err != nil {
				t.Fatal(err)
			}
			run := func(command string) string {
				c := exec.Command("sh", "-c", command)
				c.Dir = dir
				c.Env = append(os.Environ(), "PATH="+path, "LC_ALL=C")
				var out bytes.Buffer
				c.Stdout, c.Stderr = &out, &out
				_ = c.Run() // the status is not shown
				return out.String()
			}
			got := rerun(string(want), run)
			if *update {
				if err := os.WriteFile(readme, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s shows other things than the commands print; -update writes them (-want +got):\n%s", readme, diff)
			}
		})
	}
}

// TestJoinery holds joinery's description of itself to what it is: the promised schemas are the
// generated ones, and every promised command is there.
func TestJoinery(t *testing.T) {
	w := load(t, "joinery")
	var promised []string
	for _, offer := range w.Component("joinery-schemas").Versions[0].Contract {
		promised = append(promised, offer.Name.Value)
	}
	made := files(t, filepath.Join("..", "schemas"))
	if diff := cmp.Diff(sorted(made), promised); diff != "" {
		t.Errorf("schemas (-made +promised):\n%s", diff)
	}
	help, err := exec.Command(build(t), "--help").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, offer := range w.Component("joinery-cli").Versions[0].Contract {
		command := strings.TrimPrefix(offer.Name.Value, "joinery ")
		if !regexp.MustCompile(`(?m)^  ` + command + ` +`).Match(help) {
			t.Errorf("%s is promised, and help does not know it:\n%s", offer.Name.Value, help)
		}
	}
}

// build returns the real binary, built for this test.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "joinery")
	if out, err := exec.Command("go", "build", "-o", binary, "joinery/cmd/joinery").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// rerun returns the text with every block as its commands print it now.
func rerun(text string, run func(command string) string) string {
	return blocks.ReplaceAllStringFunc(text, func(block string) string {
		parts := blocks.FindStringSubmatch(block)
		if command := parts[2]; command != "" {
			head, _, _ := strings.Cut(block, parts[3]+"```\n")
			if parts[3] == "" {
				head = strings.TrimSuffix(block, "```\n")
			}
			return head + ended(run(command)) + "```\n"
		}
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.Lines(parts[1]) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				b.WriteString(line)
				b.WriteString(ended(run(strings.TrimSuffix(command, "\n"))))
			}
		}
		b.WriteString("```\n")
		return b.String()
	})
}

// ended returns text with a line end, unless it is empty.
func ended(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}
