package sqlstore

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"joinery/registry"
)

// How Go's values become columns: a time is the microseconds since 1970, null where it is zero; a
// list is JSON, "" where it is empty; documents are bytes, never null.

// key is a string in a column that is compared, byte by byte.
type key string

// bind returns an argument as drivers take it. The error is Invalid for a string that some
// database could not keep: what is no UTF-8, or has a zero byte.
func (d *Dialect) bind(arg any) (any, error) {
	switch a := arg.(type) {
	case key:
		if d.Key != nil {
			return d.Key(string(a)), checkText(string(a))
		}
		return string(a), checkText(string(a))
	case string:
		return a, checkText(a)
	case []byte:
		return append([]byte{}, a...), nil // ours, and never nil, which would be null
	case time.Time:
		if a.IsZero() {
			return nil, nil
		}
		return a.UnixMicro(), nil
	case list:
		return a.text()
	case history:
		return a.text()
	}
	return arg, nil
}

func checkText(text string) error {
	if strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) {
		return registry.Errorf(registry.Invalid, "found %.100q, wanted UTF-8 text without zero bytes", text)
	}
	return nil
}

// instant reads a time.
type instant time.Time

// Scan implements [database/sql.Scanner].
func (t *instant) Scan(from any) error {
	switch micros := from.(type) {
	case nil:
		*t = instant{}
	case int64:
		*t = instant(time.UnixMicro(micros).UTC())
	default:
		return fmt.Errorf("found a time that is %T, wanted a number", from)
	}
	return nil
}

// kept returns a time as it comes back.
func (t instant) kept() instant {
	if time.Time(t).IsZero() {
		return instant{}
	}
	return instant(time.UnixMicro(time.Time(t).UnixMicro()).UTC())
}

// list is a list of strings.
type list []string

func (l list) text() (string, error) {
	if len(l) == 0 {
		return "", nil
	}
	for _, text := range l {
		if err := checkText(text); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal([]string(l))
	return string(text), err
}

// Scan implements [database/sql.Scanner].
func (l *list) Scan(from any) error { return scanJSON(from, (*[]string)(l)) }

// history is a version's status log.
type history []registry.StatusChange

// event is one line of it.
type event struct {
	Date    *int64 `json:"date"` // microseconds since 1970, null where it is zero
	Status  string `json:"status"`
	Comment string `json:"comment,omitempty"`
	By      string `json:"by,omitempty"`
}

func (h history) text() (string, error) {
	if len(h) == 0 {
		return "", nil
	}
	events := make([]event, len(h))
	for i, c := range h {
		if err := checkText(c.Status + c.Comment + c.By); err != nil {
			return "", err
		}
		events[i] = event{Status: c.Status, Comment: c.Comment, By: c.By}
		if !c.Date.IsZero() {
			micros := c.Date.UnixMicro()
			events[i].Date = &micros
		}
	}
	text, err := json.Marshal(events)
	return string(text), err
}

// Scan implements [database/sql.Scanner].
func (h *history) Scan(from any) error {
	var events []event
	if err := scanJSON(from, &events); err != nil {
		return err
	}
	*h = nil
	for _, e := range events {
		c := registry.StatusChange{Status: e.Status, Comment: e.Comment, By: e.By}
		if e.Date != nil {
			c.Date = time.UnixMicro(*e.Date).UTC()
		}
		*h = append(*h, c)
	}
	return nil
}

func scanJSON(from, into any) error {
	var text []byte
	switch f := from.(type) {
	case string:
		text = []byte(f)
	case []byte:
		text = f
	default:
		return fmt.Errorf("found a list that is %T, wanted text", from)
	}
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, into)
}

// folded is what a search looks through, or for: letters of ASCII in lower case. The separator
// keeps a text from being found across the border of two.
func folded(texts ...string) string {
	const separator = "\x1f"
	for i, text := range texts {
		texts[i] = strings.ReplaceAll(text, separator, "\x1e")
	}
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, strings.Join(texts, separator))
}
