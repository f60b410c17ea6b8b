// Package daemon is a registry's server as a program runs it: its options, its settings, the databases
// that it knows, and the run from an open database to the last answer. A program brings its command
// line, and databases that need more than Go:
//
//	p := daemon.Program{Name: "joinery-duckdb", Databases: []*sqlstore.Dialect{duckdb.Dialect}, …}
//	s, err := daemon.ReadSettings(ctx, daemon.Sources{Given: given, Getenv: os.Getenv})
//	if err == nil {
//		err = s.Run(ctx, p)
//	}
//
// A setting may stand in three places, of which the first that says something leads:
//
//	--draw-ttl 48h         on the command line
//	JOINERY_DRAW_TTL=48h   in the environment
//	draw-ttl: 48h          in the file that --config or JOINERY_CONFIG names
//
// The same program looks after its database while no server runs, or beside one where the database
// lets it: see [Program.WithRegistry].
package daemon
