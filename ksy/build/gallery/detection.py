"""What a root finds out from the bytes: byte order, family, alignment of 64-bit integers and size of long.

Everything is an instance of the root, which has a byte order of its own: Java cannot read a one-byte number inside a
type whose byte order is decided at run time. A number of unknown byte order is read in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iptblob.abi import ABIS
from iptblob.family import ARP, FAMILIES, IPV4, IPV6
from iptblob.spec.layout import layout_of
from iptblob.spec.registry import SPECS

Instances = dict[str, dict[str, Any]]
LP64, I386, ILP32 = (ABIS[name] for name in ("lp64-le", "i386", "ilp32-le"))
RECORD = layout_of("xt_entry_match", LP64).size


def place(spec: str, field: str) -> int:
    """Where a field is; for those in front of everything that depends on the machine."""
    return layout_of(spec, LP64)[field].offset


def u4(text: str) -> str:
    """An expression of a type that is named: Go and Rust compute with numbers of one type only."""
    return f"({text}).as<u4>"


def number(mode: str, name: str, pos: Any, width: str, doc: str) -> Instances:
    if mode != "auto":
        read: Instances = {f"{name}_read": {"pos": pos, "type": width}}
        return {**read, name: {"value": u4(f"{name}_read"), "doc": doc}}
    sides = {f"{name}_{order}": {"pos": pos, "type": width + order} for order in ("le", "be")}
    return {**sides, name: {"value": u4(f"is_be ? {name}_be : {name}_le"), "doc": doc}}


def byte_order(mode: str, kind: str) -> Instances:
    if mode != "auto":
        return {}
    if kind == "entries":
        at = place("xt_get_entries", "size")
        sizes = {f"size_{order}": {"pos": at, "type": f"u4{order}"} for order in ("le", "be")}
        fits = [f"len_file - size_be == {at + 4 + pad}" for pad in (0, 4)]
        return {
            **sizes,
            "is_be": {"value": " or ".join(fits) + " or size_be < size_le and size_le > len_file",
                      "doc": "Byte order: the size of the entries fits the length of the file in one of them."},
        }  # fmt: skip
    at = place("ipt_getinfo", "valid_hooks")
    assert at == place("ipt_replace", "valid_hooks") == place("arpt_getinfo", "valid_hooks")
    return {
        "first_of_hooks": {"pos": at, "type": "u1", "doc": "First byte of valid_hooks."},
        "last_of_hooks": {"pos": at + 3, "type": "u1", "doc": "Last byte of valid_hooks."},
        "is_be": {
            "value": "first_of_hooks == 0 and last_of_hooks != 0",
            "doc": "Byte order: valid_hooks is a small number and never zero.",
        },
    }


def blob(mode: str) -> Instances:
    info, arp_info = (layout_of(name, LP64).size for name in ("ipt_getinfo", "arpt_getinfo"))
    size = place("xt_get_entries", "size")
    made = number(
        mode, "arp_size", place("arpt_getinfo", "size"), "u4", "Size in the GET_INFO reply, if this is an ARP table."
    )
    made |= number(
        mode, "arp_size_again", arp_info + size, "u4", "Size in the GET_ENTRIES reply, if this is an ARP table."
    )
    made["is_arp"] = {
        "value": f"arp_size != 0 and arp_size - arp_size_again == 0 and len_file >= arp_size + {arp_info + size + 4}",
        "doc": "Both replies tell the same size where ARP has it.",
    }
    made["len_info"] = {"value": f"(is_arp ? {arp_info} : {info}).as<u4>", "doc": "Bytes of the GET_INFO reply."}
    made |= number(mode, "size_entries", f"len_info + {size}", "u4", "Size in the GET_ENTRIES reply.")
    made["align_u64"] = {
        "value": f"(len_file - len_info - size_entries == {size + 4} ? 4 : 8).as<u4>",
        "doc": "Alignment of a 64-bit integer in a struct: 4 on i386, 8 elsewhere. The length of the file tells.",
    }
    made["ofs_entries"] = {"value": u4(f"len_info + {size} + align_u64"), "doc": "Where the first entry begins."}
    return made


def entries(mode: str) -> Instances:
    size = place("xt_get_entries", "size")
    made = number(mode, "size_entries", size, "u4", "Bytes of entries, as the program asked for them.")
    if mode == "auto":  # both were read for the byte order
        made = {"size_entries": {"value": u4("is_be ? size_be : size_le"), "doc": made["size_entries"]["doc"]}}
    made["align_u64"] = {
        "value": f"(len_file - size_entries == {size + 4} ? 4 : 8).as<u4>",
        "doc": "Alignment of a 64-bit integer in a struct: 4 on i386, 8 elsewhere. The length of the file tells.",
    }
    made["ofs_entries"] = {"value": f"({size} + align_u64).as<u4>", "doc": "Where the first entry begins."}
    return made


def replace(mode: str) -> Instances:
    sizes = {
        (spec, abi.name): layout_of(spec, abi).size
        for spec in ("ipt_replace", "arpt_replace")
        for abi in (LP64, I386, ILP32)
    }
    ip, ip4, arp, arp4 = (sizes[key] for key in (("ipt_replace", LP64.name), ("ipt_replace", I386.name),
                                                 ("arpt_replace", LP64.name), ("arpt_replace", I386.name)))  # fmt: skip
    assert sizes["ipt_replace", ILP32.name] == ip
    assert sizes["arpt_replace", ILP32.name] == arp
    assert place("ipt_replace", "size") == place("arpt_replace", "size")
    made = number(mode, "size_entries", place("ipt_replace", "size"), "u4", "Bytes of all entries.")
    made["len_head"] = {
        "value": u4("len_file - size_entries"),
        "doc": "Bytes in front of the entries; they tell family and alignment.",
    }
    made["is_arp"] = {
        "value": f"len_head == {arp} or len_head == {arp4}",
        "doc": "ARP has three hooks, the others five.",
    }
    made["align_u64"] = {
        "value": f"(len_head == {ip4} or len_head == {arp4} ? 4 : 8).as<u4>",
        "doc": "Alignment of a 64-bit integer in a struct: 4 on i386, 8 elsewhere.",
    }
    made["ofs_entries"] = {
        "value": u4(f"(is_arp ? {u4(arp4)} : {u4(ip4)}) + align_u64 - 4") if arp - arp4 == ip - ip4 == 4 else "",
        "doc": "Where the first entry begins.",
    }
    return made


def family(mode: str, kind: str) -> Instances:
    """By the offsets of the first entry: one family's places hold sense only in an entry of that family."""
    made: Instances = {}
    for one in (IPV6, IPV4, *([ARP] if kind == "entries" else [])):
        target, after = (place(one.entry_spec, name) for name in ("target_offset", "next_offset"))
        made |= number(
            mode,
            f"{one.name}_target",
            f"ofs_entries + {target}",
            "u2",
            f"ofs_target of the first entry, if it is one of {one.name}.",
        )
        made |= number(
            mode,
            f"{one.name}_next",
            f"ofs_entries + {after}",
            "u2",
            f"ofs_next of the first entry, if it is one of {one.name}.",
        )
        made[f"looks_{one.name}"] = {
            "value": f"size_entries >= {after + 2} and len_file >= ofs_entries + {after + 2} and "
            f"{one.name}_target >= {head_size(one)} and {one.name}_target % 4 == 0 and "
            f"{one.name}_next >= {one.name}_target + {RECORD} and {one.name}_next <= size_entries",
            "doc": f"Whether the first entry makes sense as one of {one.name}.",
        }
    order = ["looks_ipv6", "looks_ipv4", "looks_arp"] if kind == "entries" else ["is_arp", "looks_ipv6"]
    numbers = {"looks_ipv6": IPV6.nfproto, "looks_ipv4": IPV4.nfproto, "looks_arp": ARP.nfproto, "is_arp": ARP.nfproto}
    found = f"({IPV4.nfproto}).as<u1>"
    for name in reversed(order):
        found = f"{name} ? ({numbers[name]}).as<u1> : {parenthesized(found)}"
    made["family"] = {"value": found, "doc": "NFPROTO number of the table's family."}
    for one in FAMILIES.values():
        if f"is_{one.name}" not in made and not (one is ARP and kind != "entries"):
            made[f"is_{one.name}"] = {
                "value": f"family == {one.nfproto}",
                "doc": f"Whether the table is one of {one.name}.",
            }
    return made


