// Package notes tells people what a release of a product brought.
//
// [Make] compares two bundles of a product. For every component it takes the changes of each
// version that lies on the lineage between its two versions, whatever was released or skipped in
// between, and tells each once. Given
//
//	acme-suite 4.2.1  holds  payments-api 1.3.2, ledger-lib 2.1.0
//	acme-suite 4.3.0  holds  payments-api 1.5.0, ledger-lib 2.1.0
//	payments-api 1.5.0  extends 1.4.0, which extends 1.3.2
//
// it tells the changes of payments-api 1.4.0 and of 1.5.0. The rules:
//
//   - A change is known by its id. It is told once, however many versions of a component bring
//     it, and once for all components that one change file names. A change without an id is
//     known by its place.
//   - What somebody has already is not news: a fix that was brought to the old line too.
//   - A change that a later one on the way reverts is folded out, and so is the revert. A revert
//     of the revert brings it back. A revert of something that the reader has is told as itself.
//   - What the reader had and no longer has (the component went down, or its lines have parted)
//     is told as gone.
//   - A component that is added is told as itself; of its past only features that have a text of
//     the audience's own. One that is removed or goes down is told under what to do before
//     upgrading.
//
// What comes out is grouped for the reader ([Section]), not by file, and made for one
// [Audience]. Who prints it ([Notes.Markdown], [Notes.Text], [Notes.JSON], [Notes.HTML],
// [Notes.Docx], [Notes.Template]) decides nothing any more.
package notes
