#!/bin/sh
# Two captures of one host: before and after an intrusion. The host runs on in its namespace in between, for as
# many seconds as WAIT says (default 0), with traffic; the clocks in the manifests are the real ones.
set -e
here=$(cd "$(dirname "$0")" && pwd)
exec unshare -n -m -u --propagation private sh -e -c '
mount -t tmpfs tmpfs /run
hostname edge1
ip link set lo up
here=$1
. "$here/network.sh"
iptables-legacy-restore -c < "$here/rules.v4"
ip6tables-legacy-restore -c < "$here/rules.v6"
. "$here/traffic.sh"
python3 "$here/../tools/take.py" "$here" before
sleep "${WAIT:-0}"
. "$here/traffic.sh"
. "$here/intrusion.sh"
. "$here/traffic.sh"
sleep "${WAIT:-0}"
python3 "$here/../tools/take.py" "$here" after
python3 "$here/../tools/take.py" "$here" --meta
' sh "$here"
