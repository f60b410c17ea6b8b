package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"joinery/registry"
)

// humaProblem turns what huma finds in a request into a problem. It says where, and says back what stands
// in that one place of a body: a number, true or false, or the beginning of a text where another thing is
// wanted; never a list or an object, and no text that is merely too short or too long.
func humaProblem(ctx context.Context, status int, message string, errs ...error) *problem {
	p := &problem{header: http.Header{}}
	p.Detail = message
	switch status {
	case http.StatusBadRequest:
		p.Code = string(codeMalformed)
		if message == "request body is required" {
			p.Detail = "found no body, wanted one"
		}
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
		d, ok := err.(huma.ErrorDetailer)
		if !ok {
			p.Errors = append(p.Errors, err.Error())
			continue
		}
		field, text := inOurWords(d.ErrorDetail())
		if p.Field == "" {
			p.Field = field
		}
		p.Errors = append(p.Errors, text)
	}
	switch len(p.Errors) {
	case 0:
	case 1:
		p.Detail, p.Errors = p.Errors[0], nil
	default:
		p.Detail = p.Errors[0] + ", and more"
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
