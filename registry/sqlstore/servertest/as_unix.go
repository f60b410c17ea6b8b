//go:build unix

package servertest

import (
	"os/exec"
	"syscall"
	"testing"
)

// as makes a program run as a user, when we are root.
func as(t testing.TB, name string, c *exec.Cmd) *exec.Cmd {
	t.Helper()
	uid, gid, other := account(t, name)
	if other {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	return c
}
