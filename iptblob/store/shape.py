"""What a store holds: its tables, their columns, and the number of this form.

A rule stands once in ``rules``, by its digest; a run of rules once in ``contents``, by a digest of theirs: hosts that
have a chain in common share its rows. ``views`` joins them to what one asks for.
"""

from __future__ import annotations

STORE_SCHEMA = 1
STORE_FILE = "store.json"
STORE_KIND = "iptblob-store"

DIGEST = "digest"  # 16 bytes; the other kinds are those of Arrow
TEXT, FLAG = "string", "bool"
UINT8, UINT16, INT32, INT64, UINT64 = "uint8", "uint16", "int32", "int64", "uint64"

# Column -> kind. ``snapshot`` are 16 bytes that tell a file from all
# others (``decode.key_of``). Places in bytes, times in nanoseconds
# since 1970 (UTC), positions counted from 1; 0 is what closes a chain.
TABLES: dict[str, dict[str, str]] = {
    "files": {
        "snapshot": DIGEST, "sha256": TEXT, "file": TEXT, "kind": TEXT, "state": TEXT, "host": TEXT, "boot_id": TEXT,
        "kernel": TEXT, "layout": TEXT, "captured_ns": INT64,
    },
    "tables": {
        "snapshot": DIGEST, "number": INT32, "netns": TEXT, "family": TEXT, "table": TEXT, "backend": TEXT,
        "layout": TEXT, "rules": INT64, "bytes": INT64, "digest": DIGEST, "sha256": TEXT,
    },
    "chains": {
        "snapshot": DIGEST, "number": INT32, "chain_number": INT32, "chain": TEXT, "hook": TEXT, "policy": TEXT,
        "rules": INT64, "start": INT64, "content": DIGEST,
    },
    "contents": {"content": DIGEST, "position": INT32, "rule": DIGEST, "shift": INT64},
    "rules": {
        "rule": DIGEST, "family": TEXT, "text": TEXT,
        "src": TEXT, "src_high": UINT64, "src_low": UINT64, "src_prefix": UINT8, "src_not": FLAG,
        "dst": TEXT, "dst_high": UINT64, "dst_low": UINT64, "dst_prefix": UINT8, "dst_not": FLAG,
        "in_interface": TEXT, "in_interface_not": FLAG, "out_interface": TEXT, "out_interface_not": FLAG,
        "protocol": UINT16, "protocol_not": FLAG,
        "sport_low": UINT16, "sport_high": UINT16, "sport_not": FLAG,
        "dport_low": UINT16, "dport_high": UINT16, "dport_not": FLAG,
        "target": TEXT, "jump": TEXT,
    },
    "counters": {
        "snapshot": DIGEST, "number": INT32, "chain_number": INT32, "position": INT32, "packets": UINT64,
        "bytes": UINT64,
    },
    "addresses": {"snapshot": DIGEST, "netns": TEXT, "interface": TEXT, "address": TEXT},
    "unread": {"snapshot": DIGEST, "what": TEXT, "why": TEXT},
}  # fmt: skip

# state of a file
READ_WHOLE, READ_PARTLY, NOT_READABLE = "read", "partly", "unreadable"
