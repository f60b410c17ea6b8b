package auth

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// late is a set of keys that come while one looks for them, by another's question.
type late struct{ looks int }

func (l *late) VerifySignature(context.Context, string) ([]byte, error) {
	if l.looks++; l.looks == 1 {
		return nil, fmt.Errorf("fetching keys: %w", errTooSoon)
	}
	return []byte("payload"), nil
}

// TestLookAgain has keys come that another has asked for.
func TestLookAgain(t *testing.T) {
	l := &looking{keys: &keys{set: new(late), since: time.Now(), now: time.Now}}
	got, err := l.VerifySignature(t.Context(), "token")
	if err != nil || l.err != nil || string(got) != "payload" {
		t.Errorf("got %q, %v, %v, want the payload", got, err, l.err)
	}
}
