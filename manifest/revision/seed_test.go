package revision

import (
	"flag"

	_ "pgregory.net/rapid"
)

// The property tests draw the same cases in every run; -rapid.seed draws others. There are few,
// since each runs git a dozen times; -rapid.checks draws more.
func init() {
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.checks": "25"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
}
