"""All chosen tables of one network namespace."""

import errno
import os
import socket
from typing import Any, Dict, List, NamedTuple, Tuple

from iptblob.capture.agent.basics import CaptureError, Json, Taken, clocks, to_json
from iptblob.capture.agent.coherent import take_table, unwritten
from iptblob.capture.agent.firewall import begin_witness, take_firewall
from iptblob.capture.agent.ipsets import take_ipsets
from iptblob.capture.agent.network import take_conntrack, take_network
from iptblob.capture.agent.present import in_sandbox, module_present, read_names, run_tool
from iptblob.capture.agent.sockopt import getsockopt, may_ask, open_socket
from iptblob.capture.agent.structs import FAMILIES, Family, GetRevision


class Options(NamedTuple):
    """What to capture. No ``tables``: all that exist. ``netns``: names under /run/netns, or paths."""

    families: Tuple[str, ...]
    tables: Tuple[str, ...]
    autoload: bool
    double: bool
    all_netns: bool
    netns: Tuple[str, ...]
    pids: Tuple[int, ...]
    conntrack: bool = False


# the list of tables is there, but not for us to see
UNSEEN = {"unreadable": "not readable", "masked": "masked, though the kernel has these tables"}
DEFAULTS = Options(tuple(FAMILIES), (), False, False, False, (), ())


def plan(family: Family, options: Options) -> Tuple[Json, List[Tuple[str, str]]]:
    """Which tables to ask for: (record for the manifest, [(table, "yes" or "unknown" or "no": did it exist)])."""
    source, names = read_names(family)
    record: Json = {"source": source, "tables": names, "not_asked": []}
    wanted = options.tables or tuple(dict.fromkeys(names + list(family.tables)))
    todo = [(table, "yes") for table in wanted if table in names]
    if options.autoload:
        existed = "unknown" if source in UNSEEN else "no"
        todo += [(table, existed) for table in wanted if table not in names and table in family.tables]
    elif source in UNSEEN:
        if not options.tables and not in_sandbox():
            raise CaptureError(
                f"/proc/net/{family.proc}_names is {UNSEEN[source]}, so which tables exist is unknown, and asking for "
                "a missing one creates it: run as root, or name tables with --table, or accept new ones with --autoload"
            )
        for table in wanted:
            if table in family.tables and (options.tables or module_present(f"{family.module}_{table}")):
                todo.append((table, "unknown"))
            elif table in family.tables:
                record["not_asked"].append(table)
    return record, todo


def refuse_unprivileged(families: List[Family]) -> None:
    """Raise the sentence that helps when the kernel would answer EPERM; creates nothing."""
    if any(may_ask(family) == errno.EPERM for family in families):
        link = "net:[?]"
        try:
            link = os.readlink("/proc/self/ns/net")
        except OSError:
            pass
        raise CaptureError(
            f"capture needs CAP_NET_ADMIN in the user namespace that owns the network namespace {link}: run as root "
            "(sudo), or inside a namespace of your own (unshare -rn)"
        )


def take_one(sock: socket.socket, family: Family, table: str, existed: str, label: str, double: bool) -> Taken:
    """One table as manifest record and members."""
    info, data, tries, wrong = take_table(sock, family, table)
    record = {
        "netns": label, "family": family.name, "table": table, "member": f"{label}/{family.name}/{table}.blob",
        "num_entries": info.num_entries, "entries_size": info.size, "tries": tries, "coherent": not wrong,
        "problem": wrong, "existed": existed, "clocks": clocks(),
    }  # type: Json
    members: Dict[str, List[Any]] = {record["member"]: [bytes(info), data]}
    if double:
        holes = unwritten(sock, family, table, data)
        record["unwritten"] = None if holes is None else record["member"].replace(".blob", ".unwritten.json")
        if holes is not None:
            members[record["unwritten"]] = [to_json({"of": "GET_ENTRIES reply", "ranges": holes})]
    return record, members


