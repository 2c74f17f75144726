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

# hash PROGRAM DIRECTORY: the digest of all results, machine formats and readers' formats.
hash() {
	(
		cd "$2"
		for f in "$root"/testdata/listings/*.txt "$root"/testdata/listings/*.csv; do
			for to in json html csv; do
				$1 analyze --to $to "$f"
			done
			$1 list --to jsonl "$f"
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
check 'plain build' "$(hash "$plain" "$root")"
check 'GOMAXPROCS=1' "$(GOMAXPROCS=1 hash "$plain" "$root")"
check 'GOMAXPROCS=7' "$(GOMAXPROCS=7 hash "$plain" "$root")"
check 'GOGC=10' "$(GOGC=10 hash "$plain" "$root")"
check 'TZ=Asia/Kathmandu' "$(TZ=Asia/Kathmandu hash "$plain" "$root")"
check 'TZ=America/St_Johns' "$(TZ=America/St_Johns hash "$plain" "$root")"
check 'LC_ALL=tr_TR.UTF-8' "$(LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 hash "$plain" "$root")"
check 'RUNEWIDTH_EASTASIAN=1' "$(RUNEWIDTH_EASTASIAN=1 hash "$plain" "$root")"
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
	for level in v2 v3; do
		build "amd64$level" GOAMD64=$level
		check "GOAMD64=$level" "$(hash "$work/amd64$level" "$root")"
	done
	build noasm GOFLAGS=-tags=noasm,purego
	check 'without assembly' "$(hash "$work/noasm" "$root")"
	build 386 GOARCH=386
	check 'GOARCH=386' "$(hash "$work/386" "$root")"
	build arm64 GOARCH=arm64
	if command -v qemu-aarch64 >/dev/null; then
		check 'GOARCH=arm64 (qemu)' "$(hash "qemu-aarch64 $work/arm64" "$root")"
	else
		printf '%-28s skipped: qemu-aarch64 is not installed\n' 'GOARCH=arm64'
	fi
fi

# The order of evidence changes the numbers of the evidence and nothing else.
a=$root/testdata/listings/local-usb2-r7798.txt
b=$root/testdata/listings/nist-rm1-usb.csv
rates() { "$plain" analyze --to csv "$@" | cut -d, -f4-19 | sort | sha256sum | cut -c1-64; }
if [ "$(rates "$a" "$b")" = "$(rates "$b" "$a")" ]; then
	echo 'order of evidence            the same bursts and rates'
else
	echo 'order of evidence            DIFFERS'
	failed=1
fi

# Lines that end in CRLF change the digests, sizes and encoding of the evidence and nothing else.
sed 's/$/\r/' "$a" >"$work/$(basename "$a")"
bursts() { "$plain" analyze --to csv "$1" | cut -d, -f1-3,5-; }
if [ "$(bursts "$a")" = "$(bursts "$work/$(basename "$a")")" ]; then
	echo 'CRLF                         the same bursts and rates'
else
	echo 'CRLF                         DIFFERS'
	failed=1
fi
exit $failed
