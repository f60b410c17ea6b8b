package servertest

import (
	"os/exec"
	"testing"
)

// as returns a program as it is: nobody is root here.
func as(_ testing.TB, _ string, c *exec.Cmd) *exec.Cmd { return c }
