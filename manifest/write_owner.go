package manifest

import (
	"fmt"
	"os"
)

// owner is the process that has a journal.
type owner struct {
	Process int    `json:"process"`
	Start   string `json:"start,omitempty"` // tells it from a later process of that number; "" where the system does not say
	Host    string `json:"host"`
}

func thisProcess() owner {
	host, _ := os.Hostname() // "" names this host just as well
	pid := os.Getpid()
	return owner{Process: pid, Start: processStart(pid), Host: host}
}

// BusyError says that another process is writing to the workspace.
type BusyError struct {
	Journal string // its journal
	Process int
	Host    string // "" when it is this one
	here    string
}

// Error names the process.
func (e *BusyError) Error() string {
	if e.Host != "" {
		return fmt.Sprintf("process %d on %s is writing here, says %s", e.Process, e.Host, e.Journal)
	}
	return fmt.Sprintf("process %d is writing here, says %s", e.Process, e.Journal)
}

// Hints returns what a person can do.
func (e *BusyError) Hints() []string {
	if e.Host != "" {
		return []string{fmt.Sprintf("if it runs no more, put %q in the place of %q in %s, and run joinery again: it puts the files back", e.here, e.Host, e.Journal)}
	}
	return []string{"try again when it is done"}
}

// busyOwner returns the error about an owner that is at work, nil when it is gone. Whether one
// on another host is cannot be known; it counts as at work.
func busyOwner(o owner) *BusyError {
	self := thisProcess()
	if o.Host != self.Host {
		return &BusyError{Journal: JournalName, Process: o.Process, Host: o.Host, here: self.Host}
	}
	if !processRuns(o.Process) {
		return nil
	}
	if start := processStart(o.Process); o.Start != "" && start != "" && o.Start != start {
		return nil
	}
	return &BusyError{Journal: JournalName, Process: o.Process}
}

// UnfinishedError says that a process was stopped while it wrote, and nobody has called
// [Recover] since.
type UnfinishedError struct{ Journal string }

// Error says so.
func (e *UnfinishedError) Error() string {
	return "an earlier run was stopped while it wrote, says " + e.Journal
}

// Hints returns what a person can do.
func (e *UnfinishedError) Hints() []string {
	return []string{"run joinery again: it puts the files back first"}
}
