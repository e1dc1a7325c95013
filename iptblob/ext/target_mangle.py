"""Target mangle of ARP: new addresses (arpt_mangle.c, arptables 0.0.5). Options end in a space."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, ipv4
from iptblob.spec.layouts.target_mangle_0 import TargetMangle0

SDEV, TDEV, SIP, TIP = 0x01, 0x02, 0x04, 0x08
NF_DROP, NF_ACCEPT = 0, 1
LEN_ETHERNET = 6  # arptables shows no more of a hardware address


def words(target: TargetMangle0, _: Context) -> str:
    """Any verdict but DROP and ACCEPT reads CONTINUE."""
    parts = (
        (SIP, f"--mangle-ip-s {ipv4(target.src_ip)} "),
        (SDEV, f"--mangle-mac-s {target.src_devaddr[:LEN_ETHERNET].hex(':')} "),
        (TIP, f"--mangle-ip-d {ipv4(target.tgt_ip)} "),
        (TDEV, f"--mangle-mac-d {target.tgt_devaddr[:LEN_ETHERNET].hex(':')} "),
    )
    out = "".join(option for flag, option in parts if target.flags & flag)
    if target.verdict == NF_ACCEPT:
        return out
    return out + f"--mangle-target {'DROP' if target.verdict == NF_DROP else 'CONTINUE'} "


EXTENSION = Extension("target", "mangle", {0: words})
