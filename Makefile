# copyclock. `make` builds, lints and tests; `make demo` runs the main job on real listings.

export CGO_ENABLED = 0
GOFLAGS_BUILD = -trimpath
GOLANGCI = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.5.0
NFPM = go run github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.43.0

.PHONY: all big docs formats build lint lint-full test golden demo bench repro interop corpus validation coverage cases release release-check clean drift dual-tool fuzz bench-peers scale

all: build lint test

build: ## the program, as bin/copyclock
	go build $(GOFLAGS_BUILD) -o bin/copyclock ./cmd/copyclock

lint: ## what needs nothing but Go
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on these files"; exit 1; }
	go vet ./...

lint-full: ## all linters of .golangci.yml (builds the pinned linter first)
	$(GOLANGCI) run ./...

test: ## everything that decides whether a change is right
	go test ./...

golden: ## rewrite the golden files; read the diff before committing it
	go test ./reports ./reports/render ./selftest -update
	go test ./cmd/... -skip 'TestDocs|TestReadme' -update

demo: build ## the main job on the real listings of testdata, with the truth beside it
	@testdata/demo.sh bin/copyclock

bench: ## benchmarks with names that benchstat reads
	go test -run '^$$' -bench . -benchmem ./...

FUZZTIME ?= 60s
FUZZ ?= .

fuzz: ## every fuzz target whose name matches FUZZ, for FUZZTIME each, with one worker
	@FUZZTIME=$(FUZZTIME) testdata/fuzz.sh "$(FUZZ)"

repro: ## the same bytes from other builds, zones, locales and numbers of processors
	@testdata/repro.sh .

PYTHON ?= python3

interop: build ## read the exports with pandas, mactime and, where DUCKDB names it, DuckDB
	@$(PYTHON) testdata/interop/check.py bin/copyclock testdata/interop/names.csv testdata/listings/*.csv testdata/listings/*.txt

corpus: build ## how good the method is on the shipped ground truth
	@bin/copyclock validate testdata/groundtruth.tar.xz

validation: build ## measure the method on the shipped ground truth, and ship the figures that reports quote
	bin/copyclock validate --to summary --force -o analyze/validate/validated/validated.json testdata/groundtruth.tar.xz

coverage: ## how often the intervals hold in simulated copies; takes minutes
	@go test -count=1 -timeout 60m -run TestCoverage -v ./analyze/rate -coverage-runs 100 | grep -v "^ *=== \|^ *--- PASS"

SAMPLES ?= ../shared/listings/archive-*/*

dual-tool: build ## hold what is read of SAMPLES against 7z, zipinfo, bsdtar, lsar, exiftool and unrar-free, and new archives against their truth
	@python3 testdata/dualtool/check.py bin/copyclock $(SAMPLES)
	@python3 testdata/dualtool/truth.py bin/copyclock

ENTRIES ?= 10000000

big: ## bin/big.txt: a body file of ENTRIES lines, copied once, to measure cost with (140 bytes a line)
	@mkdir -p bin
	go run ./experiment/bigbody -n $(ENTRIES) > bin/big.txt

docs: build ## write docs/reference, the pictures and what the pages quote again, from the code
	go test ./cmd/copyclock -run 'TestReference|TestFormatsPage|TestPictures|TestDocs' -update

bench-peers: build bin/big.txt ## copyclock beside DuckDB (npm) and mactime (sleuthkit), as docs/performance.md quotes it
	@testdata/peers/bench.sh bin/copyclock bin/big.txt

bin/big.txt:
	$(MAKE) big

scale: build ## how the cost grows from 10^4 to 3.8x10^7 entries, as docs/performance.md quotes it
	@testdata/peers/scale.sh bin/copyclock

formats: build ## write the table of docs/formats.md again
	go test ./cmd/copyclock -run TestFormatsPage -update

drift: build ## fail if a case, or its report, is no longer reproduced from its evidence
	@bin/copyclock verify --report report.md docs/cases/*/result.json testdata/listings/*.txt testdata/listings/*.csv

cases: build ## build docs/cases again, and write what the commands print into the pages
	docs/cases/build.sh bin/copyclock
	go test ./cmd/copyclock -run TestDocs -update

release-check: release ## build a second time elsewhere and compare; install the package and use it
	packaging/check.sh "$(NFPM)"

release: ## dist/: archives for all systems, Debian packages, checksums; the same bytes for one commit
	packaging/release.sh "$(NFPM)"

clean:
	rm -rf bin dist
