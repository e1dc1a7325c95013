"""What the manifest says of a member besides its hash, against the bytes: did all arrive that the kernel gave?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from iptblob.abi import Abi, find_abi
from iptblob.family import FAMILIES
from iptblob.netlink import DamagedError
from iptblob.netlink.survey import count_messages
from iptblob.spec.layout import layout_of


class Member(Protocol):
    """A member that was read: its size in bytes, and the bytes themselves of netlink dumps."""

    @property
    def size(self) -> int: ...
    @property
    def kept(self) -> bytes: ...


def misfits(manifest: Mapping[str, Any], contents: Mapping[str, Member | None]) -> Iterator[tuple[str, str]]:
    """(member, what does not fit) for members that are there and whole as far as their hash tells.

    ``manifest`` has the types of its schema.
    """
    abi = find_abi(str(manifest.get("abi")))
    for record in _records(manifest.get("tables")):
        data = contents.get(str(record.get("member")))
        if data is not None and (problem := size_misfit(record, data.size, abi)):
            yield str(record["member"]), problem
    for record in _dumps(manifest) if abi else ():
        data = contents.get(str(record.get("member")))
        if data is not None and abi:
            yield from ((str(record["member"]), problem) for problem in _messages(data.kept, abi, record))


def size_misfit(record: Mapping[str, Any], size: int, abi: Abi | None) -> str | None:
    """What contradicts the ``size`` in bytes of a table in its record; ``abi`` is that of the snapshot."""
    said = _size_of(record, abi)
    return f"holds {size} bytes where the kernel gave {said}: it is not whole" if said not in (None, size) else None


def _size_of(record: Mapping[str, Any], abi: Abi | None) -> int | None:
    """Bytes of a captured table: GET_INFO reply, and GET_ENTRIES reply with the entries. None where it is unknown."""
    family, entries = FAMILIES.get(str(record.get("family"))), record.get("entries_size")
    abi = find_abi(record["abi"]) if isinstance(record.get("abi"), str) else abi
    if family is None or abi is None or not isinstance(entries, int) or record.get("kind", "blob") != "blob":
        return None
    if "offset" in record:
        return None  # of an import, whose bytes are what was found
    return layout_of(family.info_spec, abi).size + layout_of("xt_get_entries", abi).size + entries


def _messages(data: bytes, abi: Abi, record: Mapping[str, Any]) -> Iterator[str]:
    if record.get("coherent") is False:
        return  # the manifest says itself that it is not whole
    try:
        found = count_messages(data, abi)
    except DamagedError as error:
        yield f"byte {error.offset}: {error.message}"
        return
    if found != record.get("messages"):
        yield f"holds {found} messages, the manifest says {record.get('messages')!r:.40}"


def _dumps(manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    spaces = manifest.get("netlink")
    for space in spaces.values() if isinstance(spaces, dict) else ():
        for group in space.values() if isinstance(space, dict) else ():
            yield from _records(group.get("dumps") if isinstance(group, dict) else None)


def _records(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
