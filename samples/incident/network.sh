# The host stands between two networks: eth0 outside, eth1 inside. Both far ends are namespaces of their own.
mkdir -p /run/netns
for side in outside inside; do ip netns add $side; done
ip link add eth0 type veth peer name far0 netns outside
ip link add eth1 type veth peer name far1 netns inside
ip addr add 203.0.113.10/24 dev eth0; ip link set eth0 up
ip addr add 10.20.0.1/24 dev eth1; ip link set eth1 up
ip route add default via 203.0.113.1
ip -n outside addr add 203.0.113.1/24 dev far0; ip -n outside link set far0 up
for address in 203.0.113.66 198.51.100.7 198.51.100.8 198.51.100.23 198.51.100.70 192.0.2.9; do
    ip -n outside addr add $address/32 dev far0
done
ip -n inside addr add 10.20.0.11/24 dev far1; ip -n inside addr add 10.20.0.12/24 dev far1; ip -n inside link set far1 up
ip -n inside route add default via 10.20.0.1
sysctl -qw net.ipv4.ip_forward=1