def parenthesized(text: str) -> str:
    return f"({text})" if " ? " in text else text  # PHP wants them where one choice follows another


def head_size(one: Any) -> str:
    """Bytes in front of the matches, as an expression."""
    lp64, i386 = (layout_of(one.entry_spec, abi).size for abi in (LP64, I386))
    return u4(str(lp64)) if lp64 == i386 else u4(f"{lp64 - 8} + align_u64")


def long_size() -> Instances:
    """The first record whose size depends on it tells; without one 8 is as good as 4, for all sizes are the same."""
    ip, ip6, arp = (head_size(FAMILIES[name]) for name in ("ipv4", "ipv6", "arp"))
    at = {one.name: place(one.entry_spec, "target_offset") for one in FAMILIES.values()}
    return {
        "len_entry_head": {
            "value": f"family == 2 ? {ip} : (family == 10 ? {ip6} : {arp})",
            "doc": "Bytes of an entry in front of its matches.",
        },
        "ofs_in_entry": {
            "value": "family == 2 ? {ipv4} : (family == 10 ? {ipv6} : {arp})".format(
                **{name: u4(str(number)) for name, number in at.items()}
            ),
            "doc": "Where ofs_target is in an entry.",
        },
        "probe": {
            "pos": "ofs_entries",
            "type": "probe_entries",
            "if": "len_file >= ofs_entries + len_entry_head",
            "doc": "The entries once more, up to the first record that tells the size of long.",
        },
        "len_long": {
            "value": "align_u64 == 4 or len_file >= ofs_entries + len_entry_head and probe.tells_4 "
            "? (4).as<u4> : (8).as<u4>",
            "doc": "Size of long and of pointers: 4 on 32-bit machines, 8 on others.",
        },
    }


