package version_test

import (
	"fmt"

	"joinery/manifest/version"
)

func Example() {
	v, err := version.SemVer.Parse("1.4.0-rc.1")
	if err != nil {
		fmt.Println(err)
		return
	}
	next, err := version.SemVer.Next(v, version.Step{Level: version.Minor})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := version.ParseConstraint(version.SemVer, "^1.4 || ~> 3.2")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(v.Compare(v.Core()), next, c.Admits(v), c.Admits(v.Core()))
	// Output: -1 1.5.0 false true
}

func ExampleParseError() {
	_, err := version.SemVer.Parse("1.4")
	fmt.Println(err)
	// Output: "1.4": found the end at offset 3, wanted .PATCH
}
