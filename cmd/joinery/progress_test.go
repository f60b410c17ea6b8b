package main

import (
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	for _, test := range []struct {
		name  string
		steps []int // milliseconds since the start at which one more file of three is read
		want  string
	}{
		{"quick work says nothing", []int{1, 2, 499}, ""},
		{"long work is shown", []int{100, 700, 900}, "\r\x1b[Kreading 2 of 3 files\r\x1b[Kreading 3 of 3 files\r\x1b[K"},
		{"ten times a second are enough", []int{600, 650, 800}, "\r\x1b[Kreading 1 of 3 files\r\x1b[Kreading 3 of 3 files\r\x1b[K"},
		{"the end is always shown", []int{600, 601, 602}, "\r\x1b[Kreading 1 of 3 files\r\x1b[Kreading 3 of 3 files\r\x1b[K"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			start := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
			clock := start
			shown := &progress{w: &out, started: start, now: func() time.Time { return clock }}
			for i, at := range test.steps {
				clock = start.Add(time.Duration(at) * time.Millisecond)
				shown.read(i+1, len(test.steps))
			}
			shown.done()
			if got := out.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestProgressWithoutTerminal(t *testing.T) {
	var out strings.Builder
	p := program{stderr: &out, now: func() time.Time { return time.Time{} }}
	shown := p.progress()
	shown.read(1, 1)
	shown.done()
	if got := out.String(); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}
