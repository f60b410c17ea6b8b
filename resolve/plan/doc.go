// Package plan says what the pending changes would release: which component gets which version,
// why, whose pins move along, and under which version each product goes out.
//
// The rule: a component moves when a change asks for it, when it requires one that moves and does
// not admit where that goes, or when its group moves. Nothing else moves, and nobody is left
// behind. Given
//
//	acme-suite          needs  payments-api ^1.4, web-shop 2.0.1
//	payments-api 1.4.0  needs  ledger-lib ^2.1
//	web-shop 2.0.1      needs  ledger-lib 2.1.0
//	ledger-lib 2.1.0
//	changes/quiet-otters-dance.md: ledger-lib is a feature
//
// [Make] plans ledger-lib 2.2.0, a minor step, for the change; and web-shop 2.0.2 with ledger-lib
// 2.2.0, a patch, since web-shop 2.0.1 pins what is left behind. payments-api stays: its range
// admits 2.2.0. acme-suite pins web-shop 2.0.2 and gets a bundle with all of them.
//
// [Plan.Files] carries the plan out: it returns what the manifests, the bundles and the change
// files are then, and writes nothing. Who writes them all or none has made the release.
package plan
