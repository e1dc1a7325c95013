"""Which iptables, nft and ipset are installed: they decide how rules read as text on this host."""

import os
import re

from iptblob.capture.agent.basics import Json
from iptblob.capture.agent.netlink import NETLINK_NETFILTER
from iptblob.capture.agent.present import find_tool, module_present, netlink_present, run_tool

VERSIONED = ("iptables", "iptables-legacy", "iptables-nft", "nft", "ipset")
_NOT_ASKED = "not asked: {} --version opens a netlink socket, which would load {}"


def take_tools() -> Json:
    """By name: where it is, what the path leads to, its version and back-end, all from ``NAME --version`` alone.

    iptables-nft, nft and ipset open a socket of NETLINK_NETFILTER even for that (1.8.9, 1.0.6, 7.17), and ipset asks
    for its protocol: they are run only where this loads nothing.
    """
    return {name: _tool(name) for name in VERSIONED}


def _tool(name: str) -> Json:
    path = find_tool(name)
    found: Json = {"path": path, "target": None, "version": None, "backend": None, "said": None, "reason": ""}
    if path is None:
        found["reason"] = "not installed"
        return found
    found["target"] = os.path.realpath(path)
    needs = _needs(name, os.path.basename(found["target"]))
    if needs:
        found["reason"] = _NOT_ASKED.format(name, needs)
        return found
    said, why = run_tool(name, "--version")
    text = (said or b"").decode("utf-8", "backslashreplace").strip().split("\n")[0][:200]
    version = re.search(r"\bv?(\d+(?:\.\d+)+)", text)
    found.update(said=text or None, version=version.group(1) if version else None, reason=why)
    if name.startswith("iptables") and version:
        kind = re.search(r"\((\w+)\)", text)
        found["backend"] = kind.group(1) if kind else "legacy"  # 1.8.0 was the first to say it; until then all was
    return found


def _needs(name: str, target: str) -> str:
    """The module that asking for the version might load, or ""."""
    if "legacy" in target:
        return ""
    if not netlink_present(NETLINK_NETFILTER):
        return "nfnetlink"
    return "ip_set" if name == "ipset" and not module_present("ip_set") else ""
