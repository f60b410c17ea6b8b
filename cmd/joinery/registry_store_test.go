package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"joinery/registry"
)

// TestStored sees what a registry's error on this machine ends a command with: all that it says, its hint, and
// whether it is about the input.
func TestStored(t *testing.T) {
	misspelt := &registry.Error{Code: registry.Invalid, Field: "db", Message: "found a URL that cannot be used", Hint: "try another"}
	taken := &registry.Error{Code: registry.Exists, Message: "there is a token ci already"}
	away := &registry.Error{Code: registry.Unavailable, Message: "the database does not answer"}
	for _, c := range []struct {
		err     error
		want    string
		verdict bool
		hints   string
	}{
		{misspelt, "--db: found a URL that cannot be used", false, "try another"},
		{taken, "there is a token ci already", true, ""},
		{fmt.Errorf("lib: %w", away), "lib: the database does not answer", false, ""},
		{errors.Join(fmt.Errorf("app: %w", taken), fmt.Errorf("lib: %w", away)), "app: there is a token ci already\nlib: the database does not answer", true, ""},
		{errors.Join(failed{"no counter", "is it the copy?"}, nil), "no counter", false, "is it the copy?"},
	} {
		err := stored(c.err)
		if err.Error() != c.want || errors.As(err, new(verdict)) != c.verdict || strings.Join(hints(err), " ") != c.hints {
			t.Errorf("%v: got %q, verdict %t, hints %q, want %q, %t, %q", c.err, err, errors.As(err, new(verdict)), hints(err), c.want, c.verdict, c.hints)
		}
	}
	if err := stored(nil); err != nil {
		t.Errorf("got %v, want no error", err)
	}
}
