#!/bin/sh
# Makes sets-before.iptb and sets-after.iptb beside it, in a network namespace of its own:
#   unshare -rnm --propagation private sh tests/golden/inputs/sets.sh
set -e
mount -t tmpfs tmpfs /run
here=$(dirname "$0")
ipset create block hash:ip
ipset add block 203.0.113.5
ipset add block 203.0.113.6
ipset create nets hash:net,port
ipset add nets 10.0.0.0/8,tcp:22
ipset add nets 10.1.0.0/16,udp:53
ipset create inner hash:net
ipset add inner 192.0.2.0/24
ipset create outer list:set
ipset add outer inner
ipset create counted hash:ip counters
ipset add counted 198.51.100.1
ipset create ports bitmap:port range 1-1000
ipset add ports 80
filter="iptables-legacy -w"
$filter -P INPUT DROP
$filter -A INPUT -m set --match-set block src -j DROP
$filter -A INPUT -p tcp -m set ! --match-set nets src,dst -j REJECT
$filter -A INPUT -m set --match-set outer src -j ACCEPT
$filter -A INPUT -m set --match-set counted src --packets-gt 3 -j DROP
$filter -A INPUT -p udp -m set --match-set ports dst -j ACCEPT
$filter -A INPUT -p tcp --dport 80 -j ACCEPT
iptblob capture -o "$here/sets-before.iptb" --force
ipset add block 203.0.113.99
ipset del block 203.0.113.6
ipset add nets 10.2.0.0/16,tcp:1000-1003
ipset add inner 198.51.100.0/24
ipset add ports 53
# made anew: another seed for its hashes, the same members
ipset create again hash:ip counters
ipset add again 198.51.100.1
ipset swap again counted
$filter -D INPUT -p udp -m set --match-set ports dst -j ACCEPT
$filter -I INPUT -p udp -m set --match-set ports dst -j ACCEPT
iptblob capture -o "$here/sets-after.iptb" --force
