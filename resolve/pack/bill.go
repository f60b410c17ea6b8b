package pack

import (
	"bytes"
	"encoding/json"
	"errors"

	"joinery/manifest"
)

// head keeps the start of a file, where a bill of materials says what it is of.
type head struct{ bytes.Buffer }

const maxHead = 16 << 20

// Write keeps what is still of the start.
func (h *head) Write(p []byte) (int, error) {
	h.Buffer.Write(p[:min(len(p), maxHead-h.Len())])
	return len(p), nil
}

// subject is what a bill is of: a product at a version, with the bundle's digest.
type subject struct{ name, version, digest string }

func subjectOf(b *manifest.Bundle) subject {
	return subject{b.Name.Value, b.Version.Value, b.Digest.Value}
}

// cycloneDXSubject returns what a bill in CycloneDX says that it is of.
func cycloneDXSubject(bill *head) (subject, error) {
	var product struct {
		Name, Version string
		Properties    []struct{ Name, Value string }
	}
	d := json.NewDecoder(bill)
	if err := errors.Join(enter(d, '{', "metadata"), enter(d, '{', "component"), d.Decode(&product)); err != nil {
		return subject{}, err
	}
	s := subject{name: product.Name, version: product.Version}
	for _, p := range product.Properties {
		if p.Name == "joinery:digest" {
			s.digest = p.Value
		}
	}
	return s, nil
}

// spdxSubject returns what a bill in SPDX says that it is of: its first package.
func spdxSubject(bill *head) (subject, error) {
	var product struct {
		Name         string
		VersionInfo  string
		ExternalRefs []struct{ ReferenceType, ReferenceLocator string }
	}
	d := json.NewDecoder(bill)
	if err := errors.Join(enter(d, '{', "packages"), enter(d, '[', ""), d.Decode(&product)); err != nil {
		return subject{}, err
	}
	s := subject{name: product.Name, version: product.VersionInfo}
	for _, r := range product.ExternalRefs {
		if r.ReferenceType == "joinery-digest" {
			s.digest = r.ReferenceLocator
		}
	}
	return s, nil
}

var errNoBill = errors.New("found no bill of materials in it")

// enter reads into a list, or into a map up to the value of a key.
func enter(d *json.Decoder, bracket json.Delim, key string) error {
	start, err := d.Token()
	if err != nil || start != bracket {
		return errNoBill
	}
	for key != "" {
		found, err := d.Token()
		if err != nil || found == json.Delim('}') {
			return errNoBill
		}
		if found == key {
			return nil
		}
		var skipped json.RawMessage
		if err := d.Decode(&skipped); err != nil {
			return errNoBill
		}
	}
	return nil
}

// about looks whether the bills and notes in a package are of its bundle.
func (all *contents) about(b *manifest.Bundle) error {
	for _, f := range all.files {
		if f.Size == 0 && (f.Name == htmlFile || f.Name == markdownFile) {
			return refuse(f.Name, "it is empty")
		}
	}
	for _, bill := range []struct {
		file string
		read func(*head) (subject, error)
	}{{cycloneDXFile, cycloneDXSubject}, {spdxFile, spdxSubject}} {
		found, err := bill.read(all.bills[bill.file])
		if err != nil {
			return refuse(bill.file, "%v", errNoBill)
		}
		if want := subjectOf(b); found != want {
			return refuse(bill.file, "it is the bill of %q %q with the digest %q, wanted %s %s with %s",
				found.name, found.version, found.digest, want.name, want.version, want.digest)
		}
	}
	return nil
}
