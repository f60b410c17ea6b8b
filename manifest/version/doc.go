// Package version knows what a version is: how it is written, which of two comes first,
// what comes next, and what a constraint admits. It reads no files and no clock.
//
// There are five schemes. [SemVer] is the default for components, [FourPart] has a
// fourth number, [CalVer] writes the date, [AnyVer] tells how old and how busy a product
// is, and [Loose] takes what third parties write. No scheme guesses: a text that does
// not parse is a *[ParseError] that says where, and a version keeps its text as written.
//
//	v, err := version.SemVer.Parse("1.4.0-rc.1")
//	v.Compare(v.Core())                                             // -1
//	version.SemVer.Next(v, version.Step{Level: version.Minor})      // 1.5.0
//
//	c, err := version.ParseConstraint(version.SemVer, "^1.4 || ~> 3.2")
//	c.Admits(v)                                                     // false: v is a pre-release
//	c.Admits(v.Core())                                              // true
//
// # Grammar
//
//	semver     = NUM "." NUM "." NUM [ "-" pre ] [ "+" build ]
//	four-part  = NUM "." NUM "." NUM "." NUM [ "-" pre ] [ "+" build ]
//	calver     = token { [ sep ] token } [ "-" pre ] [ "+" build ]     as the pattern says
//	anyver     = NUM "." YYYYMM [ NUM ] "." fields [ ( "-" | "." ) pre ] [ "+" build ]
//	loose      = 1 to 128 visible ASCII characters
//
//	pre        = ident { "." ident }       digits alone: without a leading zero
//	build      = ident { "." ident }
//	ident      = ( letter | digit | "-" ) { letter | digit | "-" }
//	fields     = D [ D [ D [ D [ NUM ] ] ] ]                Ku F P B, one digit each, then R
//	NUM        = "0" | a number of at most 63 bits without a leading zero
//
//	pattern    = token { [ sep ] token }   no sep only behind YYYY, 0M, 0W and 0D
//	token      = "YYYY" | "YY" | "0Y" | "MM" | "0M" | "WW" | "0W" | "DD" | "0D"
//	           | "MAJOR" | "MINOR" | "MICRO"
//	sep        = "." | "-" | "_"
//
//	constraint = list { "||" list }
//	list       = bound { "," bound }       blanks may stand around every bound
//	bound      = [ "=" ] version
//	           | ( "!=" | ">" | ">=" | "<" | "<=" | "^" | "~>" ) partial
//	partial    = version | NUM [ "." NUM ]                  behind "~>" two numbers at least
//
// A version has at most 256 bytes (128 in loose), a constraint at most 1024. Four-part,
// calver and anyver take exact constraints only.
package version
