// Package bundle writes down what a product consists of: a selection under one product version,
// for good.
//
// The rule: a bundle says everything that customers run and nothing that depends on when, where
// or by whom it was written. The same selection gives the same bytes, and a digest holds them
// together. Given the selection of acme-suite 4.3.0 with
//
//	payments-api 1.4.0  direct, needs ledger-lib
//	ledger-lib   2.1.3
//
// [Compose] and [YAML] give
//
//	apiVersion: joinery/v1
//	kind: Bundle
//	name: acme-suite
//	version: 4.3.0
//	versioning: {scheme: semver}
//	components:
//	  - {name: ledger-lib, version: 2.1.3, requiredBy: [payments-api], digest: "sha256:…"}
//	  - {name: payments-api, version: 1.4.0, direct: true, digest: "sha256:…"}
//	digest: "sha256:…"
//
// The last digest covers the document's [Canonical] form, that of a component the parts of its
// version that may not change any more ([EntryDigest]). [Verify] and [VerifyEntry] look whether
// both still hold.
//
// A bundle has its content twice: in fields, and as a tree of texts that is what digests cover and
// what is written. A bundle that was read has a tree already, maybe with fields of a newer
// release; one made in memory gets its tree from [Seal].
package bundle
