"""Every structural check the kernel makes of a table, in its order: id, errno, function, what it wants. Data only.

The constraints of single extensions live beside their rows in ``iptblob.check.extensions``; what misleads a reader of
the text in ``iptblob.misleading.text``.
"""

from __future__ import annotations

from typing import NamedTuple

TAG = "v6.18"
SOURCE_URL = "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/{file}?h=" + TAG

X_TABLES = "net/netfilter/x_tables.c"
IP_TABLES = {
    "ipv4": "net/ipv4/netfilter/ip_tables.c",
    "ipv6": "net/ipv6/netfilter/ip6_tables.c",
    "arp": "net/ipv4/netfilter/arp_tables.c",
}
FAMILY_FILE = "*"  # stands for the family's own *_tables.c
ERROR, WARNING, NOTE = "error", "warning", "note"


class Check(NamedTuple):
    """One check: ``wants`` says what would be accepted, ``why`` what stands behind it.

    ``stage`` orders the checks as the kernel makes them, ``since`` is the first kernel that makes it.
    """

    id: str
    stage: int
    errno: str | None
    function: str
    file: str
    wants: str
    why: str = ""
    since: str = ""
    severity: str = ERROR

    def source(self, family: str) -> str:
        """The pinned file, for instance ``net/netfilter/x_tables.c (v6.18)``."""
        path = IP_TABLES.get(family, IP_TABLES["ipv4"]) if self.file == FAMILY_FILE else self.file
        return f"{path} ({TAG})"


HEADER, ALLOC, OFFSETS, LAYOUT, COUNT, HOOKS, CHAINS, EXTENSIONS, INSTALL = 1, 6, 8, 9, 10, 11, 12, 13, 14
COMPAT = 9

