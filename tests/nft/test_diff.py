"""`iptblob diff` by meaning across back-ends, and which back-end is compared with which."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Done
from tests.nft.messages import (
    ACCEPT,
    DROP,
    attribute,
    compare,
    counter,
    expression,
    message,
    meta,
    payload,
    rule,
)
from tests.nft.test_show import DATA

Run = Callable[..., Done]
TCP = meta(16) + compare(b"\x06")


def answers(folder: Path, name: str, *rules: bytes) -> Path:
    """A file with a table filter, its chains and rules."""
    table = message(0xA00, 2, attribute(1, b"filter\0"), attribute(2, 0))
    chains = [
        message(0xA03, 2, attribute(1, b"filter\0"), attribute(3, title + b"\0"),
                attribute(4, [attribute(1, hook), attribute(2, 0)]), attribute(5, 1), attribute(7, b"filter\0"))
        for hook, title in ((1, b"INPUT"), (2, b"FORWARD"), (3, b"OUTPUT"))
    ]  # fmt: skip
    path = folder / name
    path.write_bytes(b"".join((table, *chains, *rules)))
    return path


def test_a_file_with_itself(iptblob: Run) -> None:
    done = iptblob("diff", DATA / "clean.iptb", DATA / "clean.iptb")
    assert (done.status, done.text) == (0, "")


def test_counters_of_nft_do_not_count(iptblob: Run, tmp_path: Path) -> None:
    foreign = expression("lookup", attribute(1, b"set\0"), attribute(2, 1))
    one = answers(tmp_path, "a.nl", rule(TCP + counter(1, 2) + ACCEPT), rule(foreign + counter(3, 4)))
    other = answers(tmp_path, "b.nl", rule(TCP + counter(7, 9) + ACCEPT), rule(foreign + counter(5, 6)))
    done = iptblob("diff", one, other)
    assert done.text == ""
    assert done.status == 2  # what the set holds is not compared, and that is said
    assert "elements of sets in 1 rule " in done.err


def test_foreign_rules_differ_by_their_expressions(iptblob: Run, tmp_path: Path) -> None:
    one, other = expression("fib", attribute(1, 1)), expression("fib", attribute(1, 2))
    done = iptblob("diff", answers(tmp_path, "a.nl", rule(one)), answers(tmp_path, "b.nl", rule(other)))
    assert done.status == 1
    assert "[fib dreg=1]" in done.text
    assert "[fib dreg=2]" in done.text


def test_a_hidden_condition_is_a_difference(iptblob: Run, tmp_path: Path) -> None:
    """Both are printed by iptables-nft-save as --dport 81."""
    first, last = payload(2, 2, 2) + compare(b"\0\x50"), payload(2, 2, 2) + compare(b"\0\x51")
    one, other = (answers(tmp_path, name, rule(TCP + ports + ACCEPT)) for name, ports in
                  (("a.nl", last), ("b.nl", first + last)))  # fmt: skip
    assert iptblob("diff", one, other).status == 1


def test_place_and_back_end_in_json(iptblob: Run, tmp_path: Path) -> None:
    one = answers(tmp_path, "a.nl", rule(TCP + ACCEPT))
    other = answers(tmp_path, "b.nl", rule(TCP + ACCEPT), rule(TCP + DROP))
    done = iptblob("diff", one, other, "--format", "json")
    (change,) = json.loads(done.text)["changes"]
    assert change["backend"] == "nf_tables"
    assert change["position_b"] == 2
    assert change["offset_b"] == one.stat().st_size  # the message of the second rule begins where A ends


@pytest.mark.parametrize("backend", ["both", "legacy:nft"])
def test_across_back_ends(iptblob: Run, tmp_path: Path, backend: str) -> None:
    """A legacy host against one whose only rules are in nf_tables: by meaning."""
    from tests.nft.build import legacy_blob

    legacy = legacy_blob(tmp_path / "legacy.blob")
    port = payload(2, 2, 2) + compare(b"\0\x16")
    done = iptblob(
        "diff", legacy, answers(tmp_path, "b.nl", rule(TCP + port + counter() + ACCEPT)), "--backend", backend
    )
    assert (done.status, done.text) == (0, "")
    assert "compared across" in done.err
    done = iptblob("diff", legacy, answers(tmp_path, "c.nl", rule(TCP + port + counter() + DROP)), "--backend", backend)
    assert done.status == 1
    assert "@@ ipv4 filter, legacy:nf_tables @@" in done.text


def test_both_back_ends_each_with_its_own(iptblob: Run) -> None:
    done = iptblob("diff", DATA / "mixed.iptb", DATA / "clean.iptb")
    assert "@@ ipv4 filter @@" in done.text
    assert "@@ ipv4 filter, nf_tables @@" in done.text
    assert done.status == 2  # native rules of mixed


def test_a_text_that_does_not_say_which(iptblob: Run, tmp_path: Path) -> None:
    text = tmp_path / "rules.v4"
    text.write_text(
        "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n"
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n"
    )
    done = iptblob("diff", text, DATA / "mixed.iptb")
    assert (done.status, done.text) == (2, "")
    assert "does not say of which it is" in done.err
    assert iptblob("diff", text, DATA / "mixed.iptb", "--backend", "legacy").text == ""


def test_the_back_end_that_a_text_leaves_out_is_told(iptblob: Run, tmp_path: Path) -> None:
    text = tmp_path / "rules.v4"
    text.write_bytes(iptblob("show", DATA / "mixed.iptb", "--backend", "nft", "--family", "ipv4", "--table", "nat").out)
    done = iptblob("diff", text, DATA / "mixed.iptb")
    assert done.text == ""
    assert "legacy rules are not compared with a text" in done.err


def test_a_text_whose_header_names_its_back_end(iptblob: Run) -> None:
    done = iptblob("diff", DATA / "clean.save.ipv4", DATA / "clean.iptb")
    assert (done.status, done.text) == (0, "")


@pytest.mark.parametrize("backend", ["nothing", "legacy:nft:both", "both:nft", ""])
def test_back_ends_there_are_not(iptblob: Run, backend: str) -> None:
    assert iptblob("diff", DATA / "clean.iptb", DATA / "clean.iptb", "--backend", backend).status == 2


def test_a_back_end_that_one_file_says_nothing_of(iptblob: Run, tmp_path: Path) -> None:
    """Legacy rules of one file are told as not compared where the other has answers of nf_tables alone."""
    done = iptblob("diff", DATA / "mixed.iptb", answers(tmp_path, "b.nl", rule(TCP + ACCEPT)))
    assert done.status == 2
    assert "legacy rules: NOT COMPARED: the other file says nothing of legacy rules" in done.err


def test_nothing_of_nf_tables_in_a_legacy_file(iptblob: Run) -> None:
    done = iptblob("diff", SAMPLES / "docker/docker.iptb", SAMPLES / "docker/docker.iptb", "--backend", "nft")
    assert done.status == 2
    assert "nothing of nf_tables in it" in done.err
