"""Which revision of an extension is sent: the newest that both iptables and the kernel have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from iptblob.extensions import called, find, find_revision, names
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.extensions.options import Options
from iptblob.extensions.record import Extension


class Sender(NamedTuple):
    """Who sends a rule to which kernel: the version of iptables, and the revisions that the kernel has of an
    extension, by (kind, name); of what is not among them it has all. ``intraposed``: a ``!`` behind its option counts,
    as in texts of versions that are older than this one (``--option ! VALUE``). ``nft``: into nf_tables, where
    arptables asks in every rule whether the hardware is Ethernet."""

    iptables: tuple[int, int, int] = DEBIAN_12_IPTABLES
    revisions: Mapping[tuple[str, str], Collection[int]] = {}
    intraposed: bool = False
    nft: bool = False


USUAL = Sender()
OLD_TEXTS = Sender(intraposed=True)
NFT_TEXTS = Sender(intraposed=True, nft=True)
INTRAPOSED_UNTIL = (1, 4, 12)
INET = ("ipv4", "ipv6")  # where an extension is sent if it does not say where


def extension_options(
    kind: str, name: str, family: str, sender: Sender = USUAL
) -> tuple[Extension, int, Options] | None:
    """What a name means behind -m or -j, and the revision that is sent: the newest that both iptables and the kernel
    have, of all extensions that it is a name for. None where it is not known."""
    usual = sender in (USUAL, OLD_TEXTS, NFT_TEXTS)
    return _usually(kind, name, family) if usual else _sent(kind, name, family, sender)


@cache
def _usually(kind: str, name: str, family: str) -> tuple[Extension, int, Options] | None:
    return _sent(kind, name, family, USUAL)


def _sent(kind: str, name: str, family: str, sender: Sender) -> tuple[Extension, int, Options] | None:
    name = called(kind, name)
    own = find(kind, name) if name else None
    best: tuple[Extension, int, Options] | None = None
    for extension in (own, *_others(kind, name)) if own else ():
        for number in _revisions(extension, sender) if extension else ():
            revision = find_revision(kind, extension.name, number, family) if extension else None
            options = revision.options if revision else None
            if not options or options.since > sender.iptables or family not in (options.families or INET):
                continue
            meant = options if extension and extension.name == name else options.others.get(name)
            if extension and meant and (best is None or number > best[1]):
                best = extension, number, meant
    return best


def _revisions(extension: Extension, sender: Sender) -> list[int]:
    """Numbers of the revisions that the kernel has, the newest first."""
    keys = {key if isinstance(key, int) else key[0] for key in extension.revisions}
    had = sender.revisions.get((extension.kind, extension.name), keys)
    return sorted((key for key in keys if key in had), reverse=True)


def _others(kind: str, name: str) -> list[Extension]:
    """Extensions that iptables also calls by a name that is none of their own (aliases of libxtables)."""
    own = find(kind, name)
    other = own.same_as if own else ""
    wanted = [other] if other else []
    return [found for one in wanted if (kind, one) in names() and (found := find(kind, one))]
