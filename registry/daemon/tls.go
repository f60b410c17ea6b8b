package daemon

import (
	"crypto/tls"
	"os"
	"sync"
	"time"
)

// tlsOf returns how TLS is spoken with a certificate, nil for none. A certificate that is renewed in
// its file is taken from then on.
func tlsOf(cert, key string) (*tls.Config, error) {
	if cert == "" && key == "" {
		return nil, nil
	}
	if cert == "" || key == "" {
		return nil, failed("found one of --tls-cert and --tls-key, wanted both", "")
	}
	f := &certificateFile{cert: cert, key: key}
	if _, err := f.current(nil); err != nil {
		return nil, failed("--tls-cert, --tls-key: "+err.Error(), "")
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: f.current}, nil
}

// certificateFile is a certificate that somebody may renew.
type certificateFile struct {
	cert, key string

	mu      sync.Mutex
	changed time.Time // when the file was, that was read last
	read    *tls.Certificate
}

// current returns the certificate; one that cannot be read keeps the last that could.
func (f *certificateFile) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.cert)
	if err == nil && (f.read == nil || !info.ModTime().Equal(f.changed)) {
		var pair tls.Certificate
		if pair, err = tls.LoadX509KeyPair(f.cert, f.key); err == nil {
			f.read, f.changed = &pair, info.ModTime()
		}
	}
	if f.read == nil {
		return nil, err
	}
	return f.read, nil
}
