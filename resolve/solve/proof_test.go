package solve

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// The error counts requirements, not the packages that have them.
func TestUnsolvableCountsRequirements(t *testing.T) {
	_, err := Solve(context.Background(), parse("root: a any, b any\na 1: x 1\nb 1: x 2\nx 2:\nx 1:"))
	var none *Unsolvable
	if !errors.As(err, &none) {
		t.Fatalf("got %v, want an *Unsolvable", err)
	}
	count := 0
	for _, requirements := range none.Requirements() {
		count += len(requirements)
	}
	if got, want := none.Error(), fmt.Sprintf("%d requirements", count); !strings.Contains(got, want) {
		t.Errorf("got %q, want %s", got, want)
	}
}
