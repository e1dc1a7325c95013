"""What is in a file, for people. Tells what the manifest says and what the bytes show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from iptblob.escape import visible
from iptblob.render.counted import counted
from iptblob.render.netlink import netlink_lines, tools_text
from iptblob.render.nftinfo import nft_lines

if TYPE_CHECKING:
    from iptblob.nftables import NftRules
    from iptblob.reading.bare import BareReply
    from iptblob.reading.detect import Detected
    from iptblob.reading.source import Source

_KINDS = {"blob": "GET_INFO and GET_ENTRIES reply", "entries": "GET_ENTRIES reply", "replace": "SET_REPLACE payload"}


Facts = list[dict[str, Any]]  # of iptblob.render.netlink


def info_text(source: Source, netlink: Facts, nft: Sequence[NftRules] = ()) -> Iterator[str]:
    """Lines of at most 80 columns where names allow; loud where the tables are not the whole firewall."""
    manifest = source.manifest or {}
    for line in _lines(source, manifest, netlink, nft):
        yield visible(line.encode("utf-8", "surrogatepass")) + "\n"


def failures_of(source: Source, netlink: Facts) -> list[str]:
    return [str(failure) for failure in source.failures] + [one for group in netlink for one in group["failures"]]


def _lines(
    source: Source, manifest: Mapping[str, Any], netlink: Facts, nft: Sequence[NftRules]
) -> Iterator[str]:
    yield from _loud(manifest, netlink)
    yield _pair("file", f"{source.file} ({source.size} bytes, {kind_of(source)})")
    if source.manifest is not None:
        yield from _origin(manifest)
    yield from _netns(manifest, netlink)
    yield from _tables(source)
    yield from nft_lines(source, nft)
    yield from _ipsets(manifest)
    warnings = _strings(manifest.get("warnings")) + failures_of(source, netlink)
    if warnings:
        yield ""
        yield from (f"WARNING: {warning}" for warning in warnings)


def bare_text(reply: BareReply, file: str) -> str:
    """A GET_INFO reply or a question for a revision that stands alone in a file."""
    row, family = reply.row, reply.family
    shown = file.encode("utf-8", "surrogatepass")
    kind = "GET_INFO reply, without entries" if family else "a revision asked of the kernel (struct xt_get_revision)"
    lines = [_pair("file", f"{visible(shown)} ({len(reply.data)} bytes, {kind})")]
    if family is None:
        return "\n".join([*lines, _pair("extension", f"{visible(row.name)}, revision {row.revision}")]) + "\n"
    lines += [_pair("layout", reply.abi.name), _pair("table", f"{family.name} {visible(row.name)}")]
    lines.append(_pair("entries", f"{row.num_entries}, {row.size} bytes"))
    for hook, name in enumerate(family.hooks):
        if row.valid_hooks >> hook & 1:
            start, policy = row.hook_entry[hook], row.underflow[hook]
            lines.append(_pair("hook", f"{name} begins at byte {start}, policy at {policy}"))
    return "\n".join(lines) + "\n"


def kind_of(source: Source) -> str:
    """What kind of file it is, in words."""
    if source.manifest is not None:
        return "snapshot"
    if source.readings:
        return _KINDS[source.readings[0].kind]
    return "answers of nf_tables" if source.dumps else "nothing readable"


def _loud(manifest: Mapping[str, Any], netlink: Facts) -> Iterator[str]:
    """The first thing to see: does nf_tables filter too?"""
    for label, backend in _dict(manifest.get("backends")).items():
        nft = _dict(_dict(backend).get("nftables"))
        if nft.get("rules") == "yes":
            rules, tables = (counted(nft.get(key), what) for key, what in (("num_rules", "rule"), ("tables", "table")))
            yield f"*** NFTABLES FILTERS TOO in {label}: {rules} in {tables}."
            yield "*** A packet must pass both; the tables below are not the whole firewall."
            raw = any(one["netns"] == label and one["group"] == "nft" and one["dumps"] for one in netlink)
            places = [f"{label}/nft/*.nl"] * raw + ([str(nft["member"])] if nft.get("member") else [])
            missing = "not saved, " + str(nft.get("reason") or "nft is missing")
            yield f"*** Its ruleset: {', '.join(places) or missing}"
            yield ""


def _origin(manifest: Mapping[str, Any]) -> Iterator[str]:
    host, kernel, clocks = (_dict(manifest.get(key)) for key in ("host", "kernel", "clocks"))
    tool = _dict(manifest.get("tool"))
    unknown = "not known: an import does not say" if manifest.get("kind") == "import" else "?"
    yield _pair("host", f"{host.get('name') or unknown}  {host.get('os') or ''}".rstrip())
    yield _pair("kernel", f"{kernel.get('release') or unknown} {kernel.get('machine') or ''}".rstrip())
    if kernel.get("version"):
        yield _pair("", str(kernel["version"]))
    yield _pair("layout", str(manifest.get("abi") or "?"))
    started, finished = (_dict(clocks.get(key)) for key in ("started", "finished"))
    ends = [_number(clock.get("monotonic_ns")) for clock in (started, finished)]
    took = f"{(ends[1] - ends[0]) / 1e9:.3f}" if all(ends) else "?"
    by = f"by {tool.get('name')} {tool.get('version')}"
    redacted = _dict(manifest.get("redacted"))
    if redacted:
        members = redacted.get("left_out")
        left = len(members) if isinstance(members, list) else 0
        less = f", {counted(left, 'member')} left out" if left else ""
        yield _pair("redacted", f"a copy with other addresses, names and texts{less}")
    if manifest.get("kind") == "import":
        origin = _dict(manifest.get("import"))
        yield _pair("imported", f"from {origin.get('file')} ({origin.get('format')}), {by}")
        return
    yield _pair("captured", f"{started.get('utc', '?')}, in {took} s, {by}")
    yield _pair("boot", f"{host.get('boot_id') or '?'}, up {', '.join(_strings(clocks.get('uptime'))) or '?'} s")
    tools = tools_text(manifest)
    yield from [_pair("tools", tools)] if tools else []
    yield _pair("footprint", _footprint(manifest))


def _footprint(manifest: Mapping[str, Any]) -> str:
    """What appeared on the host while it was captured."""
    footprint = manifest.get("footprint")
    if not isinstance(footprint, dict):
        return "UNKNOWN: not recorded"
    appeared = [f"{_dict(t).get('family')} {_dict(t).get('table')}" for t in footprint.get("tables") or ()]
    appeared += [f"module {name}" for name in _strings(footprint.get("modules"))]
    trusted = sum(_dict(record).get("existed") == "unknown" for record in manifest.get("tables") or ())
    if trusted:
        appeared.append(f"UNKNOWN for {counted(trusted, 'table')} (no list of tables is readable): may have")
    return ", ".join(appeared) + " appeared" if appeared else "none: no table, no module appeared"


def _netns(manifest: Mapping[str, Any], netlink: Facts) -> Iterator[str]:
    spaces = [_dict(space) for space in manifest.get("netns") or ()]
    for space in spaces:
        names = ", ".join(_strings(space.get("names")))
        people = [f"{_dict(p).get('comm')}[{_dict(p).get('pid')}]" for p in space.get("processes") or ()]
        shown = "; ".join(filter(None, [names, " ".join(people[:6]) + (" ..." if len(people) > 6 else "")]))
        state = "" if space.get("status") == "captured" else f"  NOT CAPTURED: {space.get('error')}"
        nft = _dict(_dict(_dict(manifest.get("backends")).get(str(space.get("label")))).get("nftables"))
        yield _pair("netns", f"{space.get('label')}  {shown}".rstrip() + state)
        if nft:
            told = {"no": "no rules", "yes": "RULES ACTIVE"}.get(str(nft.get("rules")))
            yield _pair("  nftables", told or f"UNKNOWN ({nft.get('reason')})")
        yield from (_pair(f"  {group}", text) for group, text in netlink_lines(netlink, str(space.get("label"))))


def _tables(source: Source) -> Iterator[str]:
    yield ""
    missing = [_dict(one) for one in (source.manifest or {}).get("failed") or ()]
    if not source.readings and not missing:
        yield "no legacy table"
        return
    yield f"{'family':<6} {'table':<10} {'entries':>8} {'bytes':>10} {'layout':<8} {'state':<12} sha256"
    space = None
    for reading in source.readings:
        record = record_of(source, reading)
        facts = facts_of(reading, record)
        if reading.table.netns != space and len({r.table.netns for r in source.readings}) > 1:
            yield f"-- {reading.table.netns.shown}"
        space = reading.table.netns
        state = "-" if facts["coherent"] is None else "coherent" if facts["coherent"] else "NOT COHERENT"
        yield (
            f"{facts['family']:<6} {facts['table']:<10} {facts['entries']:>8} {facts['bytes']:>10} {facts['abi']:<8} "
            f"{state:<12} {facts['sha256'][:16]}"
        )
        yield from (f"       {misfit}" for misfit in reading.misfit)
    for one in missing:
        yield f"{one.get('family')!s:<6} {one.get('table')!s:<10} NOT CAPTURED: {one.get('error')}"


def _ipsets(manifest: Mapping[str, Any]) -> Iterator[str]:
    for label, record in _dict(manifest.get("ipsets")).items():
        sets = _dict(_dict(record).get("sets"))
        if sets:
            yield ""
            ordered = sorted(sets.items(), key=lambda item: item[0].zfill(9))
            named = ", ".join(f"{index} {name}" for index, name in ordered)
            yield f"ipsets of {label}: {named}  ({_dict(record).get('member') or 'contents not saved'})"


def facts_of(reading: Detected, record: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of one table, from its bytes and its record."""
    import hashlib

    table = reading.table
    sha256 = record.get("sha256") or hashlib.sha256(table.data).hexdigest()
    return {
        "netns": table.netns.shown, "family": table.family.name, "table": visible(table.name),
        "abi": table.abi.name, "also": [abi.name for abi in reading.also], "entries": len(table),
        "bytes": len(table.data), "kind": reading.kind, "coherent": record.get("coherent"),
        "tries": record.get("tries"), "sha256": str(sha256), "member": table.member, "misfit": list(reading.misfit),
    }  # fmt: skip


def record_of(source: Source, reading: Detected) -> Mapping[str, Any]:
    """The manifest's record of a table, {} where there is none."""
    records = (source.manifest or {}).get("tables")
    for record in records if isinstance(records, list) else ():
        if reading.table.member and _dict(record).get("member") == reading.table.member:
            return _dict(record)
    return {}


def _pair(key: str, value: str) -> str:
    return f"{key:<10} {value}".rstrip()


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
