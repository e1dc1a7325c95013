"""What the connection tracking holds of a flow that a packet begins."""

from __future__ import annotations

from collections.abc import Mapping

from iptblob.terms import ICMP_NUMBERS, NEW, RELATED

WITH_PORTS = (6, 17, 33, 132, 136)  # TCP, UDP, DCCP, SCTP, UDP-Lite: the protocols whose ports NAT translates
TUPLE = ("src", "dst", "sport", "dport")
ORIGINAL, REPLY_TUPLE = ("osrc", "odst", "osport", "odport"), ("rsrc", "rdst", "rsport", "rdport")
# Type of an answer by that of its question (invmap, net/netfilter/nf_conntrack_proto_icmp.c and _icmpv6.c, v6.18).
ANSWERS = {"ipv4": {8: 0, 0: 8, 13: 14, 14: 13, 15: 16, 16: 15, 17: 18, 18: 17},
           "ipv6": {128: 129, 129: 128, 139: 140, 140: 139}}  # fmt: skip
EXPECTED = 0x1  # IPS_EXPECTED


def flow_fields(values: Mapping[str, int], state: int, family: str) -> dict[str, int]:
    """Fields of the flow of a packet; those that are said already stay, those that nobody can know are left out."""
    found = {"ctstate": state}
    if state == NEW:
        found |= {"ctreply": 0, "ctmark": 0, "ctstatus": 0, "ctsnat": 0, "ctdnat": 0}
        if "proto" in values:
            found["ctproto"] = values["proto"]
        found |= tuples_of(values, family)
    elif state != RELATED and "proto" in values:
        found["ctproto"] = values["proto"]
    given = {field: values[field] for field in values if field.startswith(("ct", "o", "r")) and field in FLOW_FIELDS}
    found |= given
    found["ctstate"] = state
    return found | translated(found)


FLOW_FIELDS = ("ctreply", "ctmark", "ctstatus", "ctproto", "ctsnat", "ctdnat", *ORIGINAL, *REPLY_TUPLE)


def tuples_of(values: Mapping[str, int], family: str) -> dict[str, int]:
    """Both tuples of a flow without NAT. The "ports" of ICMP are the id, and type and code
    (nf_conntrack_proto_icmp.c, v6.18)."""
    source, destination = values.get("sport"), values.get("dport")
    back = (destination, source)
    if values.get("proto") == ICMP_NUMBERS.get(family):
        kind, code = values.get("itype"), values.get("icode")
        source = values.get("id")
        destination = None if kind is None or code is None else kind << 8 | code
        answer = None if kind is None else ANSWERS[family].get(kind, kind)
        back = (source, None if answer is None or code is None else answer << 8 | code)
    elif values.get("proto") not in WITH_PORTS:
        source, destination, back = 0, 0, (0, 0)
    original = (values.get("src"), values.get("dst"), source, destination)
    reply = (values.get("dst"), values.get("src"), *back)
    pairs = (*zip(ORIGINAL, original, strict=True), *zip(REPLY_TUPLE, reply, strict=True))
    return {field: value for field, value in pairs if value is not None}


def translated(values: Mapping[str, int]) -> dict[str, int]:
    """Whether source and destination of a flow were changed, where both tuples are known (ctinfo SNAT and DNAT)."""
    if not all(field in values for field in (*ORIGINAL, *REPLY_TUPLE)):
        return {}
    ports = values.get("ctproto") in WITH_PORTS
    dnat = values["odst"] != values["rsrc"] or (ports and values["odport"] != values["rsport"])
    snat = values["osrc"] != values["rdst"] or (ports and values["osport"] != values["rdport"])
    return {"ctsnat": int(snat), "ctdnat": int(dnat)}
