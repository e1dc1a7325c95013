"""The manifest of a snapshot, field by field: what is listed here is kept or replaced, all else is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from iptblob.capture.agent.basics import SCHEMA
from iptblob.family import FAMILIES
from iptblob.redact.cipher import Cipher

LEFT_OUT = "left out by redact"
_LABEL = re.compile(r"net-[0-9]+|imported(?:-[0-9]+)?").fullmatch
_VERSIONED = re.compile(r"(?:iptables|ip6tables|nftables|nft|ipset|arptables) v[0-9.]+[ A-Za-z0-9(),.:#_-]*").fullmatch
_TOOL_PATH = re.compile(r"(?:/usr(?:/local)?)?/s?bin/[a-z0-9-]+|/etc/alternatives/[a-z0-9-]+").fullmatch
Json = Mapping[str, Any]


class NewNames:
    """NewNames of a snapshot as the copy has them."""

    def __init__(self, cipher: Cipher) -> None:
        self.cipher = cipher

    def name(self, value: str) -> str:
        """A name that people gave, or a program for them."""
        return _text(self.cipher.name, value)

    def text(self, value: str) -> str:
        return _text(self.cipher.text, value)

    def label(self, value: str) -> str:
        """A network namespace: its number tells nothing of anybody."""
        return value if _LABEL(value) else self.name(value)

    def table(self, family: str, value: str) -> str:
        known = FAMILIES[family].tables if family in FAMILIES else ()
        return value if value in known else self.name(value)

    def member(self, value: str) -> str:
        """The path of a table's member, of which the first part is a label."""
        netns, family, name = value.split("/", 2)
        table, _, kind = name.rpartition(".")
        return f"{self.label(netns)}/{family}/{self.table(family, table)}.{kind}"


def _text(made: Callable[[bytes], bytes], value: str) -> str:
    raw = value.encode("utf-8", "surrogatepass")
    return made(raw).decode("utf-8", "surrogateescape") if raw else ""


def redacted_manifest(old: Json, names: NewNames) -> dict[str, Any]:
    """The manifest of the copy, without ``members`` and ``redacted``; nothing in it names a member but its tables."""
    imported = old.get("import")
    new: dict[str, Any] = {
        "schema": old.get("schema", SCHEMA), "kind": old.get("kind", "import"), "tool": _mapping(old.get("tool")),
        **({"import": _import(imported, names)} if isinstance(imported, dict) else {}),
        "host": _host(_mapping(old.get("host")), names), "kernel": _kernel(_mapping(old.get("kernel"))),
        "abi": old.get("abi"), "clocks": old.get("clocks") or {"started": None, "finished": None, "uptime": []},
        "netns": [_netns(one, names) for one in _records(old.get("netns"))],
        "tables": [], "failed": [_failed(one, names) for one in _records(old.get("failed"))],
        "backends": {names.label(at): _backend(one, names) for at, one in _items(old.get("backends"))},
        "ipsets": {names.label(at): _ipset(one, names) for at, one in _items(old.get("ipsets"))},
        "lookups": {}, "tools": {at: _tool(one) for at, one in _items(old.get("tools"))},
        "netlink": {names.label(at): {what: _dumps(dump) for what, dump in _items(space)}
                    for at, space in _items(old.get("netlink"))},
        "extensions": None, "footprint": _footprint(old.get("footprint"), names),
        "warnings": [LEFT_OUT for _ in old.get("warnings") or ()],
    }  # fmt: skip
    return {key: value for key, value in new.items() if key in old}  # older schemas have fewer


def table_record(old: Json, names: NewNames) -> dict[str, Any]:
    """The record of a table without its hash and size, which the new bytes give."""
    kept = ("num_entries", "entries_size", "tries", "coherent", "existed", "clocks", "abi", "kind", "offset",
            "confidence")  # fmt: skip
    new = {key: old[key] for key in kept if key in old}
    new |= {
        "netns": names.label(str(old["netns"])), "family": old["family"],
        "table": names.table(str(old["family"]), str(old["table"])), "member": names.member(str(old["member"])),
        "problem": _said(old.get("problem")),
    }  # fmt: skip
    return new | ({"call": _caller(old["call"], names)} if "call" in old else {})


