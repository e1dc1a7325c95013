"""Every system call of a capture that can fail, failing: a whole file that verifies, or none and one line.

strace puts the errors in, and counts each call by itself in each process. Python's own start is left out: each call is
counted in a run that only prints the help, and fails behind that. Children that go into other namespaces are traced
alone (fault_child.py).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from iptblob.snapshot.integrity import verify
from tests.capture.conftest import Run, need

# by call: what it may end with; "retval=0" is the end of a file or a short read, "signal=SIGKILL" dies there
CALLS = {
    "openat": ("EMFILE", "ENOMEM", "EIO", "EPERM", "EINTR"), "read": ("EIO", "EINTR", "retval=0"),
    "write": ("ENOSPC", "EIO", "EINTR"), "fsync": ("EIO", "ENOSPC", "EINTR"), "flock": ("ENOLCK", "EINTR"),
    "rename": ("EPERM", "ENOSPC", "EIO"), "link": ("EPERM", "ENOSPC", "EIO", "EMLINK"), "unlink": ("EPERM", "EIO"),
    "socket": ("EMFILE", "EPERM", "ENOMEM"), "getsockopt": ("EPERM", "ENOMEM", "EINTR", "EIO"),
    "sendto": ("ENOMEM", "EPERM", "EINTR"), "recvmsg": ("ENOMEM", "EIO", "EINTR", "retval=0"), "bind": ("ENOMEM",),
    "close": ("EIO",), "newfstatat": ("EIO", "ENOMEM"), "fstat": ("EIO", "ENOMEM"), "lseek": ("EIO",),
    "getdents64": ("EIO", "ENOMEM"), "readlink": ("EACCES", "EIO"), "setsockopt": ("ENOMEM", "EPERM"),
    "mmap": ("ENOMEM",), "pipe2": ("EMFILE",), "vfork": ("ENOMEM", "EAGAIN"), "clone3": ("ENOMEM", "EAGAIN"),
    "clone": ("ENOMEM", "EAGAIN"), "poll": ("ENOMEM", "EINTR"), "wait4": ("EINTR",),
}  # fmt: skip
CHILD = {
    "openat": ("EMFILE", "EPERM", "EINTR", "signal=SIGKILL"), "setns": ("EPERM", "EINTR", "signal=SIGKILL"),
    "read": ("EIO", "retval=0", "signal=SIGKILL"), "write": ("EIO", "ENOSPC", "EINTR", "signal=SIGKILL"),
    "socket": ("EMFILE", "ENOMEM"), "getsockopt": ("EPERM", "ENOMEM", "EIO", "signal=SIGKILL"),
    "sendto": ("ENOMEM",), "recvmsg": ("EIO", "retval=0", "signal=SIGKILL"), "close": ("EIO",),
    "mmap": ("ENOMEM",), "vfork": ("EAGAIN",), "pipe2": ("EMFILE",), "exit_group": ("signal=SIGKILL",),
}  # fmt: skip
# some need not be made at all: which of these starts a program, names a file or is used by a Python differs
NOT_EVERYWHERE = {"rename", "vfork", "clone3", "clone", "fstat", "newfstatat", "poll", "wait4", "readlink", "mmap"}
LEFT = "echo $status > status; cd .."
PROGRAM = f"{sys.executable} -m iptblob capture"
# one run for each error, at the first, a middle and the last place in turn
SCRIPT = """
iptables-legacy -A INPUT -i lo -j ACCEPT
count() {{
  rm -f counts; strace -qq -o counts -e trace={call} {program} "$@" > /dev/null 2>&1; grep -c '^{call}(' counts
}}
first=$(count --help || true) last=$(count -q -o counted.iptb || true) part=0
[ $last -gt $first ] || exit 0
for fault in {faults}; do
  at=$((first + 1 + (last - first - 1) * part / 2)); part=$(((part + 1) % 3))
  mkdir -p $fault-$at; cd $fault-$at; status=0
  timeout 60 strace -f -qq -o /dev/null -e trace={call} -e inject={call}:$fault:when=$at \\
    {program} -q -o a.iptb 2> said || status=$?
  {left}
done
"""
CHILD_SCRIPT = """
prepare='iptables-legacy -P INPUT DROP; nft add table ip t; ipset create s hash:ip; touch ready'
unshare -n sh -ec "$prepare; exec sleep 100" & holder=$!
for wait in $(seq 100); do [ -e ready ] && break; sleep 0.1; done
capture() {{ timeout 60 {python} {helper} "$@"; }}
capture counts -e trace={call} -- -q --pid $holder -o counted.iptb
last=$(grep -c '^{call}(' counts || true) part=0
for fault in {faults}; do
  at=$((1 + (last - 1) * part / 2)); part=$(((part + 1) % 3)); [ $last -gt 0 ] || break
  for where in "--pid $holder" "--pid $holder --netns /proc/self/ns/net"; do
    run=$fault-$at-${{#where}}; mkdir -p $run; cd $run; status=0
    capture /dev/null -e trace={call} -e inject={call}:$fault:when=$at -- -q $where -o a.iptb 2> said || status=$?
    {left}
  done
done
kill $holder
"""


def options(faults: tuple[str, ...]) -> str:
    return " ".join(fault if "=" in fault else f"error={fault}" for fault in faults)


def check(folder: Path, call: str) -> None:
    runs = sorted(path.parent for path in folder.glob("*/status"))
    assert runs or call in NOT_EVERYWHERE, "no call of these is ever made"
    for run in runs:
        status, said, path = int((run / "status").read_text()), (run / "said").read_text(), run / "a.iptb"
        where = f"{call} {run.name}: status {status}, {said}"
        assert "Traceback" not in said, where
        if path.exists():
            assert status in (0, 1, 2), where
            assert verify(path) == [], where
            assert "no file was left" not in said, where
        else:
            assert status == 2, where
            assert len(said.splitlines()) == 1, where
        if call not in ("unlink", "link"):  # where these fail, a partial file stays till the next write
            assert not list(run.glob(".*.partial")), where


@pytest.mark.parametrize("call", CALLS)
def test_a_whole_file_or_none_and_one_line(call: str, netns: Run, tmp_path: Path) -> None:
    need("strace")
    netns(SCRIPT.format(call=call, program=PROGRAM, faults=options(CALLS[call]), left=LEFT))
    check(tmp_path, call)


@pytest.mark.parametrize("call", CHILD)
def test_the_same_of_a_child_in_another_namespace(call: str, netns: Run, tmp_path: Path) -> None:
    need("strace")
    helper = Path(__file__).with_name("fault_child.py")
    done = netns(
        CHILD_SCRIPT.format(call=call, python=sys.executable, helper=helper, faults=options(CHILD[call]), left=LEFT),
        status=None,
    )
    if "strace may not trace here" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    check(tmp_path, call)
