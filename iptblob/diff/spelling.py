"""One spelling for rules whose words are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from iptblob.names import BUILT_IN_PROTOCOLS, debian_12
from iptblob.restore.arguments import arguments

Words = tuple[str, ...]

def split_jump(found: Words, chains: Mapping[str, object]) -> tuple[Words, str | None]:
    """(words without the chain a rule jumps to, that chain or None)."""
    for at in range(len(found) - 2, -1, -1):
        if found[at] in ("-j", "-g"):
            target = found[at + 1]
            return (found[: at + 1] + found[at + 2 :], target) if target in chains else (found, None)
    return found, None


_LONG = {
    "--source": "-s", "--src": "-s", "--destination": "-d", "--dst": "-d", "--protocol": "-p", "--proto": "-p",
    "--in-interface": "-i", "--out-interface": "-o", "--jump": "-j", "--goto": "-g", "--fragment": "-f",
    "--match": "-m", "--source-port": "--sport", "--destination-port": "--dport",
    "--source-ports": "--sports", "--destination-ports": "--dports", "--in-if": "-i", "--out-if": "-o",
}  # fmt: skip
_BARE_V4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_DOTTED_MASK = r"(\d{1,3}(?:\.\d{1,3}){3})/(\d{1,3}(?:\.\d{1,3}){3})"


def plain_words(line: str, family: str) -> Words:
    """Words of a rule in one spelling: short options, masks as lengths, protocols by number."""
    found = [_LONG.get(word, word) for word in arguments(line)]
    for at in range(len(found) - 1):
        if found[at] in ("-s", "-d") and family != "arp":
            found[at + 1] = _address(found[at + 1], family)
        elif found[at] == "-p":
            found[at + 1] = _protocol(found[at + 1])
    return tuple(found)


def _address(text: str, family: str) -> str:
    if family == "ipv6":
        return text if "/" in text else f"{text}/128"
    if re.fullmatch(_BARE_V4, text):
        return f"{text}/32"
    dotted = re.fullmatch(_DOTTED_MASK, text)
    if dotted:
        bits = "".join(f"{int(part) & 255:08b}" for part in dotted[2].split("."))
        if "01" not in bits:
            return f"{dotted[1]}/{bits.count('1')}"
    return text


@cache
def _protocols() -> dict[str, str]:
    named = {name: str(number) for number, name in debian_12().protocols.items()}
    return {**named, **{name: str(number) for number, name in BUILT_IN_PROTOCOLS.items()}, "icmpv6": "58"}


def _protocol(text: str) -> str:
    return _protocols().get(text.lower(), text)
