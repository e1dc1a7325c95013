"""Every system call of a capture that can fail, failing: a whole file that verifies, or none and one line.

strace puts the errors in. Python's own start is left out: each call is counted in a run that only prints the help, and
fails behind that; calls are counted in the process itself, not in its children.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from iptblob.snapshot.integrity import verify
from tests.capture.conftest import Run, need

CALLS = {
    "openat": ("EMFILE", "ENOMEM", "EIO", "EPERM"), "read": ("EIO", "EINTR"), "write": ("ENOSPC", "EIO", "EINTR"),
    "fsync": ("EIO", "ENOSPC", "EINTR"), "rename": ("EPERM", "ENOSPC", "EIO"), "flock": ("ENOLCK", "EINTR"),
    "socket": ("EMFILE", "EPERM", "ENOMEM"), "getsockopt": ("EPERM", "ENOMEM", "EINTR", "EIO"),
    "sendto": ("ENOMEM", "EPERM"), "recvmsg": ("ENOMEM", "EIO"), "close": ("EIO",), "fstat": ("EIO", "ENOMEM"),
    "clone3,vfork,clone": ("ENOMEM", "EAGAIN"), "pipe2": ("EMFILE",),
}  # fmt: skip
PROGRAM = f"{sys.executable} -m iptblob capture"


# one run for each error and place: what is said and the status beside the file, if there is one
SCRIPT = """
iptables-legacy -A INPUT -i lo -j ACCEPT
count() {{ strace -qq -o counts -e trace={calls} {program} "$@" > /dev/null 2>&1; wc -l < counts; }}
first=$(count --help) last=$(count -q -o counted.iptb)
for error in {errors}; do for part in 0 1 2; do
  at=$((first + 1 + (last - first - 1) * part / 2)); [ $at -le $last ] || continue
  mkdir -p $error-$at; cd $error-$at; status=0
  timeout 60 strace -f -qq -o /dev/null -e trace={calls} -e inject={calls}:error=$error:when=$at \\
    {program} -q -o a.iptb 2> said || status=$?
  echo $status > status; cd ..
done; done
"""


@pytest.mark.parametrize("calls", CALLS)
def test_a_whole_file_or_none_and_one_line(calls: str, netns: Run, tmp_path: Path) -> None:
    need("strace")
    netns(SCRIPT.format(calls=calls, program=PROGRAM, errors=" ".join(CALLS[calls])))
    runs = sorted(path for path in tmp_path.iterdir() if path.is_dir())
    assert runs, "no call of these is ever made"
    for run in runs:
        status, said, path = int((run / "status").read_text()), (run / "said").read_text(), run / "a.iptb"
        where = f"{calls} {run.name}: status {status}, {said}"
        assert "Traceback" not in said, where
        assert not list(run.glob(".*.partial")), where
        if path.exists():
            assert status in (0, 1, 2), where
            assert verify(path) == [], where
        else:
            assert status == 2, where
            assert len(said.splitlines()) == 1, where