_ROWS = (
    # do_replace
    Check("header-short", HEADER, "EINVAL", "do_replace", FAMILY_FILE,
          "at least sizeof(struct *_replace) bytes",
          "optlen is compared with the size of the header before anything is copied."),
    Check("num-counters-large", HEADER, "ENOMEM", "do_replace", FAMILY_FILE,
          "num_counters below INT_MAX / 16 = 134217727",
          "Overflow check on the counters that are to be copied out. It comes before the size is looked at.", "4.17"),
    Check("num-counters-zero", HEADER, "EINVAL", "do_replace", FAMILY_FILE,
          "num_counters of 1 or more", "A table always has entries, so there are always counters to hand back."),
    Check("payload-short", HEADER, "EINVAL", "do_replace", FAMILY_FILE,
          "header and the `size` bytes of entries inside the payload",
          "Older kernels read past optlen. Bytes behind the entries are ignored.", "6.9, 6.6.26, 6.1.85"),
    Check("size-large", ALLOC, "ENOMEM", "xt_alloc_table_info", X_TABLES,
          "size + 64 below 512 MiB (XT_MAX_TABLE_SIZE)", "", "4.17"),
    Check("num-entries-large", OFFSETS, "ENOMEM", "xt_alloc_entry_offsets", X_TABLES,
          "num_entries of at most 134217728", "One 4-byte offset per entry must fit into 512 MiB.", "4.8"),
    # translate_compat_table
    Check("compat-num-entries", OFFSETS, "EINVAL", "xt_compat_init_offsets", X_TABLES,
          "1 to INT_MAX / 8 entries from a 32-bit program"),
    Check("compat-num-entries-memory", OFFSETS, "ENOMEM", "xt_compat_init_offsets", X_TABLES,
          "the table of offset differences below 512 MiB"),
    Check("compat-entries", LAYOUT, "EINVAL", "xt_compat_add_offset", X_TABLES,
          "no more entries than num_entries says"),
    Check("compat-spare-bytes", LAYOUT, "EINVAL", "check_entry_size_and_hooks", FAMILY_FILE,
          "targets that end where the next entry begins",
          "The expanded entries are laid end to end, without spare bytes that next_offset still counts: the next entry "
          "is then looked for at the wrong place."),
    # check_entry_size_and_hooks
    Check("entry-unaligned", LAYOUT, "EINVAL", "check_entry_size_and_hooks", FAMILY_FILE,
          "an entry start that is a multiple of the alignment of struct *_entry",
          "The entry before it has an odd next_offset: only the last entry of a table may have one."),
    Check("entry-beyond-end", LAYOUT, "EINVAL", "check_entry_size_and_hooks", FAMILY_FILE,
          "more than sizeof(struct *_entry) bytes from the entry's start to the end of the table",
          "The comparison is strict: a bare entry head that ends with the table is refused too."),
    Check("next-offset-beyond-end", LAYOUT, "EINVAL", "check_entry_size_and_hooks", FAMILY_FILE,
          "next_offset no farther than the end of the table"),
    Check("next-offset-small", LAYOUT, "EINVAL", "check_entry_size_and_hooks", FAMILY_FILE,
          "next_offset of at least an entry head and a target header"),
    Check("ip-flags", LAYOUT, "EINVAL", "ip_checkentry", FAMILY_FILE,
          "only flags the family knows", "ip6_checkentry and arp_checkentry in the other families."),
    Check("ip-invflags", LAYOUT, "EINVAL", "ip_checkentry", FAMILY_FILE,
          "only inversion flags the family knows", "ip6_checkentry and arp_checkentry in the other families."),
    Check("target-offset-small", LAYOUT, "EINVAL", "xt_check_entry_offsets", X_TABLES,
          "a target that begins behind the head of its entry"),
    Check("target-offset-large", LAYOUT, "EINVAL", "xt_check_entry_offsets", X_TABLES,
          "room for a target header before the next entry"),
    Check("target-size-small", LAYOUT, "EINVAL", "xt_check_entry_offsets", X_TABLES,
          "target_size of at least a target header"),
    Check("target-size-large", LAYOUT, "EINVAL", "xt_check_entry_offsets", X_TABLES,
          "a target that ends before the next entry"),
    Check("standard-target-end", LAYOUT, "EINVAL", "xt_check_entry_offsets", X_TABLES,
          "a standard target that fills its entry exactly", "Spare bytes are allowed behind other targets only."),
    Check("standard-verdict", LAYOUT, "EINVAL", "verdict_ok", X_TABLES,
          "a jump (more than 0), DROP -1, ACCEPT -2, QUEUE -4 or RETURN -5",
          "0 would be a jump to the first entry of the table and is refused.", "4.17"),
    Check("error-target-size", LAYOUT, "EINVAL", "error_tg_ok", X_TABLES,
          "an ERROR target of exactly 64 bytes"),
    Check("error-name-unterminated", LAYOUT, "EINVAL", "error_tg_ok", X_TABLES,
          "a NUL within the 30 bytes of the chain name", "", "4.17"),
    Check("match-unaligned", LAYOUT, "EINVAL", "xt_check_entry_match", X_TABLES,
          "matches that begin at a multiple of the alignment of struct xt_entry_match"),
    Check("match-room", LAYOUT, "EINVAL", "xt_check_entry_match", X_TABLES,
          "room for a match header before the target"),
    Check("match-size-small", LAYOUT, "EINVAL", "xt_check_entry_match", X_TABLES,
          "match_size of at least a match header"),
    Check("match-size-large", LAYOUT, "EINVAL", "xt_check_entry_match", X_TABLES,
          "a match that ends no later than its entry's target begins"),
    Check("underflow-conditional", LAYOUT, "EINVAL", "check_underflow", FAMILY_FILE,
          "a policy entry without any condition",
          "No matches, and every byte of the address part zero, padding included."),
    Check("underflow-target", LAYOUT, "EINVAL", "check_underflow", FAMILY_FILE,
          "a standard target in a policy entry"),
    Check("underflow-verdict", LAYOUT, "EINVAL", "check_underflow", FAMILY_FILE,
          "ACCEPT or DROP as the verdict of a policy entry"),
    Check("num-entries-mismatch", COUNT, "EINVAL", "translate_table", FAMILY_FILE,
          "as many entries as num_entries says"),
    # xt_check_table_hooks
    Check("hook-entry-missing", HOOKS, "EINVAL", "xt_check_table_hooks", X_TABLES,
          "a hook_entry that is the start of an entry"),
    Check("underflow-missing", HOOKS, "EINVAL", "xt_check_table_hooks", X_TABLES,
          "an underflow that is the start of an entry"),
    Check("underflow-order", HOOKS, "EINVAL", "xt_check_table_hooks", X_TABLES,
          "underflows that ascend with the hook number", "", "4.17"),
    Check("hook-entry-order", HOOKS, "EINVAL", "xt_check_table_hooks", X_TABLES,
          "hook entries that ascend with the hook number", "", "4.17"),
    # mark_source_chains
    Check("chain-loop", CHAINS, "ELOOP", "mark_source_chains", FAMILY_FILE,
          "jumps that never come back to an entry of the path they are on"),
    Check("jump-nowhere", CHAINS, "ELOOP", "mark_source_chains", FAMILY_FILE,
          "a jump to the start of an entry", "xt_find_jump_offset searches the offsets of all entries.", "4.8"),
    Check("falls-off-end", CHAINS, "ELOOP", "mark_source_chains", FAMILY_FILE,
          "an unconditional verdict before the end of the table on every path"),
    # find_check_entry
    Check("extension-name", EXTENSIONS, "EINVAL", "xt_request_find_match", X_TABLES,
          "a NUL within the 29 bytes of the extension's name", "xt_request_find_target for targets.", "4.17"),
    Check("extension-unknown", EXTENSIONS, "ENOENT", "xt_find_match", X_TABLES,
          "an extension that the kernel has for this family", "xt_find_target for targets."),
    Check("extension-revision", EXTENSIONS, "ENOENT", "xt_find_match", X_TABLES,
          "a revision that the kernel has",
          "EPROTOTYPE where the other revisions are registered for all families at once, ENOENT where they are not: "
          "the search of the family-independent list replaces the first answer."),
    Check("extension-size", EXTENSIONS, "EINVAL", "xt_check_match", X_TABLES,
          "exactly the registered size, aligned", "xt_check_target for targets."),
    Check("extension-table", EXTENSIONS, "EINVAL", "xt_check_match", X_TABLES,
          "the table the extension is bound to", "The name in the header counts, whether such a table exists or not."),
    Check("extension-family", EXTENSIONS, "EINVAL", "xt_check_target", X_TABLES,
          "in arp tables an extension registered for arp", "", "7.0, 6.18.44, 6.12.117, 6.1.192"),
    Check("extension-hooks", EXTENSIONS, "EINVAL", "xt_check_match", X_TABLES,
          "only hooks the extension is allowed in", "All hooks count from which the entry can be reached."),
    Check("extension-protocol", EXTENSIONS, "EINVAL", "xt_check_match", X_TABLES,
          "the protocol the extension belongs to in the rule's head, not inverted"),
    Check("extension-undescribed", EXTENSIONS, None, "xt_check_match", X_TABLES,
          "an extension whose conditions are known here", severity=NOTE),
    # __do_replace
    Check("num-counters-memory", INSTALL, "ENOMEM", "xt_counters_alloc", X_TABLES,
          "num_counters of at most 33554432", "Counters of 16 bytes must fit into 512 MiB.", "4.17"),
    Check("table-unknown", INSTALL, "ENOENT", "xt_find_table_lock", X_TABLES, "the name of a table the family has"),
    Check("valid-hooks", INSTALL, "EINVAL", "__do_replace", FAMILY_FILE,
          "exactly the table's own hooks in valid_hooks", "All 32 bits are compared."),
    Check("num-counters-current", INSTALL, "EAGAIN", "xt_replace_table", X_TABLES,
          "num_counters equal to the number of entries in the table that is replaced"),
    Check("hooks-unknown", HOOKS, None, "translate_table", FAMILY_FILE,
          "a buffer that tells hook entries and underflows",
          "A GET_ENTRIES reply alone does not: hooks, loops and policies are not judged, and the masks the kernel "
          "left in comefrom stand for the hooks an entry is reached from.", severity=NOTE),
)  # fmt: skip

CHECKS: dict[str, Check] = {row.id: row for row in _ROWS}
