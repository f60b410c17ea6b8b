package server

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"joinery/registry"
)

// humaProblem turns what huma finds in a request into a problem. It says where, and does not say back
// what was sent.
func humaProblem(ctx context.Context, status int, message string, errs ...error) *problem {
	p := &problem{header: http.Header{}}
	p.Detail = message
	switch status {
	case http.StatusBadRequest:
		p.Code = string(codeMalformed)
	case http.StatusRequestTimeout:
		p.Code, p.Detail = string(codeTimeout), "the body did not come in time"
	case http.StatusRequestEntityTooLarge:
		p.Code, p.Detail = string(codeTooLarge), "found a body that is longer than the route takes"
	case http.StatusUnsupportedMediaType:
		p.Code, p.Detail, p.Hint = string(codeUnsupported), "found a body of a type that is not read here, wanted JSON", "send Content-Type: application/json"
	case http.StatusUnprocessableEntity:
		p.Code = string(registry.Invalid)
	default:
		p.Code = string(registry.Internal)
		p.cause = errors.Join(append([]error{errors.New(message)}, errs...)...)
		if message == "cannot read request body" {
			p.Code, p.Detail = string(codeMalformed), "the body ended before its time"
		}
		errs = nil
	}
	if status == http.StatusUnsupportedMediaType {
		errs = nil
	}
	for _, err := range errs {
		text, where := err.Error(), ""
		if d, ok := err.(huma.ErrorDetailer); ok {
			text, where = d.ErrorDetail().Message, d.ErrorDetail().Location
		}
		if where != "" {
			text = where + ": " + text
		}
		if p.Field == "" && where != "body" {
			_, p.Field, _ = strings.Cut(where, ".")
		}
		p.Errors = append(p.Errors, text)
	}
	if len(p.Errors) > 0 {
		p.Detail = "the request is not in order: " + p.Errors[0]
	}
	p.finish(ctx)
	return p
}

// huma makes its errors by these two variables alone, and reads names strictly by this one; this
// package is its only user.
func init() {
	huma.ValidateStrictCasing = true
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return humaProblem(context.Background(), status, message, errs...)
	}
	huma.NewErrorWithContext = func(c huma.Context, status int, message string, errs ...error) huma.StatusError {
		return humaProblem(c.Context(), status, message, errs...)
	}
}
