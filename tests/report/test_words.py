"""What a report says first, held against what was done: samples/incident/intrusion.sh is what the intruder typed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Done
from tests.report.conftest import AFTER, BEFORE
from tests.report.series import BACKDOOR, series

Iptblob = Callable[..., Done]
FIRST, KNOW, PLAIN = "## Look at this first", "## Worth knowing", "## As it should be"


def part(text: str, title: str) -> str:
    """What stands below a heading, up to the next one of its rank."""
    return text.partition(f"{title}\n")[2].partition("\n## ")[0]


def test_the_first_words_are_what_the_intruder_did(iptblob: Iptblob) -> None:
    done = iptblob("report", BEFORE, AFTER, "--format", "markdown")
    assert (done.status, done.err) == (0, "")
    first = part(done.text, FIRST)
    lets_in = first.split("\n")[1]
    assert "tcp; from 198.51.100.23; to port 22" in lets_in
    assert "`ipv4/filter/INPUT:6`" in lets_in
    assert "FORWARD was DROP, is ACCEPT" in first
    assert "EGRESS had 5 rules, now it has none" in first
    assert "198.51.100.23 port 2525" in part(done.text, KNOW)
    assert "Intact: every byte" in part(done.text, PLAIN)
    edited = part(done.text, "## What changed")
    assert "#   target.level: info -> debug" in edited


def test_every_place_in_it_is_one_that_inspect_takes(iptblob: Iptblob) -> None:
    text = iptblob("report", BEFORE, AFTER, "--format", "markdown").text
    places = set(re.findall(r"`((?:ipv4|ipv6|arp)/\w+/[\w-]+:\w+)`", text))
    assert len(places) > 5
    for place in places:
        assert any(iptblob("inspect", file, "--rule", place).status == 0 for file in (BEFORE, AFTER)), place


def test_files_are_taken_in_the_order_of_their_time(iptblob: Iptblob) -> None:
    orders = ((BEFORE, AFTER), (AFTER, BEFORE))
    one, other = (iptblob("report", *files, "--format", "markdown").text for files in orders)
    assert one == other


def test_a_file_that_was_altered_says_so_first(iptblob: Iptblob, tmp_path: Path) -> None:
    data = bytearray(AFTER.read_bytes())
    data[-4] ^= 1  # in the directory at the end: everything can still be read
    (tmp_path / "altered.iptb").write_bytes(data)
    done = iptblob("report", tmp_path / "altered.iptb", "--format", "markdown")
    assert done.status == 2
    text = done.text
    assert "This file is not what was captured" in part(text, FIRST)
    assert "Intact" not in text


@pytest.mark.parametrize("name", ["jump-into-a-chain", "impossible-address", "two-chains-one-name"])
def test_rules_that_the_text_hides_come_first(iptblob: Iptblob, name: str) -> None:
    """validate knows what misleads; the report has to say no less."""
    path = SAMPLES / "misleading" / f"{name}.iptb"
    warned = re.findall(r"\[([a-z-]+)\]", iptblob("show", path).err)
    first = part(iptblob("report", path, "--format", "markdown").text, FIRST)
    assert warned
    assert {f"\\[{one}\\]" for one in warned} <= set(re.findall(r"\\\[[a-z-]+\\\]", first))


def test_nf_tables_is_told_where_it_filters_too(iptblob: Iptblob) -> None:
    path = next(iter(sorted((SAMPLES / "nft").rglob("*.iptb"))))
    text = iptblob("report", path, "--format", "markdown").text
    assert re.search(r"nf\\_tables filters (too )?in \S+ \d+ rules? in \d+ tables?", text)


def test_a_single_file_has_no_story(iptblob: Iptblob) -> None:
    text = iptblob("report", AFTER, "--format", "markdown").text
    assert text.startswith("# edge1: the firewall as it was at 2026-11-23T13:53:23Z\n")
    assert "## What changed" not in text


def test_a_folder_is_a_series(iptblob: Iptblob, tmp_path: Path) -> None:
    for number, file in enumerate((AFTER, BEFORE, AFTER)):
        shutil.copy(file, tmp_path / f"{number}.iptb")
    (tmp_path / "notes.txt").write_text("not a table")
    done = iptblob("report", tmp_path, "--format", "markdown")
    assert done.status == 0
    assert "notes.txt: left out" in done.err
    assert part(done.text, "## Over time").count("no differences") == 1


def test_a_folder_is_looked_at_whole(iptblob: Iptblob, tmp_path: Path) -> None:
    """What is a table whatever its name is; a damaged one is told; what is no file is named."""
    shutil.copy(BEFORE, tmp_path / "a.iptb")
    shutil.copy(AFTER, tmp_path / "renamed.dat")
    os.mkfifo(tmp_path / "pipe")
    done = iptblob("report", tmp_path, "--format", "markdown", "--seconds", "0")
    assert done.status == 0
    assert "pipe: left out: no regular file" in done.err
    assert "## What changed" in done.text
    (tmp_path / "cut.iptb").write_bytes(AFTER.read_bytes()[:4000])
    assert iptblob("report", tmp_path, "--format", "markdown", "--seconds", "0").status == 2
    for one in tmp_path.iterdir():
        one.unlink()
    (tmp_path / "notes.txt").write_text("not a table")
    nothing = iptblob("report", tmp_path)
    assert nothing.status == 2
    assert "there is no table in this folder" in nothing.err


def test_what_came_and_went_is_said_though_the_ends_are_alike(iptblob: Iptblob, tmp_path: Path) -> None:
    files = series(tmp_path, iptblob)
    done = iptblob("report", *files, "--format", "markdown")
    assert "No rule, chain or policy differs" in done.text  # from the first to the last
    first = part(done.text, FIRST)
    assert re.search(r"Came and went in ipv4 filter.*2\.blob to .*3\.blob", first)
    assert BACKDOOR in first
    assert re.search(r"flipped more than once: ipv4 filter FORWARD is ACCEPT by .*2\.blob, DROP by .*4\.blob", first)
    assert "counters restarted" in part(done.text, KNOW)
    assert iptblob("timeline", *files).text.count("appeared INPUT:1") == 1


def test_what_cannot_be_read_is_named_there_too(iptblob: Iptblob, tmp_path: Path) -> None:
    (tmp_path / "cut.iptb").write_bytes(AFTER.read_bytes()[:4000])
    done = iptblob("report", BEFORE, tmp_path / "cut.iptb", "--format", "markdown")
    assert done.status == 2
    assert "cut.iptb" in done.text.partition("Not read:")[2]


def test_packets_are_followed_as_far_as_the_time_allows(iptblob: Iptblob) -> None:
    text = iptblob("report", BEFORE, AFTER, "--seconds", "0.000001", "--format", "markdown").text
    assert "NOT DECIDED" in part(text, KNOW)
    none = iptblob("report", BEFORE, AFTER, "--seconds", "0", "--format", "markdown").text
    assert "Lets through" not in none


def test_a_page_is_written_as_every_file_is(iptblob: Iptblob, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    assert iptblob("report", AFTER, "-o", out).status == 0
    again = iptblob("report", AFTER, "-o", out)
    assert again.status == 2
    assert "--force" in again.err
    assert iptblob("report", AFTER, "-o", out, "--force").status == 0
    assert iptblob("report", AFTER).out == out.read_bytes()
