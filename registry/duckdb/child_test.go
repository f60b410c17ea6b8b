package duckdb_test

import (
	"context"
	"errors"
	"io"
	"net/rpc"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
)

// childVariable makes this program a registry that is asked by its standard input and output, on the
// database that is the variable's value.
const childVariable = "DUCKDB_TEST_CHILD"

// TestMain is also the child.
func TestMain(m *testing.M) {
	if url := os.Getenv(childVariable); url != "" {
		if err := serveChild(url); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func serveChild(url string) error {
	store, err := openStore(context.Background(), url)
	if err != nil {
		return err
	}
	server := rpc.NewServer()
	if err := server.RegisterName("Registry", &service{registryOn(store)}); err != nil {
		return err
	}
	server.ServeConn(struct {
		io.Reader
		io.WriteCloser
	}{os.Stdin, os.Stdout}) // until the input ends
	return store.Close()
}

func registryOn(s registry.Store) *registry.Registry {
	return registry.New(s, registry.Options{Now: time.Now})
}

// service is what a child is asked.
type service struct{ r *registry.Registry }

// A Question is asked of a child: for the next version under a key, or for the highest one.
type Question struct{ Item, Key string }

// An Answer is what comes of it.
type Answer struct {
	Number     string
	Code, Text string // of an error
}

var tester = registry.Who{Name: "test", Role: registry.Admin}

// Draw draws the next patch. It is called by net/rpc.
func (s *service) Draw(q Question, a *Answer) error {
	v, err := s.r.Draw(context.Background(), tester, registry.Draw{Item: q.Item, Level: version.Patch, Key: q.Key, Description: q.Key})
	return a.set(v.Number, err)
}

// Look looks for the highest version. It is called by net/rpc.
func (s *service) Look(q Question, a *Answer) error {
	v, err := s.r.Current(context.Background(), tester, q.Item, "")
	return a.set(v.Number, err)
}

func (a *Answer) set(number string, err error) error {
	a.Number = number
	if err != nil {
		a.Code, a.Text = string(registry.CodeOf(err)), err.Error()
	}
	return nil
}

// child is a registry in a process of its own, which is killed and started again.
type child struct {
	url    string
	cmd    *exec.Cmd
	client atomic.Pointer[rpc.Client]
}

// start starts the process.
func (c *child) start(t testing.TB) {
	t.Helper()
	c.cmd = exec.Command(os.Args[0])
	c.cmd.Env = append(os.Environ(), childVariable+"="+c.url)
	c.cmd.Stderr = t.Output()
	in, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c.client.Store(rpc.NewClient(struct {
		io.Reader
		io.WriteCloser
	}{out, in}))
}

// kill ends the process at once.
func (c *child) kill(t testing.TB) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	c.cmd.Wait() // its error is the signal
	c.client.Load().Close()
}

// Draw implements faulttest.Target.
func (c *child) Draw(ctx context.Context, d registry.Draw) (string, error) {
	return c.ask(ctx, "Registry.Draw", Question{d.Item, d.Key})
}

// Look implements faulttest.Target.
func (c *child) Look(ctx context.Context, item, _ string) (string, error) {
	return c.ask(ctx, "Registry.Look", Question{Item: item})
}

func (c *child) ask(ctx context.Context, what string, q Question) (string, error) {
	var a Answer
	call := c.client.Load().Go(what, q, &a, make(chan *rpc.Call, 1))
	select {
	case <-call.Done:
	case <-ctx.Done():
		return "", registry.Errorf(registry.Unsure, "no answer: %v", ctx.Err())
	}
	switch {
	case errors.Is(call.Error, rpc.ErrShutdown):
		return "", registry.Errorf(registry.Unsure, "the process is gone")
	case call.Error != nil:
		return "", registry.Errorf(registry.Unsure, "the answer is lost: %v", call.Error)
	case a.Code != "":
		return "", registry.Errorf(registry.Code(a.Code), "%s", a.Text)
	}
	return a.Number, nil
}
