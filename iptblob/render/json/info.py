"""What is in a file, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from iptblob.escape import visible
from iptblob.render.info import Facts, facts_of, failures_of, kind_of, record_of
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.render.nftinfo import nft_facts

if TYPE_CHECKING:
    from iptblob.nftables import NftRules
    from iptblob.reading.bare import BareReply
    from iptblob.reading.source import Source
    from iptblob.unread import Unread

SCHEMA = 1


def info_json(source: Source, netlink: Facts, unread: Iterable[Unread], nft: Sequence[NftRules] = ()) -> str:
    """One JSON object: schema, file, size, tables, netlink dumps and nf_tables (as read), manifest (as stored)."""
    manifest = source.manifest or None
    value = {
        "schema": SCHEMA, "file": source.file, "size": source.size, "kind": kind_of(source),
        "tables": [facts_of(reading, record_of(source, reading)) for reading in source.readings],
        **nft_facts(source, nft), "netlink": netlink, "failures": failures_of(source, netlink),
        "unread": unread_json(unread), "manifest": manifest,
    }  # fmt: skip
    return dumps(value, indent=1) + "\n"


def bare_json(reply: BareReply, file: str) -> str:
    """The same for a reply that stands alone: a GET_INFO reply, or a question for a revision."""
    row, family = reply.row, reply.family
    told: dict[str, Any] = {"schema": SCHEMA, "file": file, "size": len(reply.data), "kind": reply.layout.spec}
    if family is None:
        told |= {"extension": visible(row.name), "revision": row.revision}
    else:
        hooks = {
            name: {"hook_entry": row.hook_entry[hook], "underflow": row.underflow[hook]}
            for hook, name in enumerate(family.hooks)
            if row.valid_hooks >> hook & 1
        }
        told |= {
            "family": family.name, "table": visible(row.name), "abi": reply.abi.name, "entries": row.num_entries,
            "bytes": row.size, "hooks": hooks,
        }  # fmt: skip
    return dumps(told, indent=1) + "\n"


def extensions_json(known: dict[str, Any], file: str) -> str:
    """What the host's kernel answered about revisions, by family and kind."""
    return dumps({"schema": SCHEMA, "file": visible(file), "extensions": known}, indent=1) + "\n"
