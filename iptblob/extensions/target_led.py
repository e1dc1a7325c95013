"""Target LED: which light, and for how long (libxt_LED.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.abi import Abi
from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context, text
from iptblob.extensions.constraints import PER_FAMILY
from iptblob.extensions.held import OwnField, Replacing, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U32, OptionError, Options, RuleOption, number, put
from iptblob.extensions.record import Extension, HostDecides, Revision
from iptblob.spec.layouts.target_led_0 import TargetLed0
from iptblob.terms import Carries

LEN_PREFIX = len("netfilter-")  # left out unseen, whatever the bytes are


def words(target: TargetLed0, _: Context) -> str:
    """The delay is printed as a signed number, so that "inf" comes out as -1."""
    name = text(target.trigger[LEN_PREFIX:]).replace("\\", "\\\\").replace('"', '\\"')
    out = f' --led-trigger-id "{name}"'
    if target.delay:
        out += f" --led-delay {target.delay - (1 << 32) if target.delay >> 31 else target.delay}"
    return out + (" --led-always-blink" if target.always_blink else "")


TRIGGER = 16


def trigger(text: str) -> bytes:
    if len(text) > TRIGGER:
        raise OptionError(f"at most {TRIGGER} characters are expected")
    return b"netfilter-" + text.encode("latin-1")


def delay(text: str) -> int:
    """Milliseconds, or ``inf``."""
    return U32 if text[:3].lower() == "inf" else number(text)


OPTIONS = Options(
    (
        RuleOption("--led-trigger-id", put(trigger=trigger), required=True),
        RuleOption("--led-delay", put(delay=delay)),
        RuleOption("--led-always-blink", put(always_blink=1), words=0),
    )
)

def trigger_replaced(value: bytes, _: TargetLed0, abi: Abi, replacing: Replacing) -> bytes:
    """What stands behind the prefix that each trigger has."""
    name, nul, rest = value[LEN_PREFIX:].partition(b"\0")
    return value[:LEN_PREFIX] + replacing.name(name) + nul + replacing.opaque(rest)


EXTENSION = Extension(
    "target",
    "LED",
    "net/netfilter/xt_LED.c",
    with_arp(
        {
            0: Revision(
                TargetLed0,
                words=words,
                options=OPTIONS,
                meaning=FIELDS,
                unspec=PER_FAMILY,
                constraints=HostDecides("upstream has it, and few kernels are built with it"),
                effect=Carries("flashes a light"),
            ),
        }
    ),
    holds=holds("always_blink delay", trigger=OwnField(trigger_replaced)),
)
