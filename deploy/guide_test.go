package deploy

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const guide = "../docs/guides/operate-registry.md"

// guideFiles returns the files that the guide has its reader write: yaml blocks that begin with
// their name.
func guideFiles(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for i, part := range strings.Split(string(text), "```") {
		if block, ok := strings.CutPrefix(part, "yaml\n# "); ok && i%2 == 1 {
			name, _, _ := strings.Cut(block, "\n")
			files[name] = "# " + block
		}
	}
	return files
}

// TestGuidesOverlay builds the reader's own folder of the guide on top of ours, and starts the pod
// with the settings that stand there.
func TestGuidesOverlay(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "deploy", "kubernetes"), os.DirFS("kubernetes")); err != nil {
		t.Fatal(err)
	}
	for name, content := range guideFiles(t) {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pods := buildCluster(t, filepath.Join(folder, "registry"))
	if got, want := pods.joinery(t).Image, "registry.acme.example/tools/joinery:"+release(t); got != want {
		t.Errorf("got the image %s, want %s", got, want)
	}
	const host = "joinery.acme.example"
	if got := pods.ingress.Spec; got.Rules[0].Host != host || got.TLS[0].Hosts[0] != host {
		t.Errorf("got the ingress of %s with the certificate of %s, want %s", got.Rules[0].Host, got.TLS[0].Hosts, host)
	}

	files := mounted(t, pods)
	for file, content := range files {
		if !strings.Contains(string(content), host) {
			t.Errorf("got %s as it is in the base, want that of the guide", file)
		}
	}
	s := newContainer(t, files).serve(t, pods.joinery(t).Args...) // in SQLite: there is no PostgreSQL here
	if got, text := s.ask(t, "", http.MethodGet, "/readyz"); got != http.StatusOK {
		t.Errorf("got %d (%s), want a server that is ready", got, text)
	}
	s.stop(t)
}

// TestGuidesCommands checks that the commands of the guide are there, with their options, and that
// options which it names alone are those of serve, or of one of these commands.
func TestGuidesCommands(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	program := buildStage(t).in("/out/joinery")
	command := regexp.MustCompile("(?m)(?:^|[ `/])joinery(?::[0-9.]+)? ((?:token|registry) [a-z]+)([^`\n]*)")
	option := regexp.MustCompile(`--[a-z][a-z-]*`)
	found := command.FindAllStringSubmatch(string(text), -1)
	if len(found) < 5 {
		t.Fatalf("got %d commands, want some", len(found))
	}
	known := serveFlags(t)
	for _, m := range found {
		help, err := exec.Command(program, append(strings.Fields(m[1]), "--help")...).CombinedOutput()
		if err != nil {
			t.Errorf("got joinery %s, want a command that is there: %s", m[1], help)
		}
		for _, o := range option.FindAllString(m[2], -1) {
			if !strings.Contains(string(help), o+" ") {
				t.Errorf("got joinery %s%s, want options that it has", m[1], m[2])
			}
		}
		for _, o := range option.FindAllString(string(help), -1) {
			known[o] = true
		}
	}
	for _, m := range regexp.MustCompile("`(--[a-z-]+)").FindAllStringSubmatch(string(text), -1) {
		if !known[m[1]] {
			t.Errorf("got the option %s, want one of joinery serve, or of the commands here", m[1])
		}
	}
}

// TestGuidesLinks checks that what the guide leads to is there.
func TestGuidesLinks(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	links := strings.Split(string(text), "](")[1:]
	if len(links) == 0 {
		t.Fatal("got no links, want some")
	}
	for _, link := range links {
		link, _, _ = strings.Cut(link, ")")
		file, anchor, _ := strings.Cut(link, "#")
		if file == "" {
			if heading := "\n## " + strings.ToUpper(anchor[:1]) + anchor[1:] + "\n"; !strings.Contains(string(text), heading) {
				t.Errorf("got a link to #%s, want one to a heading that is there", anchor)
			}
			continue
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(guide), file)); err != nil {
			t.Errorf("got a link to %s, want one to a file that is there: %v", link, err)
		}
	}
}
