package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
)

//go:generate go test -run ^(TestReference|TestGuides|TestReadme)$ -update .

// TestReference compares docs/reference/cli.md with the commands that there are.
func TestReference(t *testing.T) {
	page(t, "../../docs/reference/cli.md", referencePage((&program{}).app()))
}

// page compares a page of the documentation with what it should say; -update writes it.
func page(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is stale; go test ./cmd/joinery -update rewrites it (-want +got):\n%s", file, diff)
	}
}

// TestGuides does what each guide says, block after block in one folder, and compares what is
// printed word for word. In a console block a line "$ COMMAND" is run, what follows is what it
// prints. A yaml block that starts with "# FILE" is written to that file, so is a go block that
// starts with "// FILE". The author and the day of commits are fixed. joinery serve goes on until
// the guide's end, and what is exported stays.
func TestGuides(t *testing.T) {
	guides, err := filepath.Glob("../../docs/guides/*.md")
	if err != nil || len(guides) == 0 {
		t.Fatalf("got no guides (%v), want some", err)
	}
	for _, guide := range guides {
		t.Run(strings.TrimSuffix(filepath.Base(guide), ".md"), func(t *testing.T) {
			text, err := os.ReadFile(guide)
			if err != nil {
				t.Fatal(err)
			}
			page(t, guide, follow(t, string(text), emptyFolder(t)))
		})
	}
}

// TestReadme runs the README's console blocks where a reader would: in a fresh clone.
func TestReadme(t *testing.T) {
	const readme = "../../README.md"
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	page(t, readme, follow(t, string(text), "../.."))
}

// emptyFolder returns a folder in which no workspace is looked for above.
func emptyFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// follow returns the page with what its commands really print in the folder.
func follow(t *testing.T, guide, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	window := newTerminal(t, guide)
	for i, part := range strings.SplitAfter(guide, "```") {
		inside := i%2 == 1
		kind, body, _ := strings.Cut(strings.TrimSuffix(part, "```"), "\n")
		file, named := strings.CutPrefix(body, map[string]string{"yaml": "# ", "go": "// "}[kind])
		switch {
		case inside && kind == "console":
			b.WriteString("console\n")
			for line := range strings.Lines(body) {
				if command, ok := strings.CutPrefix(line, "$ "); ok {
					b.WriteString(line)
					b.WriteString(shown(t, window, dir, strings.TrimSpace(command)))
				}
			}
			b.WriteString("```")
			continue
		case inside && (kind == "yaml" || kind == "go") && named:
			name, _, _ := strings.Cut(file, "\n")
			name = filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		b.WriteString(part)
	}
	return b.Bytes()
}

// shown returns what a terminal shows of a command, whatever its exit status.
func shown(t *testing.T, window *terminal, dir, command string) string {
	t.Helper()
	if printed, done := window.special(t, dir, command); done {
		return printed
	}
	run := exec.Command("sh", "-c", window.here(command))
	run.Dir = dir
	run.Env = append(append(gitEnvironment(), "HOME="+t.TempDir(), "TERM=dumb"), window.environment()...)
	out, err := run.CombinedOutput()
	if ended := new(exec.ExitError); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	if len(out) > 0 && !bytes.HasSuffix(out, []byte("\n")) {
		out = append(out, '\n')
	}
	return window.there(string(out))
}

const referenceHead = `# Command line

This page is generated from the commands themselves: ` + "`go generate ./cmd/joinery`" + ` writes it, never edit it.

` + "```" + `
%s
` + "```" + `

Options may stand before or behind the arguments, as ` + "`--name VALUE` or `--name=VALUE`" + `. Behind ` + "`--`" + ` every word is an argument, even
one that starts with a dash. Results go to stdout, everything else to stderr. Nothing is written unless the command
says that it writes; what is written, is written whole or not at all.

A file that an argument or option names may be a pipe, such as the shell's ` + "`<(command)`" + `: it is waited for until Ctrl-C or a signal ends that. A package
and what ` + "`import`" + ` reads must be files. Manifests and bundles have at most 256 MiB, what is published 64, templates, catalogues and changelogs 16, settings 1.
What stands in a folder and is no file is refused, not read. ` + "`-o`" + `, ` + "`--report`" + ` and ` + "`--changelog`" + ` replace nothing that is read, and make no file that a
later command would take for a manifest or a change; a bundle is one.

| exit status | says |
|---|---|
| %d | fine |
| %d | the input is not in order: errors were found, there is no solution, a document or a version does not parse |
| %d | the command could not do its work: an unknown option, name or file on the command line, a file that cannot be written |

Every command takes these options:

`

// referencePage lists every command with its usage, description and options, as Markdown.
func referencePage(app *cli.App) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, referenceHead, app.UsageText, exitFine, exitVerdict, exitFailed)
	writeOptions(&b, append(commonFlags(), cli.HelpFlag))
	b.WriteString("\nColour is for terminals alone, and off where `NO_COLOR` is set or `TERM` is `dumb`. ")
	b.WriteString("`joinery --version` prints the version and the commit that it was built from.\n\n| command | does |\n|---|---|\n")
	for _, c := range app.Commands {
		fmt.Fprintf(&b, "| [`joinery %s`](#joinery-%s) | %s |\n", c.Name, c.Name, c.Usage)
	}
	for _, c := range app.Commands {
		writeCommand(&b, c, "joinery "+c.Name, "##")
	}
	return b.Bytes()
}

// writeCommand writes the section of a command, and behind it those of its own commands.
func writeCommand(b *bytes.Buffer, c *cli.Command, name, heading string) {
	fmt.Fprintf(b, "\n%s %s\n\n%s%s.\n\n```\n%s\n```\n", heading, name, strings.ToUpper(c.Usage[:1]), c.Usage[1:], c.UsageText)
	if c.Description != "" {
		fmt.Fprintf(b, "\n%s\n", c.Description)
	}
	var own []cli.Flag
	for _, f := range c.Flags {
		if !slices.ContainsFunc(commonFlags(), func(common cli.Flag) bool { return common.Names()[0] == f.Names()[0] }) {
			own = append(own, f)
		}
	}
	if len(own) > 0 {
		b.WriteByte('\n')
		writeOptions(b, own)
	}
	for _, sub := range c.Subcommands {
		writeCommand(b, sub, name+" "+sub.Name, heading+"#")
	}
}

func writeOptions(b *bytes.Buffer, flags []cli.Flag) {
	b.WriteString("| option | says | when absent |\n|---|---|---|\n")
	for _, f := range flags {
		documented := f.(cli.DocGenerationFlag)
		var names []string
		for _, name := range f.Names() {
			names = append(names, dashed(name))
		}
		option, says := strings.Join(names, ", "), documented.GetUsage()
		if parts := strings.Split(says, "`"); len(parts) == 3 && documented.TakesValue() {
			option, says = option+" "+parts[1], strings.Join(parts, "")
		}
		absent := ""
		if documented.TakesValue() && documented.GetValue() != "" {
			absent = "`" + documented.GetValue() + "`"
		}
		if _, several := f.(*cli.StringSliceFlag); several {
			says, absent = says+"; may be given several times", ""
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", option, strings.ReplaceAll(says, "|", `\|`), absent)
	}
}
