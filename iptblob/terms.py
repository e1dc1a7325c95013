"""What a test asks of a packet, and what a target does to one: the language of the aspects ``packet`` and ``effect``.

A *term* is true or false of a packet: a comparison of one field, an interface name, a *fact* that no header tells, or
terms joined. A match is a tuple of *steps*, made in order: the first whose term is false ends the match, and one that
is ``hot`` drops the packet where its term is true, whatever the rule's target (``hotdrop`` of struct xt_action_param,
include/linux/netfilter/x_tables.h, v6.18). Fields are numbers; ``FIELDS`` has their widths in bits.
"""

from __future__ import annotations

from collections.abc import Mapping

from iptblob.values import Value

INVALID, ESTABLISHED, RELATED, NEW, UNTRACKED_STATE = range(5)
STATE_NAMES = ("INVALID", "ESTABLISHED", "RELATED", "NEW", "UNTRACKED")
NO_SOCKET, OWNED_SOCKET, KERNEL_SOCKET = range(3)  # none; one with a file behind it; one without (inet_ctl_sock)
ICMP_NUMBERS = {"ipv4": 1, "ipv6": 58}

# Field -> bits. Addresses are as wide as their family's (``width_of``); 0 here.
FIELDS: Mapping[str, int] = {
    "src": 0, "dst": 0, "proto": 8, "fragoff": 16, "ttl": 8, "tos": 8, "length": 16,
    "sport": 16, "dport": 16, "tcpflags": 8, "itype": 8, "icode": 8, "spi": 32,
    "mark": 32, "ether": 1, "smac": 48, "cast": 3, "bridged": 1, "sock": 2, "uid": 32, "gid": 32,
    "srctype": 4, "dsttype": 4,
    "ctstate": 3, "ctreply": 1, "ctsnat": 1, "ctdnat": 1, "ctproto": 8, "ctmark": 32, "ctstatus": 4,
    "osrc": 0, "odst": 0, "rsrc": 0, "rdst": 0, "osport": 16, "odport": 16, "rsport": 16, "rdport": 16,
    "op": 16, "hrd": 16, "pro": 16, "hln": 8, "tmac": 48,
}  # fmt: skip
ADDRESS_BITS = {"ipv4": 32, "ipv6": 128, "arp": 32}


def width_of(field: str, family: str) -> int:
    """Bits of a field in a family."""
    return FIELDS[field] or ADDRESS_BITS[family]


class Bits(Value):
    """``field & mask == value``."""

    field: str
    mask: int
    value: int


class Between(Value):
    """``low <= field <= high``."""

    field: str
    low: int
    high: int


class Device(Value):
    """The name of the packet's interface, ``in`` or ``out``, where the mask has ones: 16 bytes each, zeros without one.

    The kernel compares whole names with their zeros (ifname_compare_aligned, include/linux/netfilter/x_tables.h).
    """

    side: str
    name: bytes
    mask: bytes


class SetLookup(Value):
    """Membership in an ipset: its name, or "#N" of a set without one, and of each dimension the side, src or dst."""

    name: str
    sides: tuple[str, ...]


class Fact(Value):
    """What no header tells. ``key`` says it as a question would; equal keys are the same fact.

    ``stateful``: the answer depends on what passed before, and each rule has its own. ``by_hook``: it can be another
    one in each hook. ``about`` is what a snapshot may know more of.
    """

    key: str
    reason: str
    stateful: bool = False
    by_hook: bool = False
    about: SetLookup | None = None


class Not(Value):
    term: Term


class Every(Value):
    """All of them, asked from the left, no further than the first that is false."""

    terms: tuple[Term, ...]


class Either(Value):
    """One of them, asked from the left, no further than the first that is true."""

    terms: tuple[Term, ...]


Term = bool | Bits | Between | Device | Fact | Not | Every | Either


class Try(Value):
    """A test; ``hot`` drops the packet where its term is true and lets the next step be asked where it is not."""

    term: Term
    hot: bool = False


Condition = tuple[Try, ...]


def negated(term: Term) -> Term:
    if isinstance(term, bool):
        return not term
    return term.term if isinstance(term, Not) else Not(term)


def inverted_if(flag: object, term: Term) -> Term:
    """The opposite where ``flag`` is set."""
    return negated(term) if flag else term


def every(*terms: Term) -> Term:
    """All of them; constants are taken out."""
    if any(term is False for term in terms):
        return False
    left = tuple(term for term in terms if term is not True)
    return True if not left else left[0] if len(left) == 1 else Every(left)


def either(*terms: Term) -> Term:
    """One of them; constants are taken out."""
    if any(term is True for term in terms):
        return True
    left = tuple(term for term in terms if term is not False)
    return False if not left else left[0] if len(left) == 1 else Either(left)


