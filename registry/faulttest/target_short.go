package faulttest

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/client"
)

// Short is a registry behind a server at a base URL, asked by the routes for shell scripts. Each call is
// one request; redirects and tries of its own are the web client's not to make.
func Short(web *http.Client, base string) Target { return short{web, base} }

type short struct {
	web  *http.Client
	base string
}

func (s short) Draw(ctx context.Context, d registry.Draw) (string, error) {
	query := url.Values{"item": {d.Item}, "level": {levelName(d)}, "description": {d.Description}}
	if d.Line != "" {
		query.Set("line", d.Line)
	}
	return s.ask(ctx, http.MethodPost, "/version/next", query, d.Key)
}

func (s short) Look(ctx context.Context, item, line string) (string, error) {
	return s.ask(ctx, http.MethodGet, "/version/current", url.Values{"item": {item}, "line": {line}}, "")
}

// ask sends a request, and returns the number in its answer.
func (s short) ask(ctx context.Context, method, path string, query url.Values, key string) (string, error) {
	q, err := http.NewRequestWithContext(ctx, method, s.base+path+"?"+query.Encode(), nil)
	if err != nil {
		return "", err
	}
	if key != "" {
		q.Header.Set("Idempotency-Key", key)
	}
	answer, err := s.web.Do(q)
	if err != nil {
		return "", coded(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", coded(err)
	}
	if answer.StatusCode/100 != 2 {
		var said api.Problem // what is none has no code
		_ = json.Unmarshal(text, &said)
		return "", coded(&client.Problem{Status: answer.StatusCode, Code: said.Code, Message: said.Detail})
	}
	var told struct {
		Number string `json:"versionString"`
	}
	if err := json.Unmarshal(text, &told); err != nil {
		return "", coded(err)
	}
	return told.Number, nil
}
