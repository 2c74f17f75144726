#!/bin/sh
# Holds dist/ against a second build of the same commit in another place, zone and file mask, then
# unpacks the Debian package and runs the tutorial, the how-to pages and all cases from it.
# Usage: packaging/check.sh NFPM-COMMAND
set -eu
cd "$(git rev-parse --show-toplevel)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git clone -q . "$work/another place"
(cd "$work/another place" && umask 077 && TZ=Asia/Tokyo packaging/release.sh "$1" >"$work/log") || { cat "$work/log"; exit 1; }
cmp dist/SHA256SUMS "$work/another place/dist/SHA256SUMS"
echo "two builds of $(git rev-parse --short HEAD) are identical"

dpkg-deb -x dist/copyclock_*_"$(dpkg --print-architecture)".deb "$work/root"
PATH=$work/root/usr/bin:$PATH
doc=$work/root/usr/share/doc/copyclock
copyclock selftest >/dev/null
total=0
# Each page runs as a user would run it: in a fresh copy of what the package brings.
for page in docs/tutorial.md docs/method.md docs/limits.md docs/howto/*.md docs/cases/*/README.md; do
	rm -rf "$work/user"
	cp -R "$doc" "$work/user"
	cd "$work/user"
	# A command in a pipe must not fail either, hence the log of what was said.
	sed -n 's/^    \$ //p' "$page" | sed 's#bin/copyclock#copyclock#g' >commands
	: >talk
	while read -r command; do
		sh -c "$command" </dev/null >>out 2>>talk
		total=$((total + 1))
	done <commands
	if grep -v -e ': note: ' -e ': hint: ' talk; then
		echo "the package does not run $page" >&2
		exit 1
	fi
	cd "$OLDPWD"
done
echo "$total commands of the pages ran from the package"
