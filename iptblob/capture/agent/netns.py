"""Finding network namespaces, and working in them."""

import ctypes
import errno
import os
import re
import signal
import sys
from json import dumps, loads
from typing import Callable, Dict, List, Tuple

from iptblob.capture.agent.basics import CaptureError, Json, Taken, read_text
from iptblob.capture.agent.sockopt import _libc
from iptblob.capture.agent.tables import Options, take_namespace


def netns_label(path: str) -> str:
    """Stable name of a network namespace for the time it lives: net-INODE."""
    return f"net-{os.stat(path).st_ino}"


def _container(pid: str) -> str:
    """Container id of a process, from its cgroup path, or ""."""
    found = re.search(r"[0-9a-f]{64}", read_text(f"/proc/{pid}/cgroup") or "")
    return found.group(0) if found else ""


def named_netns() -> Dict[str, List[str]]:
    """Named network namespaces, as `ip netns` and docker keep them: path -> names."""
    found: Dict[str, List[str]] = {}
    for folder in ("/run/netns", "/var/run/docker/netns"):
        try:
            entries = sorted(os.listdir(folder))
        except OSError:
            continue
        for name in entries:
            found[os.path.join(folder, name)] = [name]
    return found


def find_netns(everything: bool) -> Tuple[Dict[str, Json], List[str]]:
    """Network namespaces by label: {"path", "names", "processes"}, and warnings about those that cannot be seen."""
    found: Dict[str, Json] = {}
    hidden = 0
    for path, names in named_netns().items():
        try:
            label = netns_label(path)
        except OSError:
            hidden += 1
            continue
        found.setdefault(label, {"path": path, "names": [], "processes": [], "num_processes": 0})["names"] += names
    mine = str(os.getpid())
    pids = [pid for pid in os.listdir("/proc") if pid.isdigit() and pid != mine] if everything else []
    for pid in sorted(pids, key=int):
        path = f"/proc/{pid}/ns/net"
        try:
            label = netns_label(path)
        except OSError as error:
            hidden += error.errno in (errno.EACCES, errno.EPERM)  # not ours; a process that just ended does not count
            continue
        record = found.setdefault(label, {"path": path, "names": [], "processes": [], "num_processes": 0})
        record["num_processes"] += 1
        if len(record["processes"]) < 32:  # enough to say who lives there
            comm = (read_text(f"/proc/{pid}/comm") or "").rstrip("\n")
            record["processes"].append({"pid": int(pid), "comm": comm, "container": _container(pid)})
    note = f"{hidden} processes or named namespaces could not be looked into (needs root)"
    return found, [note] if hidden else []


def choose_netns(options: Options) -> Tuple[Dict[str, Json], List[str]]:
    """Which namespaces to capture, own one first."""
    own = netns_label("/proc/self/ns/net")
    known, warnings = find_netns(options.all_netns or bool(options.pids))
    mine = dict(known.get(own, {"names": [], "processes": [], "num_processes": 0}), path="")
    if options.all_netns:
        rest = {label: record for label, record in known.items() if label != own}
        return dict([(own, mine)] + sorted(rest.items())), warnings
    if not options.netns and not options.pids:
        return {own: {"path": "", "names": mine["names"]}}, []
    chosen: Dict[str, Json] = {}
    paths = [f"/proc/{pid}/ns/net" for pid in options.pids]
    paths += [name if "/" in name else "/run/netns/" + name for name in options.netns]
    for path in paths:
        try:
            label = netns_label(path)
        except OSError as error:
            raise CaptureError(f"no network namespace at {path}: {error.strerror}")
        chosen[label] = dict(known.get(label, {"names": [], "processes": []}), path="" if label == own else path)
    return chosen, []


def in_child(work: Callable[[], Taken]) -> Taken:
    """Run ``work`` in a forked child, which may change its namespaces. Its result, or CaptureError."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        try:
            _work_in_child(work, reader, writer)
        finally:  # whatever happens: there must not be two of the process that forked
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as source:
        line = source.readline()
        answer: Json = loads(line.decode("ascii")) if line.endswith(b"\n") else {"error": _DIED}
        members = {name: [source.read(size) for size in sizes] for name, sizes in answer.get("sizes", ())}
    status = os.waitpid(pid, 0)[1]
    if "error" in answer:
        raise CaptureError(answer["error"])
    short = [name for name, sizes in answer["sizes"] if [len(part) for part in members[name]] != sizes]
    if short or status:
        raise CaptureError(f"{_DIED}: {_how_it_ended(status)}{', ' + short[0] + ' is cut' if short else ''}")
    return answer["fragment"], members


def _work_in_child(work: Callable[[], Taken], reader: int, writer: int) -> None:
    os.close(reader)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.alarm(300)
    with os.fdopen(writer, "wb") as out:
        try:
            fragment, members = work()
        except BaseException as error:  # whatever it is, the parent has other namespaces to look at
            out.write(dumps({"error": str(error) or type(error).__name__}).encode("ascii") + b"\n")
        else:  # what fails from here on is told by the status: a sentence among the bytes would be taken for some
            sizes = [(name, [len(part) for part in parts]) for name, parts in sorted(members.items())]
            out.write(dumps({"fragment": fragment, "sizes": sizes}).encode("ascii") + b"\n")
            for name, _ in sizes:
                for part in members[name]:
                    out.write(part)
    os._exit(0)


_DIED = "the capturing process died before it had handed over everything"


def _how_it_ended(status: int) -> str:
    return f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"status {os.WEXITSTATUS(status)}"


def enter_netns(path: str) -> None:
    """Move this process into the network namespace at ``path``; raises CaptureError."""
    with open(path, "rb") as file:
        if _libc().setns(file.fileno(), 0x40000000) != 0:  # CLONE_NEWNET
            reason = os.strerror(ctypes.get_errno())
            raise CaptureError(f"cannot enter {path}: {reason} (needs CAP_SYS_ADMIN there and here: run as root)")


def take_elsewhere(path: str, label: str, options: Options, extensions: bool) -> Taken:
    """take_namespace() in another network namespace, by a child process."""

    def work() -> Taken:
        enter_netns(path)
        if netns_label("/proc/self/ns/net") != label:
            raise CaptureError(f"the namespace at {path} is another one now")
        return take_namespace(label, options, extensions)

    return in_child(work)
