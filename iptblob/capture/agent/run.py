"""The whole capture, from options to a file."""

import re
from typing import Any, Dict, List, Optional, Tuple

from iptblob.capture.agent.basics import SCHEMA, VERSION, CaptureError, Json, Taken, clocks, read_text, to_json
from iptblob.capture.agent.container import build, left_behind
from iptblob.capture.agent.host import host_facts, kernel_facts, take_config, take_lookups
from iptblob.capture.agent.netns import choose_netns, take_elsewhere
from iptblob.capture.agent.output import in_folder, put, put_free
from iptblob.capture.agent.present import read_modules
from iptblob.capture.agent.structs import abi_name
from iptblob.capture.agent.tables import DEFAULTS, UNSEEN, Options, take_namespace
from iptblob.capture.agent.tools import take_tools


def capture(options: Options = DEFAULTS) -> Taken:
    """Capture after ``options``: the manifest without its "members", and the members. Raises CaptureError."""
    started, modules = clocks(), read_modules()
    chosen, warnings = choose_netns(options)
    members: Dict[str, List[Any]] = {}
    manifest = {
        "schema": SCHEMA, "kind": "capture", "tool": {"name": "iptblob", "version": VERSION},
        "host": host_facts(), "kernel": kernel_facts(), "abi": abi_name(), "netns": [], "tables": [], "failed": [],
        "backends": {}, "ipsets": {}, "extensions": None, "netlink": {}, "warnings": warnings,
        "footprint": {"tables": []},
    }  # type: Json
    manifest["kernel"]["config"] = take_config(members)
    manifest["lookups"] = take_lookups(members)
    manifest["tools"] = take_tools()
    for label, space in chosen.items():
        record = {"label": label, "status": "captured", "error": ""}
        record.update({key: value for key, value in space.items() if key != "path"})
        manifest["netns"].append(record)
        need = not manifest["extensions"]
        try:
            if space["path"]:
                fragment, taken = take_elsewhere(space["path"], label, options, need)
            else:
                fragment, taken = take_namespace(label, options, need)
        except CaptureError as error:
            if len(chosen) == 1:
                raise
            record.update(status="failed", error=str(error))
            warnings.append(f"{label}: not captured: {error}")
            continue
        members.update(taken)
        _merge(manifest, members, label, fragment)
    _demand_tables(manifest, options)
    after = read_modules()
    manifest["footprint"]["modules"] = None if after is None else sorted(set(after) - set(modules or ()))
    for module in manifest["footprint"]["modules"] or ():
        warnings.append(f"module {module} was loaded meanwhile")
    uptime = (read_text("/proc/uptime") or "").split()[:1]
    manifest["clocks"] = {"started": started, "finished": clocks(), "uptime": uptime}
    return manifest, members


def _merge(manifest: Json, members: Dict[str, List[Any]], label: str, fragment: Json) -> None:
    """Put what one namespace gave into the manifest."""
    for key in ("tables", "failed", "warnings"):
        manifest[key] += fragment[key]
    legacy = {name: sorted(t["table"] for t in fragment["tables"] if t["family"] == name) for name in fragment["names"]}
    manifest["backends"][label] = {"legacy": legacy, "names": fragment["names"], "nftables": fragment["nftables"]}
    manifest["ipsets"][label] = fragment["ipset"]
    manifest["netlink"][label] = fragment["netlink"]
    if fragment["extensions"]:
        manifest["extensions"] = "kernel/extensions.json"
        members["kernel/extensions.json"] = [to_json(fragment["extensions"])]
    for family, names in sorted(fragment["names_after"].items()):
        before = fragment["names"][family]
        for table in sorted(set(names) - set(before["tables"])) if before["source"] not in UNSEEN else ():
            manifest["footprint"]["tables"].append({"netns": label, "family": family, "table": table})
            manifest["warnings"].append(f"{label} {family} {table}: this table appeared meanwhile")


def _demand_tables(manifest: Json, options: Options) -> None:
    """Raise CaptureError when a table that was asked for by name was found nowhere."""
    got = {record["table"] for record in manifest["tables"] + manifest["failed"]}
    missing = [table for table in options.tables if table not in got]
    if missing:
        where = "/".join(options.families)
        hint = "" if options.autoload else " (it was not created by asking; --autoload would create it)"
        names = ", ".join(map(repr, missing))
        raise CaptureError(f"no table {names} in {where}{hint}")
    spaces = manifest["netns"]
    if all(space["status"] == "failed" for space in spaces):
        raise CaptureError(f"none of {len(spaces)} namespaces could be captured: {spaces[0]['error']}")


def default_name(manifest: Json) -> str:
    """HOST-UTCTIME.iptb"""
    return "{}-{}.iptb".format(host_part(manifest["host"]), re.sub(r"[-:]", "", manifest["clocks"]["started"]["utc"]))


def host_part(host: Json) -> str:
    """The host's name as file names have it."""
    return safe_name(host["name"]) or "host"


def safe_name(text: str) -> str:
    """Letters, digits, dots, dashes and underscores of a text, at most 64, no dot in front: fit for a file's name."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", text).lstrip(".")[:64]


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {'entries' if noun == 'entry' else noun + 's'}"


def summary(manifest: Json, size: int) -> str:
    """One line for the person who captured."""
    tables = manifest["tables"]
    entries = sum(record["num_entries"] for record in tables)
    spaces = sum(space["status"] == "captured" for space in manifest["netns"])
    counts = [_count(len(tables), "table"), _count(entries, "entry"), _count(spaces, "network namespace")]
    text = f"{', '.join(counts)}, {size} bytes"
    nft = [state["nftables"]["rules"] for state in manifest["backends"].values()]
    if "yes" in nft:
        return text + "; nftables rules are active too"
    return text + ("; nftables: unknown" if "unknown" in nft else "; no nftables rules")


def incomplete(manifest: Json) -> bool:
    """Is something missing or doubtful, so that the exit status must be 1?"""
    return bool(
        manifest["failed"]
        or not all(record["coherent"] for record in manifest["tables"])
        or any(space["status"] != "captured" for space in manifest["netns"])
        or any(_lacks(name, group) for space in manifest["netlink"].values() for name, group in space.items())
    )


def _lacks(name: str, group: Json) -> bool:
    """Is a group of netlink dumps doubtful, or missing though it could have been had or was asked for?"""
    missing = group["status"] in ("failed", "denied") or (name == "conntrack" and group["status"] != "captured")
    return missing or group["coherent"] is False


def save(
    manifest: Json, members: Dict[str, List[Any]], output: Optional[str], force: bool = False
) -> Tuple[str, int]:
    """Write to ``output`` (None: a default name that is free, a folder: such a name in it, "-": standard output);
    (path, bytes).

    Raises CaptureError, also where a file stands there already, unless ``force``.
    """
    pieces = build(manifest, members)
    size = sum(map(len, pieces))
    path = in_folder(output, default_name(manifest))
    try:
        if path != output:
            path = put_free(path, pieces)
        else:
            put(path, pieces, force)
    except OSError as error:
        raise CaptureError(f"cannot write {path}: {error.strerror}; {left_behind()}")
    return path, size
