"""What exists on this host, found without asking for it."""

import errno
import os
import re
import subprocess  # nft and ipset have no other interface # nosec B404
import zlib
from typing import Any, Dict, List, Optional, Tuple

from iptblob.capture.agent.basics import read_text
from iptblob.capture.agent.sockopt import may_ask
from iptblob.capture.agent.structs import Family


def read_names(family: Family, what: str = "names") -> Tuple[str, List[str]]:
    """Lines of /proc/net/*_tables_{names,matches,targets} and "proc", or why not: absent, unreadable, masked.

    The file is 0440 and belongs to root of the user namespace that owned the network namespace when it was made,
    or to the global root if that one had no uid map yet (unshare -rn of a plain user): nobody inside can read it then.
    "masked": something is mounted over it, or it is missing though the kernel has the family.
    """
    try:
        with open(f"/proc/self/net/{family.proc}_{what}", "rb") as file:
            if os.fstat(file.fileno()).st_dev != os.stat("/proc/self/stat").st_dev:
                return "masked", []
            lines = file.read().decode("latin-1").splitlines()
    except OSError as error:
        if error.errno != errno.ENOENT:
            return "unreadable", []
        return ("masked" if may_ask(family) in (0, errno.EPERM) else "absent"), []
    return "proc", list(dict.fromkeys(filter(None, lines)))  # the kernel's order, which iptables-save prints in


def read_modules() -> Optional[List[str]]:
    """Names of the loaded modules, or None where the kernel has no module support."""
    text = read_text("/proc/modules")
    return None if text is None else sorted(line.split()[0] for line in text.splitlines())


def module_present(name: str) -> Optional[bool]:
    """Is this kernel code there without loading it? None: cannot be known (neither loaded nor a list of built-ins)."""
    modules = read_modules()
    if modules is None or name in modules:
        return True  # without module support all there is is built in, and asking loads nothing
    builtin = read_text(f"/lib/modules/{os.uname().release}/modules.builtin")
    return _configured(name) if builtin is None else f"/{name}.ko" in builtin


_OPTIONS = {"nf_tables": "NF_TABLES", "nf_conntrack_netlink": "NF_CT_NETLINK", "ip_set": "IP_SET"}


def _configured(name: str) -> Optional[bool]:
    """The same from the kernel's configuration, for a container without /lib/modules and a module not loaded."""
    data = read_config()[1]
    if not data or name not in _OPTIONS:
        return None
    return re.search(rf"^CONFIG_{_OPTIONS[name]}=y$".encode(), data, re.M) is not None


def read_config() -> Tuple[str, bytes]:
    """The kernel's configuration: (where it is, its text), or ("", b"")."""
    for path in ("/proc/config.gz", "/boot/config-" + os.uname().release):
        try:
            with open(path, "rb") as file:
                data = file.read()
            return path, zlib.decompress(data, 31) if path.endswith(".gz") else data
        except (OSError, zlib.error):
            continue
    return "", b""


def netlink_present(protocol: int) -> Optional[bool]:
    """Is this netlink protocol there, so that a socket of it loads nothing? None: the list is not to be seen.

    The kernel's own end is a socket with port 0 in each network namespace (nfnetlink_net_init, v6.1).
    """
    rows = [line.split() for line in (read_text("/proc/self/net/netlink") or "").splitlines()]
    if not rows or not rows[0] or rows[0][0] != "sk":
        return None
    return any(row[1:3] == [str(protocol), "0"] for row in rows[1:])


def nf_tables_present() -> Optional[bool]:
    """Is nf_tables there without loading it? It sits on nfnetlink (NETLINK_NETFILTER, 12). None: cannot be known."""
    return False if netlink_present(12) is False else module_present("nf_tables")


def in_sandbox() -> bool:
    """Is this process in a user namespace other than the initial one?"""
    text = read_text("/proc/self/uid_map")
    return text is not None and text.split() != ["0", "0", "4294967295"]


TOOL_TIMEOUT_S = 30  # for nft and ipset, which only read
# In this order, whatever PATH says; then what PATH names by a full path, for systems that keep them elsewhere.
SYSTEM_FOLDERS = (
    "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin", "/run/current-system/sw/bin",
)  # fmt: skip


def find_tool(name: str) -> Optional[str]:
    """Full path of a program, never from the current folder; None where there is none."""
    others = [folder for folder in os.environ.get("PATH", "").split(":") if folder.startswith("/")]
    for folder in SYSTEM_FOLDERS + tuple(others):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


def tool_environment(*keep: str) -> Any:
    """A clean environment for programs; ``keep`` names what else they need of ours."""
    kept = {name: os.environ[name] for name in keep if name in os.environ}
    return dict(kept, PATH=":".join(SYSTEM_FOLDERS), LC_ALL="C")


def run_tool(name: str, *arguments: str, setting: Optional[Dict[str, str]] = None) -> Tuple[Optional[bytes], str]:
    """Output of a system tool that only reads, with ``setting`` in its environment: (bytes, "") or (None, why not)."""
    path = find_tool(name)
    if path is None:
        return None, f"{name}: {os.strerror(errno.ENOENT)}"
    try:  # no shell, a full path, arguments that stand in this program
        done = subprocess.run(  # noqa: S603 # nosec B603
            (path,) + arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            timeout=TOOL_TIMEOUT_S, env=dict(tool_environment(), **(setting or {})), cwd="/", check=False,
        )  # fmt: skip
    except OSError as error:
        return None, f"{name}: {error.strerror}"
    except subprocess.TimeoutExpired:
        return None, f"{name} did not answer within {TOOL_TIMEOUT_S} s"
    if done.returncode:
        said = done.stderr.decode("utf-8", "backslashreplace").strip().replace("\n", "; ")
        return None, f"{name}: {said}"
    return done.stdout, ""
