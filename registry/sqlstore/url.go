package sqlstore

import (
	"errors"
	"net/url"
	"strings"

	"joinery/registry"
)

// Dialects returns the databases of this package, the default first.
func Dialects() []*Dialect { return []*Dialect{sqlite, postgres, mysqlDialect, sqlserver} }

// connect makes the pools of a URL's database.
func connect(text string, opt Options) (*Dialect, *Pools, error) {
	scheme, _, found := strings.Cut(text, ":")
	all := append(Dialects(), opt.Dialects...)
	for _, d := range all {
		for _, s := range d.Schemes {
			if found && s == scheme {
				pools, err := d.Connect(text)
				if e := new(registry.Error); err != nil && (!errors.As(err, &e) || e.Field == "") {
					err = &registry.Error{
						Code: registry.Invalid, Field: "db", Err: hidden{err, text},
						Message: "found a " + s + " URL that cannot be used, wanted " + d.Form,
					}
				}
				return d, pools, err
			}
		}
	}
	var forms []string
	for _, d := range all {
		forms = append(forms, d.Form)
	}
	what := "no scheme"
	if found && len(scheme) < 20 && strings.IndexFunc(scheme, notInScheme) < 0 {
		what = "the scheme " + scheme
	}
	return nil, nil, &registry.Error{
		Code: registry.Invalid, Field: "db",
		Message: "the database's URL has " + what + ", wanted one of " + strings.Join(forms, "; "),
	}
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
