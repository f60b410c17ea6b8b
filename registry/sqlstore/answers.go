package sqlstore

import (
	"context"

	"joinery/registry"
)

const answerColumns = "scope, request, fingerprint, body, created"

var answers = &table{name: "answers", columns: answerColumns, width: 5}

func scanAnswer(columns scanFunc) (registry.Answer, error) {
	var a registry.Answer
	err := columns(&a.Scope, &a.Key, &a.Fingerprint, &a.Body, (*instant)(&a.Created))
	return a, err
}

func (p *pending) addAnswer(d *Dialect, a registry.Answer) error {
	return p.add(d, answers, key(a.Scope), key(a.Key), a.Fingerprint, a.Body, a.Created)
}

// Answer implements [registry.Reader].
func (r *reader) Answer(ctx context.Context, scope, request string) (registry.Answer, bool, error) {
	return single(ctx, r, scanAnswer, "select "+answerColumns+" from answers where scope = ? and request = ?", key(scope), key(request))
}
