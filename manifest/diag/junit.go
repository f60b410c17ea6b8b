package diag

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
)

// JUnitOptions say what [JUnit] tells besides the findings.
type JUnitOptions struct {
	Rules []Rule // the rules that were asked, in the order of their suites

	// Source is as in [TextOptions]: with it a finding shows its line, without it none does.
	Source func(file string) ([]byte, error)
}

// The report as XML, as Jenkins and GitLab read it; the order of fields is the order in print.
type (
	junitReport struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitFailure `xml:"failure"`
		Output  *junitText    `xml:"system-out"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",cdata"`
	}
	junitText struct {
		Text string `xml:",cdata"`
	}
)

// JUnit prints findings as a test report, each once: a suite for each rule, in it a test for
// each finding, sorted. Suites of rules that are not among the options' stand behind the others.
// A rule without findings is one test that passes and carries the rule's sentence, so that a
// clean workspace is not a report without tests.
//
// Only an error fails. A warning or note is a test that passes and tells itself as its output,
// since a build does not fail on it; so does a fixed finding, which a service that knows the
// test's last outcome then shows as fixed. A test is named by the finding's identity, behind it
// " (2)" and so on where findings share one, and its class is joinery.<rule>: services know a
// test again by the two. The error is the writer's.
func JUnit(w io.Writer, l List, o JUnitOptions) error {
	report := junitReport{Name: "joinery check"}
	index := map[string]int{}
	suite := func(name string) *junitSuite {
		i, known := index[name]
		if !known {
			i = len(report.Suites)
			index[name] = i
			report.Suites = append(report.Suites, junitSuite{Name: visible(name)})
		}
		return &report.Suites[i]
	}
	for _, rule := range o.Rules {
		suite(rule.ID)
	}
	taken, text := names{}, texts(80, o.Source)
	for _, d := range l.Sorted() {
		s := suite(d.ruleName())
		s.Cases = append(s.Cases, newJUnitCase(d, taken.next(visible(d.ID())), text(d)))
	}
	for _, rule := range o.Rules {
		if s := suite(rule.ID); len(s.Cases) == 0 {
			s.Cases = []junitCase{{Class: "joinery." + s.Name, Name: visible(rule.Says)}}
		}
	}
	report.count()
	return writeXML(w, report)
}

// newJUnitCase returns the test of a finding with what Text prints of it.
func newJUnitCase(d Diagnostic, name, text string) junitCase {
	test := junitCase{Class: "joinery." + visible(d.ruleName()), Name: name}
	text = "\n" + text // the first line stands alone, not behind the tag
	if d.Severity == Error && d.State != "fixed" {
		test.Failure = &junitFailure{Type: d.Severity.String(), Message: visible(d.Message), Text: text}
	} else {
		test.Output = &junitText{Text: text}
	}
	return test
}

// count fills in the numbers of tests and failures.
func (r *junitReport) count() {
	for i := range r.Suites {
		s := &r.Suites[i]
		for _, test := range s.Cases {
			s.Tests++
			if test.Failure != nil {
				s.Failures++
			}
		}
		r.Tests += s.Tests
		r.Failures += s.Failures
	}
}

func writeXML(w io.Writer, v any) error {
	text, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the report: %w", err)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.Write(text)
	b.WriteByte('\n')
	_, err = w.Write(b.Bytes())
	return err
}
