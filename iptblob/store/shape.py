"""What a store holds: its tables, their columns, and the number of this form.

A rule stands once in ``rules``, by its digest; a run of rules once in ``contents``, by a digest of theirs: hosts that
have a chain in common share its rows. ``views`` joins them to what one asks for.
"""

from __future__ import annotations

SCHEMA = 1
MANIFEST = "store.json"
KIND = "iptblob-store"

DIGEST = "digest"  # 16 bytes; the other kinds are those of Arrow
TEXT, FLAG = "string", "bool"
U8, U16, I32, I64, U64 = "uint8", "uint16", "int32", "int64", "uint64"

# Column -> kind. ``snapshot`` are the first 16 bytes of the SHA-256 of a file. Places in bytes, times in nanoseconds
# since 1970 (UTC), positions counted from 1; 0 is what closes a chain.
TABLES: dict[str, dict[str, str]] = {
    "files": {
        "snapshot": DIGEST, "sha256": TEXT, "file": TEXT, "kind": TEXT, "state": TEXT, "host": TEXT, "boot_id": TEXT,
        "kernel": TEXT, "layout": TEXT, "captured_ns": I64,
    },
    "tables": {
        "snapshot": DIGEST, "number": I32, "netns": TEXT, "family": TEXT, "table": TEXT, "backend": TEXT,
        "layout": TEXT, "rules": I64, "bytes": I64, "digest": DIGEST, "sha256": TEXT,
    },
    "chains": {
        "snapshot": DIGEST, "number": I32, "chain_number": I32, "chain": TEXT, "hook": TEXT, "policy": TEXT,
        "rules": I64, "start": I64, "content": DIGEST,
    },
    "contents": {"content": DIGEST, "position": I32, "rule": DIGEST, "shift": I64},
    "rules": {
        "rule": DIGEST, "family": TEXT, "text": TEXT,
        "src": TEXT, "src_high": U64, "src_low": U64, "src_prefix": U8, "src_not": FLAG,
        "dst": TEXT, "dst_high": U64, "dst_low": U64, "dst_prefix": U8, "dst_not": FLAG,
        "in_interface": TEXT, "out_interface": TEXT, "protocol": U16, "protocol_not": FLAG,
        "sport_low": U16, "sport_high": U16, "dport_low": U16, "dport_high": U16,
        "target": TEXT, "jump": TEXT,
    },
    "counters": {
        "snapshot": DIGEST, "number": I32, "chain_number": I32, "position": I32, "packets": U64, "bytes": U64,
    },
    "addresses": {"snapshot": DIGEST, "netns": TEXT, "interface": TEXT, "address": TEXT},
    "unread": {"snapshot": DIGEST, "what": TEXT, "why": TEXT},
}  # fmt: skip

# state of a file
READ, PARTLY, UNREADABLE = "read", "partly", "unreadable"
