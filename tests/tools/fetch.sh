#!/usr/bin/env bash
# Runs a command that downloads packages: up to three times where a mirror does not answer, then with exit status 75.
#
# In the bare system of tests/fresh.sh, $FETCH_FAILED is a file in which a command that got no answer is noted,
# because make passes no exit status on. Any other failure keeps its status and is not tried again.
set -u
readonly NO_MIRROR=75
silence='Could not resolve|Temporary failure (in name resolution|resolving)|Could not connect|Connection (timed out|refused|failed)'
silence+='|Failed to establish a new connection|[Rr]ead timed out|ReadTimeoutError|ConnectTimeoutError|Network is unreachable'
silence+='|code (ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN)|50[234] +(Bad Gateway|Service Unavailable|Gateway Time)'
silence+='|Failed getting release file|Unable to connect|Connection reset by peer|Connection broken'
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for try in 1 2 3; do
  : >"$log"
  # a pipeline ends when both copies are written; what `> >(tee)` starts may still be at it when the log is read
  { "$@" 2>&1 >&3 3>&- | tee -a "$log" >&2 3>&-; exit "${PIPESTATUS[0]}"; } 3>&1 | tee -a "$log"
  status=${PIPESTATUS[0]}
  [ "$status" -eq 0 ] && exit 0
  grep -qE "$silence" "$log" || exit "$status"
  [ "$try" -eq 3 ] || { echo "no answer, trying again in $((try * 10)) s: $*" >&2; sleep $((try * 10)); }
done
[ -z "${FETCH_FAILED:-}" ] || echo "$*" >>"$FETCH_FAILED"
exit $NO_MIRROR
