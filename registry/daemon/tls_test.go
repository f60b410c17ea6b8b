package daemon

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeCertificate writes a certificate for a name, and its key, as of a time.
func writeCertificate(t *testing.T, cert, key, name string, at time.Time) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotAfter: at.AddDate(1, 0, 0)}
	public, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: public}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// A renewed certificate is taken without a restart; one that cannot be read leaves the old one.
func TestRenewedCertificate(t *testing.T) {
	cert, key := filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	writeCertificate(t, cert, key, "old.example.com", day)
	config, err := tlsOf(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	name := func() string {
		t.Helper()
		c, err := config.GetCertificate(nil)
		if err != nil {
			t.Fatal(err)
		}
		return c.Leaf.DNSNames[0]
	}
	if got := name(); got != "old.example.com" {
		t.Errorf("got the certificate of %s, want old.example.com", got)
	}
	writeCertificate(t, cert, key, "new.example.com", day.AddDate(0, 1, 0))
	if got := name(); got != "new.example.com" {
		t.Errorf("got the certificate of %s, want new.example.com", got)
	}
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := name(); got != "new.example.com" {
		t.Errorf("got the certificate of %s, want new.example.com still", got)
	}
	if err := os.Remove(cert); err != nil {
		t.Fatal(err)
	}
	if got := name(); got != "new.example.com" {
		t.Errorf("got the certificate of %s, want new.example.com still", got)
	}
}

func TestNoCertificate(t *testing.T) {
	if config, err := tlsOf("", ""); config != nil || err != nil {
		t.Errorf("got %v and %v, want no TLS", config, err)
	}
	for _, files := range [][2]string{{"cert.pem", ""}, {"", "key.pem"}, {"gone.pem", "gone.pem"}} {
		if _, err := tlsOf(files[0], files[1]); err == nil || !strings.Contains(err.Error(), "--tls-") {
			t.Errorf("%q: got %v, want an error that names the options", files, err)
		}
	}
}
