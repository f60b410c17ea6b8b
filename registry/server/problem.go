package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"joinery/manifest/diag"
	"joinery/registry"
	"joinery/registry/api"
)

// What a request can get wrong before the registry sees it, in the form of its codes.
const (
	codeMalformed   registry.Code = "malformed"    // no request that can be read
	codeNotAllowed  registry.Code = "not-allowed"  // the route has no such method
	codeTimeout     registry.Code = "timeout"      // the body did not come in time
	codeTooLarge    registry.Code = "too-large"    // the body is too long
	codeUnsupported registry.Code = "unsupported"  // a body of a type that is not read
	codeStale       registry.Code = "stale"        // If-Match names an edition that is gone
	codeTooMany     registry.Code = "too-many"     // too many requests
	codeCrossOrigin registry.Code = "cross-origin" // a browser's page of another site
)

// statuses is the status of each code. A code that is not here is Internal.
var statuses = map[registry.Code]int{
	codeMalformed:        http.StatusBadRequest,
	registry.Unknown:     http.StatusUnauthorized,
	registry.Denied:      http.StatusForbidden,
	codeCrossOrigin:      http.StatusForbidden,
	registry.NotFound:    http.StatusNotFound,
	codeNotAllowed:       http.StatusMethodNotAllowed,
	codeTimeout:          http.StatusRequestTimeout,
	registry.Exists:      http.StatusConflict,
	registry.Conflict:    http.StatusConflict,
	codeStale:            http.StatusPreconditionFailed,
	codeTooLarge:         http.StatusRequestEntityTooLarge,
	codeUnsupported:      http.StatusUnsupportedMediaType,
	registry.Invalid:     http.StatusUnprocessableEntity,
	registry.Reused:      http.StatusUnprocessableEntity,
	codeTooMany:          http.StatusTooManyRequests,
	registry.Internal:    http.StatusInternalServerError,
	registry.Unavailable: http.StatusServiceUnavailable,
	registry.Unsure:      http.StatusServiceUnavailable,
	registry.Full:        http.StatusInsufficientStorage,
}

// retryAfter is how many seconds somebody waits who could not be served now.
const retryAfter = 1

// problem is an error on its way to who asked. It is what huma takes an error for.
type problem struct {
	api.Problem
	header http.Header
	cause  error // for the log
}

func (p *problem) Error() string           { return p.Detail }
func (p *problem) GetStatus() int          { return p.Status }
func (p *problem) GetHeaders() http.Header { return p.header }
func (p *problem) Unwrap() error           { return p.cause }

// MarshalJSON returns the problem as it is described, its < and > as they are.
func (p *problem) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	err := jsonFormat.Marshal(&text, p.Problem)
	return text.Bytes(), err
}

// ContentType turns the type of an answer into that of an error.
func (p *problem) ContentType(of string) string {
	if of == "application/json" {
		return problemType
	}
	return of
}

// newProblem makes the problem that an error is for the request of ctx. Of an error without a code
// who asked gets nothing but the request's id.
func newProblem(ctx context.Context, err error) *problem {
	if p := new(problem); errors.As(err, &p) {
		return p
	}
	p := &problem{header: http.Header{}, cause: err}
	e := new(registry.Error)
	switch {
	case errors.As(err, &e):
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		e = registry.Errorf(registry.Unavailable, "the request ended before it was answered, nothing was done")
	default:
		e = registry.Errorf(registry.Internal, "")
	}
	p.Code, p.Detail, p.Hint, p.Field = string(e.Code), e.Message, e.Hint, e.Field
	for _, found := range e.Findings {
		p.Errors = append(p.Errors, finding(found))
	}
	if e.Code == registry.Conflict && e.Field == "If-Match" {
		p.Code = string(codeStale)
	}
	if wait, ok := err.(interface{ RetryAfter() time.Duration }); ok || errors.As(err, &wait) {
		p.Code = string(codeTooMany)
		p.header.Set("Retry-After", strconv.Itoa(int((wait.RetryAfter()+time.Second-1)/time.Second)))
	}
	p.finish(ctx)
	return p
}

// finish sets what follows from the code and the request.
func (p *problem) finish(ctx context.Context) {
	status, known := statuses[registry.Code(p.Code)]
	if !known || status == http.StatusInternalServerError {
		status, p.Code = http.StatusInternalServerError, string(registry.Internal)
		p.Detail, p.Hint, p.Field, p.Errors = "something is wrong in here, and the log says what", "name the request's id to who keeps the registry", "", nil
	}
	p.Status, p.Title, p.ID = status, http.StatusText(status), requestOf(ctx).id
	p.Type = "urn:joinery:problem:" + p.Code
	switch status {
	case http.StatusUnauthorized:
		p.header.Set("WWW-Authenticate", `Bearer realm="joinery"`)
	case http.StatusServiceUnavailable, http.StatusInsufficientStorage:
		p.header.Set("Retry-After", strconv.Itoa(retryAfter))
	}
	if p.cause == nil {
		p.cause = errors.New(p.Detail)
	}
	requestOf(ctx).fault = p
}

// finding returns what is wrong with a document in a line.
func finding(d diag.Diagnostic) string {
	text := d.Severity.String() + ": " + d.Message
	if d.Rule != "" {
		text += " [" + d.Rule + "]"
	}
	if d.At.File != "" || d.At.Line > 0 {
		text = fmt.Sprintf("%s:%d:%d: %s", d.At.File, d.At.Line, d.At.Column, text)
	}
	return text
}
