// Package sbom tells what a bundle consists of to those who ask for a bill of materials: auditors,
// customers, scanners.
//
// The rule: a bill says what the bundle says, and of each part what the manifests know about the
// very version that the bundle lists. Given the bundle acme-suite 4.2.1 with
//
//	payments-api 1.3.2  direct, dist/payments-1.3.2.tgz
//	ledger-lib   2.1.0  required by payments-api
//
// [New] and [Bill.CycloneDX] write, in short,
//
//	"serialNumber": "urn:uuid:…"                     made of the bundle's digest
//	"metadata": acme-suite 4.2.1                     an application, with its release notes
//	"components": ledger-lib 2.1.0, payments-api 1.3.2
//	"dependencies":
//	  acme-suite@4.2.1    on payments-api@1.3.2
//	  payments-api@1.3.2  on ledger-lib@2.1.0
//	  ledger-lib@2.1.0    on nothing
//
// and [Bill.SPDX] the same parts as packages with relationships between them. The same bundle and
// manifests give the same bytes: no clock, no random number and nothing of the machine enters.
//
// What an author keeps for engineering alone, internal changes that is, is in no bill.
package sbom
