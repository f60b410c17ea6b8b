// Command joinery composes a product out of independently versioned components.
package main

import "os"

func main() {
	p := program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: now}
	os.Exit(p.run(os.Args))
}
