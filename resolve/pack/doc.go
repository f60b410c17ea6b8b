// Package pack makes the release package of a bundle: one file that holds what a customer gets,
// and that anybody can check without a network.
//
// The rule: a package is a tar of which every byte is determined by what it holds, compressed with
// gzip. The digest of the tar is the package's identity; how hard gzip pressed is not part of it.
// The package of acme-suite 4.2.1 holds, in this order,
//
//	SHA256SUMS                                   a line for each file below, as sha256sum writes it
//	artifacts/ledger-lib/2.1.3/ledger.tgz        a file of a component's version
//	bundle.joinery.yaml                          the bundle
//	notes/notes.html                             what is new for customers, as a page
//	notes/notes.md                               the same in Markdown
//	sbom/cyclonedx.json                          the bill of materials
//	sbom/spdx.json                               the same in the other format
//
// [Save] writes one, [Verify] checks one, [Unpack] checks one and then writes its files into a folder.
// [Registry.Push] publishes what Save wrote in a registry, [Registry.Pull] brings it back.
//
// # The tar
//
// Names ascend by their bytes. Each file is a ustar header, its bytes, and zeros up to the next
// multiple of 512; two blocks of zeros end the archive, and nothing follows. A header says a plain
// file with mode 0644, owner and group 0 without names, and the first second of 1980; the digits
// are octal, filled with zeros to the field's width less one, and a NUL. A name of more than 100
// bytes is parted at its last slash. There are no folders, links or extended headers.
//
// # The gzip wrapper
//
// One member whose header is 1f 8b 08 00 00 00 00 00 00 ff, and nothing behind it.
//
// # The names of artifacts
//
// artifacts/COMPONENT/VERSION/FILE, where FILE is the last segment of the artifact's path. In each
// of the three a byte that is none of A-Z a-z 0-9 . _ + ~ - becomes _, so does a dot or dash in front
// and a dot at the end; / in a component's name is --. What Windows takes for a device (con, NUL.tgz)
// gets _ in front. What is longer than 90, 54 or 100 bytes is cut
// and keeps its end, with twelve digits of its SHA-256 in between. When the name is taken, also by one
// that differs in case alone, FILE gets 2-, 3- and so on in front.
package pack
