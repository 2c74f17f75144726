#!/bin/sh
# The main job on the real listings that ship with copyclock, the truth beside each answer.
# Usage: testdata/demo.sh PROGRAM
set -eu
program=$1
here=$(dirname "$0")

show() {
	printf '\n%s\n' '==============================================================================='
	printf 'TRUTH  %s\n' "$2"
	printf '%s\n\n' '==============================================================================='
	"$program" analyze "$here/listings/$1"
}

show local-usb2-r7798.txt \
	'cp -r to a device with the speed of a USB 2.0 disk; average 19.7 MB/s by the
       listing, 23.8 MB/s and 27 ms per file seen from outside (laboratory run r7798)'
show wan-20mbit-r52006.txt \
	'tar over ssh through a 20 Mbit/s line, 20 ms away: 2.37 MB/s of goodput,
       average 2.36 MB/s (laboratory run r52006)'
show page-cache-r7054.txt \
	'the page cache took the files at 581 MB/s, the stick wrote 9.7 MB/s: these
       stamps say nothing about the stick (laboratory run r7054)'
show authorship-r7523.txt \
	'no copy: the stamps are dates of authorship (laboratory run r7523)'
show shadowbrokers-eqgrp.txt \
	'unknown; one minute holds 2,878 files: at most a lower bound of 3.64 MB/s'
show nist-rm1-usb.csv \
	'an insider copied five files to a USB stick: 5.66 MB/s (5.23 to 6.18) by
       birth; the modified times show no copy'
