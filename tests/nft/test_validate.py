"""`iptblob validate` of nf_tables: matches and targets as nft_compat asks them, and told what is not judged."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from tests.nft.messages import ACCEPT, attribute, chain, counter, expression, rule
from tests.nft.test_show import DATA, Run

CHAINS = chain("INPUT", hook=1) + chain("OUTPUT", hook=3)


def target(name: bytes, revision: int, payload: bytes) -> bytes:
    return expression("target", attribute(1, name + b"\0"), attribute(2, revision), attribute(3, payload))


def match(name: bytes, revision: int, payload: bytes) -> bytes:
    return expression("match", attribute(1, name + b"\0"), attribute(2, revision), attribute(3, payload))


def judged(iptblob: Run, path: Path, *words: str) -> tuple[int, list[dict[str, object]]]:
    done = iptblob("validate", "--format", "json", *words, path)
    return done.status, [one for line in done.text.splitlines() if "verdict" in (one := json.loads(line))]


def test_what_the_kernel_took_is_accepted_and_the_rest_said_not_to_be_judged(iptblob: Run) -> None:
    status, found = judged(iptblob, DATA / "clean.iptb", "--backend", "nft")
    assert status == 0
    assert found
    assert {one["verdict"] for one in found} == {"accept"}
    assert {one["kind"] for one in found} == {"nf_tables"}
    for one in found:
        (note,) = [finding for finding in one["findings"] if finding["id"] == "nf-tables"]  # type: ignore[attr-defined]
        assert "is not" in note["message"]


def test_rules_that_are_not_of_iptables_are_named(iptblob: Run) -> None:
    done = iptblob("validate", DATA / "mixed.iptb")
    assert done.status == 2
    assert "1 rule of nf_tables inet fw: NOT JUDGED" in done.err
    assert "2 rules of nf_tables ipv4 filter: NOT JUDGED" in done.err
    assert "ACCEPT" in done.text


BAD = {
    "a size": (match(b"ttl", 0, b"\0\x40\0\0".ljust(16, b"\0")), "INPUT", "extension-size"),
    "a hook": (match(b"physdev", 0, bytes(72)), "INPUT", "checkentry-match-physdev"),
    "the size of a target": (target(b"MARK", 2, struct.pack("<II", 1, 0xFF) + bytes(8)), "INPUT", "extension-size"),
    "a name": (match(b"nobodys", 0, bytes(8)), "INPUT", "extension-unknown"),
    "a value": (target(b"REJECT", 0, struct.pack("<I", 4) + bytes(4)), "INPUT", "checkentry-target-REJECT"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_an_extension_that_no_kernel_takes(iptblob: Run, tmp_path: Path, name: str) -> None:
    bad, where, check = BAD[name]
    path = tmp_path / "all.nl"
    first = rule(ACCEPT)
    path.write_bytes(CHAINS + first + rule(counter(), bad, chain=where))
    status, found = judged(iptblob, path)
    assert status == 1
    (one,) = found
    assert (one["verdict"], one["errno"]) == ("reject", "ENOENT" if check == "extension-unknown" else "EINVAL")
    deciding = next(finding for finding in one["findings"] if finding.get("decides"))  # type: ignore[attr-defined]
    assert deciding["id"].lower() == check.lower()
    assert deciding["offset"] == len(CHAINS) + len(first)


def test_legacy_alone(iptblob: Run) -> None:
    status, found = judged(iptblob, DATA / "mixed.iptb", "--backend", "legacy")
    assert (status, [one["kind"] for one in found]) == (0, ["blob"])


def test_nothing_of_nf_tables_is_refused(iptblob: Run, tmp_path: Path) -> None:
    from tests.nft.build import legacy_blob

    done = iptblob("validate", "--backend", "nft", legacy_blob(tmp_path / "filter.blob"))
    assert done.status == 2
    assert "no rules of nf_tables in it" in done.err
