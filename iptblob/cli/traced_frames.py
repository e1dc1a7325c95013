"""`iptblob trace --pcap`: the packets of a capture, each through the tables."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from itertools import islice
from typing import NamedTuple

from iptblob.cli.account import account
from iptblob.cli.common import CLEAN, unread, write_text
from iptblob.cli.traced import Traced, show_one
from iptblob.errors import UsageError
from iptblob.packets.described import Described
from iptblob.packets.frames import Frame, frames, passed_over
from iptblob.packets.opened import Passage
from iptblob.packets.trace import Branch
from iptblob.reading.opening import read_bytes
from iptblob.unread import Unread

MOST_FRAMES = 10_000


class FrameWays(NamedTuple):
    """A frame that was traced: its packet as words, as it was read, and where it goes."""

    number: int
    text: str
    meant: Described
    passage: Passage
    branches: list[Branch]


def trace_frames(traced: Traced, capture: str, words: str, *, frame: int | None, form: str) -> int:
    """Print the ways of each frame, of one alone in full; the exit status."""
    data = read_bytes(capture)
    found = frames(data, capture)
    unread(Unread("", capture, why) for why in passed_over(data))
    if frame is not None:
        chosen = next(islice(found, frame - 1, None), None)
        if chosen is None:
            raise UsageError(f"{capture} has no frame {frame}")
        if chosen.error:
            raise UsageError(f"{capture}, frame {frame}: {chosen.error}")
        return show_one(traced, _text(traced, chosen, words), form)
    write_text(_documents(traced, capture, found, words) if form == "json" else _lines(traced, capture, found, words))
    traced.tell_unused()
    return CLEAN


def _lines(traced: Traced, capture: str, found: Iterator[Frame], words: str) -> Iterator[str]:
    """A line for each frame and way."""
    from iptblob.escape import visible
    from iptblob.render.trace import verdict_text

    for one in _each(traced, capture, found, words):
        yield f"frame {one.number}: {one.text}\n"
        for branch in one.branches:
            assumed = ", ".join(f"{'' if answer else 'not '}{visible(key)}" for key, answer in branch.assumed.items())
            yield f"  {verdict_text(branch)}" + (f" (where {assumed})" if assumed else "") + "\n"


def _documents(traced: Traced, capture: str, found: Iterator[Frame], words: str) -> Iterator[str]:
    """One document a line; the last says what was not read."""
    from iptblob.render.json.trace import frame_json, frames_end_json

    for one in _each(traced, capture, found, words):
        yield frame_json(traced.source.file, one.text, one.meant, one.passage, one.branches, frame=one.number)
    yield frames_end_json(account().unread)


def _each(traced: Traced, capture: str, found: Iterator[Frame], words: str) -> Iterator[FrameWays]:
    for one in found:
        if one.number > MOST_FRAMES:
            unread([Unread(f"frames from {one.number} on", capture, "NOT TRACED: --frame N traces one of them")])
            return
        why = one.error
        if not why:
            try:
                text = _text(traced, one, words)
                yield FrameWays(one.number, text, *traced.packet(text))
            except UsageError as error:
                why = error.message
        if why:
            unread([Unread(f"frame {one.number}", capture, f"NOT TRACED: {why}")])


def _text(traced: Traced, frame: Frame, words: str) -> str:
    """The packet with the words of the user; what the host itself sent leaves by the interface it was captured on."""
    sent = frame.is_sent
    if sent is None and not frame.text.startswith("arp "):
        family = "ipv6" if ":" in frame.sender else "ipv4"
        sent = bool(traced.passage(family)[1].is_local(int(ip_address(frame.sender)), family))
    given = words.split()
    if sent:
        return " ".join([frame.text, *(f"out={one[3:]}" if one.startswith("in=") else one for one in given)])
    return " ".join([frame.text + frame.received, *given])
