#!/bin/sh
# Holds dist/ against a second build of the same commit in another place, zone and file mask, then
# unpacks the Debian package and runs the tutorial and all cases from it.
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
cp -R "$work/root/usr/share/doc/copyclock" "$work/user"
cd "$work/user"
copyclock selftest >/dev/null
# A command in a pipe must not fail either, hence the log of what was said.
sed -n 's/^    \$ //p' docs/tutorial.md docs/cases/*/README.md | sed 's#bin/copyclock#copyclock#g' >commands
while read -r command; do
	sh -c "$command" </dev/null >>out 2>>talk
done <commands
if grep -v -e ': note: ' -e ': hint: ' talk; then
	echo "the package does not run its own pages" >&2
	exit 1
fi
echo "$(wc -l <commands) commands of the pages ran from the package"
