//go:build unix && !linux

package manifest

import (
	"errors"
	"syscall"
)

// processRuns reports whether there is a process of that number.
func processRuns(pid int) bool {
	if pid <= 0 {
		return false // signals to these go to groups
	}
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// processStart returns "": what started when is not to be had in a portable way.
func processStart(int) string { return "" }
