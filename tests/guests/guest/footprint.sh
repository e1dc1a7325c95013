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
drop() { # NAME...: these modules, in whatever order they let go of each other
	for i in 1 2 3 4 5 6 7 8; do for m in $(modules); do for p in "$@"; do
		case $m in $p) rmmod $m 2>/dev/null ;; esac
	done; done; done
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
drop 'nft_*' 'nf_tables*' nf_dup_netdev nf_flow_table* nf_nat* nf_dup*
look unloaded.iptb python3 /agent.py
drop 'nfnetlink*' 'ip_set*' 'nf_*' 'xt_*' 'ipt_*' 'ip6t_*' 'ip_vs*' em_ipset arpt_mangle
look bare.iptb python3 /agent.py
look unprivileged as_nobody /agent.py
look control iptables-nft -S
