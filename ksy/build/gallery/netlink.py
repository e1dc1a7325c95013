"""Puts specs and ksy/nft/attributes.yaml together into the entry points nf_tables_dump, _le and _be.

Names and data of expressions, names, revisions and payloads of matches stand in a fixed order, as the kernel writes
them (nf_tables_fill_expr_info in nf_tables_api.c, nft_match_dump in nft_compat.c, v6.1): so no type has to look for its
sibling.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from gallery import emit
from gallery.bundle import HEAD, ROUTED, field_types
from gallery.convert import NAMES, Converter
from iptblob.abi import LP64_LE
from iptblob.netlink.attributes import NLA_TYPE_MASK
from iptblob.netlink.kinds import MESSAGE_HEADS, NFT
from iptblob.netlink.messages import ALIGN, NLMSG_DONE, NLMSG_ERROR
from iptblob.spec.layout import layout_of

Spec = dict[str, Any]

SOURCE = Path(__file__).resolve().parents[2] / "nft" / "attributes.yaml"
UAPI = "https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nf_tables.h"
COMPAT = "https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nf_tables_compat.h"
HEADS = ("nlmsghdr", "nlattr", "nfgenmsg", "ifinfomsg", "ifaddrmsg", "rtmsg", "fib_rule_hdr")
CONNECTION = 1 << 8  # NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW
HEAD_SIZE, ATTRIBUTE_HEAD = (layout_of(name, LP64_LE).size for name in ("nlmsghdr", "nlattr"))
NUMBER = f"(head.kind & {NLA_TYPE_MASK:#x}).as<u2>"  # said twice: Go wants no instance in the value of an enum
FAMILY = {"id": "family", "type": "u1", "doc": "NFPROTO number of the family, which tells what a payload means."}
DOC = """\
Answers of the Linux kernel by netlink, one message behind the other, as a program receives them: the ruleset of
nf_tables, that of iptables-nft too, whose matches and targets hold the structs of xtables. Links, addresses, routes,
routing rules and connections are read up to their attributes."""

ORDER = {
    "auto": "The byte order of the machine follows from the first message.",
    "le": "For machines of little-endian byte order, and targets that cannot choose it at run time.",
    "be": "For machines of big-endian byte order, and targets that cannot choose it at run time.",
}


def make_netlink(specs: dict[str, Spec]) -> dict[str, str]:
    """{file name: text} of all three."""
    made = {}
    for mode in ("auto", "le", "be"):
        name = "nf_tables_dump" + ("" if mode == "auto" else f"_{mode}")
        made[f"{name}.ksy"] = HEAD + emit.write(entry_point(name, mode, specs))
    return made


def entry_point(name: str, mode: str, specs: dict[str, Spec]) -> Spec:
    source = yaml.safe_load(SOURCE.read_text())
    lists = source["lists"] | source["expressions"]
    body: Spec = {
        "doc": "The messages, in the byte order of their machine.",
        "seq": [{"id": "messages", "type": "message", "repeat": "eos", "doc": "One behind the other."}],
        "types": types_of(mode, specs, source, lists),
    }
    if mode == "auto":
        body["meta"] = {"endian": {"switch-on": "_root.is_be", "cases": {True: "be", False: "le"}}}
    order = {"auto": "", "le": ", little-endian", "be": ", big-endian"}[mode]
    return {
        "meta": {
            "id": name, "title": "Netlink dump of nf_tables" + order,
            "application": ["Linux kernel (nf_tables, nft_compat)", "iptables-nft", "nft"], "file-extension": "nl",
            "tags": ["linux"], "license": "MIT", "ks-version": "0.11", "endian": "be" if mode == "be" else "le",
        },
        "doc": f"{DOC}\n\n{ORDER[mode]} A dump says nothing of sizes: those of 64-bit machines are taken for granted.",
        "doc-ref": UAPI,
        "seq": [{"id": "dump", "type": "buffer", "doc": "All of it."}],
        "instances": root_instances(mode),
        "types": {"buffer": body},
        "enums": {**{key: NAMES["enums"][key] for key in NAMES["enums"]}, **enums_of(lists)},
    }  # fmt: skip


def root_instances(mode: str) -> Spec:
    made: Spec = {}
    if mode == "auto":
        made = {f"size_{order}": {"pos": 0, "type": f"u4{order}"} for order in ("le", "be")}
        made["is_be"] = {"value": "size_be < size_le", "doc": "Byte order: the first message has less than 16 MB."}
    doc = "A dump does not tell; machines of 32 bits have another"
    return made | {
        "len_long": {"value": "(8).as<u4>", "doc": f"Size of long and of pointers. {doc}."},
        "align_u64": {"value": "(8).as<u4>", "doc": f"Alignment of a 64-bit integer in a struct. {doc} on i386."},
    }


def types_of(mode: str, specs: dict[str, Spec], source: Spec, lists: Spec) -> dict[str, Spec]:
    used = [name for name in specs if name in HEADS or "-xt" in specs[name]["meta"]]
    types = {name: Converter(name, specs[name], mode).convert() for name in used}
    for name, field in (("nlmsghdr", "len_message"), ("nlattr", "len_attribute")):
        size = next(one for one in types[name]["seq"] if one["id"] == field)
        size["valid"] = {"min": HEAD_SIZE if name == "nlmsghdr" else ATTRIBUTE_HEAD}
    types |= field_types() | values() | attribute_types(lists) | expression_types(source["expressions"])
    types |= payload_types(specs)
    cases: Spec = {NLMSG_ERROR: "error_message", NLMSG_DONE: "done_message", CONNECTION: "raw_message"}
    for name, message in source["messages"].items():
        cases[NFT + message["number"]] = f"{name}_message"
        types[f"{name}_message"] = message_type("nfgenmsg", f"{name}_attribute(head.family)", message["doc"])
    for number, head in MESSAGE_HEADS.items():
        cases[number] = f"{head}_message"
        types[f"{head}_message"] = message_type(head, "raw_attribute", f"A message that begins with struct {head}.")
    types["raw_message"] = message_type("nfgenmsg", "raw_attribute", "Another message of nfnetlink.")
    types["message"] = {
        "doc": "Head, body and padding of a message.",
        "seq": [
            {"id": "head", "type": "nlmsghdr", "doc": "How long it is, and what."},
            {"id": "body", "size": f"head.len_message - {HEAD_SIZE}", "doc": "What the type promises.",
             "type": {"switch-on": "head.kind", "cases": {**cases, "_": "unknown_payload"}}},
            {"id": "padding", "size": "len_padding", "if": "not _io.eof", "doc": "Up to 4 bytes."},
        ],
        "instances": {"len_padding": padding("head.len_message", "u4")},
    }  # fmt: skip
    types["error_message"] = {
        "doc": "struct nlmsgerr, or an acknowledgement.",
        "seq": [{"id": "error", "type": "s4", "doc": "Negative errno, or 0."},
                {"id": "request", "size-eos": True, "doc": "What was asked."}],
    }  # fmt: skip
    types["done_message"] = {
        "doc": "The end of a dump.",
        "seq": [{"id": "error", "type": "s4", "if": "not _io.eof", "doc": "Negative errno of a dump that broke off."},
                {"id": "rest", "size-eos": True, "doc": "Attributes, if any."}],
    }  # fmt: skip
    return types


def padding(size: str, width: str) -> Spec:
    return {"value": f"(({ALIGN} - {size} % {ALIGN}) % {ALIGN}).as<{width}>", "doc": "Bytes of padding."}


def message_type(head: str, attribute: str, doc: str) -> Spec:
    return {
        "doc": doc,
        "seq": [
            {"id": "head", "type": head, "doc": "Family and others."},
            {"id": "attributes", "type": attribute, "repeat": "eos", "doc": "What is said."},
        ],
    }


def values() -> dict[str, Spec]:
    """Values that have a size of their own: a type each, since a field of given size has no number."""
    said = {"u1": "u1", "u2": "u2be", "u4": "u4be", "u8": "u8be", "s4": "s4be"}
    return {
        f"{name}_value": {"doc": "A number in network order.", "seq": [{"id": "value", "type": kind, "doc": "It."}]}
        for name, kind in said.items()
    }


def value_type(declared: Any) -> Any:
    if isinstance(declared, list):
        return f"{declared[0]}_elements(family)"
    if declared in ("text", "raw"):
        return {"text": "text_field", "raw": "unknown_payload"}[declared]
    return f"{declared}_value" if declared in ("u1", "u2", "u4", "u8", "s4") else f"{declared}_nest(family)"


def attribute(kind: Any, doc: str) -> Spec:
    """Head, value and padding of an attribute whose value has this type. What is chosen has an id of its own: Rust
    confuses these here with others of one name."""
    name = "body" if isinstance(kind, dict) else "data"
    return {
        "doc": doc,
        "seq": [
            {"id": "head", "type": "nlattr", "doc": "How long it is, and which."},
            {"id": name, "size": f"head.len_attribute - {ATTRIBUTE_HEAD}", "type": kind, "doc": "The value."},
            {"id": "padding", "size": "len_padding", "if": "not _io.eof", "doc": "Up to 4 bytes."},
        ],
        "instances": {
            "number": {"value": NUMBER, "doc": "Which, without the two flags."},
            "len_padding": padding("head.len_attribute", "u2"),
        },
    }


def attribute_types(lists: Spec) -> dict[str, Spec]:
    types = {
        "raw_attribute": attribute("unknown_payload", "An attribute whose value is bytes."),
        "text_attribute": attribute("text_field", "An attribute whose value is a text."),
        "number_attribute": attribute("u4_value", "An attribute whose value is a number of 4 bytes."),
    }
    for name, one in lists.items():
        cases = {
            number: value_type(declared)
            for number, declared in enumerate(one["attributes"].values(), 1)
            if declared != "raw"
        }
        made = attribute({"switch-on": "number", "cases": {**cases, "_": "unknown_payload"}}, f"One of {one['enum']}.")
        made["params"] = [FAMILY]
        made["instances"]["name"] = {"value": NUMBER, "enum": one["enum"], "doc": "Name of the attribute."}
        types[f"{name}_attribute"] = made
        types[f"{name}_nest"] = nest(f"{name}_attribute(family)", f"Attributes of {one['enum']}.")
        if any([name] == declared for other in lists.values() for declared in other["attributes"].values()):
            types[f"{name}_element"] = attribute(f"{name}_nest(family)", "An element of a list.") | {"params": [FAMILY]}
            types[f"{name}_elements"] = nest(f"{name}_element(family)", "A list.")
    return types


def nest(kind: str, doc: str) -> Spec:
    return {"doc": doc, "params": [FAMILY],
            "seq": [{"id": "attributes", "type": kind, "repeat": "eos", "doc": "One behind the other."}]}  # fmt: skip


def expression_types(expressions: Spec) -> dict[str, Spec]:
    cases: Spec = {f'"{name}"': f"{name}_nest(family)" for name in expressions}
    cases |= {f'"{record}"': f"xt_{record}(family)" for record in ROUTED}
    data = attribute({"switch-on": "name", "cases": {**cases, "_": "raw_nest"}}, "What an expression says.")
    data["params"] = [FAMILY, {"id": "name", "type": "str", "doc": "Name of the expression."}]
    return {
        "expression_nest": {
            "doc": "An expression of a rule or set element: its name, and what it says.",
            "params": [FAMILY],
            "seq": [
                {"id": "name", "type": "text_attribute", "doc": "NFTA_EXPR_NAME."},
                {"id": "data", "type": "expression_data(family, name.data.text)", "if": "not _io.eof",
                 "doc": "NFTA_EXPR_DATA; some expressions have none."},
            ],
        },
        "expression_element": attribute("expression_nest(family)", "An element of a list.") | {"params": [FAMILY]},
        "expression_elements": nest("expression_element(family)", "Expressions in the order in which they are done."),
        "expression_data": data,
        "raw_nest": {"doc": "Attributes of an expression that nobody described.",
                     "seq": [{"id": "attributes", "type": "raw_attribute", "repeat": "eos", "doc": "Whole."}]},
    }  # fmt: skip


def payload_types(specs: dict[str, Spec]) -> dict[str, Spec]:
    """The structs of xtables in NFTA_MATCH_INFO and NFTA_TARGET_INFO."""
    types: dict[str, Spec] = {}
    for record, router in ROUTED.items():
        body = next(field for field in specs[router]["seq"] if field["id"] == "body")
        cases = {key: value.split("(")[0] for key, value in body["type"]["cases"].items()}
        upper = record.upper()
        key = 'name.data.text + "." + revision.data.value.to_s + "." + family.to_s'
        types[f"xt_{record}"] = {
            "doc": f"A {record} of xtables, as iptables-nft sends it.",
            "doc-ref": COMPAT,
            "params": [FAMILY],
            "seq": [
                {"id": "name", "type": "text_attribute", "doc": f"NFTA_{upper}_NAME."},
                {"id": "revision", "type": "number_attribute", "doc": f"NFTA_{upper}_REV."},
                {"id": "info", "type": f"{record}_info(key)", "doc": f"NFTA_{upper}_INFO."},
                {"id": "more", "type": "raw_attribute", "repeat": "eos", "doc": "None that is known."},
            ],
            "instances": {"key": {"value": key, "doc": "Name, revision and family, which say what the payload means."}},
        }
        said = {"id": "key", "type": "str", "doc": "Name, revision and family."}
        types[f"{record}_info"] = attribute(f"{record}_data(key)", f"NFTA_{upper}_INFO.") | {"params": [said]}
        types[f"{record}_data"] = {
            "doc": f"Payload of a {record}.",
            "params": [said],
            "seq": [{"id": "raw", "size-eos": True, "doc": "The payload as bytes, whatever it is."}],
            "instances": {"payload": {"pos": 0, "type": {"switch-on": "key", "cases": cases},
                                      "doc": "The payload, as the extension understands it. Read when asked for, so "
                                             "that a damaged one harms no other."}},
        }  # fmt: skip
    return types


def enums_of(lists: Spec) -> Spec:
    return {
        one["enum"]: {
            number: {"id": name, "-orig-id": f"{one['prefix']}{name.upper()}"}
            for number, name in enumerate(one["attributes"], 1)
        }
        for one in lists.values()
    }
