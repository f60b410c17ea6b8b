package pack

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/errcode"
)

// RegistryError says what a registry was asked for and why that failed.
type RegistryError struct {
	Host string
	What string // "manifest of acme/suite:4.2.1"
	Err  error
}

// Error returns the registry, what it was asked for and why that failed, in one line.
func (e *RegistryError) Error() string { return fmt.Sprintf("%s: %s: %v", e.Host, e.What, e.Err) }

// Unwrap returns why.
func (e *RegistryError) Unwrap() error { return e.Err }

// Hints returns what a person can do.
func (e *RegistryError) Hints() []string {
	status := new(statusError)
	if !errors.As(e.Err, &status) {
		if errors.Is(e.Err, http.ErrSchemeMismatch) {
			return []string{"--plain-http speaks to a registry without TLS"}
		}
		return nil
	}
	login := fmt.Sprintf("docker login %s, or oras login %s", e.Host, e.Host)
	switch {
	case status.code == http.StatusUnauthorized:
		return []string{login + ", tells it who you are"}
	case status.code == http.StatusForbidden:
		return []string{login + ", with somebody who may do that"}
	case status.code == http.StatusNotFound:
		return []string{"a registry says so as well to those who may not see it: " + login}
	case status.code == http.StatusTooManyRequests:
		return []string{"it counts how often it is asked: wait, or " + login}
	case status.code >= 500:
		return []string{"that is the registry's own trouble: try again later"}
	}
	return nil
}

// answered puts what the library says into words of ours.
func answered(err error) error {
	if way := new(url.Error); errors.As(err, &way) {
		err = way.Err
	}
	var ours final
	var response *errcode.ErrorResponse
	switch {
	case errors.As(err, &ours):
		return ours
	case errors.As(err, &response):
		status := &statusError{code: response.StatusCode}
		if len(response.Errors) > 0 {
			status.said = response.Errors[0].Message
		}
		return status
	case errors.Is(err, auth.ErrBasicCredentialNotFound):
		return &statusError{code: http.StatusUnauthorized}
	case errors.Is(err, errdef.ErrNotFound):
		return &statusError{code: http.StatusNotFound}
	}
	return err
}

// notThere reports whether a registry does not have what it was asked for.
func notThere(err error) bool {
	status := new(statusError)
	return errors.As(err, &status) && status.code == http.StatusNotFound
}
