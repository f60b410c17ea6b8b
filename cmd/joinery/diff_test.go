package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestDiffExamples compares what is printed about the examples with files that a person can open.
func TestDiffExamples(t *testing.T) {
	for _, test := range []struct{ file, example, command string }{
		{"acme-suite-4.2.0-4.2.1.txt", "acme-suite", "diff 4.2.0 4.2.1"},
		{"acme-suite-4.2.0-4.2.1.md", "acme-suite", "diff 4.2.0 4.2.1 --format md"},
		{"acme-suite-4.2.0-4.2.1.json", "acme-suite", "diff 4.2.0 4.2.1 --format json"},
		{"acme-suite-releases.txt", "acme-suite", "releases"},
		{"spring-cloud-2025.1.0-2025.1.1.txt", "spring-cloud", "diff 2025.1.0 2025.1.1"},
		{"spring-cloud-2025.1.1-2025.1.2.txt", "spring-cloud", "diff 2025.1.1 2025.1.2"},
		{"spring-cloud-2025.1.0-2025.1.2.txt", "spring-cloud", "diff 2025.1.0 2025.1.2"},
		{"spring-cloud-2025.1.0-2025.1.2.md", "spring-cloud", "diff 2025.1.0 2025.1.2 --format md"},
		{"spring-cloud-2024.0.2-2025.1.2.txt", "spring-cloud", "diff 2024.0.2 2025.1.2"},
		{"spring-cloud-releases.txt", "spring-cloud", "releases"},
		{"kube-prometheus-stack-releases.md", "kube-prometheus-stack", "releases --format md"},
	} {
		t.Run(test.file, func(t *testing.T) {
			var got, told bytes.Buffer
			p := &program{stdout: &got, stderr: &told, getenv: func(string) string { return "" }, now: now}
			args := append([]string{"joinery", "-C", "../../examples/" + test.example}, strings.Fields(test.command)...)
			if status := p.run(args); status != exitFine || told.Len() > 0 {
				t.Fatalf("got exit status %d and %q, want %d and no word", status, told.String(), exitFine)
			}
			page(t, "testdata/diff/"+test.file, got.Bytes())
		})
	}
}
