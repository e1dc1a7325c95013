"""Are these bytes answers of nf_tables by netlink? Told by the first message, in the byte order that it has."""

from __future__ import annotations

from iptblob.abi import LP64_BE, LP64_LE, Abi
from iptblob.netlink.kinds import NFT
from iptblob.netlink.messages import NLMSG_DONE, DamagedError, read_messages

SUBSYSTEM = 0xFF00  # of nfnetlink: the upper byte of a message's type


def layout_of_answers(data: bytes) -> Abi | None:
    """The layout under which the first message is one of nf_tables or closes an answer, None where none is.

    Netlink itself shows the byte order only; the payloads of extensions are taken for a 64-bit kernel's.
    """
    for abi in (LP64_LE, LP64_BE):
        try:
            first = next(read_messages(data, abi), None)
        except DamagedError:
            continue
        if first is not None and (
            first.kind & SUBSYSTEM == NFT or (first.kind == NLMSG_DONE and first.end == len(data))
        ):
            return abi
    return None
