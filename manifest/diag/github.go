package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// GitHub prints findings as workflow commands, sorted and each once, one a line. A runner of
// GitHub Actions that meets them in a step's output shows each at its line in the pull request:
//
//	::error file=joinery.yaml,line=9,col=5,endColumn=15,title=one-version::ledger-lib appears at …
//
// Paths, notes and hints follow the message as lines of their own (%0A); a state stands behind
// the rule in the title. A note is a notice; a fixed finding is not there, so it is left out. A
// finding without a file is shown on the run's page. The error is the writer's.
func GitHub(w io.Writer, l List) error {
	var b bytes.Buffer
	for _, d := range l.present() {
		lines := append([]string{visible(d.Message)}, d.details()...)
		fmt.Fprintf(&b, "::%s %s::%s\n", githubCommand(d.Severity), githubProperties(d), escapeGitHubData.Replace(strings.Join(lines, "\n")))
	}
	_, err := w.Write(b.Bytes())
	return err
}

func githubCommand(s Severity) string {
	if s == Note {
		return "notice"
	}
	return s.String()
}

// githubProperties returns the place and the title; a column goes only with a line.
func githubProperties(d Diagnostic) string {
	var list []string
	add := func(name string, value any) {
		list = append(list, name+"="+escapeGitHubProperty.Replace(visible(fmt.Sprint(value))))
	}
	if at := d.At; !at.IsZero() {
		add("file", at.File)
		if at.Line > 0 {
			add("line", at.Line)
			if at.Column > 0 {
				add("col", at.Column)
				if at.Width > 0 {
					add("endColumn", at.Column+at.Width)
				}
			}
		}
	}
	title := d.ruleName()
	if d.State != "" {
		title += " (" + d.standing() + ")"
	}
	add("title", title)
	return strings.Join(list, ",")
}

// What the runner decodes again: in a command's message, and in its properties.
var (
	escapeGitHubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeGitHubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
