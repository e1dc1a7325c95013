"""Signatures beside snapshots, made and checked by ssh-keygen -Y: detached, standard, no cryptography of our own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import IO

from iptblob.capture.agent.present import find_tool, tool_environment
from iptblob.errors import IptblobError

# what ssh and ssh-keygen need of the environment to find keys and to ask for a passphrase
KEPT = ("HOME", "USER", "LOGNAME", "TERM", "SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY")
NAMESPACE = "iptblob"  # a signature made for something else is none


class SignatureError(IptblobError):
    """The signature does not fit the file or the signers."""


def sign(path: str, key: str) -> str:
    """Sign a file with an ssh key (private, or public with an agent); the path of the signature."""
    signature = f"{path}.sig"
    Path(signature).unlink(missing_ok=True)  # ssh-keygen asks before it overwrites
    done = _keygen(["-Y", "sign", "-n", NAMESPACE, "-f", key, "--", path], subprocess.DEVNULL)
    if done.returncode:
        raise IptblobError(f"not signed: {_said(done)}", file=path, hint=f"the snapshot itself is written; key: {key}")
    return signature


def check_signature(path: str, signers: str) -> str:
    """Who signed the file, of those in the allowed signers file; SignatureError if nobody did."""
    signature = f"{path}.sig"
    for needed in (signature, signers, path):
        if not Path(needed).is_file():
            raise IptblobError("no such file", file=needed)
    found = _keygen(["-Y", "find-principals", "-s", signature, "-f", signers], subprocess.DEVNULL)
    who = found.stdout.decode("utf-8", "replace").split("\n")[0]
    if found.returncode or not who:
        raise SignatureError(f"the key that signed it is not in {signers}", file=signature)
    with Path(path).open("rb") as data:
        done = _keygen(["-Y", "verify", "-n", NAMESPACE, "-I", who, "-f", signers, "-s", signature], data)
    if done.returncode:
        raise SignatureError(f"the signature does not fit the file: {_said(done)}", file=signature)
    return who


def _keygen(arguments: list[str], source: IO[bytes] | int) -> subprocess.CompletedProcess[bytes]:
    program = find_tool("ssh-keygen")
    if program is None:
        raise IptblobError("ssh-keygen is not installed", hint="signatures need OpenSSH 8.2 or later")
    kept = tool_environment(*KEPT)
    try:
        words = [program, *arguments]
        return subprocess.run(words, stdin=source, capture_output=True, env=kept, check=False)  # noqa: S603
    except OSError as error:
        raise IptblobError(f"ssh-keygen: {error.strerror}", hint="signatures need OpenSSH 8.2 or later") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split()) or f"exit status {done.returncode}"
