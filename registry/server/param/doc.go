// Package param has the parameters that many routes have in common. A route's input embeds them:
//
//	struct {
//		param.OfItem
//		param.Paged
//	}
//
// takes an item's name from the path, and limit and cursor from the query. Their tags are what the
// OpenAPI document says of them.
package param

// OfItem names an item.
type OfItem struct {
	Name string `path:"name" maxLength:"128" doc:"The item's name, its / written %2F."`
}

// OfVersion names a version of an item.
type OfVersion struct {
	OfItem
	Version string `path:"version" maxLength:"256" doc:"Its number, in any spelling."`
}

// OfProduct names a product.
type OfProduct struct {
	Name string `path:"name" maxLength:"128" doc:"The product's name, its / written %2F."`
}

// Keyed is a request that an idempotency key makes safe to repeat.
type Keyed struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"The same key gets the same answer, for good. Make one for each request, of the job and its number, and keep it for repeating that."`
}
