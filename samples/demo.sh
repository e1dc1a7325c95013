#!/usr/bin/env bash
# What iptblob does, on the samples and, where the machine lets it, on the running kernel. `make demo` runs this.
set -u
cd "$(dirname "$0")/.."

say() { printf '\n\033[1m%s\033[0m\n' "$1"; }
run() { printf '$ %s\n' "$*"; "$@"; }
[ -t 1 ] || say() { printf '\n%s\n' "$1"; }

say '1. A host was captured twice, fourteen minutes apart. What changed between?'
run iptblob diff samples/incident/before.iptb samples/incident/after.iptb

say '2. The rule that lets a stranger in, byte by byte, as the kernel holds it:'
run iptblob inspect samples/incident/after.iptb --family ipv4 --table filter --rule INPUT:6

say '3. A table the kernel refuses with "Invalid argument" and not a word more. Why?'
run iptblob validate samples/broken/hook-entry-between-entries.replace

say '4. A table the kernel accepts, whose iptables-save text is wrong: the jump skips a DROP.'
run iptblob show samples/misleading/jump-into-a-chain.iptb

say '5. Live: rules loaded in a throw-away network namespace, captured, and compared with iptables-legacy-save.'
if ! command -v iptables-legacy-save >/dev/null; then
  echo 'skipped: iptables-legacy-save is not installed (Debian: apt-get install iptables)'
elif ! unshare -rn iptables-legacy-save >/dev/null 2>&1; then
  echo 'skipped: no network namespace with legacy iptables tables can be had here (unshare -rn)'
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  export folder
  unshare -rn bash -c '
    iptables-legacy-restore -c < samples/docker/rules.v4 &&
    iptblob capture -o "$folder/live.iptb" &&
    iptables-legacy-save -c > "$folder/tool.txt"' &&
    iptblob show -c --family ipv4 "$folder/live.iptb" > "$folder/ours.txt"
  if [ -s "$folder/ours.txt" ] && diff <(grep -v '^#' "$folder/tool.txt") <(grep -v '^#' "$folder/ours.txt"); then
    echo "equal: $(grep -vc '^#' "$folder/ours.txt") lines, every one as iptables-legacy-save prints it"
  else
    echo 'NOT EQUAL'
    exit 1
  fi
fi
