# The targets that people and CI call. `test` and `lint` need Go and git alone.
GO ?= go
PACKAGES = ./...

.PHONY: test lint generate race fuzz bench release-check

test: ## the test suite
	$(GO) test $(PACKAGES)

lint: ## vet, gofmt, staticcheck; the import order is a test
	$(GO) vet $(PACKAGES)
	@unformatted="$$(gofmt -l .)"; test -z "$$unformatted" || { echo "gofmt would change:"; echo "$$unformatted"; exit 1; }
	$(GO) tool staticcheck $(PACKAGES)

generate: ## schemas, reference pages, golden files and examples; a stale one fails the tests
	$(GO) generate $(PACKAGES)

race: ## the test suite under the race detector; needs a C compiler
	CGO_ENABLED=1 $(GO) test -race $(PACKAGES)

FUZZTIME ?= 30s
fuzz: ## every fuzz target for FUZZTIME
	@for package in $$($(GO) list $(PACKAGES)); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

bench: ## speed as ratios to the floor; docs/performance.md explains
	$(GO) run ./cmd/bench

RELEASES = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
release-check: ## the program builds for every platform
	@for platform in $(RELEASES); do \
		echo "$$platform"; \
		CGO_ENABLED=0 GOOS=$${platform%/*} GOARCH=$${platform#*/} $(GO) build -trimpath -o /dev/null ./cmd/joinery || exit 1; \
	done
