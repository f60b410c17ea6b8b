package examples_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"joinery/examples/history"
)

// TestGenerated runs the generators: what they write must be what is kept, byte for byte.
func TestGenerated(t *testing.T) {
	for _, folder := range []string{"spring-cloud", "kube-prometheus-stack"} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			kept := files(t, folder)
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "README.md"), kept["README.md"], 0o644); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command("go", "run", "./"+folder+"/generate", dir).CombinedOutput(); err != nil {
				t.Fatalf("go run: %v\n%s", err, out)
			}
			made := files(t, dir)
			for _, name := range sorted(made) {
				if !bytes.Equal(made[name], kept[name]) {
					t.Errorf("%s is stale: go run ./examples/%s/generate writes\n%s", name, folder, made[name])
				}
			}
			for _, name := range sorted(kept) {
				if made[name] == nil && !strings.HasPrefix(name, "generate/") && !strings.HasPrefix(name, "told/") {
					t.Errorf("%s: nothing generates it", name)
				}
			}
		})
	}
}

// TestPolicy holds the README of spring-cloud to what it says about the policy.
func TestPolicy(t *testing.T) {
	data, err := os.ReadFile("spring-cloud/generate/spring-cloud.json")
	if err != nil {
		t.Fatal(err)
	}
	h, err := history.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	story, err := history.Tell(t.Context(), h, &history.Telling{Title: "Spring Cloud", Policy: "{component-minor: major}"})
	if err != nil {
		t.Fatal(err)
	}
	var other []string
	for _, s := range story.Steps {
		if !s.Same() {
			other = append(other, s.To.String())
		}
	}
	if got, want := strings.Join(other, " "), "2025.1.0"; got != want || len(story.Steps) != 40 {
		t.Errorf("got %d steps, differing at %q, want 40, differing at %q", len(story.Steps), got, want)
	}
}
