// Package diff writes what lies between two bundles: for people as a table that fits 80 columns
// ([Text]), for a comment or a page as Markdown ([Markdown]), and for programs as JSON ([JSON]),
// whose fields docs/reference/diff-json.md explains.
//
//	d := bundle.Diff(workspace, from, to)
//	diff.Text(w, d)
//
//	acme-suite  4.2.1 → 4.3.0  minor
//	  policy       asks for minor, and that it is
//	  minor        payments-api 1.3.2 → 1.4.0
//
//	        component     from   to     level
//	raised  payments-api  1.3.2  1.4.0  minor
//	raised  web-shop      2.0.0  2.0.1  patch
//
//	2 raised; 7 as before
package diff
