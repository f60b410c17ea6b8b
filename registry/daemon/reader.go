package daemon

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// reader looks settings up by the names of their options. Its first error stays.
type reader struct {
	Sources
	config config
	err    error
}

// text returns what is said, "" for nothing.
func (r *reader) text(option string) string {
	text, _ := r.said(option)
	return text
}

// said returns what is said, and by what.
func (r *reader) said(option string) (text, by string) {
	if text, given := r.Given(option); given {
		return text, "--" + option
	}
	if text := r.Getenv(Variable(option)); text != "" {
		return text, Variable(option)
	}
	return r.config.option(option), option + " in the file"
}

func (r *reader) yes(option string) bool {
	text, by := r.said(option)
	if text == "" {
		return false
	}
	yes, err := strconv.ParseBool(text)
	if err != nil {
		r.fail(fmt.Sprintf("%s: found %q, wanted true or false", by, text))
	}
	return yes
}

func (r *reader) duration(option string, absent time.Duration) time.Duration {
	text, by := r.said(option)
	if text == "" {
		return absent
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		r.fail(fmt.Sprintf("%s: found %q, wanted a time such as 48h or 30s", by, text))
	}
	return d
}

// address returns where to listen: host:port, or unix:PATH; "" for nothing.
func (r *reader) address(option string) string {
	text, by := r.said(option)
	path, unix := strings.CutPrefix(text, "unix:")
	_, port, err := net.SplitHostPort(text)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if good := text == "" || unix && path != "" || !unix && err == nil && port != ""; !good {
		r.fail(fmt.Sprintf("%s: found %q, wanted host:port such as %s, or unix:PATH", by, text, DefaultListen))
	}
	return text
}

func (r *reader) fail(message string) {
	if r.err == nil {
		r.err = failed(message, "")
	}
}
