package storetest

import (
	"testing"

	"joinery/registry"
)

// A Harness is one place where a store keeps what it is given, empty at first.
type Harness struct {
	// Open opens the store, and again each time, as another process would. It fails the test when
	// that cannot be. The suite closes what it opens.
	Open func(t testing.TB) registry.Store

	// Shared says that several open stores may write to the place at once. The others are closed
	// before they are opened again.
	Shared bool
	// Volatile says that what is kept ends with Close.
	Volatile bool
	// Slow leaves out the test with a million versions, as -short does.
	Slow bool
}

// Run runs the suite. It calls fresh for each of its tests, several dozen times; each call makes an
// empty place which shares nothing with the others.
func Run(t *testing.T, fresh func(t testing.TB) Harness) {
	for _, b := range behaviours {
		t.Run(b.name, func(t *testing.T) { b.test(t, fresh(t)) })
	}
}

// A behaviour is one test of the suite.
type behaviour struct {
	name string
	test func(t testing.TB, h Harness)
}

// behaviours are all tests, grouped by the files that they stand in.
var behaviours = []behaviour{
	{"items are kept", itemsAreKept},
	{"items are changed", itemsAreChanged},
	{"items are listed", itemsAreListed},
	{"items are searched", itemsAreSearched},

	{"versions are kept", versionsAreKept},
	{"versions are changed", versionsAreChanged},
	{"versions are listed", versionsAreListed},
	{"versions fall due", versionsFallDue},

	{"marks", marksAreSet},
	{"answers", answersAreKept},
	{"products", productsAreKept},
	{"bundles", bundlesAreKept},
	{"tokens are kept", tokensAreKept},
	{"tokens only get older", tokensOnlyGetOlder},
	{"cursors", cursorsAreSet},

	{"audit is kept", auditIsKept},
	{"audit is filtered", auditIsFiltered},
	{"audit is followed", auditIsFollowed},
	{"audit is followed under load", auditIsFollowedUnderLoad},

	{"nothing is there twice", nothingIsThereTwice},
	{"nothing is changed that is not there", nothingIsChangedThatIsNotThere},
	{"a change that does not look", changeThatDoesNotLook},

	{"a change is kept whole or not", changeIsKeptWholeOrNot},
	{"a change sees its own writes", changeSeesItsOwnWrites},
	{"nobody sees a change that runs", nobodySeesAChangeThatRuns},
	{"a change ends with its context", changeEndsWithItsContext},
	{"changes do not disturb each other", changesDoNotDisturbEachOther},

	{"rows are held", rowsAreHeld},
	{"rows are held in any order", rowsAreHeldInAnyOrder},
	{"rows that appear are held", rowsThatAppearAreHeld},
	{"waiting ends with the context", waitingEndsWithTheContext},
	{"crowds are served", crowdsAreServed},
	{"draws", drawsAreDistinct},

	{"two add one thing", twoAddOneThing},
	{"two change one product", twoChangeOneProduct},
	{"two cut bundles", twoCutBundles},

	{"pages", pagesMeet},
	{"names are bytes", namesAreBytes},
	{"lists are sorted by bytes", listsAreSortedByBytes},
	{"texts", textsComeBack},
	{"documents", documentsComeBack},
	{"times", timesComeBack},
	{"limits", limitsAreWide},
	{"copies", copiesAreApart},

	{"contexts", contextsEndCalls},
	{"closing", closingEndsCalls},
	{"closing waits", closingWaits},
	{"reopening", reopeningFindsEverything},
	{"sharing", sharingShowsEverything},

	{"a store does as memory does", doesAsMemoryDoes},
	{"a million versions", millionVersions},
}
