package sqlstore_test

import (
	"path/filepath"
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/sqlstore"
)

func TestWrongURLs(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"", "no scheme"},
		{"registry.db", "no scheme"},
		{"/var/lib/registry.db", "no scheme"},
		{"mongodb://localhost/x", "the scheme mongodb"},
		{"sqlite3:x.db", "the scheme sqlite3"},
		{"sqlite:", "it has no path"},
		{"sqlite::memory:", "gone with the process"},
		{"sqlite:x.db?_pragma=synchronous(off)", "no settings to be made"},
		{"postgres://u:s3cret@host:port/db", "it is no URL"},
		{"postgres://u:s3cr%et@host/db", "it is no URL"},
		{"postgres://u:s3cret@host/db?sslmode=s3cret", "sslmode"},
		{"mysql://u:s3cret@host", "it has no database"},
		{"mariadb://u:s3cret@/db?multiStatements=true", "the parameter multiStatements, wanted socket or tls"},
		{"sqlserver://u:s3cret@host", "it has no database"},
		{"sqlserver://u:s3cret@host?database=x&encrypt=s3cret", "encrypt"},
	} {
		s, err := sqlstore.Open(t.Context(), c.url, sqlstore.Options{})
		if err == nil {
			s.Close()
			t.Errorf("Open(%q): got a store, want an error with %q", c.url, c.want)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("Open(%q): got %v, want an error with %q and without the password", c.url, err, c.want)
		}
		if code := registry.CodeOf(err); code != registry.Invalid {
			t.Errorf("Open(%q): got an error of code %s, want invalid", c.url, code)
		}
	}
}

func TestDialects(t *testing.T) {
	for _, d := range sqlstore.Dialects() {
		for _, form := range strings.Split(d.Form, ", or ") {
			if scheme, _, found := strings.Cut(form, ":"); !found || scheme != d.Schemes[0] {
				t.Errorf("%s: got the form %q, want one that begins with %s:", d.Name, form, d.Schemes[0])
			}
		}
	}
}

// TestServerThatIsNotThere looks for servers where nothing listens.
func TestServerThatIsNotThere(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	for _, url := range []string{
		"postgres://u:s3cret@/db?host=" + nowhere,
		"mysql://u:s3cret@/db?socket=" + nowhere,
	} {
		_, err := sqlstore.Open(t.Context(), url, sqlstore.Options{})
		if registry.CodeOf(err) != registry.Unavailable || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("Open(%q): got %v, want an error of code unavailable without the password", url, err)
		}
	}
}
