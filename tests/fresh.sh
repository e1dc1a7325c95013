#!/usr/bin/env bash
# Runs a command in a clone of this checkout (its last commit) on a bare Debian: Python with venv, make and git, nothing else.
#
#   tests/fresh.sh COMMAND...        e.g. tests/fresh.sh make test; FRESH_SUITE=trixie tests/fresh.sh make test
#
# Exit status: the command's; 75 when a package mirror did not answer; 70 when the bare system cannot be made.
# Needs root; installs debootstrap and bubblewrap where they are missing. (In a chroot no user namespace could be made.)
# The bare system is made once a month and kept in $FRESH_CACHE (/var/tmp/fresh-debian) beside the packages downloaded;
# every run gets a new copy. Mirror: $FRESH_MIRROR, else the one this Debian uses. Of the host it sees /dev, /sys, the
# network, what apt is told about downloads, the certificates, and the proxy, PIP_ and NPM_CONFIG_ variables.
set -euo pipefail

readonly NO_MIRROR=75 NO_SYSTEM=70
suite=${FRESH_SUITE:-bookworm}
cache=${FRESH_CACHE:-/var/tmp/fresh-debian}
mirror=${FRESH_MIRROR:-$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)}
base=$cache/$suite.tar
certs=/etc/ssl/certs/ca-certificates.crt
fetch=$(dirname "$(readlink -f "$0")")/tools/fetch.sh

stop() { echo "fresh.sh: $2" >&2; exit "$1"; }

[ $# -gt 0 ] || stop 2 "usage: tests/fresh.sh COMMAND..."
[ "$(id -u)" -eq 0 ] || stop 2 "needs root"
[ -n "$mirror" ] || stop 2 "this system names no Debian mirror: set FRESH_MIRROR"

# Downloads on the host. A step that failed for want of an answer is told apart by fetch.sh.
download() {
  local status=0
  "$fetch" "$@" >>"$cache/log" 2>&1 || status=$?
  [ "$status" -eq 0 ] && return
  tail -n 5 "$cache/log" >&2
  [ "$status" -eq "$NO_MIRROR" ] && stop "$NO_MIRROR" "a package mirror does not answer"
  stop "$NO_SYSTEM" "failed: $*"
}

make_base() {
  local new=$work/base
  echo "fresh.sh: making a bare $suite" >&2
  download debootstrap --variant=minbase --include=python3,python3-venv,make,git,ca-certificates "$suite" "$new" "$mirror"
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\n' \
    "$mirror" "$suite $suite-updates" "$mirror-security" "$suite-security" >"$new/etc/apt/sources.list.d/debian.sources"
  # made to be thrown away: no waiting for the disk, no pages to read
  printf '%s\n' force-unsafe-io path-exclude=/usr/share/{doc,man,locale}/'*' >"$new/etc/dpkg/dpkg.cfg.d/throw-away"
  rm -f "$new/etc/apt/sources.list" "$new"/var/cache/apt/archives/*.deb
  tar -C "$new" -cf "$base.$$" . && mv "$base.$$" "$base"
  rm -rf --one-file-system "$new"
}

# What the host knows about reaching mirrors.
tell_about_mirrors() {
  apt-config dump 2>/dev/null | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/99host" || true
  for path in /etc/resolv.conf /etc/hosts "$certs"; do
    [ -e "$path" ] && cp -L --remove-destination "$path" "$root$path"
  done
}

inside() {
  local given=() name
  for name in $(compgen -e | grep -E '^(PIP|NPM_CONFIG)_|_(proxy|PROXY)$' || true); do
    case ${!name} in /*) ;; *) given+=(--setenv "$name" "${!name}") ;; esac # a folder of the host is not there
  done
  bwrap --bind "$root" / --dev-bind /dev /dev --proc /proc --bind /sys /sys --perms 1777 --tmpfs /tmp \
    --bind "$cache/apt/$suite" /var/cache/apt/archives --bind "$cache/home" /root/.cache --bind "$cache/npm" /root/.npm \
    --cap-add ALL --unshare-pid --die-with-parent --clearenv "${given[@]}" \
    --setenv PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --setenv HOME /root --setenv CI true \
    --setenv BARE_DEBIAN "$suite" --setenv FETCH_FAILED /no-answer --setenv PIP_CERT $certs \
    --setenv NODE_EXTRA_CA_CERTS $certs --setenv HYPOTHESIS_SEED "${HYPOTHESIS_SEED:-}" --chdir /project "$@"
}

mkdir -p "$cache"/{"apt/$suite/partial",home,npm}
[ -O "$cache" ] || stop 2 "$cache belongs to somebody else"
: >"$cache/log"
command -v debootstrap >/dev/null && command -v bwrap >/dev/null || {
  update=0 # of a source that has nothing to do with this, as well: it counts where the installation fails too
  "$fetch" apt-get -o APT::Update::Error-Mode=any update >>"$cache/log" 2>&1 || update=$?
  (download env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y \
    --no-install-recommends debootstrap bubblewrap) || stop $((update == NO_MIRROR ? update : $?)) "cannot be installed here"
}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/fresh.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
[ -n "$(find "$base" -mtime -30 2>/dev/null)" ] || make_base
root=$work/root
mkdir "$root"
tar -C "$root" -xf "$base"
tell_about_mirrors
git clone -q "$(git -C "$(dirname "$fetch")" rev-parse --show-toplevel)" "$root/project"

status=0
inside "$@" || status=$?
if [ "$status" -ne 0 ] && [ -e "$root/no-answer" ]; then
  stop "$NO_MIRROR" "a package mirror does not answer: $(tail -n 1 "$root/no-answer")"
fi
exit "$status"
