package manifest

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// processRuns reports whether there is a process of that number that can still do something.
func processRuns(pid int) bool {
	if pid <= 0 {
		return false // signals to these go to groups
	}
	if err := syscall.Kill(pid, 0); err != nil && !errors.Is(err, syscall.EPERM) {
		return false
	}
	words := processWords(pid)
	return len(words) == 0 || words[0] != "Z" // killed, and its parent has not noticed
}

// processStart returns when a process started: the boot of the system, and the ticks since.
func processStart(pid int) string {
	const start = 22 - 3 // the 22nd word of them all
	words := processWords(pid)
	if len(words) <= start {
		return ""
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(boot)) + " " + words[start]
}

// processWords returns what the system says of a process, from the third word on: the second,
// its name in brackets, may hold blanks.
func processWords(pid int) []string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
}
