"""What a snapshot holds of netlink, and which tools its host had: for info, as text and as JSON values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from iptblob.abi import find_abi
from iptblob.errors import IptblobError
from iptblob.netlink.survey import count_messages, count_rules

Read = Callable[[str], bytes]  # the bytes of a member
_SINGULAR = {"addresses": "address", "entries": "entry"}


def netlink_facts(manifest: Mapping[str, Any], read: Read) -> list[dict[str, Any]]:
    """One object for each group of dumps: what the manifest says, and what the members hold."""
    abi = find_abi(str(manifest.get("abi")))
    found = []
    for label, space in _dict(manifest.get("netlink")).items():
        for name, group in _dict(space).items():
            stated = _dict(group)
            facts: dict[str, Any] = {
                "netns": str(label), "group": str(name), "status": str(stated.get("status")),
                "reason": str(stated.get("reason") or ""), "coherent": stated.get("coherent"),
                "problem": str(stated.get("problem") or ""), "generation": _dict(stated.get("generation")).get("after"),
                "tries": stated.get("tries"), "dumps": [], "failures": [],
            }  # fmt: skip
            for dump in stated.get("dumps") or () if isinstance(stated.get("dumps"), list) else ():
                _add_dump(facts, _dict(dump), abi, read)
            found.append(facts)
    return found


def _add_dump(facts: dict[str, Any], dump: Mapping[str, Any], abi: Any, read: Read) -> None:
    member = dump.get("member")
    one: dict[str, Any] = {
        "kind": str(dump.get("kind")), "member": member if isinstance(member, str) else None, "messages": None,
        "coherent": dump.get("coherent"), "problem": str(dump.get("problem") or ""),
    }  # fmt: skip
    facts["dumps"].append(one)
    if one["member"] is None or abi is None:
        return
    try:
        data = read(one["member"])
        one["messages"] = count_messages(data, abi)
        if facts["group"] == "nft" and one["kind"] == "rules":
            rules = count_rules(data, abi)
            one.update(iptables=rules.iptables, native=rules.native)
    except IptblobError as error:
        facts["failures"].append(f"{one['member']}: {error.message}")
        return
    if one["messages"] != dump.get("messages"):
        said = f"{one['member']}: {one['messages']} messages, the manifest says {dump.get('messages')!r}"
        facts["failures"].append(said[:200])


def netlink_lines(facts: list[dict[str, Any]], label: str) -> Iterator[tuple[str, str]]:
    """(group, what there is) of one network namespace."""
    for group in facts:
        if group["netns"] == label:
            yield group["group"], _group_text(group)


def _group_text(group: Mapping[str, Any]) -> str:
    if group["status"] != "captured":
        return f"{group['status'].upper()}: {group['reason']}"
    counts = [_count(dump) for dump in group["dumps"] if not dump["kind"].startswith("gen-")]
    state = "coherent" if group["coherent"] else f"NOT COHERENT ({group['problem']})"
    at = f", generation {group['generation']}" if group["generation"] is not None else ""
    return f"{', '.join(filter(None, counts)) or 'nothing'}; {state}{at}"


def _count(dump: Mapping[str, Any]) -> str:
    number, kind = dump["messages"] or 0, dump["kind"]
    if not number:
        return ""
    noun = _SINGULAR.get(kind, kind.removesuffix("s")) if number == 1 else kind
    if kind == "elements":
        noun = "message of elements" if number == 1 else "messages of elements"
    by = f" ({dump['iptables']} by iptables-nft, {dump['native']} native)" if "iptables" in dump else ""
    return f"{number} {noun}{by}"


def tools_text(manifest: Mapping[str, Any]) -> str:
    """The tools of the host in one line, or "" where nothing is known of them."""
    told = []
    for name, tool in _dict(manifest.get("tools")).items():
        version, backend = _dict(tool).get("version"), _dict(tool).get("backend")
        if version:
            told.append(f"{name} {version}{f' ({backend})' if backend else ''}")
        elif _dict(tool).get("path"):
            told.append(f"{name} (version not known: {_dict(tool).get('reason')})")
    return ", ".join(told)


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