def take_family(family: Family, options: Options, label: str, fragment: Json, members: Dict[str, List[Any]]) -> None:
    """All chosen tables of one family into ``fragment`` and ``members``."""
    if options.autoload and read_names(family)[0] == "absent":
        run_tool("modprobe", "-q", family.proc)  # as iptables itself does; the footprint record shows it
    fragment["names"][family.name], todo = plan(family, options)
    for table, existed in todo:
        try:
            with open_socket(family) as sock:
                record, more = take_one(sock, family, table, existed, label, options.double)
        except OSError as error:
            if existed != "yes" and error.errno in (errno.ENOENT, errno.ENOPROTOOPT):
                continue  # this kernel cannot make it
            fragment["failed"].append({"netns": label, "family": family.name, "table": table, "error": str(error)})
            fragment["warnings"].append(f"{label} {family.name} {table}: not captured: {error}")
            continue
        fragment["tables"].append(record)
        members.update(more)
        if record["problem"]:
            text = f"{label} {family.name} {table}: NOT COHERENT after {record['tries']} tries: {record['problem']}"
            fragment["warnings"].append(text)
    taken = [record for record in fragment["tables"] if record["family"] == family.name]
    unsure = [record["table"] for record in taken if record["existed"] == "unknown"]
    if unsure:
        fragment["warnings"].append(
            f"{label} {family.name}: the list of tables is not readable here, so the kernel was asked for "
            f"{', '.join(unsure)}; those that did not exist before exist now, empty"
        )


def take_namespace(label: str, options: Options, extensions: bool) -> Taken:
    """Everything about the network namespace this process is in."""
    families = [FAMILIES[name] for name in options.families]
    refuse_unprivileged(families)
    fragment: Json = {"tables": [], "failed": [], "warnings": [], "names": {}}
    members: Dict[str, List[Any]] = {}
    for family in families:
        take_family(family, options, label, fragment, members)
    witness = begin_witness()  # it takes longest, and all else is done meanwhile
    fragment["ipset"] = take_ipsets(label, members, fragment["warnings"])
    fragment["extensions"] = {f.name: take_extensions(f) for f in families} if extensions else {}
    network = take_network(label, members)
    take_firewall(label, fragment, members, witness)
    fragment["netlink"]["net"] = network
    if options.conntrack:
        fragment["netlink"]["conntrack"] = take_conntrack(label, members)
    _doubts(label, fragment)
    fragment["names_after"] = {family.name: read_names(family)[1] for family in families}
    return fragment, members


def _doubts(label: str, fragment: Json) -> None:
    """A warning for each group of dumps that is not whole, or that was wanted and is not there."""
    for name, group in sorted(fragment["netlink"].items()):
        if group["problem"]:
            fragment["warnings"].append(f"{label} {name}: NOT COHERENT: {group['problem']}")
        elif group["status"] == "failed" or (name == "conntrack" and group["status"] != "captured"):
            fragment["warnings"].append(f"{label} {name}: not captured: {group['reason']}")


def take_extensions(family: Family) -> Json:
    """Registered matches and targets with the revisions this kernel knows; asks for no name that is not there."""
    found: Json = {}
    for what, option in (("matches", family.get_revision_match), ("targets", family.get_revision_target)):
        source, names = read_names(family, what)
        found[what] = {"source": source, "revisions": {}}
        if source == "proc" and option:
            with open_socket(family) as sock:
                found[what]["revisions"] = {name: _revisions(sock, family, option, name) for name in names}
        elif source == "proc":
            found[what]["revisions"] = {name: [] for name in names}
    return found


def _revisions(sock: socket.socket, family: Family, option: int, name: str) -> List[int]:
    known = []
    for revision in range(8):
        try:
            getsockopt(sock, family.level, option, GetRevision(name.encode("latin-1"), revision))
            known.append(revision)
        except OSError:
            pass
    return known
