package daemon

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"joinery/registry/api"
)

// Expiry reads how long a token is good, as --expires says it: 90d, 12h, or up to a day, 2027-01-31,
// which is meant whole. It returns nil for "". The error is an *[Error].
func Expiry(text string, now time.Time) (*time.Time, error) {
	if text == "" {
		return nil, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		end := day.AddDate(0, 0, 1)
		if !now.Before(end) {
			return nil, failed("--expires "+text+": that day is over, wanted today or one to come", "")
		}
		return &end, nil
	}
	lasts, err := time.ParseDuration(text)
	if days, found := strings.CutSuffix(text, "d"); found {
		n, wrong := strconv.ParseUint(days, 10, 16)
		lasts, err = time.Duration(n)*24*time.Hour, wrong
	}
	if err != nil || lasts <= 0 {
		return nil, failed("--expires "+text+": wanted days such as 90d, hours such as 12h, or a day such as 2027-01-31", "")
	}
	end := now.Add(lasts).Truncate(time.Second)
	return &end, nil
}

// Rights says what who has a token may: "draw of payments-*, ledger-lib".
func Rights(t api.Token) string {
	if len(t.Items) == 0 {
		return t.Role
	}
	return t.Role + " of " + strings.Join(t.Items, ", ")
}

// WriteTokens writes a line for each token: its name, its rights, whether it is good, when it was used.
func WriteTokens(w io.Writer, all []api.Token, now time.Time) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, one := range all {
		state, used := "good", "never used"
		switch {
		case one.Revoked != nil:
			state = "revoked " + one.Revoked.Format(time.DateOnly)
		case one.Expires != nil && !now.Before(*one.Expires):
			state = "over since " + one.Expires.Format(time.DateOnly)
		case one.Expires != nil:
			state = "good until " + one.Expires.Format("2006-01-02 15:04")
		}
		if one.Used != nil {
			used = "used " + one.Used.Format("2006-01-02 15:04")
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", one.Name, Rights(one), state, used)
	}
	return table.Flush()
}
