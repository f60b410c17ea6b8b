package sqlstore

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"joinery/registry"
)

// Dialects returns the databases of this package, the default first.
func Dialects() []*Dialect { return []*Dialect{sqlite, postgres, mysqlDialect, sqlserver} }

// connect makes the pools of a URL's database.
func connect(url string, opt Options) (*Dialect, *Pools, error) {
	d, err := DialectOf(url, append(Dialects(), opt.Dialects...))
	if err != nil {
		return nil, nil, err
	}
	if file := d.File(url); file != "" {
		if err := mayBe(file, opt.Existing); err != nil {
			return d, nil, err
		}
	}
	pools, err := d.Connect(url)
	if e := new(registry.Error); err != nil && (!errors.As(err, &e) || e.Field == "") {
		scheme, _, _ := strings.Cut(url, ":")
		err = &registry.Error{
			Code: registry.Invalid, Field: "db", Err: hidden{err, url},
			Message: "found a " + scheme + " URL that cannot be used, wanted " + d.Form,
		}
	}
	return d, pools, err
}

// DialectOf returns the database that a URL is of, out of those that are known. The error is Invalid, of
// the field db, and holds nothing of the URL but its scheme.
func DialectOf(url string, known []*Dialect) (*Dialect, error) {
	scheme, _, found := strings.Cut(url, ":")
	var forms []string
	for _, d := range known {
		if found && slices.Contains(d.Schemes, scheme) {
			return d, nil
		}
		forms = append(forms, d.Form)
	}
	what := "no scheme"
	if found && len(scheme) < 20 && strings.IndexFunc(scheme, notInScheme) < 0 {
		what = "the scheme " + scheme
	}
	wanted := "wanted " + strings.Join(forms, "; ")
	if len(forms) > 1 {
		wanted = "wanted one of " + strings.Join(forms, "; ")
	}
	return nil, &registry.Error{Code: registry.Invalid, Field: "db", Message: "the database's URL has " + what + ", " + wanted}
}

func notInScheme(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }

// parseURL parses a URL of the usual form. The error holds nothing of it.
func parseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
		e := registry.Errorf(registry.Invalid, "it is no URL")
		e.Hint = "in a user's name or a password, write other characters than letters and digits as %XX"
		return nil, e
	}
	return u, nil
}

// hidden is an error without the password of a URL.
type hidden struct {
	err error
	url string
}

func (h hidden) Error() string {
	text := h.err.Error()
	u, err := url.Parse(h.url)
	if err != nil {
		return strings.ReplaceAll(text, h.url, "…")
	}
	password, _ := u.User.Password()
	for _, secret := range []string{password, url.QueryEscape(password), url.PathEscape(password), u.Query().Get("password")} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}
