// Package importer makes a workspace out of what a team has already: the file in which another
// tool says what a product is made of.
//
// [Read] finds out what kind of file it is, reads it, and returns an [Import]: one product, its
// components, and what could not be carried over, which [Import.Summary] puts into words.
// [Import.Files] writes the workspace down. Given
//
//	apiVersion: v2
//	name: acme-suite
//	version: 4.3.0
//	dependencies:
//	  - {name: web-shop, version: 2.0.1, repository: https://charts.acme.example, condition: shop.enabled}
//
// as Chart.yaml, the product is acme-suite, whose first version will be 4.3.0, with the component
// web-shop at 2.0.1, and the summary says
//
//	Chart.yaml: dependencies[0].condition: a product always has its components, values do not switch them off
//
// # Formats
//
//	helm       a chart: Chart.yaml, with Chart.lock beside it
//	bosh       a BOSH deployment manifest: releases and stemcells
//	cyclonedx  a CycloneDX bill of materials in JSON: components and dependencies
//	ocm        an Open Component Model descriptor, v2 and v3: references and resources
//	openshift  an OpenShift release's image-references: its images
//	maven      a Maven bill of materials, pom.xml: the managed dependencies
//	gomod      a Go module, go.mod: its requirements
//
// # What holds for all of them
//
// A component is what the file lists with a version. It is semver when its version is one, else
// loose: what others gave their parts is kept as they wrote it. A dependency comes in where the file
// states it, exact; what nothing needs is a direct component of the product. A product takes one
// version of a component: where a file lists several the highest is taken, and circles of
// dependencies are opened at the edge that closes them.
//
// A name is made of a foreign one: lower case, every character that names do not have a "-", at
// most 128 of them. Two that come to the same are told apart by what they are, else by a number.
// The foreign name stays as the title.
//
// A file may have 64 MiB, as YAML 16 and as go.mod 4, and is UTF-8 or, by its byte order mark,
// UTF-16. In YAML and JSON no key stands twice in one map.
//
// The result is the same for the same input, and check finds no error in it.
package importer
