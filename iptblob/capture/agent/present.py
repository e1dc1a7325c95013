"""What exists on this host, found without asking for it."""

import errno
import os
import subprocess
from typing import List, Optional, Tuple

from iptblob.capture.agent.basics import read_text
from iptblob.capture.agent.structs import Family


def read_names(family: Family, what: str = "names") -> Tuple[str, List[str]]:
    """Lines of /proc/net/*_tables_{names,matches,targets}: ("proc", [...]), or ("absent" or "unreadable", []).

    The file is 0440 and belongs to root of the user namespace that owned the network namespace when it was made,
    or to the global root if that one had no uid map yet (unshare -rn of a plain user): nobody inside can read it then.
    """
    try:
        with open(f"/proc/self/net/{family.proc}_{what}", "rb") as file:
            lines = file.read().decode("latin-1").splitlines()
    except OSError as error:
        return ("absent" if error.errno == errno.ENOENT else "unreadable"), []
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
    return None if builtin is None else f"/{name}.ko" in builtin


def in_sandbox() -> bool:
    """Is this process in a user namespace other than the initial one?"""
    text = read_text("/proc/self/uid_map")
    return text is not None and text.split() != ["0", "0", "4294967295"]


TOOL_TIMEOUT_S = 30  # for nft and ipset, which only read


def run_tool(name: str, *arguments: str) -> Tuple[Optional[bytes], str]:
    """Output of a system tool that only reads: (bytes, "") or (None, why not)."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/bin:/bin"
    try:
        done = subprocess.run(
            (name,) + arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            timeout=TOOL_TIMEOUT_S, env=dict(os.environ, PATH=path, LC_ALL="C"), check=False,
        )  # fmt: skip
    except OSError as error:
        return None, f"{name}: {error.strerror}"
    except subprocess.TimeoutExpired:
        return None, f"{name} did not answer within {TOOL_TIMEOUT_S} s"
    if done.returncode:
        said = done.stderr.decode("utf-8", "backslashreplace").strip().replace("\n", "; ")
        return None, f"{name}: {said}"
    return done.stdout, ""
