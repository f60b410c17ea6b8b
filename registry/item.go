package registry

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"joinery/manifest/version"
)

// An Item is a component whose versions are given out here.
type Item struct {
	Name        string // a component's name
	Title       string
	Description string
	Scheme      string    // as version.ByName reads it
	Pattern     string    // of calver, "" in the other schemes
	Since       time.Time // anyver: the first release's day, zero if not known
	Created     time.Time

	// Document is the YAML text of the Component without its versions, as it was last
	// published, empty while it was not.
	Document []byte

	// Given is the number of versions ever given to the item, which is the last one's Seq.
	Given int64
	// Edition is raised by every change of the item, its versions and their states.
	Edition int64
}

// By returns the item's scheme. The error is a *[version.ParseError].
func (i *Item) By() (version.Scheme, error) { return version.ByName(i.Scheme, i.Pattern) }

// A Product is a Product document that was published.
type Product struct {
	Name     string
	Document []byte // YAML
	Edition  int64  // raised by every change
	Changed  time.Time
}

// Stamp tells one content of the document from another, also where a restored copy counts the same
// editions again.
func (p *Product) Stamp() int64 {
	sum := sha256.Sum256(p.Document)
	return int64(binary.BigEndian.Uint64(sum[:]) >> 11) // as many bits as a number in JSON holds everywhere
}

// A Bundle is a product's bundle. It never changes.
type Bundle struct {
	Product  string
	Version  string
	Document []byte // YAML, byte for byte as it was cut or published
	Created  time.Time
	Seq      int64 // the order in which the product's bundles came, from 1; the store gives it
}
