# The targets that people and CI call. `test` and `lint` need Go and git alone.
GO ?= go
PACKAGES = ./...

.PHONY: test lint generate race fuzz bench bench-registry soak release-check

test: ## the test suite
	$(GO) test $(PACKAGES)

lint: ## vet, also for Windows, gofmt, staticcheck; the import order is a test
	$(GO) vet $(PACKAGES)
	GOOS=windows $(GO) vet $(PACKAGES)
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

bench-registry: ## the registry's speed as ratios; docs/performance-registry.md explains
	$(GO) test -run '^$$' -bench . -benchtime 1x ./registry
	$(GO) test -run '^$$' -bench Registry -benchtime 1x ./cmd/bench

JOINERY_SOAK ?= 10m
soak: ## the registry's fault suite, each fault for JOINERY_SOAK, the databases at the same time
	JOINERY_SOAK=$(JOINERY_SOAK) $(GO) test -timeout 0 -parallel 3 -v -run 'TestSQLite|TestPostgres|TestMariaDB' ./registry/faulttest

# A release build stamps VERSION and COMMIT; the same source and stamps give the same bytes.
VERSION ?= 0.0.0-release-check
COMMIT ?= $(shell git rev-parse --short=7 HEAD)
RELEASES = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
RELEASE_BUILD = CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags "-s -w -X main.release=$(VERSION) -X main.commit=$(COMMIT)"
release-check: ## the program builds for every platform, stamped, and says so on this one
	@set -e; out="$$(mktemp -d)"; trap 'rm -rf "$$out"' EXIT; \
	for platform in $(RELEASES); do \
		echo "$$platform"; \
		program="$$out/joinery-$${platform%/*}-$${platform#*/}"; \
		GOOS=$${platform%/*} GOARCH=$${platform#*/} $(RELEASE_BUILD) -o "$$program" ./cmd/joinery; \
		for stamp in "$(VERSION)" "$(COMMIT)"; do \
			grep -aqF -- "$$stamp" "$$program" || { echo "$$platform: found no $$stamp in the program, wanted it stamped"; exit 1; }; \
		done; \
	done; \
	here="$$($(GO) env GOOS)-$$($(GO) env GOARCH)"; \
	test -e "$$out/joinery-$$here" || { echo "$$here is none of the platforms: nothing was run"; exit 1; }; \
	got="$$("$$out/joinery-$$here" --version)"; want="joinery $(VERSION) ($(COMMIT))"; \
	test "$$got" = "$$want" || { echo "got the version \"$$got\", want \"$$want\""; exit 1; }; \
	cd cmd/joinery && $(RELEASE_BUILD) -o "$$out/again" . && cmp "$$out/joinery-$$here" "$$out/again"; \
	echo "$$got"
