# Laid over the guest as /after.sh, with the host's iptables and Python: load each text of /rules on top of what is
# there, then print every table as the guest's own tools do, and capture it with the agent. The same once more in nf_tables.
mkdir -p /run # the lock of the tools
echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6 # or the guest's own packets move counters between two looks
echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
ip link set lo up; ip link add eth0 type dummy; ip link set eth0 up; ip addr add 192.168.9.1/24 dev eth0
n=0; bad=0
for r in /rules/ipv4/* /rules/ipv6/*; do
	case $r in */ipv4/*) c=iptables-legacy-restore ;; *) c=ip6tables-legacy-restore ;; esac
	n=$((n+1)); $c --noflush <$r 2>/tmp/e || { bad=$((bad+1)); echo "REFUSED $r $(head -n 1 /tmp/e)"; }
done
echo "TEXTS $n refused $bad"
for f in 4 6; do
	[ $f = 4 ] && c=iptables-legacy-save || c=ip6tables-legacy-save
	for t in filter nat mangle raw security; do
		echo "SAVE ipv$f $t"; $c -c -t $t 2>/dev/null; echo SAVED
		judge dump ipv$f $t
	done
done
judge dump arp filter
python3 /agent.py >/tmp/snapshot 2>/tmp/e; echo "AGENT $? $(tail -n 1 /tmp/e)"
echo FILE snapshot.iptb; base64 /tmp/snapshot; echo ENDFILE
for folder in /nft /rules; do
	unshare -n sh /nft.sh $folder
done
