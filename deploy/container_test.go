package deploy

import (
	"bufio"
	"bytes"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// container runs what is in the image, without Docker: as its user, with its variables, in a root
// that holds what the image holds and nothing else. It is not closed off in any other way.
type container struct {
	root     string
	uid, gid uint32
	env      map[string]string
	entry    []string
}

// newContainer makes the root of the image, with the files that a pod mounts. Only root may change
// the root of a process, so the test is skipped for others.
func newContainer(t *testing.T, files map[string][]byte) *container {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root may run a program in a root of its own")
	}
	s, d := buildStage(t), readDockerfile(t)
	c := &container{root: t.TempDir(), env: environment(d.image), entry: only[*instructions.EntrypointCommand](t, d.image).CmdLine}
	// Folders of the test's own may be closed to others than root.
	for folder := c.root; folder != os.TempDir() && folder != "/"; folder = filepath.Dir(folder) {
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	c.uid, c.gid = account(t, only[userCommand](t, d.image).User)
	for _, copied := range commands[*instructions.CopyCommand](d.image) {
		for _, from := range copied.SourcePaths {
			c.copy(t, s.in(from), copied.DestPath, copied.Chown)
		}
	}
	for file, content := range files {
		c.write(t, file, content, 0o444)
	}
	return c
}

// account reads "65532:65532".
func account(t *testing.T, text string) (uid, gid uint32) {
	t.Helper()
	u, g, _ := strings.Cut(text, ":")
	numbers := make([]uint32, 2)
	for i, number := range []string{u, g} {
		n, err := strconv.ParseUint(number, 10, 32)
		if err != nil || n == 0 {
			t.Fatalf("got the user %q (%v), want two numbers that are not root's", text, err)
		}
		numbers[i] = uint32(n)
	}
	return numbers[0], numbers[1]
}

// copy does what COPY does: a file becomes the file of that name, a folder's content that folder's.
func (c *container) copy(t *testing.T, from, to, owner string) {
	t.Helper()
	info, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(c.root, to)
	if info.IsDir() {
		err = os.MkdirAll(target, info.Mode().Perm())
	} else {
		var content []byte
		content, err = os.ReadFile(from)
		if err == nil {
			c.write(t, to, content, info.Mode().Perm())
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if owner != "" {
		uid, gid := account(t, owner)
		if err := os.Chown(target, int(uid), int(gid)); err != nil {
			t.Fatal(err)
		}
	}
}

func (c *container) write(t *testing.T, to string, content []byte, mode fs.FileMode) {
	t.Helper()
	target := filepath.Join(c.root, to)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(target, content, mode); err != nil {
		t.Fatal(err)
	}
}

// command is the image's program with other arguments.
func (c *container) command(args ...string) *exec.Cmd {
	run := exec.Command(c.entry[0], slices.Concat(c.entry[1:], args)...)
	run.Dir = "/"
	run.Env = []string{}
	for name, value := range c.env {
		run.Env = append(run.Env, name+"="+value)
	}
	run.SysProcAttr = &syscall.SysProcAttr{Chroot: c.root, Credential: &syscall.Credential{Uid: c.uid, Gid: c.gid}}
	return run
}

// server is a program of the container that listens.
type server struct {
	run     *exec.Cmd
	address string
	log     bytes.Buffer // once it ended
}

// serve starts the program and waits until it listens. Its ports are others than the container's,
// since it shares those of the machine, and it has no time to spare when it ends.
func (c *container) serve(t *testing.T, args ...string) *server {
	t.Helper()
	c.env["JOINERY_LISTEN"], c.env["JOINERY_METRICS_LISTEN"], c.env["JOINERY_GRACE"] = freePort(t), freePort(t), "0s"
	s := &server{run: c.command(args...)}
	s.run.Stderr = &s.log
	out, err := s.run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.run.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	text, told := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	u, wrong := url.Parse(text)
	if err != nil || !told || wrong != nil {
		_ = s.run.Wait()
		t.Fatalf("got %q (%v), want the address\n%s", line, err, s.log.String())
	}
	s.address = "http://127.0.0.1:" + u.Port()
	return s
}

// freePort returns an address for everybody at which nobody listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// stop ends the server as Docker and Kubernetes do.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if err := s.run.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(time.Minute, func() { _ = s.run.Process.Kill() })
	defer late.Stop()
	if err := s.run.Wait(); err != nil {
		t.Errorf("got %v when it was told to end, want no error\n%s", err, s.log.String())
	}
}

// ask asks the server, and returns the answer's status and text.
func (s *server) ask(t *testing.T, token, method, route string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.address+route, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(answer.Body); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, strings.TrimSpace(b.String())
}
