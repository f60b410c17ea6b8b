package deploy

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// release returns the version that this source becomes. The program says which, and nobody else has a say.
func release(t *testing.T) string {
	t.Helper()
	const place = "../cmd/joinery/version.go"
	source := regexp.MustCompile(`(?m)^const source = "([0-9.]+)(?:-dev)?"$`).FindSubmatch(readFile(t, place))
	if source == nil {
		t.Fatalf("got no version in %s, want one", place)
	}
	return string(source[1])
}

// TestImagesAreOfThisRelease checks every place that names an image of joinery, or the version that it is
// built as.
func TestImagesAreOfThisRelease(t *testing.T) {
	files := []string{guide}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (strings.HasSuffix(file, ".yaml") || strings.HasPrefix(d.Name(), "Dockerfile")) {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want, found := release(t), map[string]int{}
	image := regexp.MustCompile(`(?:\bjoinery:|\bnewTag: *"?|\bVERSION=)v?([0-9]+\.[0-9][0-9A-Za-z.-]*)`)
	for _, file := range files {
		for _, m := range image.FindAllStringSubmatch(string(readFile(t, file)), -1) {
			found[file]++
			if m[1] != want {
				t.Errorf("%s: got %s, want the release %s", file, m[0], want)
			}
		}
	}
	for _, file := range []string{guide, "Dockerfile", "compose.yaml", "kubernetes/base/kustomization.yaml", "kubernetes/restored.yaml"} {
		if found[filepath.FromSlash(file)] == 0 {
			t.Errorf("%s: got no image of joinery, want one", file)
		}
	}
}

// TestGuideBringsACopyToTheDisk runs what the guide has the pod with the disk do.
func TestGuideBringsACopyToTheDisk(t *testing.T) {
	run := regexp.MustCompile(`joinery-disk -- sh -c '([^']+)' <`).FindSubmatch(readFile(t, guide))
	if run == nil {
		t.Fatal("got no command in the pod with the disk, want one")
	}
	if same := "sh -c '" + string(run[1]) + "' <"; !strings.Contains(string(readFile(t, "kubernetes/disk.yaml")), same) {
		t.Errorf("got a disk.yaml without %s, want what the guide says", same)
	}
	data := t.TempDir()
	for _, name := range []string{"registry.db", "registry.db-wal", "registry.db-shm"} {
		if err := os.WriteFile(filepath.Join(data, name), []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("sh", "-c", strings.ReplaceAll(string(run[1]), "/data", data))
	c.Stdin = strings.NewReader("new")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("got %v, want none: %s", err, out)
	}
	there, err := os.ReadDir(data)
	if err != nil || len(there) != 1 {
		t.Errorf("got %v (%v), want the copy alone", there, err)
	}
	info, err := os.Stat(filepath.Join(data, "registry.db"))
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != 3 {
		t.Errorf("got %v (%v), want the copy, for its owner alone", info, err)
	}
}
