package manifest

import (
	"strconv"
	"syscall"
)

// queryLimited is the right to ask for a process's times.
const queryLimited = 0x1000

// processRuns reports whether there is a process of that number.
func processRuns(pid int) bool { return processStart(pid) != "" }

// processStart returns when a process started, "" when there is none.
func processStart(pid int) string {
	process, err := syscall.OpenProcess(queryLimited, false, uint32(pid))
	if err != nil {
		return ""
	}
	defer func() { _ = syscall.CloseHandle(process) }()
	var created, ended, kernel, user syscall.Filetime
	if err := syscall.GetProcessTimes(process, &created, &ended, &kernel, &user); err != nil || ended.Nanoseconds() > created.Nanoseconds() {
		return ""
	}
	return strconv.FormatInt(created.Nanoseconds(), 10)
}