def telling() -> Iterator[tuple[str, bytes, int, tuple[int, int]]]:
    """(id, name, revision, padded sizes with a long of 4 and of 8 bytes) of records whose size tells which."""
    seen = set()
    for (kind, name, revision, _), spec in sorted(SPECS.items()):
        small, large = (abi.align(layout_of(spec, abi).size) for abi in (ILP32, LP64))
        if small != large and (name, revision) not in seen:
            seen.add((name, revision))
            yield f"is_{kind}_{name.lower()}_{revision}", name.encode(), revision, (small, large)


def probe_type(mode: str) -> dict[str, Any]:
    """The type that walks entries without knowing payloads; nothing it meets makes it fail."""
    made: dict[str, Any] = {
        "doc": "Entries up to the first that tells the size of long, or up to the first that makes no sense.",
        "seq": [{"id": "entries", "type": "probe_entry", "repeat": "until",
                 "repeat-until": "_.tells or not _.is_sound or (_io.size - _io.pos).as<u4> < _root.len_entry_head"}],
        "instances": {"tells_4": {"value": "entries.last.tells_4", "doc": "Whether long has 4 bytes."}},
        "types": {"probe_entry": probe_entry(), "probe_body": probe_body(), "probe_records": probe_records(),
                  "probe_record": probe_record()},
    }  # fmt: skip
    if mode == "auto":
        made["meta"] = {"endian": {"switch-on": "_root.is_be", "cases": {True: "be", False: "le"}}}
    return made


ROOM = {"value": u4("_io.size - _io.pos"), "doc": "Bytes that were left when this was asked first."}


def probe_entry() -> dict[str, Any]:
    sound = f"ofs_target.as<u4> >= _root.len_entry_head and ofs_next >= ofs_target + {RECORD} and len_body <= room"
    return {
        "seq": [
            {"id": "before", "size": "_root.ofs_in_entry"},
            {"id": "ofs_target", "type": "u2"},
            {"id": "ofs_next", "type": "u2"},
            {"id": "body", "size": "len_body", "type": "probe_body", "if": "is_sound"},
        ],
        "instances": {
            "len_body": {
                "value": u4("ofs_next.as<u4> - _root.ofs_in_entry - 4"),
                "doc": "Bytes behind the two offsets.",
            },
            "room": ROOM,
            "is_sound": {"value": sound, "doc": "Whether the offsets make sense."},
            "tells_4": {"value": "is_sound ? body.tells_4 : false"},
            "tells": {"value": "is_sound ? body.tells : false"},
        },
    }


def probe_body() -> dict[str, Any]:
    def told(name: str) -> str:
        return f"(has_matches ? matches.records.last.{name} : false) or target.{name}"

    return {
        "seq": [
            {"id": "before", "size": "_root.len_entry_head - _root.ofs_in_entry - 4"},
            {"id": "matches", "size": "len_matches", "type": "probe_records", "if": "has_matches"},
            {"id": "rest", "size": "len_matches", "if": "not has_matches"},
            {"id": "target", "type": "probe_record"},
        ],
        "instances": {
            "len_matches": {
                "value": u4("_parent.ofs_target.as<u4> - _root.len_entry_head"),
                "doc": "Bytes of all matches.",
            },
            "has_matches": {"value": f"len_matches >= {RECORD}"},
            "tells_4": {"value": told("tells_4")},
            "tells": {"value": told("tells")},
        },
    }


def probe_records() -> dict[str, Any]:
    until = f"_.tells or not _.is_sound or (_io.size - _io.pos).as<u4> < {RECORD}"
    return {"seq": [{"id": "records", "type": "probe_record", "repeat": "until", "repeat-until": until}]}


def probe_record() -> dict[str, Any]:
    rows = list(telling())

    def tells(column: int) -> str:
        return " or ".join(f"{one} and len_data == {sizes[column]}" for one, _, _, sizes in rows)

    names = {one: {"value": f"name == {list(name)} and revision == {revision}"} for one, name, revision, _ in rows}
    return {
        "seq": [
            {"id": "len_record", "type": "u2"},
            {"id": "name", "size": 29, "terminator": 0},
            {"id": "revision", "type": "u1"},
            {"id": "data", "size": "len_data", "if": "is_sound"},
        ],
        "instances": {
            "len_data": {"value": u4(f"len_record.as<u4> - {RECORD}"), "doc": "Bytes of the payload."},
            "room": ROOM,
            "is_sound": {
                "value": f"len_record >= {RECORD} and len_data <= room",
                "doc": "Whether the size makes sense.",
            },
            "tells_4": {"value": f"is_sound and ({tells(0)})"},
            "tells": {"value": f"tells_4 or is_sound and ({tells(1)})"},
            **names,
        },
    }


def root_instances(mode: str, kind: str) -> Instances:
    made: Instances = {"len_file": {"value": "_io.size.as<u4>", "doc": "Bytes in the file."}}
    made |= byte_order(mode, kind)
    made |= {"blob": blob, "entries": entries, "replace": replace}[kind](mode)
    return made | family(mode, kind) | long_size()
