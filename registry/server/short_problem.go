package server

import (
	"encoding/xml"
	"net/http"
	"strings"

	"joinery/registry/api"
)

// problemFormat returns the format for an error: on the short routes that of the answer.
func problemFormat(q *http.Request) string {
	if known := requestOf(q.Context()).format; known != "" {
		return known
	}
	if !strings.HasPrefix(q.URL.Path, "/version/") && !strings.HasPrefix(q.URL.Path, "/items/") {
		return formatJSON
	}
	format, err := shortFormat(q, q.URL.Query().Get("format"))
	if err != nil {
		return formatJSON
	}
	return format
}

// The media types of errors.
const (
	problemType    = "application/problem+json"
	problemXMLType = "application/problem+xml"
)

// writeProblem answers with an error.
func writeProblem(w http.ResponseWriter, format string, p *problem) {
	mimes := map[string]string{formatJSON: problemType, formatText: shortMIME[formatText], formatXML: problemXMLType}
	w.Header().Set("Content-Type", mimes[format])
	w.WriteHeader(p.Status)
	_ = writeOne(w, format, &printedProblem{Problem: p.Problem}) // who asked has gone away
}

// printedProblem is a problem as XML (RFC 9457) and text have it.
type printedProblem struct {
	XMLName     xml.Name `json:"-" xml:"urn:ietf:rfc:7807 problem"`
	api.Problem `xml:"-"`
}

func (p *printedProblem) line() string {
	text := "error: " + p.Detail
	if p.Hint != "" {
		text += "\nhint: " + p.Hint
	}
	return text
}

func (*printedProblem) lineSays() string {
	return "error: DETAIL, and maybe a second line, hint: HINT."
}

// MarshalXML writes the fields that RFC 9457 knows, and ours behind them.
func (p *printedProblem) MarshalXML(e *xml.Encoder, _ xml.StartElement) error {
	type plain struct {
		XMLName xml.Name `xml:"urn:ietf:rfc:7807 problem"`
		Type    string   `xml:"type"`
		Title   string   `xml:"title"`
		Status  int      `xml:"status"`
		Detail  string   `xml:"detail"`
		Code    string   `xml:"code"`
		Hint    string   `xml:"hint,omitempty"`
		Field   string   `xml:"field,omitempty"`
		ID      string   `xml:"requestId,omitempty"`
	}
	return e.Encode(plain{Type: p.Type, Title: p.Title, Status: p.Status, Detail: p.Detail, Code: p.Code, Hint: p.Hint, Field: p.Field, ID: p.ID})
}
