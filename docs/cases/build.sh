#!/bin/sh
# Builds result.json and report.md of every case. Run it as make cases, which then writes
# what the commands print into the pages. Usage: docs/cases/build.sh PROGRAM
set -eu
program=$1
here=$(dirname "$0")

# build CASE FLAGS... LISTING
build() {
	name=$1
	shift
	"$program" analyze --force --to json -o "$here/$name/result.json" "$@"
	"$program" report --force --to md -o "$here/$name/report.md" "$here/$name/result.json"
}

build nist-rm1 testdata/listings/nist-rm1-usb.csv
build nist-rm2 docs/cases/nist-rm2/listing.csv
"$here/ngp-van/listing.sh" >"$here/ngp-van/listing.csv"
build ngp-van docs/cases/ngp-van/listing.csv
build shadow-brokers testdata/listings/shadowbrokers-eqgrp.txt
build lab-usb2 testdata/listings/local-usb2-r7798.txt
build lab-page-cache testdata/listings/page-cache-r7054.txt