def _mapping(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> list[tuple[str, Json]]:
    return [(at, one) for at, one in _mapping(value).items() if isinstance(one, dict)]


def _records(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _said(value: Any) -> str:
    """Free text: that there was one, and nothing of it."""
    return LEFT_OUT if value else ""


def _import(old: Json, names: NewNames) -> dict[str, Any]:
    new: dict[str, Any] = {
        "format": old.get("format"), "file": names.text(str(old.get("file", ""))), "sha256": None,
        "clocks": old.get("clocks"),
    }  # fmt: skip
    if "calls" in old:
        kept = ("call", "family", "errno", "bytes", "kind", "name", "revision")
        new["calls"] = [
            {**{key: one[key] for key in kept if key in one}, **_caller(one, names),
             **({"table": names.table(str(one.get("family")), str(one["table"]))} if "table" in one else {})}
            for one in _records(old["calls"])
        ]  # fmt: skip
    return new


def _caller(old: Json, names: NewNames) -> dict[str, Any]:
    new = {key: old.get(key) for key in ("line", "pid", "time") if key in old}
    if "comm" in old:
        new["comm"] = None if old["comm"] is None else names.name(str(old["comm"]))
    return new


def _host(old: Json, names: NewNames) -> dict[str, Any]:
    new: dict[str, Any] = {key: old[key] for key in ("os", "euid", "capabilities", "namespaces") if key in old}
    said = [key for key in ("boot_id", "selinux") if key in old]
    new |= {key: None if old[key] is None else names.text(str(old[key])) for key in said}
    return {"name": None if old.get("name") is None else names.name(str(old["name"])), **new}


def _kernel(old: Json) -> dict[str, Any]:
    """Which kernel it is decides what it accepts: release and version stay."""
    new = {key: old.get(key) for key in ("release", "version", "machine")}
    return new | {key: old[key] for key in ("signature", "modules") if key in old}


def _netns(old: Json, names: NewNames) -> dict[str, Any]:
    new = {
        "label": names.label(str(old.get("label", ""))), "status": old.get("status"), "error": _said(old.get("error")),
        "names": [names.name(str(one)) for one in old.get("names") or ()],
    }  # fmt: skip
    if "num_processes" in old:
        new["num_processes"] = old["num_processes"]
    if "processes" in old:
        new["processes"] = [
            {"pid": one.get("pid"), "comm": names.name(str(one.get("comm", ""))),
             "container": names.name(str(one.get("container", "")))}
            for one in _records(old["processes"])
        ]  # fmt: skip
    return new


def _place(old: Json, names: NewNames) -> dict[str, Any]:
    family = str(old.get("family"))
    return {
        "netns": names.label(str(old.get("netns", ""))), "family": family,
        "table": names.table(family, str(old.get("table", ""))),
    }  # fmt: skip


def _failed(old: Json, names: NewNames) -> dict[str, Any]:
    return {**_place(old, names), "error": _said(old.get("error"))}


def _backend(old: Json, names: NewNames) -> dict[str, Any]:
    def tables(family: str, listed: Any) -> list[str]:
        return [names.table(family, str(one)) for one in listed or ()]

    nft = _mapping(old.get("nftables"))
    return {
        "legacy": {family: tables(family, listed) for family, listed in _mapping(old.get("legacy")).items()},
        "names": {
            family: {"source": one.get("source"), "tables": tables(family, one.get("tables")),
                     "not_asked": tables(family, one.get("not_asked"))}
            for family, one in _items(old.get("names"))
        },
        "nftables": {
            **{key: nft.get(key) for key in ("rules", "tables", "chains", "num_rules")},
            "reason": _said(nft.get("reason")), "member": None,
        },
    }  # fmt: skip


def _ipset(old: Json, names: NewNames) -> dict[str, Any]:
    sets = {at: names.name(str(name)) for at, name in _mapping(old.get("sets")).items()}
    return {"present": old.get("present"), "sets": sets, "member": None}


def _tool(old: Json) -> dict[str, Any]:
    def fitting(key: str, pattern: Callable[[str], Any]) -> str | None:
        value = old.get(key)
        return value if isinstance(value, str) and pattern(value) else None

    return {
        "path": fitting("path", _TOOL_PATH), "target": fitting("target", _TOOL_PATH), "version": old.get("version"),
        "backend": old.get("backend"), "said": fitting("said", _VERSIONED), "reason": _said(old.get("reason")),
    }  # fmt: skip


def _dumps(old: Json) -> dict[str, Any]:
    """Answers of netlink are left out: that they were captured, and of how many messages, is said still."""
    new = {key: old[key] for key in ("status", "coherent", "tries", "generation", "clocks") if key in old}
    kept = ("kind", "messages", "tries", "coherent", "errno")
    dumps = [
        {**{key: one.get(key) for key in kept}, "member": None,
         "problem": _said(one.get("problem") or one.get("member"))}
        for one in _records(old.get("dumps"))
    ]  # fmt: skip
    reason = _said(old.get("reason") or any(one.get("member") for one in _records(old.get("dumps"))))
    witness = {"witness": None} if "witness" in old else {}
    return {**new, **witness, "reason": reason, "problem": _said(old.get("problem")), "dumps": dumps}


def _footprint(old: Any, names: NewNames) -> dict[str, Any] | None:
    if not isinstance(old, dict):
        return None
    return {"tables": [_place(one, names) for one in _records(old.get("tables"))], "modules": old.get("modules")}
