# Laid over the guest as /after.sh: nf_tables is taken out of the kernel, then the agent looks at the host with and without
# the privilege. Whatever the kernel asks modprobe for is written down, and so are the modules before and after.
mkdir -p /run /sbin
cat >/sbin/asked <<'END'
#!/bin/busybox sh
echo "$*" >>/tmp/asked
exit 1
END
chmod 755 /sbin/asked
echo /sbin/asked >/proc/sys/kernel/modprobe
ip link set lo up
iptables-legacy -A INPUT -p tcp --dport 22 -j ACCEPT
modules() { cut -d ' ' -f 1 /proc/modules | sort; }
drop() { # NAME...: these modules, and those that stand on them
	for i in 1 2 3 4 5 6; do for m in $(modules); do case $m in $1) rmmod $m 2>/dev/null ;; esac; done; done
}
look() { # NAME COMMAND...
	: >/tmp/asked; modules >/tmp/before; name=$1; shift
	"$@" >/tmp/said 2>/tmp/e; status=$?
	modules >/tmp/after
	cmp -s /tmp/before /tmp/after && same=same || same=changed
	echo "LOOK $name $status $same asked=$(tr '\n' ',' </tmp/asked) loaded=$(grep -c -x -e nf_tables -e nfnetlink /tmp/after)"
	echo "SAID $name $(tail -n 1 /tmp/e)"
	echo "FILE $name"; base64 /tmp/said; echo ENDFILE
}
as_nobody() { python3 -c 'import os, sys; os.setgroups([]); os.setgid(65534); os.setuid(65534)
os.execv("/usr/bin/python3", ["python3", *sys.argv[1:]])' "$@"; }
look loaded.iptb python3 /agent.py
drop 'nft_*|nf_tables*|nf_dup_netdev|nf_flow_table*'
look unloaded.iptb python3 /agent.py
drop 'nfnetlink*|ip_set*|nf_conntrack_netlink|nft_*|xt_set|em_ipset|xt_NFLOG|xt_osf|nf_nat_snmp*|nf_log*|ip_vs*|nf_tables*'
drop '*nfnetlink*|ip_set*|xt_*|ip_vs*|nf_conntrack_*|nf_nat_*|ipt_*|ip6t_*|nf_synproxy*'
drop '*nfnetlink*|nf_conntrack_netlink|nf_nat*|nf_conntrack*'
look bare.iptb python3 /agent.py
look unprivileged as_nobody /agent.py
look control iptables-nft -S
