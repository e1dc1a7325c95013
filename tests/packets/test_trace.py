"""`iptblob trace`: the walk, what is asked, and what is printed of it. The kernel itself is asked in tests/live."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import jsonschema
import pytest

from tests.conftest import SAMPLES, Done

Command = Callable[..., Done]
AFTER, BEFORE = (SAMPLES / "incident" / f"{name}.iptb" for name in ("after", "before"))
SSH = "198.51.100.23:40000 -> 203.0.113.10:22/tcp in=eth0"
HOST = ("--local", "203.0.113.10")
SCHEMA = json.loads((resources.files("iptblob") / "data/schema/trace.schema.json").read_text("utf-8"))


def branches(iptblob: Command, *words: object) -> list[dict[str, Any]]:
    done = iptblob("trace", *words, "--format", "json")
    assert done.status == 0, done.err
    document = json.loads(done.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    found: list[dict[str, Any]] = document["branches"]
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_rule_that_let_the_intruder_in(iptblob: Command) -> None:
    """By the rules of the sample: INPUT:6 accepts port 22 of this address; before there was no such rule."""
    (after,) = branches(iptblob, AFTER, f"{SSH} SYN state=NEW", *HOST)
    assert (after["verdict"], after["hook"]) == ("ACCEPT", "INPUT")
    decided = after["decided_by"]
    assert (decided["table"], decided["chain"], decided["rule"]) == ("filter", "INPUT", 6)
    (before,) = [one for one in branches(iptblob, BEFORE, f"{SSH} SYN state=NEW", *HOST) if not any(
        answer["value"] for answer in one["assumed"])]  # fmt: skip
    assert before["verdict"] == "DROP"


def test_what_is_not_said_is_shown_both_ways(iptblob: Command) -> None:
    found = branches(iptblob, AFTER, SSH, *HOST)
    states = [answer["key"] for one in found for answer in one["assumed"] if answer["key"].startswith("state=")]
    assert set(states) == {"state=NEW", "state=ESTABLISHED", "state=RELATED", "state=INVALID"}
    assert {one["verdict"] for one in found} == {"ACCEPT", "DROP", "UNKNOWN"}


def test_an_answer_is_taken(iptblob: Command) -> None:
    found = branches(iptblob, AFTER, f"{SSH} state=ESTABLISHED", *HOST, "--fact",
                     "the flow was translated when it began=no")  # fmt: skip
    assert [one["told"] for one in found] == [[{"key": "the flow was translated when it began", "value": False}]]
    assert found[0]["assumed"] == []


def test_an_answer_to_a_fact_holds_in_every_rule_or_in_one(iptblob: Command) -> None:
    """INPUT:6 of the earlier table is a limit that decides nothing else but whether it logs."""
    for key in ("limit --limit 5/min", "limit --limit 5/min at filter/INPUT:6"):
        done = iptblob("trace", BEFORE, f"{SSH} SYN state=NEW", *HOST, "--fact", f"{key}=no", "--format", "json")
        (found,) = json.loads(done.out)["branches"]
        assert found["told"] == [{"key": key, "value": False}]
        assert "nothing asked" not in done.err


def test_an_answer_that_nothing_asks_for_is_named(iptblob: Command) -> None:
    done = iptblob("trace", AFTER, f"{SSH} state=NEW", *HOST, "--fact", "the moon is full=yes")
    assert done.status == 0
    assert "nothing asked for 'the moon is full'" in done.err


def test_nat_is_followed_into_later_tables(iptblob: Command) -> None:
    packet = "198.51.100.7:40000 -> 203.0.113.10:443/tcp SYN in=eth0 state=NEW"
    found = branches(
        iptblob, AFTER, packet, *HOST, "--route", "10.0.0.0/8=eth1", "--fact", "this host forwards packets=yes"
    )
    for one in found:
        rewrites = [(each["field"], each["before"], each["after"]) for each in one["rewrites"]]
        assert ("dst", "203.0.113.10", "10.20.0.11") in rewrites
        assert ("ttl", "64", "63") in rewrites
        assert one["hook"] in ("FORWARD", "POSTROUTING")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("1.2.3.4",), "no packet"),
        ((SSH, "--fact", "x"), "KEY=yes or KEY=no"),
        ((SSH, "--local", "x"), "no address"),
        ((SSH, "--route", "10.0.0.0/8"), "NET=IFACE"),
        ((SSH, "--netns", "nowhere"), "no network namespace is called nowhere"),
        ((SSH, "--family", "ipv6"), "the packet is one of ipv4"),
        (("arp 1.2.3.4 -> 5.6.7.8 in=eth0",), "arp"),
    ],
)
def test_what_cannot_be_done_is_one_line(iptblob: Command, words: tuple[str, ...], why: str) -> None:
    done = iptblob("trace", AFTER, *words)
    assert done.status == 2
    assert why in done.err
    assert done.err.count("\n") == 1
    assert not done.out


def test_a_jump_into_the_middle_of_a_chain_is_followed_by_its_offset(iptblob: Command) -> None:
    """INPUT:2 jumps to the second of the three rules of GUARD, which drop ICMP, port 23 and 192.0.2.0/24."""
    sample = SAMPLES / "misleading" / "jump-into-a-chain.replace"
    (icmp,) = branches(iptblob, sample, "192.0.2.7 -> 203.0.113.10/icmp icmp=8/0 in=eth1", *HOST)
    steps = [(step["chain"], step["rule"], step["matched"]) for step in icmp["steps"]]
    assert steps == [("INPUT", 1, False), ("INPUT", 2, True), ("GUARD", 2, False), ("GUARD", 3, True)]
    assert icmp["verdict"] == "DROP"


def test_a_table_that_no_kernel_takes_ends_in_words(iptblob: Command) -> None:
    """Loops, jumps between entries, tables without hooks: no traceback, whatever the bytes are."""
    for path in sorted((SAMPLES / "broken").glob("*.replace")):
        family = "arp 192.0.2.1 -> 192.0.2.2 in=eth0" if "arp" in path.name else SSH
        family = "2001:db8::1 -> 2001:db8::2/tcp in=eth0" if "ip6" in path.name else family
        done = iptblob("trace", path, family, "--local", "2001:db8::2" if "ip6" in path.name else "203.0.113.10")
        assert done.status in (0, 2), path.name
        assert "Traceback" not in done.err, path.name


def test_the_text_is_fit_for_a_terminal(iptblob: Command) -> None:
    for path in sorted((SAMPLES / "misleading").glob("name-*.replace")):
        done = iptblob("trace", path, SSH, *HOST)
        assert all(char == "\n" or char.isprintable() for char in done.text), path.name
