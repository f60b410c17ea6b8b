package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"joinery/manifest"
	"joinery/registry/auth"
	"joinery/registry/server"
)

// serveConfig is what the file of --config says: the options by their names, and what is too long
// for a command line.
type serveConfig struct {
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
}

// hookConfig is a webhook. Its secret stands there, or in a variable of the environment.
type hookConfig struct {
	URL        string   `json:"url"`
	Secret     string   `json:"secret"`
	SecretFrom string   `json:"secretFrom"`
	Actions    []string `json:"actions"`
	Items      []string `json:"items"`
}

// option returns what the file says of an option, "" for nothing.
func (s *serveConfig) option(name string) string {
	return map[string]string{
		"db": s.DB, "listen": s.Listen, "metrics-listen": s.Metrics, "tls-cert": s.TLSCert, "tls-key": s.TLSKey, "draw-ttl": s.DrawTTL, "auth": s.Auth,
		"insecure": s.Insecure, "grace": s.Grace, "drain": s.Drain, "proxies": strings.Join(s.Proxies, ","),
	}[name]
}

// readServeConfig reads the file of --config. It is read strictly: what is misspelt is told.
func readServeConfig(ctx context.Context, file string) (serveConfig, error) {
	var s serveConfig
	data, err := os.ReadFile(file)
	if err != nil {
		return s, failed{"--config: " + err.Error(), ""}
	}
	value, err := manifest.Plain(ctx, data)
	if err != nil {
		return s, failed{fmt.Sprintf("--config: %s:%v", file, err), ""}
	}
	text, err := json.Marshal(value)
	if err != nil {
		return s, failed{fmt.Sprintf("--config: %s: %v", file, err), ""}
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		why := strings.TrimPrefix(err.Error(), "json: ")
		why = strings.NewReplacer(" into Go struct field serveConfig.", " as ", " of type ", ", wanted ").Replace(why)
		return s, failed{fmt.Sprintf("--config: %s: %s", file, why), "docs/guides/registry.md has what may stand there"}
	}
	return s, nil
}

// webhooks gives webhooks their secrets.
func (p *program) webhooks(all []hookConfig) ([]server.Webhook, error) {
	var made []server.Webhook
	for _, h := range all {
		secret := h.Secret
		if h.SecretFrom != "" {
			if secret = p.getenv(h.SecretFrom); secret == "" {
				return nil, failed{fmt.Sprintf("the webhook %s has its secret in %s, which is not set", h.URL, h.SecretFrom), ""}
			}
		}
		made = append(made, server.Webhook{URL: h.URL, Secret: secret, Actions: h.Actions, Items: h.Items})
	}
	return made, nil
}
