"""Match policy: the IPsec policy of a packet (libxt_policy.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from iptblob.abi import Abi
from iptblob.extensions.addresses import host_and_mask
from iptblob.extensions.base import Context, inverted, network
from iptblob.extensions.bits import bits
from iptblob.extensions.constraints import (
    FINE,
    INPUT,
    OUTPUT,
    POSTROUTING,
    PREROUTING,
    Constraints,
    Issue,
    Subject,
    bad,
)
from iptblob.extensions.held import AddressField, holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import (
    Effect,
    End,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    chosen,
    flag,
    number,
    protocol,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_policy_0 import MatchPolicy0, MatchPolicy0Elem
from iptblob.terms import pure

IN, NONE, STRICT = 0x1, 0x4, 0x8
MODES = {0: "transport", 1: "tunnel"}
# Bit fields of a byte in the order of their declaration, which a big-endian machine starts at the other end.
FIELDS = ("saddr", "daddr", "proto", "mode", "spi", "reqid")

TESTS: tuple[tuple[str, Callable[[MatchPolicy0Elem, Context], str]], ...] = (
    ("reqid", lambda elem, _: f" --reqid {elem.reqid}"),
    ("spi", lambda elem, _: f" --spi 0x{elem.spi:x}"),
    ("proto", lambda elem, ctx: f" --proto {ctx.names.protocols.get(elem.proto, str(elem.proto))}"),
    ("mode", lambda elem, _: f" --mode {MODES.get(elem.mode, '???')}"),
    ("daddr", lambda elem, ctx: f" --tunnel-dst {network(elem.daddr, elem.dmask, ctx.family)}"),
    ("saddr", lambda elem, ctx: f" --tunnel-src {network(elem.saddr, elem.smask, ctx.family)}"),
)


def has(bits: int, field: str, ctx: Context) -> int:
    """Whether the bit field called ``field`` is set."""
    at = FIELDS.index(field)
    return bits >> (7 - at if ctx.abi.is_be else at) & 1


def element(elem: MatchPolicy0Elem, ctx: Context) -> str:
    return "".join(
        inverted(has(elem.invert, field, ctx)) + words(elem, ctx)
        for field, words in TESTS
        if has(elem.match, field, ctx)
    )


def words(match: MatchPolicy0, ctx: Context) -> str:
    """Direction and policy, then the elements with --next between them."""
    out = " --dir in" if match.flags & IN else " --dir out"
    out += " --pol none" if match.flags & NONE else " --pol ipsec"
    out += " --strict" if match.flags & STRICT else ""
    return out + " --next".join(element(elem, ctx) for elem in match.elements[: match.num_elements])


def sense(match: MatchPolicy0, side: PayloadContext) -> object:
    elements = [
        element._replace(
            match=bits(element.match, side),
            invert=bits(element.invert, side),
            saddr=side.address(element.saddr),
            smask=side.address(element.smask),
            daddr=side.address(element.daddr),
            dmask=side.address(element.dmask),
        )
        for element in match.elements[: match.num_elements]
    ]
    return match.flags, match.num_elements, tuple(map(tuple, elements))


def check(x: Subject) -> Sequence[Issue]:
    """policy_mt_check."""
    row = x.row
    if not row.flags & 0x03:
        return bad("flags", "neither incoming nor outgoing policy")
    if row.flags & 2 and x.reached(PREROUTING | INPUT):
        return bad("flags", "outgoing policy, but reached from PREROUTING or INPUT")
    if row.flags & 1 and x.reached(POSTROUTING | OUTPUT):
        return bad("flags", "incoming policy, but reached from POSTROUTING or OUTPUT")
    return bad("num_elements", f"{row.num_elements} elements, the most are 4") if row.num_elements > 4 else FINE


OUT = 0x2
MOST_ELEMENTS = 4
PROTOCOLS = (50, 51, 108)  # esp, ah, ipcomp


def of_element(field: str, values: Callable[[Given], dict[str, Any]]) -> Effect:
    """A test of the element that is being described."""

    def effect(fields: Fields, given: Given) -> None:
        elements = fields.setdefault("_elements", [{}])
        if field in elements[-1].setdefault("_tests", {}):
            raise OptionError("it is given twice for one element")
        elements[-1].update(values(given))
        elements[-1]["_tests"][field] = given.inverted

    return effect


def next_element(fields: Fields, _: Given) -> None:
    elements = fields.setdefault("_elements", [{}])
    if len(elements) == MOST_ELEMENTS:
        raise OptionError(f"at most {MOST_ELEMENTS} elements are expected")
    elements.append({})


def tunnel(end: str) -> Callable[[Given], dict[str, Any]]:
    def values(given: Given) -> dict[str, Any]:
        address, mask = host_and_mask(given)
        return {f"{end}addr": address, f"{end}mask": mask}

    return values


def of_protocol(given: Given) -> dict[str, Any]:
    found = protocol(given.value, given.names)
    if found not in PROTOCOLS:
        raise OptionError("ah, esp or ipcomp is expected")
    return {"proto": found}


def complete(fields: Fields, _: End) -> None:
    """policy_check."""
    elements, flags = fields.setdefault("_elements", [{}]), fields.get("flags", 0)
    if not flags & (IN | OUT):
        raise OptionError("--dir in or --dir out is expected")
    if flags & NONE:
        if flags & STRICT or len(elements) > 1:
            raise OptionError("--pol none takes neither --strict nor elements")
        fields["num_elements"] = 0
        return
    fields["num_elements"] = len(elements)
    for element in elements:
        tests = element.get("_tests", {})
        if flags & STRICT and not tests:
            raise OptionError("with --strict each element wants at least one test")
        tunneled = element.get("mode", 0) == 1
        if ({"saddr", "daddr"} & set(tests)) and tunneled == tests.get("mode", False):
            raise OptionError("--tunnel-src and --tunnel-dst want --mode tunnel")


def lay(fields: Fields, abi: Abi) -> Fields:
    """The elements, whose tests are bit fields."""
    rows = []
    for element in fields.pop("_elements", []):
        tests = element.get("_tests", {})
        match, invert = (sum(1 << FIELDS.index(one) for one, inverse in tests.items() if inverse or not only)
                         for only in (False, True))  # fmt: skip
        plain = {name: value for name, value in element.items() if name != "_tests"}
        rows.append(NO_ELEMENT._replace(**plain, match=bits(match, abi), invert=bits(invert, abi)))
    return fields | {"elements": rows + [NO_ELEMENT] * (MOST_ELEMENTS - len(rows))}


NO_ELEMENT = MatchPolicy0Elem(saddr=b"", smask=b"", daddr=b"", dmask=b"", spi=0, reqid=0, proto=0, mode=0, match=0,
                              invert=0)  # fmt: skip


def test(name: str, field: str, values: Callable[[Given], dict[str, Any]]) -> RuleOption:
    return RuleOption(name, of_element(field, values), invertible=True, repeatable=True)


def bit(names: dict[str, int]) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        if given.value not in names:
            raise OptionError(f"one of {', '.join(names)} is expected")
        fields["flags"] = fields.get("flags", 0) | names[given.value]

    return effect


OPTIONS = Options(
    (
        RuleOption("--dir", bit({"in": IN, "out": OUT})),
        RuleOption("--pol", bit({"none": NONE, "ipsec": 0})),
        RuleOption("--strict", flag("flags", STRICT), words=0),
        test("--reqid", "reqid", lambda given: {"reqid": number(given.value)}),
        test("--spi", "spi", lambda given: {"spi": number(given.value)}),
        test("--tunnel-src", "saddr", tunnel("s")),
        test("--tunnel-dst", "daddr", tunnel("d")),
        test("--proto", "proto", of_protocol),
        test("--mode", "mode", lambda given: {"mode": chosen(given.value, MODES)}),
        RuleOption("--next", next_element, words=0, repeatable=True, wants=("--strict",)),
    ),
    finish=complete,
    laid=lay,
)

EXTENSION = Extension(
    "match",
    "policy",
    "net/netfilter/xt_policy.c",
    {
        0: Revision(
            MatchPolicy0,
            words=words,
            options=OPTIONS,
            meaning=Sense(sense),
            constraints=Constraints(check, "a direction that its hooks have, at most 4 elements", "policy_mt_check"),
            packet=pure("policies of IPsec", by_hook=True),
        ),
    },
    holds=holds(
        "elements.smask elements.dmask elements.spi elements.reqid elements.proto elements.mode "
        "elements.match elements.invert flags num_elements",
        {"elements.saddr": AddressField(mask="smask"), "elements.daddr": AddressField(mask="dmask")},
    ),
)
