"""What programs write by themselves, taken out of the rules of many hosts before these are compared.

A profile's chains and rules do not count, its mappings make names and addresses of some hosts those of others, and what
it ignores is no part of a rule: two rules that are equal then have one number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.diff.mapping import ADDRESS, INTERFACE, NAME, Mapping, without
from iptblob.diff.profiles import DriftProfile, words_of
from iptblob.diff.spelling import Words, plain_words
from iptblob.store.census import Census


class LeftOut(NamedTuple):
    """What a profile took out: of how many hosts, chains and rules of other chains, each counted where it stood."""

    profile: str
    hosts: int
    chains: int
    rules: int


def profiled(census: Census, profiles: Sequence[DriftProfile]) -> tuple[Census, list[LeftOut]]:
    """The hosts without what profiles own, and what that was."""
    owner = [next((at for at, one in enumerate(profiles) if one.owns_rule(text)), -1) for text in census.texts]
    stands = np.arange(len(census.texts)) if not _rewrites(profiles) else _merged(census, profiles)
    owners = np.array(owner, dtype=np.int64)
    kept = [owners[content] < 0 if len(content) else np.zeros(0, dtype=np.bool_) for content in census.contents]
    contents = [stands[content[some]] for content, some in zip(census.contents, kept, strict=True)]
    positions = [np.flatnonzero(some) + 1 for some in kept]
    mapping = _mapping(profiles)
    chains: Counter[int] = Counter()
    rules: Counter[int] = Counter()
    touched: dict[int, set[str]] = {at: set() for at in range(len(profiles))}
    hosts = []
    for host in census.hosts:
        mine = {}
        for place, chain in host.chains.items():
            at = next((at for at, one in enumerate(profiles) if one.owns_chain(place.chain)), -1)
            if at >= 0:
                chains[at] += 1
                touched[at].add(host.name)
                continue
            for gone in owners[census.contents[chain.content]].tolist() if not kept[chain.content].all() else ():
                if gone >= 0:
                    rules[gone] += 1
                    touched[gone].add(host.name)
            mine[place._replace(chain=mapping.chain_name(place.chain)) if mapping else place] = chain
        hosts.append(replace(host, chains=mine))
    told = [LeftOut(one.name, len(touched[at]), chains[at], rules[at]) for at, one in enumerate(profiles)]
    return replace(census, hosts=hosts, contents=contents, positions=positions), told


def _rewrites(profiles: Sequence[DriftProfile]) -> bool:
    return any(words_of(profiles, name) for name in ("ignore", "map_addr", "map_iface", "map_name"))


def _mapping(profiles: Sequence[DriftProfile]) -> Mapping:
    found = Mapping()
    for kind, name in ((ADDRESS, "map_addr"), (INTERFACE, "map_iface"), (NAME, "map_name")):
        for pair in words_of(profiles, name):
            found.add(kind, pair)
    return found


def _merged(census: Census, profiles: Sequence[DriftProfile]) -> NDArray[np.int64]:
    """By number of a rule the first that is equal to it once rewritten."""
    first: dict[tuple[str, Words], int] = {}
    texts = zip(census.families, _rewritten(census, profiles), strict=True)
    return np.array([first.setdefault(key, at) for at, key in enumerate(texts)], dtype=np.int64)


def _rewritten(census: Census, profiles: Sequence[DriftProfile]) -> Iterator[Words]:
    mapping, drop = _mapping(profiles), without(words_of(profiles, "ignore"))
    for text, family in zip(census.texts, census.families, strict=True):
        words = plain_words(text, family)
        yield drop(mapping.rewrite(words) if mapping else words)
