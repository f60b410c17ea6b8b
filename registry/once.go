package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// replayed returns the answer that a key got for the same request before. The error is Reused when
// the request was another one.
func replayed[T any](ctx context.Context, tx Reader, scope, key string, request any) (answer T, found bool, err error) {
	if key == "" {
		return answer, false, nil
	}
	kept, ok, err := tx.Answer(ctx, scope, key)
	if err != nil || !ok {
		return answer, false, err
	}
	err = kept.open(request, &answer)
	return answer, true, err
}

// open reads the answer when the request is the one that got it.
func (a *Answer) open(request, answer any) error {
	sum, err := fingerprint(request)
	if err != nil {
		return err
	}
	if a.Fingerprint != sum {
		return &Error{
			Code: Reused, Field: "Idempotency-Key", Message: fmt.Sprintf("the idempotency key %s came before with another request", Quoted(a.Key)),
			Hint: "a key belongs to one request; make a new one for each",
		}
	}
	if err := json.Unmarshal(a.Body, answer); err != nil {
		return fmt.Errorf("answer %s %s: %w", a.Scope, a.Key, err)
	}
	return nil
}

// kept makes the record of an answer.
func (r *Registry) kept(scope, key string, request, answer any) (Answer, error) {
	sum, err := fingerprint(request)
	if err != nil {
		return Answer{}, err
	}
	body, err := json.Marshal(answer)
	return Answer{Scope: scope, Key: key, Fingerprint: sum, Body: body, Created: r.now()}, err
}

// fingerprint returns the SHA-256 of a value's JSON, in hexadecimal.
func fingerprint(value any) (string, error) {
	text, err := json.Marshal(value)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}
