package diag

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SARIFOptions say what [SARIF] tells besides the findings.
type SARIFOptions struct {
	Version string // joinery's own: a semantic version, or a word such as (devel); "" for none
	Rules   []Rule // the rules that were asked, in any order that stays
}

// SARIF prints findings as a SARIF 2.1.0 log of one run, sorted and each once. Columns count
// Unicode code points. URIs are relative to %SRCROOT% and percent-encoded. Every rule given is
// described, with its page as help; a finding of another rule names it and is not described.
//
// A message's first line is the finding's, then come paths, notes and hints. Every place of a
// path or a note is a related location, which its line links to by number, since some viewers
// show linked ones alone:
//
//	acme-suite → payments-api 1.4.0 → ledger-lib 2.1.0 [payments/joinery.yaml:14:7](2)
//
// The partial fingerprint joineryFinding/v1 is the finding's identity, of findings that share one
// the second with " (2)" behind it, and so on; the baseline state tells new from unchanged. A fixed finding is left out: GitHub code scanning does not read baseline
// states and would open an alert. It also refuses a file with a result that has no place: such a
// finding stands where it first speaks of a file, else in joinery.yaml, and on line 1. The error
// is the writer's.
func SARIF(w io.Writer, l List, o SARIFOptions) error {
	driver := sarifDriver{Name: "joinery", Version: o.Version, Rules: []sarifRule{}}
	if first, _ := utf8.DecodeRuneInString(o.Version); unicode.IsDigit(first) {
		driver.SemanticVersion = o.Version
	}
	index := map[string]int{}
	for i, rule := range o.Rules {
		index[rule.ID] = i
		driver.Rules = append(driver.Rules, newSARIFRule(rule))
	}
	results := []sarifResult{}
	taken := names{}
	for _, d := range l.present() {
		result := newSARIFResult(d, taken.next(d.ID()))
		if i, known := index[d.Rule]; known {
			result.RuleIndex = &i
		}
		results = append(results, result)
	}
	return writeJSON(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:       sarifTool{Driver: driver},
			ColumnKind: "unicodeCodePoints",
			Results:    results,
		}},
	})
}

// newSARIFRule gives every text that code scanning asks for: the rule's sentence for a page, its
// id for a sentence that is missing.
func newSARIFRule(r Rule) sarifRule {
	sentence := sarifText{Text: r.ID}
	if first, size := utf8.DecodeRuneInString(r.Says); size > 0 {
		sentence.Text = string(unicode.ToUpper(first)) + r.Says[size:] + "."
	}
	help := sentence
	if r.Help != "" {
		help = sarifText{Text: r.Help, Markdown: r.Help}
	}
	config := sarifConfig{Enabled: r.Severity != Off}
	if config.Enabled {
		config.Level = r.Severity.String()
	}
	return sarifRule{ID: r.ID, ShortDescription: sentence, FullDescription: sentence, Help: help, DefaultConfiguration: config}
}

func newSARIFResult(d Diagnostic, fingerprint string) sarifResult {
	m := sarifMessage{lines: []string{sarifPlain(d.Message)}}
	for _, path := range d.Paths {
		m.add("", strings.Join(path.Steps, " → "), path.At)
	}
	for _, related := range d.Related {
		m.add("note: ", related.Message, related.At)
	}
	for _, hint := range (Diagnostic{Hints: d.Hints}).details() {
		m.lines = append(m.lines, sarifPlain(hint))
	}
	at := d.anchor()
	at.Line = max(at.Line, 1)
	return sarifResult{
		RuleID:              d.Rule,
		Level:               d.Severity.String(),
		Message:             sarifText{Text: strings.Join(m.lines, "\n")},
		Locations:           []sarifLocation{{PhysicalLocation: newSARIFPhysical(at)}},
		RelatedLocations:    m.related,
		PartialFingerprints: map[string]string{"joineryFinding/v1": fingerprint},
		BaselineState:       map[string]string{"new": "new", "old": "unchanged"}[d.State],
	}
}

// sarifMessage collects the lines of a message and the locations that they link to.
type sarifMessage struct {
	lines   []string
	related []sarifLocation // the nth has the id n, from 1
}

// add adds a line and, where it has a place, the location with a link to it.
func (m *sarifMessage) add(intro, text string, at Place) {
	line := intro + sarifPlain(text)
	if !at.IsZero() {
		m.related = append(m.related, sarifLocation{
			ID:               len(m.related) + 1,
			PhysicalLocation: newSARIFPhysical(at),
			Message:          &sarifText{Text: sarifPlain(text)},
		})
		line += " " + sarifLink(at.String(), len(m.related))
	}
	m.lines = append(m.lines, line)
}
