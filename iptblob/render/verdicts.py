"""Many files at once: worker processes that hand back finished lines."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from iptblob.check.files import SUFFIXES, Judged, NotReadError, Request, judge_file
from iptblob.check.verdict import Verdict
from iptblob.errors import StrangerError
from iptblob.reading.damage import unread_of
from iptblob.unread import Unread
from iptblob.words.parallel import cpus

CHUNK = 64
UNREADABLE = "could not be read"


class VerdictLine(NamedTuple):
    """What is printed for one table: ``first`` is the id of the check that decides, or what was found instead.
    ``unread`` is what could not be read, ``foreign`` where the file is plainly something else than a table. ``done`` is
    how many files were finished when it was made."""

    text: str
    first: str
    found: bool
    unread: Unread | None = None
    foreign: bool = False
    file: str = ""
    done: int = 0


def lines_of(path: str, request: Request, form: str, *, brief: bool) -> Iterator[VerdictLine]:
    """The lines of one file."""
    for one in judge_file(path, request):
        if not isinstance(one, Judged):
            foreign = isinstance(one, StrangerError) and not path.endswith(SUFFIXES)
            unread = one.unread if isinstance(one, NotReadError) else unread_of(one, path)
            first = "rules of nf_tables, not read" if isinstance(one, NotReadError) else UNREADABLE
            yield VerdictLine("", first, False, unread=unread, foreign=foreign, file=path)
            continue
        verdict = one.verdict
        deciding = verdict.deciding
        first = deciding.id if deciding else "accepted, misleading text" if verdict.misleads else "accepted"
        found = not verdict.accepted or verdict.misleads
        yield VerdictLine(_text(one.file, one.member, verdict, form, brief), first, found)


def _text(file: str, member: str, verdict: Verdict, form: str, brief: bool) -> str:
    from iptblob.render.verdict import verdict_line, verdict_text

    if form == "json":
        from iptblob.render.json.verdict import verdict_json

        return verdict_json(file, verdict, member)
    if brief:
        return verdict_line(file, verdict, member) + "\n"
    return "".join(f"{line}\n" for line in verdict_text(file, verdict, member))


def _chunk(paths: list[str], request: Request, form: str) -> list[VerdictLine]:
    return [
        line._replace(done=at) for at, path in enumerate(paths, 1) for line in lines_of(path, request, form, brief=True)
    ]


def in_parallel(paths: list[str], request: Request, form: str, jobs: int | None = None) -> Iterator[VerdictLine]:
    """The lines of many files, in order, worked out by ``jobs`` processes (default: all cores)."""
    workers = min(jobs or cpus(), max(1, len(paths) // CHUNK))
    chunks = (paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK))
    done = 0
    if workers == 1:
        for chunk in chunks:
            yield from (line._replace(done=done + line.done) for line in _chunk(chunk, request, form))
            done += len(chunk)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL)) as pool:
        waiting = [(chunk, pool.submit(_chunk, chunk, request, form)) for chunk in islice(chunks, 4 * workers)]
        while waiting:
            chunk, future = waiting.pop(0)
            yield from (line._replace(done=done + line.done) for line in future.result())
            done += len(chunk)
            following = next(chunks, None)
            if following:
                waiting.append((following, pool.submit(_chunk, following, request, form)))
