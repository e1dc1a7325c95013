"""Small tables of every layout, put together by the layout tables, with payloads of random bytes."""

from __future__ import annotations

import random

from iptblob.abi import Abi
from iptblob.family import ARP, Family
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.registry import SPECS


def number(abi: Abi, value: int, size: int) -> bytes:
    return value.to_bytes(size, "big" if abi.is_be else "little", signed=value < 0)


def put(abi: Abi, layout: Layout, into: bytearray, **values: int) -> None:
    for name, value in values.items():
        field = layout[name]
        into[field.offset : field.offset + field.size] = number(abi, value, field.size)


def record(abi: Abi, kind: str, name: str, revision: int, payload: bytes) -> bytes:
    payload += bytes(abi.align(len(payload)) - len(payload))
    layout = layout_of(f"xt_entry_{kind}", abi)
    made = bytearray(layout.size)
    put(abi, layout, made, **{f"{kind}_size": layout.size + len(payload), "revision": revision})
    made[layout["name"].offset : layout["name"].offset + len(name)] = name.encode()
    return bytes(made) + payload


def entry(abi: Abi, family: Family, matches: bytes, target: bytes) -> bytes:
    layout = layout_of(family.entry_spec, abi)
    made = bytearray(layout.size)
    after = layout.size + len(matches)
    put(abi, layout, made, target_offset=after, next_offset=after + len(target))
    return bytes(made) + matches + target


def entries(abi: Abi, family: Family, rng: random.Random, extensions: list[tuple[str, str, int]]) -> bytes:
    """A rule for each extension, then the policy and the closing ERROR entry."""
    accept = record(abi, "target", "", 0, number(abi, -2, 4))
    made = entry(abi, family, b"", accept)
    for kind, name, revision in extensions:
        payload = rng.randbytes(layout_of(SPECS[kind, name, revision, family.name], abi).size)
        one = record(abi, kind, name, revision, payload)
        made += entry(abi, family, one, accept) if kind == "match" else entry(abi, family, b"", one)
    error = layout_of("target_error_0", abi).size
    return made + entry(abi, family, b"", record(abi, "target", "ERROR", 0, b"ERROR".ljust(error, b"\0")))


def buffer(kind: str, abi: Abi, family: Family, body: bytes) -> bytes:
    head = layout_of(family.replace_spec if kind == "replace" else family.info_spec, abi)
    info = bytearray(head.size)
    info[:6] = b"filter"
    put(abi, head, info, valid_hooks=family.tables["filter"], num_entries=0, size=len(body))
    reply_layout = layout_of("xt_get_entries", abi)
    reply = bytearray(reply_layout.size)
    reply[:6] = b"filter"
    put(abi, reply_layout, reply, size=len(body))
    return {"blob": bytes(info + reply), "entries": bytes(reply), "replace": bytes(info)}[kind] + body


def telling(family: Family) -> list[tuple[str, str, int]]:
    """Extensions whose payload depends on the size of long."""
    if family is ARP:
        return []
    return [("match", "hashlimit", 1), ("match", "limit", 0), ("match", "quota", 0), ("target", "TEE", 1)]
