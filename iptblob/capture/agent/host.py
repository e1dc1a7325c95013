"""The host around the tables: who, where, and the names its numbers mean."""

import os
import re
import socket
from typing import Any, Dict, List, Optional, Tuple

from iptblob.capture.agent.basics import Json, read_text, sha256, to_json
from iptblob.capture.agent.present import read_config


def _first(paths: Tuple[str, ...]) -> Tuple[str, str, str]:
    """Path and text of the first file there is, and "read"; or "absent", or "unreadable" where one is not for us."""
    for path in paths:
        text = read_text(path)
        if text is not None:
            return path, text, "read"
        if os.path.lexists(path):
            return path, "", "unreadable"
    return "", "", "absent"


LOOKUPS = {
    "protocols": ("/etc/protocols", "/usr/etc/protocols"),
    "realms": ("/etc/iproute2/rt_realms", "/usr/share/iproute2/rt_realms", "/usr/lib/iproute2/rt_realms"),
    "groups": ("/etc/iproute2/group", "/usr/share/iproute2/group", "/usr/lib/iproute2/group"),
    "connlabels": ("/etc/xtables/connlabel.conf", "/etc/connlabel.conf"),
}  # type: Dict[str, Tuple[str, ...]]


def take_lookups(members: Dict[str, List[Any]]) -> Json:
    """Number-to-name files that decide how rules read as text; first name of a number wins, as in the C library.

    A file that is absent is told as such: iptables-save prints numbers there."""
    found: Json = {}
    for what, paths in sorted(LOOKUPS.items()):
        path, text, status = _first(paths)
        names: Dict[str, str] = {}
        for line in text.splitlines():
            words = line.split("#", 1)[0].split()
            if len(words) < 2:
                continue
            name, number = (words[0], words[1]) if what == "protocols" else (words[1], words[0])
            try:
                names.setdefault(str(int(number, 0)), name)
            except ValueError:
                continue
        member = f"lookups/{what}.json" if status == "read" else None
        found[what] = {"source": path, "member": member, "status": status}
        if member:
            members[member] = [to_json({"source": path, "names": names})]
    return found


_CONFIG = re.compile(
    r"^(?:# )?CONFIG_(?:NETFILTER|NFT?_|IP6?_NF_|IP_SET|BRIDGE_NF|HZ|USER_NS|NET_NS|MODULES|64BIT"
    r"|CPU_(?:BIG|LITTLE)_ENDIAN|SMP|COMPAT|X86_32|SECURITY_SELINUX|AUDIT)\w*[ =].*$",
    re.M,
)


def take_config(members: Dict[str, List[Any]]) -> Json:
    """The kernel's configuration as far as it concerns netfilter, and the hash of all of it."""
    path, data = read_config()
    if not path:
        return {"source": "", "sha256": None, "member": None}
    lines = _CONFIG.findall(data.decode("utf-8", "backslashreplace"))
    members["kernel/config.txt"] = ["".join(line + "\n" for line in lines).encode("utf-8")]
    return {"source": path, "sha256": sha256(data).hexdigest(), "member": "kernel/config.txt"}


def _link(path: str) -> Optional[str]:
    try:
        return os.readlink(path)
    except OSError:
        return None


def host_facts() -> Json:
    """Who and where: nothing here changes between two captures by one user on one idle host."""
    status = read_text("/proc/self/status") or ""
    caps = re.search(r"^CapEff:\s*(\S+)", status, re.M)
    pretty = re.search(r'^PRETTY_NAME="?(.*?)"?$', read_text("/etc/os-release") or "", re.M)
    spaces = ("net", "user", "mnt", "pid", "uts", "ipc", "cgroup", "time")
    return {
        "name": socket.gethostname(),
        "os": pretty.group(1) if pretty else "",
        "boot_id": (read_text("/proc/sys/kernel/random/boot_id") or "").strip() or None,
        "euid": os.geteuid(),
        "capabilities": caps.group(1) if caps else None,
        "selinux": (read_text("/proc/self/attr/current") or "").strip("\0\n") or None,
        "namespaces": {name: _link("/proc/self/ns/" + name) for name in spaces},
    }


def kernel_facts() -> Json:
    """uname, what Ubuntu says of the release it began with, and whether modules can appear at all."""
    uname = os.uname()
    signature = (read_text("/proc/version_signature") or "").strip() or None
    return {
        "release": uname.release, "version": uname.version, "machine": uname.machine, "signature": signature,
        "modules": os.path.exists("/proc/modules"),
    }  # fmt: skip
