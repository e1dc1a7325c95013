#!/bin/sh
# Hosts whose rules are in nf_tables, loaded by the tools of iptables-nft and captured in throw-away namespaces:
# docker and kube-proxy with the rules of the samples of these names, a mixed host (ufw in legacy tables, docker in
# nf_tables, a table of nft's own), the incident of that sample on a host with iptables-nft, and a server with rules of
# arptables-nft beside the same in legacy tables. With NAMES only those hosts are made again.
set -e
wanted=" $* "
here=$(cd "$(dirname "$0")" && pwd)
host() { # NAME COMMANDS: run them in namespaces of their own
	name=$1; shift
	case "$wanted" in "  " | *" $name "*) ;; *) return 0 ;; esac
	unshare -n -m -u --propagation private bash -e -c '
	mount -t tmpfs tmpfs /run
	hostname "$2"
	ip link set lo up
	here=$1 name=$2
	load4() { iptables-nft-restore -c < "$here/../$1/rules.v4"; }
	load6() { ip6tables-nft-restore -c < "$here/../$1/rules.v6"; }
	take() {
		mkdir -p "$here/$name/expected"
		python3 -c "import sys; sys.path.insert(0, sys.argv[1]); import netns, pathlib; netns.capture(pathlib.Path(sys.argv[2]))" \
			"$here/../tools" "$here/$name/$1.iptb"
		iptables-nft-save -c > "$here/$name/expected/$1.ipv4.save"
		ip6tables-nft-save -c > "$here/$name/expected/$1.ipv6.save"
		if nft list tables | grep -q "^table arp "; then arptables-nft-save -c > "$here/$name/expected/$1.arp.save"; fi
		for family in ipv4 ipv6; do
			[ -s "$here/$name/expected/$1.$family.save" ] || rm "$here/$name/expected/$1.$family.save"
		done
	}
	eval "$3"' bash "$here" "$name" "$1"
}
host docker 'load4 docker; load6 docker; take docker'
host kube-proxy 'load4 kube-proxy; take kube-proxy'
host mixed '
	iptables-legacy-restore -c < "$here/../ufw/rules.v4"; ip6tables-legacy-restore -c < "$here/../ufw/rules.v6"
	load4 docker; nft -f "$here/fw.nft"; take mixed'
host incident '
	. "$here/../incident/network.sh"
	load4 incident; load6 incident
	iptables-legacy() { iptables-nft "$@"; }
	. "$here/../incident/traffic.sh"; take before
	. "$here/../incident/traffic.sh"; . "$here/../incident/intrusion.sh"; . "$here/../incident/traffic.sh"; take after'
host arp '
	arptables-nft-restore < "$here/arp.rules"; take arp
	nft flush ruleset
	sed -n "s/^:\([a-z]*\) -/-N \1/p; s/ ! \(-[a-z-]*\)/ \1 !/g; /^-A/p" "$here/arp.rules" |
		while read -r line; do arptables-legacy $line; done
	take legacy'
python3 -c "import sys; sys.path.insert(0, sys.argv[1]); import build, pathlib; build.write_meta(pathlib.Path(sys.argv[2]))" \
	"$here/../tools" "$here"
