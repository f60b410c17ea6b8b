// Command generate writes the workspace examples/spring-cloud from spring-cloud.json, which
// lists the release trains of https://github.com/spring-cloud/spring-cloud-release: the
// properties of spring-cloud-dependencies/pom.xml in each release, up to commit ed3b35a.
//
//	go run ./examples/spring-cloud/generate [DIR]
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"

	"joinery/examples/history"
)

//go:embed spring-cloud.json
var data []byte

var telling = &history.Telling{
	Title: "Spring Cloud",
	Comment: "The release trains of Spring Cloud, each a bundle in releases/. Written by ./generate.\n" +
		"The first number is a year, yet people choose when it moves: to joinery it is a MAJOR.",
	Type: "library",
	Exceptions: []history.Exception{
		{
			Rule: "lineage-minor-resets", Component: "spring-cloud-function", Version: "3.2.1",
			Until: "2099-12-31", Owner: "spring-cloud-release", Reason: "3.2.0 was in no train, and what is released stays as it is",
		},
		{
			Rule: "lineage-minor-resets", Component: "spring-cloud-stream", Version: "3.2.1",
			Until: "2099-12-31", Owner: "spring-cloud-release", Reason: "3.2.0 was in no train, and what is released stays as it is",
		},
	},
	Pattern: "YYYY.MINOR.MICRO",
}

func main() {
	dir := "examples/spring-cloud"
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := history.Generate(context.Background(), data, telling, dir); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
