package server

import (
	"errors"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"joinery/registry"
)

// params is what a request says, without doubles.
type params struct {
	values url.Values
	key    string // idempotency key, "" for none
}

func (p params) get(name string) string { return p.values.Get(name) }

// shortParams describes each parameter.
var shortParams = map[string]string{
	"item":        "The item's name.",
	"line":        "Only this line, MAJOR or MAJOR.MINOR and the like.",
	"level":       "0 is major, 1 minor, 2 patch and 3 build. Of calver it is left out.",
	"kinds":       "Of anyver, with commas between them.",
	"changes":     "Types of changes, with commas between them.",
	"extends":     "Versions that it grows out of, with commas between them; two or more ask for their MERGE.",
	"revision":    "The commit: reserves the version until it is published; the same commit gets the same version.",
	"reserve":     "true reserves the version without a commit.",
	"description": "What people read.",
	"name":        "What people call it.",
	"version":     "A version that there is already.",
	"scheme":      "semver where none is said.",
	"pattern":     "Of calver.",
	"contains":    "Only those whose name or description has this text.",
	"format":      "Else the path's end says it, .json, .txt or .xml, else Accept, else it is json.",
}

// readParams reads the query and a form. The error is Invalid, or says what is wrong with the form.
func readParams(w http.ResponseWriter, q *http.Request, takes []string) (params, error) {
	all := q.URL.Query() // which the gate has looked at
	if q.Method == http.MethodPost {
		form, err := readForm(w, q)
		if err != nil {
			return params{}, err
		}
		for name, values := range form {
			all[name] = append(all[name], values...)
		}
	}
	for name, values := range all {
		switch {
		case name == "" || name != "format" && !slices.Contains(takes, name):
			return params{}, &registry.Error{Code: registry.Invalid, Field: name, Message: "found the parameter " + registry.Quoted(name) + ", wanted one of " + strings.TrimPrefix(strings.Join(append(slices.Clone(takes), "format"), ", "), ", ")}
		case len(values) > 1:
			return params{}, &registry.Error{Code: registry.Invalid, Field: name, Message: "found " + name + " more than once, wanted it once", Hint: "lists have commas between their values"}
		case !isText(values[0]):
			return params{}, &registry.Error{Code: registry.Invalid, Field: name, Message: name + " has characters that are no text"}
		}
	}
	if needed := takes[0]; needed != "" && all.Get(needed) == "" {
		return params{}, &registry.Error{Code: registry.Invalid, Field: needed, Message: "found no " + needed + ", wanted its name", Hint: "?" + needed + "=NAME behind the path says it"}
	}
	return params{all, q.Header.Get("Idempotency-Key")}, nil
}

// readForm reads the body of a request that may have none.
func readForm(w http.ResponseWriter, q *http.Request) (url.Values, error) {
	kind, _, _ := mime.ParseMediaType(q.Header.Get("Content-Type"))
	if q.ContentLength == 0 || q.Body == nil || q.Body == http.NoBody {
		return nil, nil
	}
	if kind != "application/x-www-form-urlencoded" {
		return nil, &registry.Error{Code: codeUnsupported, Message: "found a body that is no form, wanted parameters in the query or a form", Hint: "curl -d item=NAME sends a form"}
	}
	q.Body = http.MaxBytesReader(w, q.Body, bodyLimit)
	allowReading(q.Context(), bodyTime)
	if err := q.ParseForm(); err != nil {
		if tooLong := new(http.MaxBytesError); errors.As(err, &tooLong) {
			return nil, registry.Errorf(codeTooLarge, "found a form of more than %d bytes", tooLong.Limit)
		}
		if late := net.Error(nil); errors.As(err, &late) && late.Timeout() {
			return nil, registry.Errorf(codeTimeout, "the form did not come within %v", bodyTime)
		}
		return nil, &registry.Error{Code: codeMalformed, Message: "the form cannot be read", Err: err}
	}
	return q.PostForm, nil
}
