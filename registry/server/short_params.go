package server

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"joinery/registry"
)

// params is what a request says, without doubles.
type params url.Values

func (p params) get(name string) string { return url.Values(p).Get(name) }

// shortParams describes each parameter.
var shortParams = map[string]string{
	"item":        "The item's name.",
	"line":        "Only this line, MAJOR or MAJOR.MINOR and the like.",
	"level":       "0 or major, 1 or minor, 2 or patch, 3 or build; none for calver.",
	"kinds":       "Of anyver, with commas between them.",
	"changes":     "Types of changes, with commas between them.",
	"extends":     "Versions that it grows out of, with commas between them; two or more ask for their MERGE.",
	"revision":    "The commit: reserves the version until it is published; the same commit gets the same version.",
	"reserve":     "true reserves the version without a commit.",
	"description": "What people read.",
	"name":        "What people call it.",
	"version":     "A version that there is already.",
	"scheme":      "semver (default), four-part, calver, anyver or loose.",
	"pattern":     "Of calver.",
	"contains":    "Only those whose name or description has this text.",
	"format":      "json (default), txt or xml; the path may end in .json, .txt or .xml instead, or Accept say so.",
}

// readParams reads the query and a form. The error is Invalid, or says what is wrong with the form.
func readParams(w http.ResponseWriter, q *http.Request, takes []string) (params, error) {
	all := params(q.URL.Query()) // which the gate has looked at
	if q.Method == http.MethodPost {
		form, err := readForm(w, q)
		if err != nil {
			return nil, err
		}
		for name, values := range form {
			all[name] = append(all[name], values...)
		}
	}
	for name, values := range all {
		switch {
		case name == "" || name != "format" && !slices.Contains(takes, name):
			return nil, &registry.Error{Code: registry.Invalid, Field: name, Message: "found the parameter " + quotedParam(name) + ", wanted one of " + strings.TrimPrefix(strings.Join(append(slices.Clone(takes), "format"), ", "), ", ")}
		case len(values) > 1:
			return nil, &registry.Error{Code: registry.Invalid, Field: name, Message: "found " + name + " more than once, wanted it once", Hint: "lists have commas between their values"}
		case !isText(values[0]):
			return nil, &registry.Error{Code: registry.Invalid, Field: name, Message: name + " has characters that are no text"}
		}
	}
	if needed := takes[0]; needed != "" && all.get(needed) == "" {
		return nil, &registry.Error{Code: registry.Invalid, Field: needed, Message: "found no " + needed + ", wanted one: " + shortParams[needed]}
	}
	return all, nil
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
		return nil, &registry.Error{Code: codeMalformed, Message: "the form cannot be read", Err: err}
	}
	return q.PostForm, nil
}

func quotedParam(name string) string {
	if len(name) > 40 {
		name = name[:40] + "…"
	}
	return strings.ToValidUTF8(name, "?")
}
