// Command generate writes the workspace examples/kube-prometheus-stack from
// kube-prometheus-stack.json, which lists the releases of a chart of
// https://github.com/prometheus-community/helm-charts: dependencies and appVersion in its
// Chart.yaml at each release's tag, up to commit cf408a290.
//
//	go run ./examples/kube-prometheus-stack/generate [DIR]
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"

	"joinery/examples/history"
)

//go:embed kube-prometheus-stack.json
var data []byte

var telling = &history.Telling{
	Title: "Kube Prometheus Stack",
	Comment: "The releases of the Helm chart kube-prometheus-stack, each a bundle in releases/.\n" +
		"Written by ./generate.",
	Names: map[string]string{"(app)": "prometheus-operator"},
	Schemes: map[string]string{
		"prometheus-operator":         "loose", // v0.92.1
		"prometheus-windows-exporter": "loose", // 0.12.*, as the chart has it
	},
	Exceptions: []history.Exception{{
		Rule: "lineage-minor-resets", Component: "kube-state-metrics", Version: "8.3.1",
		Until: "2099-12-31", Owner: "prometheus-community", Reason: "8.3.0 was in no release, and what is released stays as it is",
	}},
}

func main() {
	dir := "examples/kube-prometheus-stack"
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := history.Generate(context.Background(), data, telling, dir); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
