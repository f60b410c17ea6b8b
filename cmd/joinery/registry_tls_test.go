package main

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
)

// TestTLSMisfit has commands ask a server that speaks TLS in plain HTTP, and with a certificate that nobody
// knows: each says what to do, and none that something may have been done.
func TestTLSMisfit(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	plainly := strings.Replace(server.URL, "https:", "http:", 1)
	for _, tt := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"registry", "ping", plainly}, "joinery: " + plainly + " is not ready: it speaks TLS\n\nhint: give its address with https://\n"},
		{[]string{"draw", "lib", "patch", "--registry", plainly}, "joinery: " + plainly + " speaks TLS\n\nhint: give its address with https://\n"},
		{[]string{"registry", "ping", server.URL}, "SSL_CERT_FILE names a file with more of them"},
		{[]string{"token", "add", "ci", "--role", "read", "--registry", server.URL}, "SSL_CERT_FILE names a file with more of them"},
		{[]string{"token", "add", "ci", "--role", "read", "--registry", plainly}, "hint: give its address with https://"},
	} {
		run := exec.Command("joinery", tt.arguments...)
		var stderr bytes.Buffer
		run.Stderr = &stderr
		_ = run.Run()
		if got := run.ProcessState.ExitCode(); got != exitFailed {
			t.Errorf("%q: got exit status %d, want %d", tt.arguments, got, exitFailed)
		}
		if got := stderr.String(); !strings.Contains(got, tt.want) || strings.Contains(got, "revoke") {
			t.Errorf("%q: got %q, want %q", tt.arguments, got, tt.want)
		}
	}
}
