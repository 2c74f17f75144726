#!/bin/sh
# The same evidence on other builds and in other surroundings: every result must have the same
# bytes. Usage: testdata/repro.sh GO_SOURCE_DIRECTORY. Builds that this machine cannot run are
# named and skipped; arm64 needs qemu-aarch64 (Debian: qemu-user) on other machines.
set -eu
root=$(cd "${1:-.}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
want=

# hash PROGRAM DIRECTORY: the digest of all results, of every report of each, and of the rows
# that list writes, with DIRECTORY as the working directory.
hash() {
	(
		cd "$2"
		for f in "$root"/testdata/listings/*.txt "$root"/testdata/listings/*.csv "$root"/testdata/tutorial-leak.tar.gz; do
			$1 analyze --force --to json -o "$work/result.json" "$f"
			cat "$work/result.json"
			for to in text full md html csv junit; do
				$1 report --to $to "$work/result.json"
			done
			for to in csv jsonl bodyfile; do
				$1 list --to $to "$f"
			done
		done | sha256sum | cut -c1-64
	)
}

# check NAME HASH
check() {
	if [ -z "$want" ]; then
		want=$2
	fi
	if [ "$2" = "$want" ]; then
		printf '%-28s %s\n' "$1" "$2"
	else
		printf '%-28s %s  DIFFERS\n' "$1" "$2"
		failed=1
	fi
}

# build NAME [VARIABLE=VALUE...]
build() {
	name=$1
	shift
	(cd "$root" && env CGO_ENABLED=0 "$@" go build -trimpath -buildvcs=false -o "$work/$name" ./cmd/copyclock)
}

build plain
plain=$work/plain
check "plain build, $(go env GOOS)/$(go env GOARCH)" "$(hash "$plain" "$root")"
check 'GOMAXPROCS=1' "$(GOMAXPROCS=1 hash "$plain" "$root")"
check 'GOMAXPROCS=7' "$(GOMAXPROCS=7 hash "$plain" "$root")"
check 'GOGC=10' "$(GOGC=10 hash "$plain" "$root")"
check 'TZ=Asia/Kathmandu' "$(TZ=Asia/Kathmandu hash "$plain" "$root")"
check 'TZ=:/nowhere' "$(TZ=:/nowhere hash "$plain" "$root")"
check 'TZ=America/St_Johns' "$(TZ=America/St_Johns hash "$plain" "$root")"
check 'LC_ALL=tr_TR.UTF-8' "$(LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 hash "$plain" "$root")"
check 'RUNEWIDTH_EASTASIAN=1' "$(RUNEWIDTH_EASTASIAN=1 hash "$plain" "$root")"
check 'LC_ALL=C' "$(LC_ALL=C LANG=C hash "$plain" "$root")"
check 'NO_COLOR, TERM=dumb' "$(NO_COLOR=1 TERM=dumb hash "$plain" "$root")"
check 'COLUMNS=200' "$(COLUMNS=200 hash "$plain" "$root")"
check 'another directory' "$(hash "$plain" "$work")"

# A product that is fused with a sum has other bits; on arm64 the compiler fuses where it may.
fused=$(cd "$root" && GOARCH=arm64 CGO_ENABLED=0 go build -gcflags=copyclock/...=-S -o /dev/null ./cmd/copyclock 2>&1 |
	grep -E '\bFN?M(ADD|SUB)D\b' | grep -o '(.*\.go:[0-9]*)' | grep -E '/(analyze|reports|timestamps)/' | sed 's#.*/\(analyze\|reports\|timestamps\)/#\1/#; s/)//' | sort -u || true)
if [ -n "$fused" ]; then
	echo "products fused with sums; wrap them in float64():"
	echo "$fused"
	failed=1
fi

if [ "$(go env GOARCH)" = amd64 ]; then
	for level in v1 v2 v3; do
		build "amd64$level" GOAMD64=$level
		check "GOAMD64=$level" "$(hash "$work/amd64$level" "$root")"
	done
	build noasm GOFLAGS=-tags=noasm,purego
	check 'without assembly' "$(hash "$work/noasm" "$root")"
	build 386 GOARCH=386
	check 'GOARCH=386' "$(hash "$work/386" "$root")"
	build arm64 GOARCH=arm64
	qemu=$(command -v qemu-aarch64 || command -v qemu-aarch64-static || true)
	if [ -n "$qemu" ]; then
		check 'GOARCH=arm64 (qemu)' "$(hash "$qemu $work/arm64" "$root")"
	else
		printf '%-28s skipped: qemu-aarch64 is not installed\n' 'GOARCH=arm64'
	fi
fi

# same NAME WANT GOT
same() {
	if [ "$2" = "$3" ]; then
		printf '%-28s the same, %s\n' "$1" "$4"
	else
		printf '%-28s DIFFERS\n' "$1"
		failed=1
	fi
}

# The order of evidence changes the numbers of the evidence and nothing else.
a=$root/testdata/listings/local-usb2-r7798.txt
b=$root/testdata/listings/nist-rm1-usb.csv
rates() { "$plain" analyze --to csv "$@" | cut -d, -f4-19 | sort | sha256sum; }
same 'order of evidence' "$(rates "$a" "$b")" "$(rates "$b" "$a")" 'every burst and rate'

# Lines that end in CRLF change the bytes, the digests and the encoding of the evidence: with
# the block of the evidence masked every other byte of the result is the same.
masked() { "$plain" analyze --to json "$1" | sed '/^  "evidence": \[/,/^  \],/d' | sha256sum; }
for f in "$root"/testdata/listings/*.txt "$root"/testdata/listings/*.csv; do
	sed 's/$/\r/' "$f" >"$work/$(basename "$f")"
	same "CRLF, $(basename "$f" | cut -c1-20)" "$(masked "$f")" "$(masked "$work/$(basename "$f")")" 'the evidence masked'
done
exit $failed
