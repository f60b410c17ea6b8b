package server

import (
	"net/http"

	"joinery/registry/server/param"
)

// tagged is an answer with an edition, of which nothing may be left to say.
type tagged[T any] struct {
	Status int
	ETag   string `header:"ETag" doc:"The edition, for If-Match and If-None-Match."`
	Body   T
}

// tag returns an answer under its tag: without a body when the tag is known.
func tag[T any](u param.Unless, etag string, body T) *tagged[T] {
	out := &tagged[T]{Status: http.StatusOK, ETag: etag, Body: body}
	if u.Knows(etag) {
		out.Status = http.StatusNotModified
	}
	return out
}
