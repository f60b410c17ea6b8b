package registry

import "time"

// A Mark is the highest version of a kind that was ever given to an item, see [Marks].
type Mark struct {
	Item, Key string
	Number    string
}

// An Answer is what an idempotency key got. It stays.
type Answer struct {
	Scope       string // what was done, to what, by whom: "draw payments-api ci"
	Key         string
	Fingerprint string // of the request; another one under the same key is refused
	Body        []byte
	Created     time.Time
}

// The actions that an audit entry tells.
const (
	ItemAdded        = "item.added"
	ItemChanged      = "item.changed"
	VersionDrawn     = "version.drawn"
	VersionPublished = "version.published"
	VersionRenewed   = "version.renewed" // reserved anew, for the draw that had reserved it
	VersionLapsed    = "version.lapsed"
	StatusChanged    = "version.status"
	ProductPublished = "product.published"
	BundleCut        = "bundle.cut"
	TokenMade        = "token.made"
	TokenRevoked     = "token.revoked"
	Restored         = "registry.restored"
)

// An Entry is one line of the audit log: who did what, from where. Entries are never changed.
type Entry struct {
	Seq     int64 // ascending; the store gives it; gaps are possible
	At      time.Time
	Who     string // a token's name, "anonymous" where nobody is asked
	From    string // an address, "" if not known
	Request string // the request's id
	Action  string
	Item    string // or product
	Version string
	Detail  string
}

// A Token lets somebody in. What it says is stored, the token itself is not.
type Token struct {
	ID      string // the public part
	Name    string // who it is for, unique
	Hash    []byte // SHA-256 of the secret part
	Role    Role
	Items   []string // patterns of item names; empty: all
	Created time.Time
	Expires time.Time // zero: never
	Used    time.Time // last, to the minute; zero: never
	Revoked time.Time // zero: it is not
}

// A Role says what one may do. Each may what those before it may.
type Role string

// The roles, least first.
const (
	Read    Role = "read"
	Drawer  Role = "draw"
	Publish Role = "publish"
	Admin   Role = "admin"
)
