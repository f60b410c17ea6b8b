package daemon

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// said is what the command line and the environment say, and where the database is otherwise.
func said(given, environment map[string]string) Sources {
	return Sources{
		Given:  func(option string) (string, bool) { text, ok := given[option]; return text, ok },
		Getenv: func(name string) string { return environment[name] },
		DB:     "sqlite:own",
	}
}

type texts map[string]string

// TestSources says one setting in several places: the command line leads, then the environment, then
// the file.
func TestSources(t *testing.T) {
	file := filepath.Join(t.TempDir(), "serve.yaml")
	if err := os.WriteFile(file, []byte("draw-ttl: 1h\ndb: \"memory:\"\nauth: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		given, environment texts
		ttl                time.Duration
		db                 string
		open               bool // nobody is asked
	}{
		{nil, nil, 24 * time.Hour, "sqlite:own", true},
		{texts{"config": file}, nil, time.Hour, "memory:", false},
		{texts{"config": file}, texts{"JOINERY_DRAW_TTL": "2h"}, 2 * time.Hour, "memory:", false},
		{texts{"draw-ttl": "3h"}, texts{"JOINERY_CONFIG": file, "JOINERY_DRAW_TTL": "2h"}, 3 * time.Hour, "memory:", false},
		{texts{"db": "sqlite:x"}, texts{"JOINERY_CONFIG": file}, time.Hour, "sqlite:x", false},
		{texts{"config": file, "auth": "false"}, nil, time.Hour, "memory:", true},
		{nil, texts{"JOINERY_AUTH": "1"}, 24 * time.Hour, "sqlite:own", false},
		{texts{"listen": "0.0.0.0:0"}, nil, 24 * time.Hour, "sqlite:own", false},
		{texts{"listen": "0.0.0.0:0", "insecure": "true"}, nil, 24 * time.Hour, "sqlite:own", true},
	} {
		s, err := ReadSettings(t.Context(), said(c.given, c.environment))
		if err != nil {
			t.Errorf("%v %v: got %v, want no error", c.given, c.environment, err)
			continue
		}
		if s.drawTTL != c.ttl || s.db != c.db || s.open != c.open {
			t.Errorf("%v %v: got %v, %s, open %t, want %v, %s, open %t", c.given, c.environment, s.drawTTL, s.db, s.open, c.ttl, c.db, c.open)
		}
	}
}

// TestWrongSettings names who said it.
func TestWrongSettings(t *testing.T) {
	for _, c := range []struct {
		given, environment texts
		file               string
		want               string
	}{
		{texts{"draw-ttl": "soon"}, nil, "", `--draw-ttl: found "soon", wanted a time such as 48h or 30s`},
		{nil, texts{"JOINERY_AUTH": "perhaps"}, "", `JOINERY_AUTH: found "perhaps", wanted true or false`},
		{nil, nil, "grace: -1s", `grace in the file: found "-1s"`},
		{nil, nil, "drain: 0s", "wanted more than 0s"},
		{texts{"listen": "99999"}, nil, "", `--listen: found "99999", wanted host:port such as 127.0.0.1:4747, or unix:PATH`},
		{texts{"listen": "127.0.0.1:99999"}, nil, "", `--listen: found "127.0.0.1:99999", wanted host:port`},
		{texts{"listen": "127.0.0.1:"}, nil, "", `--listen: found "127.0.0.1:", wanted host:port`},
		{texts{"listen": "unix:"}, nil, "", `--listen: found "unix:", wanted host:port`},
		{nil, texts{"JOINERY_METRICS_LISTEN": "localhost"}, "", `JOINERY_METRICS_LISTEN: found "localhost", wanted host:port`},
		{nil, nil, "issuers: [{issuer: http://ci.example.com}]", "serve.yaml: issuers[0].issuer: found http://ci.example.com, wanted https"},
		{texts{"auth": "true", "insecure": "true"}, nil, "", "wanted one of them"},
		{texts{"insecure": "true"}, nil, "issuers: [{issuer: https://a.example.com}]", "wanted one of them"},
		{texts{"proxies": "10.0.0.0/8, nobody"}, nil, "", "--proxies"},
		{texts{"config": "gone.yaml"}, nil, "", "--config: there is no file gone.yaml"},
		{nil, texts{"JOINERY_CONFIG": "gone.yaml"}, "", "JOINERY_CONFIG: there is no file gone.yaml"},
		{texts{"config": "."}, nil, "", "--config: read .: is a directory"},
		{nil, nil, "listten: x", "JOINERY_CONFIG: "},
		{nil, nil, "listten: x", `unknown field "listten"`},
		{nil, nil, "listen: [x]", "found a list as listen, wanted text"},
		{nil, nil, "webhooks: [{url: [x]}]", "found a list as webhooks.url, wanted text"},
		{nil, nil, "webhooks: [x]", "found text as webhooks, wanted a map"},
		{nil, nil, "issuers: x", "found text as issuers, wanted a list"},
		{nil, nil, "[x]", "found a list, wanted a map"},
		{nil, nil, "listen: [", "serve.yaml:"},
		{nil, nil, "webhooks: [{url: https://h.example.com, secretFrom: HOOK}]", "has its secret in HOOK, which is not set"},
	} {
		if c.file != "" {
			file := filepath.Join(t.TempDir(), "serve.yaml")
			if err := os.WriteFile(file, []byte(c.file), 0o600); err != nil {
				t.Fatal(err)
			}
			c.environment = texts{"JOINERY_CONFIG": file}
		}
		_, err := ReadSettings(t.Context(), said(c.given, c.environment))
		if told := new(Error); !errors.As(err, &told) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v %v %s: got %v, want an *Error with %q", c.given, c.environment, c.file, err, c.want)
		}
	}
}

func TestNoDatabase(t *testing.T) {
	from := said(nil, nil)
	from.DB = ""
	_, err := ReadSettings(t.Context(), from)
	if told := new(Error); !errors.As(err, &told) || len(told.Hints()) != 1 || !strings.Contains(told.Hint, "JOINERY_DB") {
		t.Errorf("got %v, want an error whose hint names JOINERY_DB", err)
	}
}

// TestOptions sees that each option may stand in the file, but for the file itself.
func TestOptions(t *testing.T) {
	for _, o := range Options("") {
		if o.Name == "config" {
			continue
		}
		file := filepath.Join(t.TempDir(), "serve.yaml")
		text := o.Name + ": x\n"
		if o.Name == "proxies" {
			text = "proxies: [x]\n"
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := readConfig(t.Context(), file, "--config")
		if err != nil || c.option(o.Name) != "x" {
			t.Errorf("%s: got %q, %v, want x", o.Name, c.option(o.Name), err)
		}
	}
}
