"""Target mangle of ARP: new addresses (arpt_mangle.c, arptables 0.0.5). Options end in a space."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.addresses import aton, ether_aton
from iptblob.extensions.base import Context, ipv4
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import ADDRESS, HARDWARE, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Effect, Fields, Given, OptionError, Options, RuleOption, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_mangle_0 import TargetMangle0
from iptblob.terms import Rewrites, number_of

SDEV, TDEV, SIP, TIP = 0x01, 0x02, 0x04, 0x08
NF_DROP, NF_ACCEPT, XT_CONTINUE = 0, 1, -1
INV_ARPHLN = 0x200  # in the flags of the head
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


def check(x: Subject) -> Sequence[Issue]:
    """checkentry."""
    row = x.row
    if not row.flags or row.flags & ~0x0F:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0xf, at least one")
    if row.verdict not in (0, 1, -1):
        return bad("verdict", f"verdict is {row.verdict}: DROP 0, ACCEPT 1 or CONTINUE -1")
    return FINE


def rewrite(target: TargetMangle0, _: Context) -> Rewrites:
    """target (arpt_mangle.c, v6.18): hardware addresses only where they have six bytes, which is what is followed."""
    values = (
        (SDEV, "smac", int.from_bytes(target.src_devaddr[:LEN_ETHERNET], "big")),
        (TDEV, "tmac", int.from_bytes(target.tgt_devaddr[:LEN_ETHERNET], "big")),
        (SIP, "src", number_of(target.src_ip, "arp")),
        (TIP, "dst", number_of(target.tgt_ip, "arp")),
    )
    changed = tuple((field, value) for flag, field, value in values if target.flags & flag)
    return Rewrites(changed, {NF_DROP: "DROP", NF_ACCEPT: "ACCEPT"}.get(target.verdict, ""))


VERDICTS = {"DROP": NF_DROP, "ACCEPT": NF_ACCEPT, "CONTINUE": XT_CONTINUE}


def set_ip(field: str, bit: int) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        fields[field] = aton(given.value)
        fields["flags"] = fields.get("flags", 0) | bit

    return effect


def set_mac(field: str, bit: int) -> Effect:
    """The rule must be for addresses of that length."""

    def effect(fields: Fields, given: Given) -> None:
        length, mask = given.head.get("arhln"), given.head.get("arhln_mask")
        if not mask or length != LEN_ETHERNET or given.head.get("invflags", 0) & INV_ARPHLN:
            raise OptionError("--h-length 6 is expected before")
        fields[field] = ether_aton(given.value)
        fields["flags"] = fields.get("flags", 0) | bit

    return effect


def verdict(text: str) -> int:
    if text not in VERDICTS:
        raise OptionError(f"one of {', '.join(VERDICTS)} is expected")
    return VERDICTS[text]


OPTIONS = Options(
    (
        RuleOption("--mangle-ip-s", set_ip("src_ip", SIP), invertible=True, repeatable=True),
        RuleOption("--mangle-ip-d", set_ip("tgt_ip", TIP), invertible=True, repeatable=True),
        RuleOption("--mangle-mac-s", set_mac("src_devaddr", SDEV), invertible=True, repeatable=True),
        RuleOption("--mangle-mac-d", set_mac("tgt_devaddr", TDEV), invertible=True, repeatable=True),
        RuleOption("--mangle-target", put(verdict=verdict), invertible=True, repeatable=True),
    ),
    start={"verdict": NF_ACCEPT},
    families=("arp",),
)

EXTENSION = Extension(
    "target",
    "mangle",
    "net/ipv4/netfilter/arpt_mangle.c",
    {
        0: Revision(
            TargetMangle0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(check, "known flags, at least one; verdict DROP 0, ACCEPT 1 or CONTINUE -1"),
            effect=rewrite,
        ),
    },
    holds=holds("flags verdict", src_devaddr=HARDWARE, tgt_devaddr=HARDWARE, src_ip=ADDRESS, tgt_ip=ADDRESS),
)
