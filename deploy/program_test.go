package deploy

import (
	"bytes"
	"debug/elf"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// stage is a folder in which the Dockerfile's first stage was carried out: /src, /out, /empty.
type stage string

// in returns where a path of the stage really is. What the stage does not make is the machine's own.
func (s stage) in(path string) string {
	for _, made := range []string{"/src", "/out", "/empty"} {
		if path == made || strings.HasPrefix(path, made+"/") {
			return string(s) + path
		}
	}
	return path
}

// built is the stage of this test run.
var built = sync.OnceValues(func() (stage, error) {
	folder, err := os.MkdirTemp("", "deploy")
	return stage(folder), err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if s, err := built(); err == nil {
		os.RemoveAll(string(s))
	}
	os.Exit(code)
}

var buildOnce sync.Once

// buildStage carries out the first stage, once for all tests: what Docker would copy is copied, and
// its commands are run, but for the one that loads modules.
func buildStage(t *testing.T) stage {
	t.Helper()
	s, err := built()
	if err != nil {
		t.Fatal(err)
	}
	buildOnce.Do(func() {
		copyContext(t, s.in("/src"))
		carryOut(t, readDockerfile(t), s)
	})
	if _, err := os.Stat(s.in("/out/joinery")); err != nil {
		t.Fatal("the program could not be built")
	}
	return s
}

// carryOut runs the commands of the stage that builds, on the source that is there.
func carryOut(t *testing.T, d dockerfile, s stage) {
	t.Helper()
	env := append(os.Environ(), "TARGETOS=linux", "TARGETARCH="+runtime.GOARCH, "VERSION=0.0.0-image", "COMMIT=0123456", "GOWORK=off", "GOFLAGS=")
	for name, value := range environment(d.build) {
		env = append(env, name+"="+value)
	}
	for _, r := range commands[*instructions.RunCommand](d.build) {
		line := strings.Join(r.CmdLine, " ")
		if line == "go mod download" {
			continue
		}
		line = strings.NewReplacer(" /out", " "+s.in("/out"), " /empty", " "+s.in("/empty")).Replace(line)
		run := exec.Command("sh", "-c", line)
		run.Dir, run.Env = s.in("/src"), env
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
}

// copyContext copies what Docker would send of the source.
func copyContext(t *testing.T, to string) {
	t.Helper()
	text, err := os.ReadFile("Dockerfile.dockerignore")
	if err != nil {
		t.Fatal(err)
	}
	patterns, err := ignorefile.ReadAll(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := patternmatcher.New(patterns)
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(os.DirFS(".."), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		if e.IsDir() {
			if path == ".git" {
				return fs.SkipDir // ignored, and large
			}
			return nil
		}
		skip, err := ignored.MatchesOrParentMatches(path)
		if err != nil || skip {
			return err
		}
		content, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			return err
		}
		target := filepath.Join(to, path)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, content, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestContextHoldsTheProgramAlone(t *testing.T) {
	s := buildStage(t)
	err := fs.WalkDir(os.DirFS(s.in("/src")), ".", func(path string, e fs.DirEntry, err error) error {
		if strings.Contains(path, "testdata") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, ".git") || strings.HasPrefix(path, "deploy") {
			t.Errorf("got %s in what Docker is sent, want only what the program is made of", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestProgramNeedsNothing(t *testing.T) {
	s := buildStage(t)
	f, err := elf.Open(s.in("/out/joinery"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP || p.Type == elf.PT_DYNAMIC {
			t.Errorf("got a program with a part %s, want one that is static: there is nothing else in the image", p.Type)
		}
	}
	out, err := exec.Command(s.in("/out/joinery"), "--version").Output()
	if got, want := string(out), "joinery 0.0.0-image (0123456)\n"; err != nil || got != want {
		t.Errorf("got the version %q (%v), want %q", got, err, want)
	}
}

func TestProgramIsTheSameEachTime(t *testing.T) {
	first := buildStage(t)
	second := stage(t.TempDir())
	if err := os.CopyFS(second.in("/src"), os.DirFS(first.in("/src"))); err != nil {
		t.Fatal(err)
	}
	carryOut(t, readDockerfile(t), second)
	want, err := os.ReadFile(first.in("/out/joinery"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(second.in("/out/joinery"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("built twice, in two folders, the program differs; want the same bytes")
	}
}
