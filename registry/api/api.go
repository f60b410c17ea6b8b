// Package api is what the registry's server and its clients say to each other: the bodies of
// /v1 in JSON. Times are RFC 3339 in UTC; what is absent is "" or left out. The OpenAPI document
// that the server gives at /openapi.json is made from these types.
//
//	POST /v1/items/payments-api/draws
//	{"level": "minor", "revision": "9f2c1ab"}
//
//	201 Created
//	{"item": "payments-api", "number": "1.5.0", "line": "1.5", "state": "drawn", "extends": ["1.4.0"], …}
//
// An item's name stands in a path as one segment: its "/" is written %2F, as in
// /v1/items/team-a%2Flib.
package api

import "time"

// Item is a component whose versions are given out.
type Item struct {
	Name         string    `json:"name" doc:"The component's name."`
	Title        string    `json:"title,omitempty" doc:"What people read."`
	Description  string    `json:"description,omitempty"`
	Scheme       string    `json:"scheme" doc:"semver, four-part, calver, anyver or loose."`
	Pattern      string    `json:"pattern,omitempty" doc:"Of calver."`
	FirstRelease string    `json:"firstRelease,omitempty" doc:"Of anyver: a day, YYYY-MM-DD."`
	Given        int64     `json:"given" doc:"How many versions were ever given."`
	Edition      int64     `json:"edition" doc:"Raised by every change; the ETag."`
	Created      time.Time `json:"created"`
}

// NewItem adds an item.
type NewItem struct {
	Name         string `json:"name" doc:"The component's name." maxLength:"128"`
	Title        string `json:"title,omitempty" maxLength:"400"`
	Description  string `json:"description,omitempty" maxLength:"4000"`
	Scheme       string `json:"scheme,omitempty" doc:"semver (default), four-part, calver, anyver or loose."`
	Pattern      string `json:"pattern,omitempty" doc:"Of calver; YYYY.0M.MICRO where none is given."`
	Initial      string `json:"initial,omitempty" doc:"A version that there is already." maxLength:"256"`
	FirstRelease string `json:"firstRelease,omitempty" doc:"Of anyver: a day, YYYY-MM-DD."`
}

// Version is a version of an item.
type Version struct {
	Item        string         `json:"item"`
	Number      string         `json:"number" doc:"Unique in the item."`
	Text        string         `json:"text,omitempty" doc:"As it was published, where that is another spelling."`
	Line        string         `json:"line" doc:"MAJOR.MINOR and the like."`
	Seq         int64          `json:"seq,omitempty" doc:"The order in which the item's versions were given, from 1; absent in a look."`
	State       string         `json:"state" enum:"drawn,published,lapsed"`
	Status      string         `json:"status" enum:"active,deprecated,disabled"`
	Log         []StatusChange `json:"statusLog,omitempty"`
	Extends     []string       `json:"extends,omitempty" doc:"What it grew out of: as its document says, before that as drawn. GET of the version itself names published ones alone, which a document of it may extend."`
	Level       string         `json:"level,omitempty" doc:"What was asked for."`
	Revision    string         `json:"revision,omitempty"`
	Description string         `json:"description,omitempty"`
	By          string         `json:"by,omitempty"`
	Created     *time.Time     `json:"created,omitempty" doc:"When it was given; absent in a look."`
	Expires     *time.Time     `json:"expires,omitempty" doc:"When a reserved version lapses."`
	Published   *time.Time     `json:"published,omitempty"`
	Digest      string         `json:"digest,omitempty" doc:"Of what was published."`
}

// StatusChange is one line of a version's status log.
type StatusChange struct {
	Date    time.Time `json:"date"`
	Status  string    `json:"status"`
	Comment string    `json:"comment,omitempty"`
	By      string    `json:"by,omitempty"`
}

// Draw asks for the next version of an item: by one of level, kinds and changes, or as a MERGE of
// the versions in extends.
type Draw struct {
	Level       string   `json:"level,omitempty" enum:"major,minor,patch,build,none" doc:"Which number is raised; none for calver alone."`
	Kinds       []string `json:"kinds,omitempty" doc:"Of anyver: functional, performance, bugfix, compatible, kaikaku, kakushin."`
	Changes     []string `json:"changes,omitempty" doc:"Types of changes, which ask for a level."`
	Extends     []string `json:"extends,omitempty" doc:"What it grows out of; two versions or more ask for their MERGE." maxItems:"50"`
	Line        string   `json:"line,omitempty" doc:"Grow out of the highest version of this line: 1 or 1.4."`
	Candidate   string   `json:"candidate,omitempty" doc:"rc asks for the next -rc.N of the number."`
	Revision    string   `json:"revision,omitempty" doc:"The commit; reserves the version until it is published." maxLength:"200"`
	Reserve     bool     `json:"reserve,omitempty" doc:"Reserves without a commit."`
	Description string   `json:"description,omitempty" maxLength:"4000"`
}

// NewStatus changes a version's status.
type NewStatus struct {
	Status  string `json:"status" enum:"active,deprecated,disabled"`
	Comment string `json:"comment,omitempty" maxLength:"4000"`
}

