"""`iptblob show` of nf_tables: equal to iptables-nft-save where iptables wrote it, and nothing left out."""

from __future__ import annotations

import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done
from tests.nft.messages import ACCEPT, expression, rule

HERE = Path(__file__).parent
DATA = HERE / "data"
Run = Callable[..., Done]


def plain(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if line and not line.startswith(b"#")]


def member(name: str, host: str) -> bytes:
    with zipfile.ZipFile(DATA / f"{host}.iptb") as archive:
        (found,) = (one for one in archive.namelist() if one.endswith(f"/nft/{name}.nl"))
        return archive.read(found)


def test_both_families_equal_the_save_tools(iptblob: Run) -> None:
    """Its empty native table has no rule that could be left out: all was printed."""
    done = iptblob("show", "-c", DATA / "clean.iptb")
    assert plain(done.out) == plain((DATA / "clean.save.ipv4").read_bytes() + (DATA / "clean.save.ipv6").read_bytes())
    assert (done.status, done.err) == (0, "")
    assert b"#   chain in: type filter, hook input, priority -5, policy drop, 0 rules" in done.out


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_one_family(iptblob: Run, family: str) -> None:
    done = iptblob("show", "-c", DATA / "clean.iptb", "--family", family)
    assert plain(done.out) == plain((DATA / f"clean.save.{family}").read_bytes())


def test_rules_that_iptables_did_not_write(iptblob: Run) -> None:
    done = iptblob("show", DATA / "mixed.iptb")
    text = done.text
    assert done.status == 2
    assert "# INPUT:2, byte 328: not written by iptables (iptables writes no expression lookup): " in text
    assert '[lookup set="__set0" sreg=1 flags=0]' in text
    assert "[ct dreg=1 key=0] [bitwise sreg=1 dreg=1 len=4 op=0 mask=0x02000000 xor=0x00000000]" in text
    assert "# nf_tables inet fw: not a table of iptables, ip6tables or arptables: 2 chains, 1 rule not shown" in text
    assert "#   chain in: type filter, hook input, priority 10, policy drop, 1 rule" in text
    assert "# nf_tables ip nat: chains that iptables did not make: 1 chain, 0 rules not shown" in text
    assert "# arp filter, nf_tables, network namespace " in text
    assert "1 rule of nf_tables inet fw: NOT READ" in done.err
    assert "2 rules not written by iptables" in done.err
    assert "1 rule of which the text hides a condition" in done.err


@pytest.mark.parametrize(("backend", "titles"), [
    ("legacy", ["# ipv4 filter"]),
    ("nft", ["# ipv4 filter, nf_tables", "# ipv4 nat, nf_tables", "# ipv6 filter, nf_tables",
             "# arp filter, nf_tables"]),
    ("both", ["# ipv4 filter, legacy", "# ipv4 filter, nf_tables", "# ipv4 nat, nf_tables",
              "# ipv6 filter, nf_tables", "# arp filter, nf_tables"]),
])  # fmt: skip
def test_one_back_end(iptblob: Run, backend: str, titles: list[str]) -> None:
    done = iptblob("show", DATA / "mixed.iptb", "--backend", backend)
    found = [line.partition(", network")[0] for line in done.text.split("\n") if line.startswith(("# ipv", "# arp"))]
    assert found == titles
    assert done.status == (0 if backend == "legacy" else 2)


def test_rules_alone(iptblob: Run, tmp_path: Path) -> None:
    """Without the chains no policy is made up."""
    (tmp_path / "rules.nl").write_bytes(member("rules", "clean"))
    done = iptblob("show", tmp_path / "rules.nl", "-c")
    saved = plain((DATA / "clean.save.ipv4").read_bytes() + (DATA / "clean.save.ipv6").read_bytes())
    assert [line for line in plain(done.out) if b"-A " in line] == [line for line in saved if b"-A " in line]
    assert b":FORWARD - [0:0]\n" in done.out
    assert done.status == 2
    assert "no dump of chains is in this file" in done.err


def test_standard_input_and_all_answers_in_one_file(iptblob: Run) -> None:
    together = b"".join(member(name, "clean") for name in ("tables", "chains", "rules"))
    done = iptblob("show", "-", "-c", stdin=together)
    assert plain(done.out) == plain((DATA / "clean.save.ipv4").read_bytes() + (DATA / "clean.save.ipv6").read_bytes())
    assert done.status == 0


def test_cut_answers_are_said_to_be_cut(iptblob: Run, tmp_path: Path) -> None:
    """At any byte: what came before is printed, the rest named, and never a traceback."""
    whole, path = member("rules", "mixed"), tmp_path / "rules.nl"
    for size in range(1, 700, 7):
        path.write_bytes(whole[:size])
        done = iptblob("show", path)
        assert done.status == 2, size
        assert f"{path}" in done.err


@pytest.mark.parametrize("kind", [0, 3, 6])
def test_a_message_that_is_a_head_alone(iptblob: Run, tmp_path: Path, kind: int) -> None:
    """At the end of the file, where its family would be behind the end: a table, a chain, a rule."""
    path = tmp_path / "x.nl"
    path.write_bytes(member("rules", "mixed") + struct.pack("<IHHII", 16, (10 << 8) | kind, 2, 1, 0))
    done = iptblob("show", path)
    assert done.status == 2
    assert "a message of 16 bytes has no nfgenmsg" in done.err


@pytest.mark.parametrize("arguments", [
    ["--table", "raw"], ["--family", "ipv6", "--table", "nat"], ["--netns", "elsewhere"],
    ["--backend", "legacy", "--table", "nat"], ["--backend", "neither"],
], ids=" ".join)  # fmt: skip
def test_what_is_not_there_is_refused(iptblob: Run, arguments: list[str]) -> None:
    done = iptblob("show", DATA / "mixed.iptb", *arguments)
    assert (done.status, done.out) == (2, b"")
    assert done.err.startswith("iptblob: ")


@pytest.mark.parametrize(("command", "said"), [
    ("info", "ipv4 filter: 1 rule"), ("inspect", "-A INPUT -j ACCEPT"), ("timeline", "-A INPUT -j ACCEPT"),
    ("validate", "ACCEPT"),
])  # fmt: skip
def test_other_commands_take_answers_alone(iptblob: Run, command: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.nl"
    path.write_bytes(rule(ACCEPT))
    options = ["--table", "filter", "--rule", "INPUT:1"] if command == "inspect" else []
    assert said in iptblob(command, path, *options).text


def test_escaped_on_lines_of_our_own(iptblob: Run, tmp_path: Path) -> None:
    """What somebody else named reaches no terminal raw."""
    path = tmp_path / "rules.nl"
    path.write_bytes(rule(expression("x\x1b[2J\n"), ACCEPT))
    done = iptblob("show", path)
    assert b"\x1b" not in done.out
    assert "[x\\x1b[2J\\x0a]" in done.text


def test_dormant_tables_and_lost_members(iptblob: Run, tmp_path: Path) -> None:
    path = tmp_path / "lost.iptb"
    shutil.copyfile(DATA / "clean.iptb", path)
    with zipfile.ZipFile(DATA / "clean.iptb") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if not name.endswith("/nft/rules.nl"):
                new.writestr(name, old.read(name))
    done = iptblob("show", path)
    assert done.status == 2
    assert "NOT READ: " in done.err
    assert "rules.nl" in done.err
