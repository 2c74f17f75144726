#!/bin/sh
# Measures how the cost of copyclock ($1) grows with the entries of a body file, and prints a table.
# The listings are made one after the other as bin/scale.txt, which takes 140 bytes an entry.
set -eu
program=$1
generator=bin/bigbody
go build -o "$generator" ./experiment/bigbody
echo "| lines | reading s | roles s | segmentation s | fitting s | all s | processor s | peak MB | bytes a line |"
echo "|---|---|---|---|---|---|---|---|---|"
for n in ${LINES_OF:-10000 100000 1000000 3000000 10000000 38000000}; do
	"$generator" -n "$n" > bin/scale.txt
	/usr/bin/time -o bin/scale.time -f "%e %U %S %M" "$program" analyze --timings --to json bin/scale.txt > /dev/null 2> bin/scale.steps
	awk -v n="$n" '
		FNR == NR { if (/reading/) s[1] = $4; if (/totals/) s[2] = $6; if (/segmentation/) s[3] = $4; if (/fitting/) s[4] = $4; next }
		{ printf "| %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f | %.0f | %s |\n", n, s[1], s[2], s[3], s[4], $1, $2+$3, $4*1024/1e6, n < 1000000 ? "-" : int($4*1024/n+.5) }
	' bin/scale.steps bin/scale.time
done
rm -f bin/scale.txt bin/scale.time bin/scale.steps
uptime | sed 's/.*load/load/'
