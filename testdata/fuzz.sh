#!/bin/sh
# Runs the fuzz targets whose names match $1, one after the other, for $FUZZTIME each, and
# prints one line for each: executions and new inputs, or what was found. A finding is written
# below testdata/fuzz of its package and fails `go test` from then on.
set -u
status=0
for file in $(grep -rl --include=*_test.go '^func Fuzz' . | sort); do
	for name in $(sed -n 's/^func \(Fuzz[A-Za-z0-9]*\)(.*/\1/p' "$file" | grep -- "${1:-.}"); do
		out=$(go test -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZTIME:-60s}" -fuzzminimizetime 10x -parallel 1 "$(dirname "$file")" 2>&1)
		if [ $? -eq 0 ]; then
			echo "$name: $(echo "$out" | grep 'execs:' | tail -1 | sed 's/^fuzz: //')"
		else
			status=1
			echo "$name: FOUND"
			echo "$out" | tail -25
		fi
	done
done
exit $status
