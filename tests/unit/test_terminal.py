"""What a terminal gets to see, and what happens when nobody listens any more."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

from tests.conftest import SAMPLES

SPOOF = SAMPLES / "misleading" / "comment-with-newline.iptb"


def test_a_newline_in_a_comment_is_no_new_line_on_a_terminal() -> None:
    leader, follower = pty.openpty()
    words = [sys.executable, "-m", "iptblob", "show", str(SPOOF)]
    with subprocess.Popen(words, stdout=follower, stderr=subprocess.PIPE, env=os.environ | {"PAGER": "cat"}):
        os.close(follower)
        seen = b""
        try:
            while piece := os.read(leader, 1 << 16):
                seen += piece
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(leader)
    lines = seen.decode().split("\r\n")
    (rule,) = [line for line in lines if "192.0.2.99" in line]
    assert rule.startswith("-A INPUT -i eth0 -m comment")
    assert '\\x0a[0:0] -A INPUT -s 192.0.2.99/32' in rule


def test_a_file_gets_the_very_bytes() -> None:
    done = subprocess.run([sys.executable, "-m", "iptblob", "show", str(SPOOF)], capture_output=True, check=False)
    assert b"\n[0:0] -A INPUT -s 192.0.2.99/32" in done.stdout
    assert b"text-control" in done.stderr


def test_whoever_reads_may_stop_reading() -> None:
    for command in ("show", "info"):
        reader, writer = os.pipe()
        os.close(reader)
        words = [sys.executable, "-m", "iptblob", command, str(SAMPLES / "docker" / "docker.iptb")]
        done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")
