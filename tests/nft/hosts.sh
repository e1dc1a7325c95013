#!/bin/sh
# Makes the inputs in data/: run as root, by: unshare -nm --propagation private sh tests/nft/hosts.sh clean|mixed DATA
# With iptables 1.8.9 and nft 1.0.6 of Debian 12, Linux 6.18.
set -e
host=$1 out=$2
rules() { # IPTABLES SOURCE DESTINATION
    $1 -N Zed; $1 -N Abe; $1 -P FORWARD DROP
    $1 -A INPUT -p tcp -m tcp --sport 1 -m comment --comment x -m tcp --dport 2 -j ACCEPT
    $1 -A INPUT ! -i + -j DROP
    $1 -A INPUT -i + -j RETURN
    $1 -A FORWARD -i eth+ ! -o br0 -s "$2" ! -d "$3" -j Zed
    $1 -A FORWARD -p tcp -m tcp ! --sport 1024:2048 --dport 5: ! --syn -c 5 600
    $1 -A FORWARD -p udp -m udp --sport :5 ! --dport 7 -j Abe
    $1 -A FORWARD ! -p tcp -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    $1 -A INPUT -m limit --limit 7/min -m mark --mark 3/7 -m mac --mac-source 00:11:22:33:44:55 -g Abe
    $1 -A Abe -p udp ! --sport 1:5 -j NFLOG --nflog-size 0
    $1 -A Abe -j NFLOG --nflog-prefix "a b" --nflog-group 3 --nflog-threshold 7
    $1 -A Abe -p tcp --syn -j LOG --log-prefix "a b" --log-level 5
    $1 -A Abe -m pkttype --pkt-type broadcast -m dscp --dscp 4 -m mark ! --mark 1
    $1 -t nat -A POSTROUTING -o eth0 -j MASQUERADE --random
    $1 -t nat -A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination "$4"
    $1 -t raw -A OUTPUT -j TRACE
    $1 -t security -A INPUT -p 47 -j RETURN
    $1 -t mangle -A OUTPUT -j MARK --set-xmark 0x1/0xff
}
if [ "$host" = clean ]; then
    rules iptables-nft 10.0.0.0/9 1.2.3.4/255.0.255.0 10.1.2.3:8080
    iptables-nft -A FORWARD -f -s 10.0.0.0/8 -d 192.0.2.1 -j DROP
    iptables-nft -A FORWARD ! -f ! -s 10.1.0.0/16 -j DROP
    rules ip6tables-nft 2001:db8::/33 2001:db8::1 "[2001:db8::2]:8080"
    nft add table ip other
    nft add chain ip other in '{ type filter hook input priority -5; policy drop; }'
    iptables-nft-save -c > "$out/clean.save.ipv4"
    ip6tables-nft-save -c > "$out/clean.save.ipv6"
else
    iptables-legacy -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
    iptables-nft -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
    iptables-nft -N DOCKER
    iptables-nft -A FORWARD -j DOCKER
    iptables-nft -A DOCKER -p tcp -m tcp --dport 80 -m tcp --dport 81 -j DROP
    nft add rule ip filter INPUT tcp dport '{ 1, 2 }' counter accept
    nft add rule ip filter INPUT ct state established accept
    ip6tables-nft -P FORWARD DROP
    nft add table ip nat
    nft add chain ip nat mine '{ type nat hook input priority 5; }'
    nft add table inet fw
    nft add chain inet fw in '{ type filter hook input priority 10; policy drop; }'
    nft add chain inet fw sub
    nft add rule inet fw in counter jump sub
    arptables-nft -A INPUT -j ACCEPT
fi
rm -f "$out/$host.iptb"
PYTHONPATH=$(dirname "$0")/../.. "${PYTHON:-python3}" -m iptblob capture -o "$out/$host.iptb"
chmod 644 "$out/$host.iptb"
