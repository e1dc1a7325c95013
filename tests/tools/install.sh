#!/usr/bin/env bash
# Installs what the tests ask as oracles, where this user may; says what is missing otherwise.
#
# Names are Debian's. The headers of the cross compilers are named because Debian only recommends them, and Node.js is
# asked for by its commands: where it comes from somewhere else than Debian, Debian's npm could not be put beside it.
set -u
readonly NO_MIRROR=75
here=$(dirname "$0")

packages="iptables arptables ipset iproute2 procps nftables strace unzip xxd bsdextrautils openssh-client git gcc libc6-dev pkg-config libxtables-dev"
# looks at the pages of `iptblob report`; what drives it comes from PyPI with a node that wants libatomic
packages+=" chromium libatomic1"
packages+=" zsh fish" # take the completion scripts
packages+=" man-db groff-base less" # show the man pages, and the pager of long answers
packages+=" gcc-i686-linux-gnu libc6-dev-i386-cross gcc-arm-linux-gnueabihf libc6-dev-armhf-cross"
packages+=" gcc-s390x-linux-gnu libc6-dev-s390x-cross gcc-mips-linux-gnu libc6-dev-mips-cross"
[ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ] || packages+=" gcc-x86-64-linux-gnu libc6-dev-amd64-cross"

# others may be named instead
[ $# -gt 0 ] && packages="$*"

missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=" $package"
done
for command in node:nodejs npm:npm; do
  command -v "${command%:*}" >/dev/null || missing+=" ${command#*:}"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing for the tests:$missing"
  log=$(mktemp)
  # apt-get calls an update that reached no mirror a success, unless told otherwise. It counts only where the
  # installation fails too: an old list, or another source, may have all that is needed.
  install() {
    local silent=0
    FETCH_FAILED='' "$here/fetch.sh" apt-get -o APT::Update::Error-Mode=any update || silent=$?
    DEBIAN_FRONTEND=noninteractive "$here/fetch.sh" apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $missing && return
    [ "$silent" -ne "$NO_MIRROR" ] || [ -z "${FETCH_FAILED:-}" ] || echo "apt-get update" >>"$FETCH_FAILED"
    return 1
  }
  if install >"$log" 2>&1; then rm -f "$log"; exit 0; fi
  echo "could not install:$missing"
  tail -n 5 "$log"
else
  echo "not installed, and not root to do it:$missing"
fi
echo "tests that need them are skipped"
exit 0
