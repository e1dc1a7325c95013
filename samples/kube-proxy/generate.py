# ruff: noqa: E501 - a rule stays on one line, as iptables prints it
"""Writes rules.v4 of this sample: a node with kube-proxy, a policy agent (cali-*) and an overlay (flannel)."""

from __future__ import annotations

import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import bigtable  # noqa: E402

NAT_RULES = 2750
PODS = 24


def nat() -> bigtable.Text:
    text = bigtable.kube(NAT_RULES, seed=7)
    chains = text.chains
    chains["POSTROUTING"].insert(0, '-m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING')
    chains["PREROUTING"].insert(0, '-m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING')
    text.add("POSTROUTING", '-m comment --comment "flanneld masq" -j FLANNEL-POSTRTG')
    text.add("FLANNEL-POSTRTG", '-s 10.244.3.0/24 -d 10.244.0.0/16 -m comment --comment "flanneld masq" -j RETURN')
    text.add("FLANNEL-POSTRTG", '-s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" '
             "-j MASQUERADE --random-fully")  # fmt: skip
    text.add("cali-POSTROUTING", '-m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat')
    text.add("cali-POSTROUTING", '-o vxlan.calico -m comment --comment "cali:e9dnSgSVNmIcpVhP" -m addrtype ! '
             "--src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully")  # fmt: skip
    text.add("cali-PREROUTING", '-m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat')
    chains["cali-fip-dnat"], chains["cali-fip-snat"] = [], []
    for index in range(12):
        name = f'-m comment --comment "shop/front-{index:x}:http"'
        port = 30080 + index
        text.add("KUBE-NODEPORTS", f"-p tcp {name} -m tcp --dport {port} -j KUBE-EXT-{bigtable.digest('ext', index)}")
        text.add(f"KUBE-EXT-{bigtable.digest('ext', index)}", f"{name} -j KUBE-MARK-MASQ")
    return text


def filter_() -> bigtable.Text:
    chance = random.Random(11)
    text = bigtable.Text("filter", {"INPUT": "ACCEPT", "FORWARD": "DROP", "OUTPUT": "ACCEPT"})
    for chain, calico in (("INPUT", "cali:Cz_u1IQiXIMmKD4c"), ("FORWARD", "cali:wUHhoiAYhphO9Mso"), ("OUTPUT", "cali:tVnHkvAo15HuiPy0")):
        text.add(chain, f'-m comment --comment "{calico}" -j cali-{chain}')
    for chain in ("INPUT", "FORWARD", "OUTPUT"):
        text.add(chain, '-m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL')
    text.add("INPUT", '-m comment --comment "kubernetes health check service ports" -j KUBE-NODEPORTS')
    for chain in ("FORWARD", "OUTPUT"):
        text.add(chain, '-m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES')
    text.add("FORWARD", '-m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD')
    text.add("FORWARD", '-m comment --comment "flanneld forward" -j FLANNEL-FWD')
    text.add("FLANNEL-FWD", '-s 10.244.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT')
    text.add("FLANNEL-FWD", '-d 10.244.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT')
    for chain in ("INPUT", "OUTPUT"):
        text.add(chain, "-j KUBE-FIREWALL")
    text.add("KUBE-FIREWALL", '! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" '
             "-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP")  # fmt: skip
    text.add("KUBE-FORWARD", "-m conntrack --ctstate INVALID -j DROP")
    text.add("KUBE-FORWARD", '-m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT')
    text.add("KUBE-FORWARD", '-m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT')
    text.chains["KUBE-PROXY-FIREWALL"] = []
    text.add("KUBE-NODEPORTS", '-p tcp -m comment --comment "ingress/edge:https health check node port" -m tcp --dport 32099 -j ACCEPT')
    for index in range(8):
        text.add("KUBE-SERVICES", f'-d 10.96.200.{index + 1}/32 -p tcp -m comment --comment "batch/job-{index}:http has no '
                 'endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable')  # fmt: skip
    text.chains["KUBE-KUBELET-CANARY"] = []
    for chain in ("INPUT", "FORWARD", "OUTPUT"):
        text.add(f"cali-{chain}", f'-m comment --comment "cali:{bigtable.digest(chain)}" -j MARK --set-xmark 0x0/0xf0000')
    text.add("cali-FORWARD", '-i cali+ -m comment --comment "cali:8ZoYfO5HKXWbB3pk" -j cali-from-wl-dispatch')
    text.add("cali-FORWARD", '-o cali+ -m comment --comment "cali:jdEuaPBe14V2hutn" -j cali-to-wl-dispatch')
    for _ in range(PODS):
        _pod(text, f"{chance.getrandbits(44):011x}")
    for direction in ("from", "to"):
        text.add(f"cali-{direction}-wl-dispatch", '-m comment --comment "Unknown interface" -j DROP')
    return text


def _pod(text: bigtable.Text, name: str) -> None:
    for direction, flag, letter in (("from", "-i", "fw"), ("to", "-o", "tw")):
        text.add(f"cali-{direction}-wl-dispatch", f'{flag} cali{name} -m comment --comment "cali:{bigtable.digest(name, letter)}" -g cali-{letter}-cali{name}')
        chain = f"cali-{letter}-cali{name}"
        text.add(chain, "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")
        text.add(chain, "-m conntrack --ctstate INVALID -j DROP")
        text.add(chain, "-j MARK --set-xmark 0x0/0x10000")
        text.add(chain, '-m comment --comment "Drop if no profiles matched" -j DROP')


def mangle() -> bigtable.Text:
    chains = ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
    text = bigtable.Text("mangle", dict.fromkeys(chains, "ACCEPT"))
    text.chains["KUBE-IPTABLES-HINT"], text.chains["KUBE-KUBELET-CANARY"] = [], []
    text.add("PREROUTING", '-m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING')
    text.add("cali-PREROUTING", '-m comment --comment "cali:6BJqBjBC7crtA-7-" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT')
    return text


def raw() -> bigtable.Text:
    text = bigtable.Text("raw", {"PREROUTING": "ACCEPT", "OUTPUT": "ACCEPT"})
    text.add("PREROUTING", '-m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING')
    text.add("cali-PREROUTING", '-m comment --comment "cali:XFX5xbM8B9qR10JG" -j MARK --set-xmark 0x0/0xf0000')
    text.add("cali-PREROUTING", '-i cali+ -m comment --comment "cali:EWMPb0zVROM-woQp" -j MARK --set-xmark 0x40000/0x40000')
    text.add("cali-PREROUTING", '-m comment --comment "cali:PWuxTAIaFCtsg5Qa" -m mark --mark 0x40000/0x40000 -m rpfilter '
             "--validmark --invert -j DROP")  # fmt: skip
    return text


if __name__ == "__main__":
    lines = [line for table in (raw(), mangle(), nat(), filter_()) for line in table.lines()]
    (HERE / "rules.v4").write_text("\n".join(lines) + "\n")
