package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/registry/client"
)

const pipelinesGuide = "../../docs/guides/pipelines.md"

// block returns the block of a guide that begins with a line.
func block(t *testing.T, guide, first string) string {
	t.Helper()
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	for i, part := range strings.Split(string(text), "```") {
		if _, body, _ := strings.Cut(part, "\n"); i%2 == 1 && strings.HasPrefix(body, first+"\n") {
			return body
		}
	}
	t.Fatalf("%s has no block that begins with %q", guide, first)
	return ""
}

// plainAt follows keys and places into what [manifest.Plain] read.
func plainAt(t *testing.T, value any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			value = value.(map[string]any)[step]
		case int:
			value = value.([]any)[step]
		}
		if value == nil {
			t.Fatalf("found nothing at %v", path)
		}
	}
	return value
}

// The shell lines of each recipe, one text for each shell that its CI system starts.
func recipes(t *testing.T) map[string][]string {
	t.Helper()
	read := func(text string) any {
		value, err := manifest.Plain(t.Context(), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	all := map[string][]string{"curl": {block(t, pipelinesGuide, "# release.sh")}}
	for _, step := range plainAt(t, read(block(t, pipelinesGuide, "# .github/workflows/release.yml")), "jobs", "release", "steps").([]any) {
		if run, ok := step.(map[string]any)["run"].(string); ok {
			all["GitHub Actions"] = append(all["GitHub Actions"], "set -e\n"+run)
		}
	}
	var lines []string
	for _, line := range plainAt(t, read(block(t, pipelinesGuide, "# .gitlab-ci.yml")), "release", "script").([]any) {
		lines = append(lines, line.(string))
	}
	all["GitLab"] = []string{"set -e\n" + strings.Join(lines, "\n")}
	for _, m := range regexp.MustCompile(`(?s)sh '''(.*?)'''`).FindAllStringSubmatch(block(t, pipelinesGuide, "pipeline {"), -1) {
		all["Jenkins"] = append(all["Jenkins"], "set -e\n"+m[1])
	}
	return all
}

// TestPipelines runs each recipe twice for one commit, as a person does who runs a job again, against a
// server that asks for tokens: both runs publish the same version, and the product takes it. Then the
// next commit comes, and the product follows.
func TestPipelines(t *testing.T) {
	for name, shells := range recipes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "curl" {
				if _, err := exec.LookPath("curl"); err != nil {
					t.Skip("there is no curl; apt-get install -y curl")
				}
			}
			home := t.TempDir()
			db := "sqlite:" + filepath.Join(home, "r.db")
			server, err := serveProcess(home, serveEnvironment(home), "--auth", "--db", db)
			if err != nil {
				t.Fatal(err)
			}
			defer server.stop()
			ci := &pipeline{t: t, env: append(serveEnvironment(home), "JOINERY_REGISTRY="+server.address)}
			admin := strings.TrimSpace(ci.run(home, "joinery token add admin --role admin --db "+db))
			ci.env = append(ci.env, "JOINERY_TOKEN="+admin)
			ci.run(home, "printf 'apiVersion: joinery/v1\nkind: Component\nname: ledger-lib\nversions:\n  - version: 2.1.0\n' >ledger.yaml; joinery publish ledger.yaml")
			token := strings.TrimSpace(ci.run(home, "joinery token add payments --role publish --item payments-api"))
			ci.env = append(ci.env, "JOINERY_TOKEN="+token)

			first := emptyFolder(t)
			ci.checkout(first)
			ci.run(first, "joinery publish joinery.yaml")
			for _, run := range []string{"the first run", "the second run"} {
				folder := emptyFolder(t)
				ci.checkout(folder)
				ci.job(folder, commits[0], shells)
				if got := ci.read(folder, "built"); got != "1.5.0\n" {
					t.Errorf("%s: got %q built, want 1.5.0", run, got)
				}
			}
			c, err := client.New(server.address, client.Options{Token: token})
			if err != nil {
				t.Fatal(err)
			}
			v, err := c.Version(context.Background(), "payments-api", "1.5.0")
			if err != nil || v.State != "published" {
				t.Errorf("got 1.5.0 %s (%v), want it published", v.State, err)
			}
			current, err := c.Current(context.Background(), "payments-api", "")
			if err != nil || current.Number != "1.5.0" {
				t.Errorf("got %s current (%v), want 1.5.0: the second run drew nothing new", current.Number, err)
			}

			ci.env = append(ci.env, "JOINERY_TOKEN="+admin)
			ci.composes("1.0.0", "payments-api, version: 1.5.0")
			ci.composes("1.0.0", "payments-api, version: 1.5.0")

			ci.env = append(ci.env, "JOINERY_TOKEN="+token)
			folder := emptyFolder(t)
			ci.checkout(folder)
			ci.job(folder, commits[1], shells)
			if got := ci.read(folder, "built"); got != "1.6.0\n" {
				t.Errorf("the next commit: got %q built, want 1.6.0", got)
			}
			next, err := c.Version(context.Background(), "payments-api", "1.6.0")
			if got := strings.Join(next.Extends, " "); err != nil || next.State != "published" || got != "1.5.0" {
				t.Errorf("got 1.6.0 %s, which extends %q (%v), want it published, behind 1.5.0", next.State, got, err)
			}

			ci.env = append(ci.env, "JOINERY_TOKEN="+admin)
			product := ci.composes("1.1.0", "payments-api, version: 1.6.0")
			ci.composes("1.1.0", "payments-api, version: 1.6.0")
			for _, asked := range []struct{ command, want string }{
				{"joinery releases", "1.0.0"},
				{"joinery releases", "1.1.0"},
				{"joinery notes 1.0.0 1.1.0", "| Payments API | 1.5.0 | 1.6.0 |"},
				{"joinery diff 1.0.0 1.1.0", "1.6.0"},
			} {
				if got := ci.run(product, asked.command); !strings.Contains(got, asked.want) {
					t.Errorf("%s: got\n%s\nwant %s in it", asked.command, got, asked.want)
				}
			}
			pulled := emptyFolder(t)
			ci.run(pulled, "joinery pull acme-suite")
			again := ci.run(pulled, "sed -i '/^registry:/d' acme-suite.joinery.yaml; JOINERY_REGISTRY= joinery resolve --date \"$(date -u +%F)\" acme-suite")
			if want := ci.read(product, "bundle.yaml"); again != want || ci.read(pulled, "releases/acme-suite-1.1.0.joinery.yaml") != want {
				t.Errorf("a copy that was pulled gives\n%s\nwant\n%s", again, want)
			}
		})
	}
}

