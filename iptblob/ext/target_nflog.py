"""Target NFLOG: group, size and prefix of what a daemon gets (libxt_NFLOG.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.arp import trailing
from iptblob.ext.base import Context, Extension, quoted
from iptblob.spec.layouts.target_nflog_0 import TargetNflog0

COPY_LEN = 0x01


def words(target: TargetNflog0, _: Context) -> str:
    """A length without the flag was given as --nflog-range, which never had an effect."""
    out = f" --nflog-prefix {quoted(target.prefix)}" if target.prefix else ""
    if target.group:
        out += f" --nflog-group {target.group}"
    if target.flags & COPY_LEN:
        out += f" --nflog-size {target.len_copy}"
    elif target.len_copy:
        out += f" --nflog-range {target.len_copy}"
    return out + (f" --nflog-threshold {target.threshold}" if target.threshold else "")


EXTENSION = Extension("target", "NFLOG", {0: words, (0, "arp"): trailing(words)})
