// Package manifest reads what people write: the YAML documents and change files of a workspace.
//
// [Load] finds every file called joinery.yaml or ending in .joinery.yaml below a root, and every
// changes/*.md, and turns them into a [Workspace]. What is wrong with a file never stops the
// others: each problem is a [diag.Diagnostic] in Workspace.Problems, with file, line and column,
// all problems of a file in one run. Given
//
//	apiVersion: joinery/v1
//	kind: Component
//	nmae: ledger-lib
//	versions:
//	  - version: 1.10.0
//	    extends: 1.9.0
//
// Load reports
//
//	joinery.yaml:3:1: error: unknown field "nmae" [schema]
//	joinery.yaml:6:14: error: extends: found the text "1.9.0", wanted a list of versions [schema]
//
// # Documents
//
// A file holds one document or several, split by lines "---". A document is a map that starts
// with apiVersion and kind:
//
//	file      = document { "---" document }
//	document  = "apiVersion: joinery/v1" "kind: " kind fields
//	kind      = "Component" | "Product" | "Bundle"
//	change    = "---" front matter "---" prose    (in changes/NAME.md)
//
// The fields of each kind stand in one list beside its type; decoder, JSON [Schema] and the
// reference page docs/reference/manifest.md are all made from it.
//
// Components and products are read strictly: a field that is not listed, a key that stands
// twice, a value of another kind and null are errors. So are anchors, aliases, merge keys and
// tags, since an edit could not keep them true. Bundles are read tolerantly: a field that is not
// known is kept, so that an older joinery reads a newer bundle.
//
// A scalar is text as it is written: unquoted 1.10 is "1.10", true and false stand only where a
// boolean is wanted. Every [Text] knows its line and column.
//
// # Writing
//
// An [Edit] changes values and adds entries in the text of one file and leaves every other byte
// alone, [Diff] shows what that would change, and [WriteFiles] writes several files or none.
//
// # Without files
//
// Documents may come from elsewhere, such as a registry: [Options] has Elsewhere, which is asked
// for the names that no file declares. [Split] takes a document apart into one text for each
// version, and [Join] puts it together again.
//
// # Names
//
//	name     = segment { "/" segment }    at most 128 characters, not ending in .json, .txt, .xml
//	segment  = alnum [ { alnum | "." | "_" | "-" } alnum ]    without ".." and "--"
//	alnum    = "a"…"z" | "0"…"9"
//
// In names of files "/" is written "--".
package manifest
