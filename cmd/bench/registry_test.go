package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// BenchmarkRegistry resolves a workspace whose components are in a registry on this machine, after the
// first time has filled the cache, against the same workspace in files. Each run is a process, whose
// time is taken; the runs take turns, and the medians are compared.
//
//	go test -run '^$' -bench Registry -benchtime 1x ./cmd/bench
func BenchmarkRegistry(b *testing.B) {
	const rounds, want = 5, 1.5
	joinery := filepath.Join(b.TempDir(), "joinery")
	if said, err := exec.Command("go", "build", "-trimpath", "-o", joinery, "joinery/cmd/joinery").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v: %s", err, said)
	}
	files := on(b, shape{6000, 1, false})
	alone := b.TempDir() // the product, and nothing that it needs
	text, err := os.ReadFile(filepath.Join(files, "joinery.yaml"))
	if err == nil {
		err = os.WriteFile(filepath.Join(alone, "joinery.yaml"), text, 0o644)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Setenv("XDG_CACHE_HOME", b.TempDir())
	address := serving(b, joinery)
	publish(b, joinery, address, files)

	made := b.TempDir()
	here := command{name: "from files", argv: []string{joinery, "-C", files, "resolve", "-o", filepath.Join(made, "files.yaml")}}
	there := command{name: "from the registry", argv: []string{joinery, "-C", alone, "resolve", "--registry", address, "-o", filepath.Join(made, "registry.yaml")}}
	first, err := there.spend()
	if err != nil {
		b.Fatal(err)
	}
	var took, base []float64
	for range rounds {
		for _, c := range []struct {
			command
			into *[]float64
		}{{there, &took}, {here, &base}} {
			spent, err := c.spend()
			if err != nil {
				b.Fatal(err)
			}
			*c.into = append(*c.into, spent.wall.Seconds())
		}
	}
	if got, want := bundleIn(b, made, "registry.yaml"), bundleIn(b, made, "files.yaml"); !bytes.Equal(got, want) {
		b.Errorf("the bundle from the registry has %d bytes, that from files %d, wanted the same ones", len(got), len(want))
	}
	slices.Sort(took)
	slices.Sort(base)
	ratio := took[rounds/2] / base[rounds/2]
	b.ReportMetric(first.wall.Seconds()*1000, "first-ms")
	b.ReportMetric(took[rounds/2]*1000, "then-ms")
	b.ReportMetric(base[rounds/2]*1000, "files-ms")
	b.ReportMetric(ratio, "ratio")
	b.ReportMetric(0, "ns/op") // of which there is one, that means nothing
	if ratio > want {
		b.Errorf("got a ratio of %.2f, want %.1f or less", ratio, want)
	}
}

// serving starts a server on a free port, with a database of its own, and returns its address.
func serving(b *testing.B, joinery string) string {
	b.Helper()
	server := exec.Command(joinery, "serve", "--listen", "127.0.0.1:0", "--db", "sqlite:"+filepath.Join(b.TempDir(), "registry.db"))
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		server.Process.Signal(syscall.SIGTERM)
		if err := server.Wait(); err != nil {
			b.Errorf("joinery serve: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if !ok {
		b.Fatalf("joinery serve printed %q (%v), wanted its address", line, err)
	}
	return address
}

// publish tells the registry of all components, several hundred at a time.
func publish(b *testing.B, joinery, address, dir string) {
	b.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Dir(file) != dir {
			all = append(all, file)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for some := range slices.Chunk(all, 500) {
		c := command{name: fmt.Sprintf("publish %d components", len(some)), argv: append([]string{joinery, "publish", "--registry", address}, some...)}
		if _, err := c.spend(); err != nil {
			b.Fatal(err)
		}
	}
}

func bundleIn(b *testing.B, dir, name string) []byte {
	b.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		b.Fatal(err)
	}
	return text
}
