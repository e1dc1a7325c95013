"""What people call a kernel, on the command line and in a snapshot; and how it was built."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from iptblob.check.files import Judged, Request, judge_file, likeliest
from iptblob.check.naming import named
from iptblob.check.own_kernel import own_kernel
from iptblob.check.profile import NEWEST, find_profile, profile
from iptblob.check.run import validate_bytes
from iptblob.errors import UsageError
from iptblob.reading.detect import REPLACE
from iptblob.reading.source import Source
from tests.conftest import SAMPLES, Done
from tests.guests.packs import cases

RELEASES = {
    "6.18.44": (6, 18, 44),
    "6.18.0": (6, 18, 0),
    "v6.1.192": (6, 1, 192),
    "6.1.0-56-amd64": (6, 1, 192),
    "6.1.0-56-cloud-amd64": (6, 1, 192),
    "linux-image-6.1.0-56-amd64": (6, 1, 192),
    "6.1.0-0.deb11.48-amd64": (6, 1, 172),
    "6.12.117+deb13-amd64": (6, 12, 117),
    "6.1.192-2": (6, 1, 192),
    "#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-06-08)": (6, 1, 176),
    "Linux node 6.1.0-99-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.195-1 (2026-12-24) x86_64 GNU/Linux": (6, 1, 195),
    "Linux version 6.1.0-99-amd64 (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0) #1 SMP Debian 6.1.195-1": (6, 1, 195),
    "Ubuntu 6.8.0-45.45-generic 6.8.12": (6, 8, 12),
    "5.15.148-android14-11-g1234567-ab5678": (5, 15, 148),
    "6.1.75-android14-11-00001-g1234567-ab1234": (6, 1, 75),
    "5.10.226-214.880.amzn2.x86_64": (5, 10, 226),
    "6.11.4-301.fc41.x86_64": (6, 11, 4),
    "6.6.87.2-microsoft-standard-WSL2": (6, 6, 87),
    "6.6.51+rpt-rpi-v8": (6, 6, 51),
    "6.10.10-arch1-1": (6, 10, 10),
    "6.8.12-4-pve": (6, 8, 12),
    "6.6.30-android15-8-g013ec21bba94-abogki383916444-4k": (6, 6, 30),
    "6.1.102-111.182.amzn2023.x86_64": (6, 1, 102),
    "6.10.5-1-default": (6, 10, 5),
    "6.11.10+bpo-amd64": (6, 11, 10),
    "5.10.0-46-amd64": (5, 10, 262),
}
UNPLACED = {
    "6.1.0-9999-amd64": "uname -v",
    "6.8.0-45-generic": "/proc/version_signature",
    "5.15.0-1068-aws": "/proc/version_signature",
    "5.14.0-503.11.1.el9_5.x86_64": "Red Hat",
    "4.18.0-553.el8_10.x86_64": "Red Hat",
    "5.15.0-209.161.7.2.el8uek.x86_64": "Red Hat",
    "5.14.21-150500.55.19-default": "SUSE",
    "6.12.0-160000.5-default": "SUSE",
    "6.12.0-55.9.1.el10_0.x86_64": "Red Hat",
    "5.14.0-70.13.1.rt21.83.el9_0.x86_64": "Red Hat",
    "5.15.0-113-lowlatency": "/proc/version_signature",
    "6.8.0-45-generic #45~22.04.1-Ubuntu SMP": "/proc/version_signature",
    "6.12.0-rc3": "release candidate",
    "6.1.0-rpi7-rpi-v8": "X.Y.Z",
    "six": "no kernel version",
    "": "no kernel version",
    "4.4": "4.17",
}


@pytest.mark.parametrize("text", RELEASES)
def test_spellings_that_say_the_release(text: str) -> None:
    assert find_profile(text).version == RELEASES[text]


@pytest.mark.parametrize("text", UNPLACED)
def test_spellings_that_do_not_are_answered_with_what_is_missing(text: str, iptblob: Callable[..., Done]) -> None:
    with pytest.raises(UsageError, match=UNPLACED[text]):
        find_profile(text)
    done = iptblob("validate", "--kernel", text, str(SAMPLES / "broken" / "good.replace"))
    assert done.status == 2
    assert (UNPLACED[text] if text else "the value is empty") in done.err


def test_a_known_build_says_how_it_was_built() -> None:
    assert find_profile("6.12.117+deb13-amd64").compat is False
    assert find_profile("6.1.0-56-amd64").compat is True
    assert find_profile("6.12.117").compat is None
    assert find_profile("6.12.117+deb13-cloud-amd64").compat is None, "another flavour was not looked at"


def snapshot(config: str = "", **kernel: object) -> Source:
    return Source("x.iptb", (), {"kernel": kernel}, config=config)


@pytest.mark.parametrize("text", RELEASES)
def test_a_snapshot_and_the_command_line_agree(text: str) -> None:
    own = own_kernel(snapshot(release=text, version="#1 SMP", machine="x86_64"))
    assert (own.profile, own.doubt) == (find_profile(text), "")


def test_the_words_of_a_snapshot_are_taken_together() -> None:
    debian = snapshot(release="6.1.0-9999-amd64", version="#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-06-08)")
    assert own_kernel(debian).profile.version == (6, 1, 176)
    ubuntu = snapshot(
        release="6.8.0-45-generic", version="#45-Ubuntu SMP", signature="Ubuntu 6.8.0-45.45-generic 6.8.12"
    )
    assert own_kernel(ubuntu).profile.version == (6, 8, 12)


@pytest.mark.parametrize("release", ["6.1.0-9999-amd64", "5.14.0-503.11.1.el9_5.x86_64", "3.10.0-1160.el7.x86_64"])
def test_a_snapshot_that_does_not_say_the_release_says_so(release: str) -> None:
    own = own_kernel(snapshot(release=release, version="#1 SMP", machine="x86_64"))
    assert release in own.doubt
    assert own.profile.name in own.doubt
    assert own.profile == (find_profile(f"{named(release).series[0]}.{named(release).series[1]}")  # type: ignore[index]
                           if not release.startswith("3.") else NEWEST)  # fmt: skip


def test_no_kernel_at_all() -> None:
    assert own_kernel(Source("x", ())).profile == NEWEST
    for odd in ({}, {"kernel": None}, {"kernel": []}, {"kernel": {"release": 7}}, {"kernel": {"release": "\0"}}):
        assert own_kernel(Source("x", (), odd)).profile == NEWEST


# How a kernel was built

CONFIG = "CONFIG_HZ=1000\n# CONFIG_NETFILTER_XTABLES_COMPAT is not set\n"


def test_a_configuration_decides() -> None:
    made = own_kernel(snapshot(CONFIG, release="6.12.117", version="", machine="x86_64")).profile
    assert (made.hz, made.compat) == (1000, False)
    assert profile((6, 1, 1)).built("CONFIG_HZ_250=y\nCONFIG_NETFILTER_XTABLES_COMPAT=y\n").compat is True
    assert profile((6, 1, 1)).built("CONFIG_HZ=0\n").hz == 250
    assert profile((5, 10, 1)).built("CONFIG_NETFILTER=y\n").compat is None


def small(name: str, abi: str) -> bytes:
    return next(one.data for one in cases(abi) if one.name == name)


def test_without_the_compat_code_a_32_bit_payload_is_read_as_a_64_bit_one() -> None:
    data = small("optlen-ipv4-whole", "i386")
    made = profile((6, 12, 117))
    assert validate_bytes(data, REPLACE, "ipv4", "i386", replace(made, compat=True), current_entries=4).accepted
    verdict = validate_bytes(data, REPLACE, "ipv4", "i386", replace(made, compat=False), current_entries=4)
    plain = validate_bytes(data, REPLACE, "ipv4", "lp64-le", made, current_entries=4)
    assert (verdict.abi, verdict.errno) == ("lp64-le", plain.errno) == ("lp64-le", "EINVAL")
    assert verdict.findings[0].id == "kernel-build"


@pytest.mark.parametrize(("words", "accepted"), [
    ([], True), (["--compat", "yes"], True), (["--compat", "no"], False),
    (["--kernel", "6.12.117+deb13-amd64"], False), (["--kernel", "6.12.117+deb13-amd64", "--compat", "yes"], True),
])  # fmt: skip
def test_the_option_decides_over_what_is_known(
    tmp_path: Path, words: list[str], accepted: bool, iptblob: Callable[..., Done]
) -> None:
    path = tmp_path / "table.replace"
    path.write_bytes(small("optlen-ipv4-whole", "i386"))
    done = iptblob("validate", *words, "--format", "json", str(path))
    told = json.loads(done.out.splitlines()[0])
    assert told["abi"] == ("i386" if accepted else "lp64-le")
    assert done.status == (0 if accepted else 1)


def test_a_payload_of_any_name_is_read_again_where_there_is_no_compat_code(tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(small("optlen-ipv6-whole", "i386"))
    (judged,) = judge_file(str(path), Request(kind=None, compat=False))
    assert isinstance(judged, Judged)
    assert (judged.verdict.abi, judged.verdict.accepted) == ("lp64-le", False)


# What a truncated header is


def test_the_end_of_a_header_is_no_table() -> None:
    """An arp header of a 64-bit program, cut behind it, whose size field says 4."""
    data = bytearray(small("optlen-arp-whole", "lp64-le")[:80])
    data[40:44] = (4).to_bytes(4, "little")
    found = likeliest(bytes(data), REPLACE, None, None)
    assert (found.family.name, found.abi.name) == ("arp", "lp64-le")