def same_bits(field: str, mask: int, value: int) -> Term:
    """``field & mask == value``: never true where the value has other bits than the mask."""
    if value & ~mask:
        return False
    return Bits(field, mask, value) if mask else True


def between(field: str, low: int, high: int, *, family: str = "") -> Term:
    """``low <= field <= high``, constant where it is true or false of every value."""
    top = (1 << width_of(field, family)) - 1
    if low > min(high, top):
        return False
    return True if low <= 0 and high >= top else Between(field, max(low, 0), min(high, top))


def equals(field: str, value: int, family: str = "") -> Term:
    return between(field, value, value, family=family)


def steps(*terms: Term) -> Condition:
    """Tests in order."""
    return tuple(Try(term) for term in terms if term is not True)


# A flow that the connection tracking knows; ctstate is INVALID or UNTRACKED without one.
HAS_FLOW = Between("ctstate", ESTABLISHED, NEW)
FIRST_FRAGMENT = Bits("fragoff", 0xFFFF, 0)  # or no fragment at all: the header of the transport protocol is there


# What a target does


class Carries(Value):
    """The packet goes on to the next rule, as it was: what the target does, nothing here can see."""

    does: str


class Jumps(Value):
    """A standard target: its verdict, or the chain it leads to, is in the table."""


class Drops(Value):
    """The packet ends here; ``answers`` says what is sent back, through OUTPUT, or ""."""

    answers: str = ""


class Writes(Value):
    """``field = (field & keep) ^ flip``, and on to the next rule."""

    field: str
    keep: int
    flip: int


class Adds(Value):
    """The field moves by ``step``, no further than its bounds of 0 and 255, and on to the next rule."""

    field: str
    step: int


class Unsettles(Value):
    """Sets a field to what only the kernel knows, and on to the next rule."""

    field: str
    reason: str


class FlowMark(Value):
    """CONNMARK: ``mode`` is set, save or restore; ``shift`` is in bits, to the left, or to the right where negative."""

    mode: str
    value: int
    flow_mask: int
    packet_mask: int
    shift: int = 0


class Untracks(Value):
    """The packet gets no flow: NOTRACK."""


class Templates(Value):
    """The flow is made after a template, with a zone, helper or timeout of its own."""

    zone: int = 0


class Translates(Value):
    """NAT of the source or the destination (None: as the hook says).

    ``to`` are the lowest and highest address, or None: ``choice`` says which then.
    ``choice``: "given"; "device" (MASQUERADE: that of the interface it leaves by), "own" (REDIRECT), "network"
    (NETMAP: the bits of ``mask`` from ``to``, the others stay). ``ports`` likewise, None where they stay.
    """

    source: bool | None
    choice: str
    to: tuple[int, int] | None
    ports: tuple[int, int] | None
    random: bool = False
    offset_from: int | None = None


class Diverts(Value):
    """TPROXY: to a socket, with a mark, or dropped where there is none."""

    mark_mask: int
    mark_value: int


class Queues(Value):
    """A program decides; ``bypass``: accepted where none listens."""

    number: int
    bypass: bool = False


class ChangesSets(Value):
    """Members of these ipsets come or go, and the packet goes on; ``marks`` where it may get a mark from one."""

    names: tuple[str, ...]
    marks: bool = False


class Rewrites(Value):
    """ARP: fields get these values, then the verdict: True goes on, a verdict ends."""

    values: tuple[tuple[str, int], ...]
    verdict: str


class Synproxies(Value):
    """SYNPROXY: answers a SYN, takes the ACK that follows, lets everything else go on."""


class Unfollowed(Value):
    """What it does is not described: what comes after is not known."""

    reason: str


Action = (
    Carries | Jumps | Drops | Writes | Adds | Unsettles | FlowMark | Untracks | Templates | Translates | Diverts
    | Queues | ChangesSets | Rewrites | Synproxies | Unfollowed
)  # fmt: skip


class Asked(Value):
    """A match whose answer is outside of the packet's head, and why: one fact, pure or ``stateful``.

    ``inverted`` is the field and the bit that turn its answer round.
    """

    reason: str
    stateful: bool = False
    inverted: tuple[str, int] | None = None
    by_hook: bool = False


def pure(
    reason: str,
    inverted: tuple[str, int] | None = None,
    *,
    by_hook: bool = False,
) -> Asked:
    """The answer depends on the packet and what is around it."""
    return Asked(reason, inverted=inverted, by_hook=by_hook)


def stateful(reason: str) -> Asked:
    """The answer depends on what came before, and each rule remembers for itself."""
    return Asked(reason, stateful=True)


def number_of(address: bytes, family: str) -> int:
    """An address in network order, in its exact size or in a union of 16 bytes."""
    return int.from_bytes(address if family == "ipv6" else address[:4], "big")