// commits are what a component's pipeline runs for, and the numbers of its jobs.
var commits = [][2]string{{"9f2c1ab", "71"}, {"4be01d2", "72"}}

// composes runs the product's job in a fresh checkout, which it returns.
func (p *pipeline) composes(number, holds string) string {
	p.t.Helper()
	folder := emptyFolder(p.t)
	p.write(folder, "joinery.yaml", block(p.t, pipelinesGuide, "# product/joinery.yaml"))
	p.job(folder, commits[0], []string{block(p.t, pipelinesGuide, "# compose.sh")})
	if bundle := p.read(folder, "bundle.yaml"); !strings.Contains(bundle, "\nversion: "+number+"\n") || !strings.Contains(bundle, holds) {
		p.t.Errorf("got the bundle\n%s\nwant %s with %s in it", bundle, number, holds)
	}
	return folder
}

// pipeline is a CI system: its variables, and what goes wrong ends the test.
type pipeline struct {
	t   *testing.T
	env []string
}

func (p *pipeline) write(dir, file, text string) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o755); err != nil {
		p.t.Fatal(err)
	}
}

func (p *pipeline) read(dir, file string) string {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// checkout makes a folder the component's repository.
func (p *pipeline) checkout(dir string) {
	p.t.Helper()
	p.write(dir, "joinery.yaml", block(p.t, pipelinesGuide, "# joinery.yaml"))
	p.write(dir, "build", "#!/bin/sh\necho \"$1\" >built\n")
}

// job runs shells one after the other for a commit, with what they put into the file that $GITHUB_ENV names.
func (p *pipeline) job(dir string, of [2]string, shells []string) {
	p.t.Helper()
	file := filepath.Join(p.t.TempDir(), "env")
	var added []string
	for _, shell := range shells {
		before := p.env
		p.env = append(append(append([]string{}, p.env...),
			"GITHUB_SHA="+of[0], "CI_COMMIT_SHA="+of[0], "GIT_COMMIT="+of[0], "BUILD_TAG=jenkins-payments-"+of[1], "GITHUB_ENV="+file), added...)
		p.run(dir, shell)
		p.env = before
		if text, err := os.ReadFile(file); err == nil {
			added = strings.Split(strings.TrimSpace(string(text)), "\n")
		}
	}
}

func (p *pipeline) run(dir, shell string) string {
	p.t.Helper()
	run := exec.Command("sh", "-c", shell)
	run.Dir, run.Env = dir, p.env
	var problems strings.Builder
	run.Stderr = &problems
	out, err := run.Output()
	if err != nil {
		p.t.Fatalf("%v\n%s%s\nof\n%s", err, out, problems.String(), shell)
	}
	return string(out)
}
