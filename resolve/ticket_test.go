package resolve

import (
	"strings"
	"testing"
)

// TestWithoutTickets: ids of linked tickets go with all that belongs to them, and nothing else.
func TestWithoutTickets(t *testing.T) {
	const (
		pay    = "https://tracker.example/PAY-7"
		second = "https://tracker.example/PAY-8"
		issue  = "https://git.example/acme/pay/issues/12/"
	)
	for _, c := range []struct {
		text  string
		links []string
		want  string
	}{
		{"Pay faster (PAY-7)", []string{pay}, "Pay faster"},
		{"Pay faster (PAY-7), at last", []string{pay}, "Pay faster, at last"},
		{"PAY-7: pay faster", []string{pay}, "pay faster"},
		{"pay-7: pay faster", []string{pay}, "pay faster"},
		{"- PAY-7 pay\n- more", []string{pay}, "- pay\n- more"},
		{"Pay faster (PAY-7, PAY-8)", []string{pay, second}, "Pay faster"},
		{"Pay faster (PAY-7 and PAY-8).", []string{pay, second}, "Pay faster."},
		{"PAY-7, PAY-8: pay", []string{pay, second}, "pay"},
		{"Pay faster (see PAY-7)", []string{pay}, "Pay faster"},
		{"Pay faster (twice, PAY-7)", []string{pay}, "Pay faster (twice)"},
		{"Pay faster (PAY-7, twice)", []string{pay}, "Pay faster (twice)"},
		{"Pay faster, see #12", []string{issue}, "Pay faster"},
		{"Pay faster with PAY-7 now", []string{pay}, "Pay faster with now"},
		{"**PAY-7** Pay", []string{pay}, "Pay"},
		{"pay/PAY-7", []string{pay}, "pay"},
		{"Pay [PAY-7](https://tracker.example/PAY-7)", []string{pay}, "Pay"},
		{"Pay [as asked](https://tracker.example/PAY-7?a=b)", []string{pay}, "Pay as asked"},
		{"Pay, see <https://tracker.example/PAY-7>.", []string{pay}, "Pay."},
		{"Pay, see https://tracker.example/PAY-7", []string{pay}, "Pay"},
		{"Pay (PAY-7)", []string{pay + "?focus=1"}, "Pay"},
		{"Pay (PAY-7)", []string{"https://tracker.example/browse/PAY-7#c2"}, "Pay"},
		{"Pay (PAY-7)", []string{"https://tracker.example/browse/PAY-7/comments"}, "Pay"},
		{"Pay in UTF-8 [#12]", []string{issue}, "Pay in UTF-8"},
		{"Pay (acme/pay#12)", []string{issue}, "Pay"},
		{"Pay (#3)", []string{"https://git.example/acme/pay/pull/3"}, "Pay"},
		{"Pay (#3)", []string{"https://lab.example/acme/pay/-/issues/3"}, "Pay"},
		{"Pay https://other.example/PAY-7b", []string{pay}, "Pay https://other.example/PAY-7b"},
		{"About PAY-7-b and XPAY-7", []string{pay}, "About PAY-7-b and XPAY-7"},
		{"Round up, PAY-9 and #4 (part of PAY-7)", []string{pay}, "Round up, #4"},
		{"Round up (see ticket PAY-9, PAY-7 and others)", []string{pay}, "Round up"},
		{"Round up (follow-up to #3)", []string{issue}, "Round up"},
		{"Round up (Teil von PAY-7)", []string{pay}, "Round up"},
		{"Round up (part of the checkout, PAY-7)", []string{pay}, "Round up (part of the checkout)"},
		{"A PAY-9 stays", []string{"PAY-9"}, "A PAY-9 stays"},
		{"Close CVE-2026-1234 in the parser", []string{"https://nvd.nist.gov/vuln/detail/CVE-2026-1234"}, "Close CVE-2026-1234 in the parser"},
		{"Close CWE-79 here", []string{"https://cwe.example/CWE-79"}, "Close CWE-79 here"},
		{"Speaks HTTP/2 and API v2", []string{"https://docs.example/api/v2"}, "Speaks HTTP/2 and API v2"},
		{"Errors as in RFC9457 are sent", []string{"https://www.rfc-editor.org/rfc/RFC9457"}, "Errors as in RFC9457 are sent"},
		{"Needs Java 21", []string{"https://docs.example/java/21"}, "Needs Java 21"},
		{"Certified by ISO27001 now", []string{"https://iso.example/ISO27001"}, "Certified by ISO27001 now"},
	} {
		if got := WithoutTickets(c.text, c.links); got != c.want {
			t.Errorf("WithoutTickets(%q, %v):\ngot  %q\nwant %q", c.text, c.links, got, c.want)
		}
	}
}

// TestSuspects: what looks like a ticket is found, linked or not.
func TestSuspects(t *testing.T) {
	for text, want := range map[string]string{
		"PAY-8: instalments, #4 and PAY-8": "PAY-8 #4",
		"UTF-8, AES-256 and CVE-2026-1":    "",
		"the A-7 and b-8, PAY-7b, C#4":     "",
		"(ACME2-12)":                       "ACME2-12",
	} {
		if got := strings.Join(SuspectTickets(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestLeadsToTicket(t *testing.T) {
	for link, want := range map[string]bool{
		"https://tracker.example/PAY-7":          true,
		"https://tracker.example/PAY-7?focus=1":  true,
		"https://git.example/acme/pay/issues/12": true,
		"PAY-7":                                  true,
		"#12":                                    true,
		"https://nvd.nist.gov/vuln/detail/CVE-2026-1234": false,
		"CVE-2026-1234":                                   false,
		"https://docs.example/instalments":                false,
		"https://git.example/acme/pay/releases/tag/1.4.0": false,
	} {
		if got := LeadsToTicket(link); got != want {
			t.Errorf("%s: got %v, want %v", link, got, want)
		}
	}
}
