package storetest

import (
	"testing"

	"joinery/registry"
)

func answersAreKept(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "answer to nothing", s.answer("draw lib", "k1"), registry.Answer{})

	// A key belongs to its scope.
	lib, other, bare := sampleAnswer("draw lib", "k1"), sampleAnswer("draw other", "k1"), registry.Answer{Scope: "draw lib", Key: "k2"}
	other.Fingerprint, other.Body = "sha256:cd", []byte("2.0.0")
	s.write(registry.Writing{Answers: []registry.Answer{lib, other, bare}})
	same(t, "answer of lib", s.answer("draw lib", "k1"), lib)
	same(t, "answer of other", s.answer("draw other", "k1"), other)
	same(t, "answer without a body", s.answer("draw lib", "k2"), bare)
	same(t, "answer to another key", s.answer("draw lib", "k"), registry.Answer{})
	same(t, "scope and key exchanged", s.answer("k1", "draw lib"), registry.Answer{})
	same(t, "scope and key cut elsewhere", s.answer("draw li", "bk1"), registry.Answer{})
}
