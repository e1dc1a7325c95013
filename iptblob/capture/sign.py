"""Signatures beside snapshots, made and checked by ssh-keygen -Y: detached, standard, no cryptography of our own."""

from __future__ import annotations

import subprocess  # ssh-keygen has no other interface # nosec B404
from pathlib import Path

from iptblob.capture.agent.container import write_atomic
from iptblob.capture.agent.present import find_tool, tool_environment
from iptblob.errors import IptblobError

# what ssh and ssh-keygen need of the environment to find keys and to ask for a passphrase
KEPT = ("HOME", "USER", "LOGNAME", "TERM", "SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY")
NAMESPACE = "iptblob"  # a signature made for something else is none


class SignatureError(IptblobError):
    """The signature does not fit the file or the signers."""


def sign(path: str, key: str, data: bytes | None = None) -> str:
    """Sign a file (``data`` if it was read already) with an ssh key, private, or public with an agent; the path of the
    signature. ssh-keygen is given the bytes, not the name: so nobody puts another file there meanwhile."""
    signature = f"{path}.sig"
    done = _keygen(["-Y", "sign", "-n", NAMESPACE, "-f", key], Path(path).read_bytes() if data is None else data)
    if done.returncode or not done.stdout:
        raise IptblobError(f"not signed: {_said(done)}", file=path, hint=f"the snapshot itself is written; key: {key}")
    try:
        write_atomic(signature, [done.stdout])
    except OSError as error:
        raise IptblobError(f"cannot write: {error.strerror}", file=signature) from error
    return signature


def check_signature(path: str, signers: str, data: bytes | None = None) -> str:
    """Who signed the file, of those in the allowed signers file; SignatureError if nobody did, IptblobError where there
    is nothing to check. ``data`` are the bytes that are judged, of the file as it was read."""
    signature = f"{path}.sig"
    for needed in (signature, signers):
        if not Path(needed).is_file():
            raise IptblobError("no such file", file=needed)
    data = Path(path).read_bytes() if data is None else data
    found = _keygen(["-Y", "find-principals", "-s", signature, "-f", signers], b"")
    who = found.stdout.decode("utf-8", "replace").split("\n")[0]
    if found.returncode or not who:
        raise SignatureError(f"the key that signed it is not in {signers}", file=signature)
    done = _keygen(["-Y", "verify", "-n", NAMESPACE, "-I", who, "-f", signers, "-s", signature], data)
    if done.returncode:
        raise SignatureError(f"the signature does not fit the file: {_said(done)}", file=signature)
    return who


def _keygen(arguments: list[str], source: bytes) -> subprocess.CompletedProcess[bytes]:
    program = find_tool("ssh-keygen")
    if program is None:
        raise IptblobError("ssh-keygen is not installed", hint="signatures need OpenSSH 8.2 or later")
    kept = tool_environment(*KEPT)
    words = [program, *arguments]  # no shell, a full path; what the user typed comes behind options that take a value
    try:
        return subprocess.run(  # noqa: S603 # nosec B603
            words, input=source, capture_output=True, env=kept, check=False
        )
    except OSError as error:
        raise IptblobError(f"ssh-keygen: {error.strerror}", hint="signatures need OpenSSH 8.2 or later") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split()) or f"exit status {done.returncode}"
