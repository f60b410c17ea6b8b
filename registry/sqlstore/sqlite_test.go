package sqlstore_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/sqlstore"
)

// The environment by which the test program knows that it is to write, and where. It gives versions
// to items in so many goroutines, so many each, 0: until it is killed; and says so after each.
const (
	writerFile  = "JOINERY_TEST_WRITER"
	writerCount = "JOINERY_TEST_WRITES"
	writers     = 4
)

func TestMain(m *testing.M) {
	if file := os.Getenv(writerFile); file != "" {
		if err := writeUntilKilled(file, os.Getenv(writerCount)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func writeUntilKilled(file, count string) error {
	s, err := sqlstore.Open(context.Background(), "sqlite:"+file, sqlstore.Options{})
	if err != nil {
		return err
	}
	goroutines, each, _ := strings.Cut(count, "x")
	n, err := strconv.Atoi(goroutines)
	if err != nil {
		return err
	}
	most, err := strconv.Atoi(each)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	failed := make(chan error, n)
	var all sync.WaitGroup
	for g := range n {
		all.Go(func() {
			name := fmt.Sprintf("item-%d", g)
			for i := 0; most == 0 || i < most; i++ {
				number := fmt.Sprintf("%d.%d", os.Getpid(), i)
				if err := s.Update(context.Background(), []string{name}, gives(name, number)); err != nil {
					failed <- err
					return
				}
				fmt.Println(name, number) // one write, so that lines stay whole
			}
		})
	}
	all.Wait()
	close(failed)
	if err := <-failed; err != nil {
		return err
	}
	return s.Close()
}

// writer is the command that writes.
func writer(t *testing.T, file, count string, before ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	line := append(before, program)
	c := exec.Command(line[0], line[1:]...)
	c.Env = append(os.Environ(), writerFile+"="+file, writerCount+"="+count)
	return c
}

// place makes a file with the items of the writers.
func place(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registry.db")
	s := opens(t, "sqlite:"+file)
	for g := range writers {
		item := registry.Item{Name: fmt.Sprintf("item-%d", g), Scheme: "semver"}
		if err := s.Update(t.Context(), nil, adds(registry.Writing{NewItems: []registry.Item{item}})); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestSQLiteKilled kills a process that writes, again and again. Every version that it told of must
// be there.
func TestSQLiteKilled(t *testing.T) {
	file := place(t)
	total := 0
	for round := range 6 {
		c := writer(t, file, fmt.Sprintf("%dx0", writers))
		c.Stderr = os.Stderr
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		if !lines.Scan() {
			t.Fatal("the writer did not start")
		}
		var told []string
		var kill *time.Timer // set when it has written, which takes as long as the disk does
		for lines.Scan() {
			if told = append(told, lines.Text()); kill == nil {
				kill = time.AfterFunc(time.Duration(50+40*round)*time.Millisecond, func() { c.Process.Kill() })
				defer kill.Stop()
			}
		}
		c.Wait() // it was killed

		s := opens(t, "sqlite:"+file)
		for _, line := range told {
			item, number, _ := strings.Cut(line, " ")
			if _, found, err := s.Version(t.Context(), item, number); err != nil || !found {
				t.Fatalf("round %d: got %t, %v for version %s of %s, want it found", round, found, err, number, item)
			}
		}
		total += len(told)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if total == 0 {
		t.Error("nothing was written between start and kill")
	}
	t.Logf("%d versions survived", total)
}

// TestSQLiteFlushes counts how often a process flushes: at least once for each change when they come
// one after the other, and less than that when they come together.
func TestSQLiteFlushes(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed (in Debian: apt-get install --no-install-recommends strace)")
	}
	const each = 50
	count := func(goroutines int) int {
		report := filepath.Join(t.TempDir(), "calls")
		out, err := writer(t, place(t), fmt.Sprintf("%dx%d", goroutines, each), strace, "-f", "-qq", "-o", report, "-e", "trace=fsync,fdatasync").CombinedOutput()
		if err != nil {
			t.Fatalf("writing: %v\n%s", err, out)
		}
		calls, err := os.ReadFile(report)
		if err != nil {
			t.Fatal(err)
		}
		return len(regexp.MustCompile(`(fsync|fdatasync)\(`).FindAll(calls, -1))
	}
	if got := count(1); got < each {
		t.Errorf("%d changes one after the other: got %d flushes, want at least as many", each, got)
	}
	if got, all := count(writers), writers*each; got >= all {
		t.Errorf("%d changes of %d at once: got %d flushes, want less", all, writers, got)
	}
}

func TestSQLiteFile(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "not", "there yet", "50% #1")
	s := opens(t, "sqlite:"+filepath.Join(folder, "registry.db"))
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{
		folder: 0o700 | os.ModeDir, filepath.Join(folder, "registry.db"): 0o600, filepath.Join(folder, "registry.db-wal"): 0o600,
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode(); got != want {
			t.Errorf("%s: got mode %v, want %v", path, got, want)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "registry.db-wal")); !os.IsNotExist(err) {
		t.Errorf("after closing: got %v for the log, want it put into the file and gone", err)
	}

	if err := os.WriteFile(filepath.Join(folder, "text"), []byte("this is no database, but a text long enough to look like one\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlstore.Open(t.Context(), "sqlite:"+filepath.Join(folder, "text"), sqlstore.Options{}); err == nil {
		t.Error("a text file: got a store, want an error")
	}
}
