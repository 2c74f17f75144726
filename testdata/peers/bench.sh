#!/bin/sh
# Measures copyclock and its peers side by side on the body file $2 (see `make big`) and prints a
# table. $1 is the program. Installs DuckDB for node below bin/peers; mactime comes from the
# package sleuthkit and is measured on the first million lines, since it would take minutes.
set -eu
program=$1 file=$2
here=$(dirname "$0")
peers=bin/peers
mkdir -p "$peers"
[ -d "$peers/node_modules/@duckdb/node-api" ] || npm install --silent --prefix "$peers" @duckdb/node-api
command -v mactime >/dev/null || { echo "mactime is not installed: apt-get install sleuthkit" >&2; exit 1; }
million=$peers/million.txt
head -1000000 "$file" > "$million"
sed "s|BODYFILE|$file|" "$here/bursts.sql" > "$peers/bursts.sql"

row() { # row WHAT LINES COMMAND...: one line of the table
	what=$1 lines=$2
	shift 2
	/usr/bin/time -o "$peers/time" -f "%e %U %S %M" "$@" > /dev/null 2> "$peers/talk" || { cat "$peers/talk" >&2; exit 1; }
	awk -v what="$what" -v n="$lines" '{ printf "| %s | %d | %.1f | %.1f | %.0f | %.0f |\n", what, n, $1, $2+$3, $4/1000, $4*1024/n }' "$peers/time"
}

n=$(wc -l < "$file")
echo "| program | lines | seconds | processor seconds | peak MB | bytes a line |"
echo "|---|---|---|---|---|---|"
row "wc -l" "$n" wc -l "$file"
row "md5sum; sha1sum; sha256sum" "$n" sh -c 'md5sum "$1"; sha1sum "$1"; sha256sum "$1"' sh "$file"
row "copyclock analyze" "$n" "$program" analyze --timings --to json "$file"
grep took "$peers/talk" > "$peers/steps" || true
row "DuckDB: read, gaps, bursts" "$n" env NODE_PATH="$peers/node_modules" node "$here/../interop/duckdb.cjs" "$(cat "$peers/bursts.sql")"
row "copyclock analyze" 1000000 "$program" analyze --to json "$million"
row "mactime" 1000000 mactime -b "$million" -d -z UTC
echo
echo "Steps of copyclock on $n lines:"
sed 's/^copyclock: /- /' "$peers/steps"
uptime | sed 's/.*load/load/'
