"""The payloads that a fuzzer begins with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from iptblob.abi import ABIS
from iptblob.building.corpus import revisions, seed_rules, seeds
from iptblob.check.seeding import valid_seeds
from iptblob.extensions import names
from iptblob.family import FAMILIES
from tests.conftest import Done

# The kernel looks for what a rate estimator's rule made; the newest kernel has no ULOG and no CLUSTERIP.
WITHOUT = {("match", "rateest"), ("target", "ULOG"), ("target", "CLUSTERIP")}


def test_each_extension_has_a_rule_that_the_kernel_would_take() -> None:
    made = {seed.name: seed.data for seed in valid_seeds()}
    refused = {seed.name for seed in seeds()} - set(made)
    assert len(made) > 1000
    # owner 0 is of old kernels; what the code for 32-bit programs does not know
    old = {name for name in refused if ".owner.0." in name}
    narrow = {f"{family}.match.{one}.i386" for family in ("ipv4", "ipv6") for one in ("nfacct.0", "set.3")}
    assert refused - old == narrow
    assert max(map(len, made.values())) < 6000
    for name, data in made.items():
        if name.endswith(".lp64-le"):
            assert data != made[name.replace(".lp64-le", ".lp64-be")]


def test_no_revision_that_a_tool_sends_is_left_out() -> None:
    had = {(kind, name, family, revision) for kind, name, family, revision, _ in seed_rules()}
    wanted = {
        (kind, name, family, revision)
        for kind, name in names() for family in FAMILIES for revision in revisions(kind, name, family)
        if (kind, name) not in WITHOUT
    }  # fmt: skip
    assert {one for one in wanted - had if one[2] != "arp"} == set()
    written = {tuple(seed.name.split(".")[:4]) for seed in seeds()}
    # what tools print of connlimit has a mask that its first revision cannot say
    lacking = {("match", "connlimit", family, 0) for family in ("ipv4", "ipv6")}
    assert had - lacking == {(kind, name, family, int(number)) for family, kind, name, number in written}


def test_the_command_writes_them(iptblob: Callable[..., Done], tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    done = iptblob("build", "--seed-corpus", folder)
    assert done.status == 0
    assert len(list(folder.glob("*.replace"))) == int(done.err.split()[-2])
    assert {path.name.split(".")[4] for path in folder.glob("*.replace")} == set(ABIS)
    assert iptblob("build", "--seed-corpus", folder).status == 2, "they are there already"
    assert iptblob("build", "--seed-corpus", folder, "--force").status == 0
