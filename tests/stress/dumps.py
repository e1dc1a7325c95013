"""Mutated and cut dumps of nf_tables through the reader, in process: text, every field, the order of the hooks.

python -m tests.stress.dumps SECONDS

Every byte of a message must be in one field, and nothing but IptblobError may come out. Exit status 1 on a fault.
"""

from __future__ import annotations

import random
import sys
import time

from iptblob.errors import IptblobError
from iptblob.extensions.base import Context
from iptblob.names import debian_12
from iptblob.nftables import read_rules
from iptblob.nftables.fields import rule_fields
from iptblob.nftables.order import hook_orders
from iptblob.reading.opening import open_source
from iptblob.words.save import save_rules, save_text
from tests.hostile.mutators import mutants

FIELDS = 40  # rules of a table whose fields are looked at


def through(data: bytes) -> None:
    """All that is made of a dump; AssertionError where a byte has no owner."""
    found = list(read_rules(open_source("x.nl", data=data, answers=True)))
    for rules in found:
        for table in rules.tables:
            context = Context(table.family.name, table.abi, debian_12(), (1, 8, 9), nft=True)
            save_text(save_rules(table, context), counters=True)
            places = table.origin.places[:FIELDS] if table.origin else ()
            for place in (place for place in places if place >= 0):
                at = place
                for field in rule_fields(rules.content, place, table.abi, table.family):
                    assert field.offset == at
                    at += field.size
        for native in rules.natives:
            list(native.lines())
    list(hook_orders([], found))


def main(seconds: float) -> int:
    make, started = mutants()["netlink"], time.monotonic()
    number = cut = faults = 0
    while time.monotonic() - started < seconds:
        chance = random.Random(f"dump {number}")
        _, data = make(chance)
        if number % 4 == 0 and len(data) > 1:
            data, cut = data[: chance.randrange(1, len(data))], cut + 1
        try:
            through(data)
        except IptblobError:
            pass
        except Exception as fault:
            faults += 1
            print(f"{number}: {type(fault).__name__}: {fault}", flush=True)
        number += 1
    print(f"{number} dumps, {cut} of them cut, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