// Confirmation publishes a drawn version without a document.
type Confirmation struct {
	Revision string `json:"revision,omitempty" maxLength:"200"`
}

// Published says what publishing documents did.
type Published struct {
	Outcomes []Outcome `json:"outcomes"`
}

// Outcome is what publishing did with one thing.
type Outcome struct {
	Kind    string `json:"kind" enum:"Component,Version,Product,Bundle"`
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	What    string `json:"what" enum:"added,confirmed,updated,unchanged,left out"`
	Why     string `json:"why,omitempty" doc:"Of what was left out."`
	Warning string `json:"warning,omitempty" doc:"Of what was taken, and is perhaps not meant so."`
}

// Wanted asks for documents.
type Wanted struct {
	Names []string         `json:"names" doc:"Of components and products." maxItems:"20000"`
	Have  map[string]int64 `json:"have,omitempty" doc:"The editions that the caller holds."`
	Reach bool             `json:"reach,omitempty" doc:"Also all that they reach."`

	Bundles map[string]map[string]string `json:"bundles,omitempty" doc:"The bundles of products that the caller holds: of each version the SHA-256 of its text, in hexadecimal."`
}

// Documents is what a name stands for. A document that the caller holds comes without its text.
type Documents struct {
	Documents []Document `json:"documents"`
}

// Document is a Component or Product document, with a product's bundles. Of a product that only bundles are here of
// it is those alone, of the edition 0.
type Document struct {
	Name    string       `json:"name"`
	Edition int64        `json:"edition" doc:"0 where there are bundles, and no document."`
	Text    string       `json:"text,omitempty" doc:"YAML; absent where the caller holds this edition, or there are bundles alone."`
	Bundles []BundleText `json:"bundles,omitempty"`
}

// BundleText is a bundle, byte for byte.
type BundleText struct {
	Version string `json:"version"`
	Text    string `json:"text,omitempty" doc:"YAML; absent where the caller holds it."`
}

// Bundle tells of a bundle.
type Bundle struct {
	Product string    `json:"product"`
	Version string    `json:"version"`
	Created time.Time `json:"created,omitzero" doc:"Absent when it was only composed."`
	New     bool      `json:"new,omitempty" doc:"It was cut, or would be cut, by this request."`
	Text    string    `json:"text,omitempty" doc:"YAML, byte for byte; left out in lists."`

	Findings []string `json:"findings,omitempty" doc:"What was found while composing, with places."`
}

// Cut asks for a product's next bundle.
type Cut struct {
	Line    string   `json:"line,omitempty" doc:"Follow the newest bundle of this line."`
	Extends []string `json:"extends,omitempty" doc:"Or these bundles."`
	Level   string   `json:"level,omitempty" enum:"major,minor,patch,build,none" doc:"Raise at least by this."`
	Date    string   `json:"date,omitempty" doc:"The release's day, YYYY-MM-DD."`
}

// Token tells of a token.
type Token struct {
	Name    string     `json:"name"`
	ID      string     `json:"id"`
	Role    string     `json:"role" enum:"read,draw,publish,admin"`
	Items   []string   `json:"items,omitempty"`
	Created time.Time  `json:"created"`
	Expires *time.Time `json:"expires,omitempty"`
	Used    *time.Time `json:"used,omitempty" doc:"To the minute."`
	Revoked *time.Time `json:"revoked,omitempty"`
	Secret  string     `json:"secret,omitempty" doc:"The token itself, shown once."`
}

// NewToken makes a token.
type NewToken struct {
	Name    string     `json:"name" maxLength:"100"`
	Role    string     `json:"role" enum:"read,draw,publish,admin"`
	Items   []string   `json:"items,omitempty" doc:"Patterns of item names, in which * stands for any text; all when absent."`
	Expires *time.Time `json:"expires,omitempty"`
}

// Entry is a line of the audit log, and an event of /v1/events.
type Entry struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Who     string    `json:"who"`
	From    string    `json:"from,omitempty"`
	Request string    `json:"request,omitempty"`
	Action  string    `json:"action"`
	Item    string    `json:"item,omitempty"`
	Version string    `json:"version,omitempty"`
	Detail  string    `json:"detail,omitempty"`
}

// Page is a page of a list. Next goes into the cursor of the request for the next one; it is ""
// on the last.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// Problem is an error, as application/problem+json (RFC 9457).
type Problem struct {
	Type   string   `json:"type" doc:"urn:joinery:problem: and the code."`
	Title  string   `json:"title"`
	Status int      `json:"status"`
	Detail string   `json:"detail" doc:"What was found and what was wanted."`
	Code   string   `json:"code" doc:"One word for programs."`
	Hint   string   `json:"hint,omitempty" doc:"What to do next."`
	Field  string   `json:"field,omitempty" doc:"The part of the request that is to blame."`
	Errors []string `json:"errors,omitempty" doc:"All that is wrong with documents, with places."`
	ID     string   `json:"requestId,omitempty"`
}
