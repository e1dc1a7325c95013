"""Target LOG: prefix, level and what is written besides (libxt_LOG.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, quoted
from iptblob.spec.layouts.target_log_0 import TargetLog0

DEFAULT_LEVEL = 4
FLAGS = {
    0x01: "--log-tcp-sequence", 0x02: "--log-tcp-options", 0x04: "--log-ip-options", 0x08: "--log-uid",
    0x20: "--log-macdecode",
}  # fmt: skip


def words(target: TargetLog0, _: Context) -> str:
    out = f" --log-prefix {quoted(target.prefix)}" if target.prefix else ""
    if target.level != DEFAULT_LEVEL:
        out += f" --log-level {target.level}"
    return out + "".join(f" {option}" for flag, option in FLAGS.items() if target.logflags & flag)


EXTENSION = Extension("target", "LOG", {0: words})
