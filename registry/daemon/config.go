package daemon

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"joinery/manifest"
	"joinery/registry/auth"
	"joinery/registry/server"
)

// config is what the file of --config says: the options by their names, and what is too long
// for a command line.
type config struct {
	DB       string `json:"db"`
	Listen   string `json:"listen"`
	Metrics  string `json:"metrics-listen"`
	TLSCert  string `json:"tls-cert"`
	TLSKey   string `json:"tls-key"`
	DrawTTL  string `json:"draw-ttl"`
	Auth     string `json:"auth"`
	Insecure string `json:"insecure"`
	Grace    string `json:"grace"`
	Drain    string `json:"drain"`

	Proxies  []string      `json:"proxies"`
	Issuers  []auth.Issuer `json:"issuers"`
	Webhooks []hookConfig  `json:"webhooks"`

	said string // what named the file, and the file: "--config: serve.yaml"
}

const whatStands = "docs/guides/registry.md has what may stand there"

// hookConfig is a webhook. Its secret stands there, or in a variable of the environment.
type hookConfig struct {
	URL        string   `json:"url"`
	Secret     string   `json:"secret"`
	SecretFrom string   `json:"secretFrom"`
	Actions    []string `json:"actions"`
	Items      []string `json:"items"`
}

// option returns what the file says of an option, "" for nothing.
func (c *config) option(name string) string {
	return map[string]string{
		"db": c.DB, "listen": c.Listen, "metrics-listen": c.Metrics, "tls-cert": c.TLSCert, "tls-key": c.TLSKey, "draw-ttl": c.DrawTTL, "auth": c.Auth,
		"insecure": c.Insecure, "grace": c.Grace, "drain": c.Drain, "proxies": strings.Join(c.Proxies, ","),
	}[name]
}

// maxConfig is the size in bytes of the largest file with settings.
const maxConfig = 1 << 20

// readConfig reads the file that by names, --config or its variable. It is read strictly: what is
// misspelt is told.
func readConfig(ctx context.Context, file, by string) (config, error) {
	c := config{said: by + ": " + file}
	data, err := manifest.ReadFile(ctx, file, maxConfig)
	if errors.Is(err, os.ErrNotExist) {
		return c, failed(by+": there is no file "+file, "it has settings in YAML, and may be left out: serve --help has the options")
	}
	if ctx.Err() != nil {
		return c, ctx.Err()
	}
	if err != nil {
		return c, failed(by+": "+err.Error(), "wanted a YAML file with settings; "+whatStands)
	}
	value, err := manifest.Plain(ctx, data)
	if err != nil {
		return c, failed(fmt.Sprintf("%s: %s:%v", by, file, err), "wanted a YAML file with settings; "+whatStands)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return c, failed(fmt.Sprintf("%s: %s: %v", by, file, err), "wanted a YAML file with settings; "+whatStands)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, failed(by+": "+file+": "+misfit(err), whatStands)
	}
	return c, nil
}

// misfit says what does not belong into the file.
func misfit(err error) string {
	wrong := new(json.UnmarshalTypeError)
	if !errors.As(err, &wrong) {
		return strings.TrimPrefix(err.Error(), "json: ")
	}
	wanted := "text"
	switch kind := wrong.Type.Kind(); {
	case kind == reflect.Slice:
		wanted = "a list"
	case kind == reflect.Struct, kind == reflect.Map:
		wanted = "a map"
	}
	found := strings.NewReplacer("string", "text", "array", "a list", "object", "a map").Replace(wrong.Value)
	if wrong.Field == "" {
		return fmt.Sprintf("found %s, wanted %s", found, wanted)
	}
	return fmt.Sprintf("found %s as %s, wanted %s", found, wrong.Field, wanted)
}

// webhooks gives webhooks their secrets.
func webhooks(all []hookConfig, getenv func(string) string) ([]server.Webhook, error) {
	var made []server.Webhook
	for _, h := range all {
		secret := h.Secret
		if h.SecretFrom != "" {
			if secret = getenv(h.SecretFrom); secret == "" {
				return nil, failed(fmt.Sprintf("the webhook %s has its secret in %s, which is not set", h.URL, h.SecretFrom), "")
			}
		}
		made = append(made, server.Webhook{URL: h.URL, Secret: secret, Actions: h.Actions, Items: h.Items})
	}
	return made, nil
}
