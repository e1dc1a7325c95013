#!/usr/bin/env bash
# Installs what the tests ask as oracles, where this user may; says what is missing otherwise.
set -u
packages="iptables arptables ipset iproute2 nftables strace openssh-client git gcc-i686-linux-gnu gcc-arm-linux-gnueabihf gcc-s390x-linux-gnu gcc-mips-linux-gnu libxtables-dev"
missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing for the tests:$missing"
  log=$(mktemp)
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1
  then rm -f "$log"; exit 0; fi
  echo "could not install:$missing (see $log)"
else
  echo "not installed, and not root to do it:$missing"
fi
echo "tests that need them are skipped"
exit 0
