package deploy

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// dockerfile is the Dockerfile, read as Docker reads it.
type dockerfile struct {
	args         map[string]string // before the first stage
	build, image instructions.Stage
}

// readDockerfile reads the Dockerfile. What Docker's linter finds is an error.
func readDockerfile(t *testing.T) dockerfile {
	t.Helper()
	text, err := os.ReadFile("Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range parsed.Warnings {
		t.Errorf("Dockerfile: %s", w.Short)
	}
	lint := linter.New(&linter.Config{Warn: func(rule, _, _, message string, at []parser.Range) {
		t.Errorf("Dockerfile:%d: %s [%s]", at[0].Start.Line, message, rule)
	}})
	stages, meta, err := instructions.Parse(parsed.AST, lint)
	if err != nil {
		t.Fatal(err)
	}
	if len(stages) != 2 || stages[0].Name != "build" || stages[1].BaseName != "scratch" {
		t.Fatalf("got %d stages, want one that builds, named so, and one from scratch", len(stages))
	}
	d := dockerfile{args: map[string]string{}, build: stages[0], image: stages[1]}
	for _, m := range meta {
		for _, a := range m.Args {
			d.args[a.Key] = a.ValueString()
		}
	}
	return d
}

// only returns the one instruction of a type in a stage.
func only[T instructions.Command](t *testing.T, s instructions.Stage) T {
	t.Helper()
	all := commands[T](s)
	if len(all) != 1 {
		t.Fatalf("got %d times %T, want one", len(all), *new(T))
	}
	return all[0]
}

func commands[T instructions.Command](s instructions.Stage) []T {
	var all []T
	for _, c := range s.Commands {
		if one, ok := c.(T); ok {
			all = append(all, one)
		}
	}
	return all
}

// environment returns what a stage sets.
func environment(s instructions.Stage) map[string]string {
	all := map[string]string{}
	for _, e := range commands[*instructions.EnvCommand](s) {
		for _, pair := range e.Env {
			all[pair.Key] = pair.Value
		}
	}
	return all
}

// base returns what a stage is made from, with the arguments' defaults.
func (d dockerfile) base(s instructions.Stage) string {
	return os.Expand(s.BaseName, func(name string) string { return d.args[name] })
}

func TestDockerfileBuildsWithTheGoThatTheModuleWants(t *testing.T) {
	d := readDockerfile(t)
	got := d.base(d.build)
	text, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "\ngo ")
	wanted, _, _ := strings.Cut(after, "\n")
	release := wanted[:strings.LastIndexByte(wanted, '.')+1] // "1.26."
	if !strings.HasPrefix(got, "golang:"+release) || !strings.HasSuffix(got, "-bookworm") || !pinned(got) {
		t.Errorf("got the base %s, want golang:%sN-bookworm", got, release)
	}
}

func TestDockerfileSaysWhatRuns(t *testing.T) {
	d := readDockerfile(t)
	if got, want := only[*instructions.UserCommand](t, d.image).User, "65532:65532"; got != want {
		t.Errorf("got the user %s, want %s: not root, and a number, which Kubernetes can tell from root", got, want)
	}
	entry, cmd := only[*instructions.EntrypointCommand](t, d.image), only[*instructions.CmdCommand](t, d.image)
	if got := slices.Concat(entry.CmdLine, cmd.CmdLine); entry.PrependShell || cmd.PrependShell || !slices.Equal(got, []string{"/joinery", "serve"}) {
		t.Errorf("got the command %q, want /joinery serve, without a shell", got)
	}
	folder := only[*instructions.VolumeCommand](t, d.image).Volumes
	if got := environment(d.image)["JOINERY_DB"]; len(folder) != 1 || got != "sqlite:"+folder[0]+"/registry.db" {
		t.Errorf("got JOINERY_DB=%s and the volumes %q, want a file in one volume", got, folder)
	}
	_, port, _ := strings.Cut(environment(d.image)["JOINERY_LISTEN"], ":")
	if got := only[*instructions.ExposeCommand](t, d.image).Ports; len(got) != 1 || got[0] != port+"/tcp" {
		t.Errorf("got the exposed ports %q, want that of JOINERY_LISTEN, %s/tcp", got, port)
	}
}

// pinned reports whether an image's name says which image: by a digest or by a tag that is more
// than "latest".
func pinned(image string) bool {
	name, tag, tagged := strings.Cut(image[strings.LastIndexByte(image, '/')+1:], ":")
	return name != "" && (strings.Contains(image, "@sha256:") || tagged && tag != "" && tag != "latest")
}
