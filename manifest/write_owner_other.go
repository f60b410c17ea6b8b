//go:build !unix && !windows

package manifest

// processRuns returns false: there are no other processes to know of.
func processRuns(int) bool { return false }

// processStart returns "".
func processStart(int) string { return "" }
