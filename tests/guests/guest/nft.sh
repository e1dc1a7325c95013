# In a network namespace of its own: load each text of a folder with iptables-nft, save, and capture with the agent.
name=nft${1#/nft}; name=$(echo $name | tr / -)
n=0; bad=0
for r in $1/ipv4/* $1/ipv6/*; do
	case $r in */ipv4/*) c=iptables-nft-restore ;; *) c=ip6tables-nft-restore ;; esac
	n=$((n+1)); $c -c --noflush <$r 2>/tmp/e || { bad=$((bad+1)); echo "REFUSED $r $(head -n 1 /tmp/e)"; }
done
echo "TEXTS $name $n refused $bad"
for f in 4 6; do
	[ $f = 4 ] && c=iptables-nft-save || c=ip6tables-nft-save
	echo "FILE $name.save.ipv$f"; $c -c 2>/dev/null | base64; echo ENDFILE
done
python3 /agent.py >/tmp/snapshot 2>/tmp/e; echo "AGENT $name $? $(tail -n 1 /tmp/e)"
echo FILE $name.iptb; base64 /tmp/snapshot; echo ENDFILE
