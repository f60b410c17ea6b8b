package server

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"joinery/registry"
)

const (
	formatJSON = "json"
	formatText = "txt"
	formatXML  = "xml"
)

// shortFormats returns the formats of the short routes, the default first.
func shortFormats() []string { return []string{formatJSON, formatText, formatXML} }

var shortMIME = map[string]string{
	formatJSON: "application/json",
	formatText: "text/plain; charset=utf-8",
	formatXML:  "application/xml; charset=utf-8",
}

// A thing that short routes print: as JSON and XML by its tags, as text by line.
type shortThing interface {
	line() string
	lineSays() string // what line returns, in words
}

// shortNumber is what every version says of itself.
type shortNumber struct {
	String  string  `json:"versionString" xml:"versionString" doc:"The number; empty where there is no version."`
	Major   figure  `json:"versionMajor" xml:"versionMajor" doc:"The first of its numbers."`
	Minor   figure  `json:"versionMinor" xml:"versionMinor"`
	Patch   figure  `json:"versionPatch" xml:"versionPatch"`
	Build   figure  `json:"versionBuild" xml:"versionBuild" doc:"0 where the scheme has fewer."`
	Created created `json:"creationDate" xml:"creationDate" doc:"When it was given; null for what was only looked at."`
}

type shortVersion struct {
	XMLName xml.Name `json:"-" xml:"version"`
	shortNumber
}

func (v *shortVersion) line() string   { return v.String }
func (*shortVersion) lineSays() string { return "The version's number." }

// shortDetailed is a version with what became of it.
type shortDetailed struct {
	XMLName xml.Name `json:"-" xml:"version"`
	shortNumber
	State       string `json:"state" xml:"state" enum:"drawn,published,lapsed"`
	Status      string `json:"status" xml:"status" enum:"active,deprecated,disabled"`
	Description string `json:"description" xml:"description"`
	Revision    string `json:"revision" xml:"revision"`
}

func (v *shortDetailed) line() string {
	return fmt.Sprintf("version: %s\ncreated: %s\nstate: %s\nstatus: %s\ndescription: %s\nrevision: %s",
		v.String, v.Created, v.State, v.Status, strings.Join(strings.Fields(v.Description), " "), v.Revision)
}

func (*shortDetailed) lineSays() string {
	return "A line for each field: version, created, state, status, description, revision."
}

type shortItem struct {
	XMLName     xml.Name `json:"-" xml:"component"`
	Item        string   `json:"item" xml:"item"`
	Name        string   `json:"name" xml:"name"`
	Description string   `json:"description" xml:"description"`
	Scheme      string   `json:"scheme" xml:"scheme"`
}

func (i *shortItem) line() string   { return i.Item }
func (*shortItem) lineSays() string { return "The item's name." }

// shortAdded is an item with the version that it began with.
type shortAdded struct {
	shortItem
	shortNumber
}

// figure is a number that may be missing: null, or empty.
type figure struct {
	known bool
	of    uint64
}

// MarshalText returns an empty text for none.
func (f figure) MarshalText() ([]byte, error) {
	if !f.known {
		return nil, nil
	}
	return strconv.AppendUint(nil, f.of, 10), nil
}

// MarshalJSON returns null for none.
func (f figure) MarshalJSON() ([]byte, error) {
	if !f.known {
		return []byte("null"), nil
	}
	return f.MarshalText()
}

// created is a time that may not have come yet: null, or empty.
type created time.Time

// String returns the time as RFC 3339 has it, "" for none.
func (c created) String() string {
	if t := time.Time(c); !t.IsZero() {
		return t.UTC().Format(time.RFC3339Nano)
	}
	return ""
}

// MarshalJSON returns null for none.
func (c created) MarshalJSON() ([]byte, error) {
	if c.String() == "" {
		return []byte("null"), nil
	}
	return json.Marshal(c.String())
}

// MarshalText returns an empty text for none.
func (c created) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// shortFormat returns the format that is asked for: by the path's extension, the parameter, or Accept.
func shortFormat(q *http.Request, asked string) (string, error) {
	extension := strings.TrimPrefix(path.Ext(q.URL.Path), ".")
	switch {
	case extension != "" && asked != "" && asked != extension:
		return "", &registry.Error{Code: registry.Invalid, Field: "format", Message: "found the format " + registry.Quoted(asked) + " on a path that ends in ." + extension + ", wanted one of them"}
	case asked == "" && extension != "":
		asked = extension
	case asked == "":
		return accepted(q.Header.Get("Accept"), shortAccept), nil
	}
	if !slices.Contains(shortFormats(), asked) {
		return "", &registry.Error{Code: registry.Invalid, Field: "format", Message: "found the format " + registry.Quoted(asked) + ", wanted json, txt or xml"}
	}
	return asked, nil
}

// encode writes a thing in a format.
func encode(format string, thing shortThing) ([]byte, error) {
	switch format {
	case formatText:
		return []byte(thing.line()), nil
	case formatXML:
		return xml.Marshal(thing)
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(thing)
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}

// writeOne writes one thing.
func writeOne(w io.Writer, format string, thing shortThing) error {
	text, err := encode(format, thing)
	if err != nil {
		return err
	}
	if format == formatXML {
		text = append([]byte(xml.Header), text...)
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// frames are what stands around and between the things of a list, and around an empty one.
var frames = map[string]struct{ first, between, last string }{
	formatJSON: {"[", ",\n", "]\n"},
	formatText: {"", "\n", "\n"},
	formatXML:  {xml.Header + "<%s>\n", "\n", "\n</%s>\n"},
}

// writeList writes things as they come, in XML under an element of that name. The error is that of who
// gives them, or of the writer.
func writeList(w http.ResponseWriter, format, name string, list iter.Seq2[shortThing, error]) error {
	frame, n := frames[format], 0
	frame.first, frame.last = strings.ReplaceAll(frame.first, "%s", name), strings.ReplaceAll(frame.last, "%s", name)
	out, control := bufio.NewWriterSize(w, 32<<10), http.NewResponseController(w)
	for thing, err := range list {
		if err != nil {
			return err
		}
		if n%shortPage == 0 {
			allow(control, streamWrite)
		}
		if n == 0 {
			out.WriteString(frame.first)
		} else {
			out.WriteString(frame.between)
		}
		n++
		text, err := encode(format, thing)
		if err != nil {
			return err
		}
		if _, err := out.Write(text); err != nil {
			return err
		}
	}
	switch {
	case n > 0:
		out.WriteString(frame.last)
	case format != formatText:
		out.WriteString(strings.ReplaceAll(frame.first+frame.last, "\n\n", "\n"))
	}
	return out.Flush()
}
