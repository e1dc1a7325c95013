"""Load rules into the running kernel, in a network namespace that lives as long as one call.

``unshare -n -m`` as root, ``unshare -rnm`` otherwise. /run is private, because the tools keep their lock there.
Nothing outside the namespaces changes, apart from cgroups made for the time of the call.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
REPOSITORY = TOOLS.parents[1]
NEEDED = ("unshare", "ip", "iptables-legacy-restore", "ip6tables-legacy-restore", "arptables-legacy")


class UnavailableError(Exception):
    """This machine cannot do it; the message says why, in words for a test's skip line."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the kernel and the tools said after loading; keys are ``(family, table)``.

    ``saves``: bytes printed by ``iptables-legacy-save -c -t TABLE`` (ip6tables likewise); for arp the list of
    ``arptables-legacy -L -n -v``. ``blobs``: GET_INFO reply followed by GET_ENTRIES reply. ``notes``: one line for
    each thing refused (objects, rules). ``snapshot``: the bytes of an .iptb when asked for.
    """

    saves: dict[tuple[str, str], bytes]
    blobs: dict[tuple[str, str], bytes]
    notes: tuple[str, ...] = ()
    snapshot: bytes | None = None
    extra: dict[str, bytes] = field(default_factory=dict)


def why_not(needed: Sequence[str] = NEEDED) -> str | None:
    """Why rules cannot be loaded here, or None when they can."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    missing = [tool for tool in needed if shutil.which(tool, path=path) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    probe = _in_namespaces(["sh", "-c", "mount -t tmpfs tmpfs /run && iptables-legacy -t filter -S"], timeout=30)
    if probe.returncode:
        lines = probe.stderr.decode(errors="replace").strip().splitlines() or [f"exit status {probe.returncode}"]
        return f"no legacy tables in a namespace of our own: {lines[0]}"
    return None


def run(command: Sequence[str], *, timeout: float = 120, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ``command`` in fresh namespaces with a private /run; output is captured, status not checked."""
    script = 'mount -t tmpfs tmpfs /run && ip link set lo up && exec "$@"'
    return _in_namespaces(["sh", "-c", script, "sh", *command], timeout=timeout, stdin=stdin)


def load(
    *,
    v4: bytes | None = None,
    v6: bytes | None = None,
    arp: bytes | None = None,
    objects: bool = False,
    all_tables: bool = False,
    snapshot: bool = False,
    shell: str | None = None,
    timeout: float = 1200,  # half a minute where the machine has nothing else to do
) -> Loaded:
    """Load restore texts (``-c`` format) and return what the kernel then holds.

    ``arp`` is the arptables-restore form (``*filter``, ``:CHAIN POLICY``, ``-A ...``). ``objects`` makes the ipsets
    and friends of objects.py first. ``all_tables`` also touches tables without rules, so that they exist. ``shell``
    runs after loading (traffic, edits). Raises UnavailableError, or RuntimeError with the tool's own words.
    """
    with tempfile.TemporaryDirectory(prefix="iptblob-netns-") as folder:
        job = Path(folder)
        for name, text in (("rules.v4", v4), ("rules.v6", v6), ("rules.arp", arp)):
            if text is not None:
                (job / name).write_bytes(text)
        wish = {"objects": objects, "all_tables": all_tables, "snapshot": snapshot, "shell": shell}
        (job / "wish.json").write_text(json.dumps(wish))
        done = run([sys.executable, str(TOOLS / "in_netns.py"), folder], timeout=timeout)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}")
        return _read_results(job / "out")


def capture(path: Path) -> None:
    """What `iptblob capture` does, here and now: the capture program alone, which needs nothing but Python."""
    program = "import sys; from iptblob.capture.agent.main import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, "-c", program, "-o", str(path)], check=True, env=environment)
    path.chmod(0o644)


def _read_results(out: Path) -> Loaded:
    saves, blobs = {}, {}
    for path in sorted(out.iterdir()):
        family, _, rest = path.name.partition(".")
        table, _, kind = rest.partition(".")
        if kind == "save":
            saves[family, table] = path.read_bytes()
        elif kind == "blob":
            blobs[family, table] = path.read_bytes()
    notes = tuple((out / "notes").read_text(errors="replace").splitlines())
    snapshot = (out / "snapshot.iptb").read_bytes() if (out / "snapshot.iptb").exists() else None
    extra = {path.name: path.read_bytes() for path in (out / "extra").iterdir()}
    return Loaded(saves, blobs, notes, snapshot, extra)


def _in_namespaces(command: Sequence[str], *, timeout: float, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    flags = ["-n", "-m"] if os.geteuid() == 0 else ["-r", "-n", "-m"]
    environment = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"}
    environment["PYTHONPATH"] = f"{REPOSITORY}:{environment.get('PYTHONPATH', '')}"
    try:
        return subprocess.run(
            ["unshare", *flags, "--propagation", "private", "--", *command],
            input=stdin, capture_output=True, timeout=timeout, env=environment, check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise UnavailableError("not installed: unshare") from error
    except subprocess.TimeoutExpired as error:
        raise UnavailableError(f"gave up after {timeout:.0f} s: {command[0]}") from error
