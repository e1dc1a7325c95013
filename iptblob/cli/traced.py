"""What `iptblob trace` asks of the tables of a file, for one packet or for many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from iptblob.cli.account import account
from iptblob.cli.common import CLEAN, unread, warn, write_text
from iptblob.errors import UsageError
from iptblob.packets.described import Described, described
from iptblob.packets.opened import Passage, passage_of, world_around
from iptblob.packets.trace import Branch, trace
from iptblob.packets.world import Route, World
from iptblob.reading.source import Source


@dataclass
class Traced:
    """A file, and what the user says of its host. ``data`` are its bytes; ``used`` the answers that a packet needed."""

    source: Source
    data: bytes
    netns: str | None
    backend: str
    local: tuple[str, ...]
    routes: tuple[Route, ...]
    answers: Mapping[str, bool]
    family: str | None
    used: set[str] = field(default_factory=set)
    _passages: dict[str, tuple[Passage, World]] = field(default_factory=dict)

    def passage(self, family: str) -> tuple[Passage, World]:
        """The tables that packets of a family pass, and what is known around them; told once what was not read."""
        if family not in self._passages:
            chosen = self.source.chosen(family, None, self.netns)
            passage = passage_of(chosen, family, self.netns, backend=self.backend)
            world = replace(world_around(self.source, self.data, passage, local=self.local), routes=self.routes)
            self._passages[family] = passage, world.with_facts(dict(self.answers))
            unread([*chosen.unread, *passage.unread])
            if self.backend != "legacy":
                unread(self.source.nftables_unread(passage.netns.shown or None, read=True))
        return self._passages[family]

    def packet(self, text: str) -> tuple[Described, Passage, list[Branch]]:
        """All ways of a packet. UsageError where it cannot be read, or too many are open."""
        wanted = described(text, lambda _value, _family: True).family
        if self.family is not None and self.family != wanted:
            raise UsageError(f"the packet is one of {wanted}, not of {self.family}")
        passage, world = self.passage(wanted)
        meant = described(text, world.is_local)
        branches = trace(passage.programs, meant, world)
        for branch in branches:
            self.used |= set(branch.told)
        return meant, passage, branches

    def tell_unused(self) -> None:
        """An answer that nothing asked for may be a mistake in its key."""
        for key in self.answers:
            if key not in self.used:
                warn(f"nothing asked for {key!r}")


def show_one(traced: Traced, text: str, form: str) -> int:
    """Print all ways of one packet, rule by rule; the exit status."""
    meant, passage, branches = traced.packet(text)
    traced.tell_unused()
    for note in passage.notes:
        warn(f"{traced.source.file}: {note}")
    if form == "json":
        from iptblob.render.json.trace import trace_json

        write_text([trace_json(traced.source.file, text, meant, passage, branches, unread=account().unread)])
        return CLEAN
    from iptblob.render.trace import heading_of, trace_lines

    heading = heading_of(text, passage.programs)
    if passage.missing:
        heading += f" (not in this file: {', '.join(passage.missing)})"
    write_text(f"{line}\n" for line in trace_lines(meant, branches, heading=heading))
    return CLEAN
