#!/bin/sh
# Builds dist/: archives for Linux, macOS and Windows, Debian packages, SHA256SUMS. All bytes
# follow from the commit and the version of Go: times are the commit's, orders are sorted.
# Usage: packaging/release.sh NFPM-COMMAND
set -eu
nfpm=$1
export CGO_ENABLED=0 LC_ALL=C TZ=UTC GOFLAGS=-buildvcs=false
umask 022
cd "$(git rev-parse --show-toplevel)"
if [ -n "$(git status --porcelain)" ]; then
	echo "release: the work tree has changes; commit them first, a release is one commit" >&2
	exit 1
fi
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
day=$(git log -1 --format=%cd --date=format-local:%Y-%m-%d)
VERSION=$(sed -n 's/^const version = "\(.*\)"$/\1/p' cmd/copyclock/version.go)
# Note: the Go command finds the revision in some checkouts and not in others; this is the same in all.
link="-s -w -X main.revision=$(git rev-parse HEAD)"
export SOURCE_DATE_EPOCH VERSION
rm -rf dist
stage=dist/stage
mkdir -p $stage

# THIRD-PARTY.txt holds the licences of the modules that are linked in on any system.
for os in linux darwin windows; do
	GOOS=$os go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./cmd/copyclock
done | sort -u | while read -r path revision dir; do
	printf '%s %s\n\n' "$path" "$revision"
	for text in "$dir"/LICEN[CS]E* "$dir"/COPYING*; do
		if [ -f "$text" ]; then cat "$text"; fi
	done
	printf '\n--------------------------------------------------------------------------------\n\n'
done >$stage/THIRD-PARTY.txt

go build -trimpath -o $stage/host ./cmd/copyclock
$stage/host man --date "$day" $stage/man >/dev/null
mkdir $stage/completion
for shell in bash zsh fish powershell; do
	$stage/host completion $shell >$stage/completion/copyclock.$shell
done

for target in linux/amd64 linux/arm64 macos/amd64 macos/arm64 windows/amd64 windows/arm64; do
	os=${target%/*} arch=${target#*/} name=copyclock form=tar.gz goos=$os
	case $os in
	macos) goos=darwin ;;
	windows) name=copyclock.exe form=zip ;;
	esac
	mkdir -p $stage/$target
	GOOS=$goos GOARCH=$arch go build -trimpath -ldflags="$link" -o $stage/$target/$name ./cmd/copyclock
	prefix=copyclock-$VERSION-$os-$arch
	set -- --prefix=$prefix/ --add-file=$stage/$target/$name --add-file=$stage/THIRD-PARTY.txt --prefix=$prefix/man/
	for page in $stage/man/*.1; do set -- "$@" --add-file="$page"; done
	set -- "$@" --prefix=$prefix/completion/
	for shell in bash zsh fish powershell; do set -- "$@" --add-file=$stage/completion/copyclock.$shell; done
	git -c tar.umask=022 archive --format=$form "$@" --prefix=$prefix/ -o dist/$prefix.$form HEAD \
		README.md LICENSE CHANGELOG.md docs testdata ':!testdata/**/*.go'
done

git archive HEAD README.md LICENSE CHANGELOG.md docs testdata ':!testdata/**/*.go' | tar -x -C $stage
gzip -9n $stage/man/*.1
for ARCH in amd64 arm64; do
	export ARCH
	cp $stage/linux/$ARCH/copyclock $stage/copyclock
	find $stage -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
	(cd $stage && $nfpm package --config ../../packaging/nfpm.yaml --packager deb --target ../copyclock_${VERSION}_$ARCH.deb)
done
rm -rf $stage
cd dist
sha256sum ./* >SHA256SUMS
cat SHA256SUMS
