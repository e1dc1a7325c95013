"""What several commands share: options, opening files, writing bytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import click

from iptblob.abi import ABIS, Abi, find_abi
from iptblob.backends import doubts
from iptblob.building.opened import open_file
from iptblob.cli.account import FAILED, unread
from iptblob.cli.limit import limit_option
from iptblob.cli.progress import end_progress
from iptblob.cli.quiet import quiet
from iptblob.cli.tell import note, warn
from iptblob.cli.telling import tell_problems
from iptblob.cli.terminal import start_pager
from iptblob.errors import ClosedOutputError
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.family import FAMILIES, Family
from iptblob.reading.damage import unread_of
from iptblob.reading.source import Source

CLEAN, FOUND = 0, 1
LEGACY, NFTABLES, BOTH = "legacy", "nft", "both"
OLDEST_IPTABLES, NEWEST_IPTABLES = (1, 4, 0), (1, 8, 11)
__all__ = [
    "BOTH",
    "CLEAN",
    "FAILED",
    "FOUND",
    "LEGACY",
    "NFTABLES",
    "AbiType",
    "BackendType",
    "VersionType",
    "Wanted",
    "backend_option",
    "host_iptables_option",
    "iptables_option",
    "open_input",
    "opened",
    "source_options",
    "unread",
    "warn",
    "warn_of_nftables",
    "write_bytes",
    "write_text",
]  # fmt: skip


class AbiType(click.ParamType[Abi]):
    """A layout by its own name or by a machine's."""

    name = "abi"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Abi:
        found = value if isinstance(value, Abi) else find_abi(value)
        if found is None:
            self.fail(f"unknown layout {value!r}; known: {', '.join(ABIS)} and machine names", param, ctx)
        return found


class BackendType(click.ParamType[str]):
    """One back-end, both, or one for each of two files."""

    name = "backend"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if (value != BOTH and not {*value.split(":")} <= {LEGACY, NFTABLES}) or value.count(":") > 1:
            self.fail(f"{value!r} is none of legacy, nft, both, or two of them such as legacy:nft", param, ctx)
        return str(value)


class VersionType(click.ParamType[tuple[int, int, int]]):
    """A version such as 1.8.9."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int, int]:
        if not re.fullmatch(r"\d{1,4}(\.\d{1,4}){1,2}", value):
            self.fail(f"{value!r} is no version such as 1.8.9", param, ctx)
        parts = [int(part) for part in value.split(".")]
        found = (parts[0], parts[1], parts[2] if len(parts) > 2 else 0)
        if not OLDEST_IPTABLES <= found <= NEWEST_IPTABLES:
            newest = ".".join(map(str, NEWEST_IPTABLES))
            self.fail(f"no iptables {value} is known: 1.4.0 to {newest} are", param, ctx)
        return found


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--family and --abi, which say what the bytes of a bare buffer are and choose among a snapshot's tables."""
    command = limit_option(command)
    command = click.option("--abi", type=AbiType(), help="Layout of the bytes; detected by default.")(command)
    return click.option("--family", type=click.Choice(list(FAMILIES)), help="Address family.")(command)


def backend_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--backend, which back-end's rules are meant."""
    return click.option(
        "--backend", type=click.Choice([LEGACY, NFTABLES, BOTH]), default=BOTH, show_default=True,
        help="Only the rules of legacy tables, or only those of nf_tables.",
    )(command)  # fmt: skip


def iptables_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--iptables, the version whose text is printed; like the names, Debian 12's unless another is asked for."""
    return click.option(
        "--iptables", type=VersionType(), default=".".join(map(str, DEBIAN_12_IPTABLES)), show_default=True,
        help="Print as this iptables version does, up to 1.8.11.",
    )(command)  # fmt: skip


def host_iptables_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same, where the version that the captured host has is the default."""
    return click.option(
        "--iptables", type=VersionType(),
        help="Print as this iptables version does, up to 1.8.11; default: the captured host's, else 1.8.9.",
    )(command)  # fmt: skip


class Wanted(NamedTuple):
    """Which tables of a file are wanted; None means all."""

    family: str | None = None
    table: str | None = None
    netns: str | None = None


def opened(
    path: str, family: str | None, abi: Abi | None, data: bytes | None = None, *, answers: bool = False
) -> Source:
    """Open a file (``data`` if read already) and tell how it was read; nothing goes into the account.

    A file of nothing but answers of nf_tables is refused unless the command reads them (``answers``).
    """
    source = open_file(path, family=_family(family), abi=abi, data=data, answers=answers)
    for line in source.notes:
        note(line)
    tell_problems(source.problems)
    return source


def open_input(
    path: str, family: str | None, abi: Abi | None, data: bytes | None = None, *, choice: Wanted | None = None,
    damage: bool = True,
) -> Source:  # fmt: skip
    """Open a file (``data`` if read already). What of the chosen tables cannot be read goes into the account; with
    ``damage`` also what within them does not fit together."""
    source = opened(path, family, abi, data)
    source = source.select(*choice._replace(netns=source.label_of(choice.netns))) if choice else source
    unread(source.unread if damage else [unread_of(failure, source.file) for failure in source.failures])
    return source


def warn_of_nftables(source: Source, netns: str | None = None) -> None:
    """Enter rules of nf_tables, which a command cannot read, and say where it is not known whether there are any."""
    unread(source.nftables_unread(netns))
    for line in doubts(source.manifest, netns):
        note(f"{source.file}: {line}")


def _family(name: str | None) -> Family | None:
    return FAMILIES[name] if name else None


def write_bytes(chunks: Iterable[bytes]) -> None:
    """Exact bytes to standard output, through a pager where one is wanted; none of them with --quiet."""
    if quiet():
        return
    try:
        sys.stdout.flush()
        for chunk in chunks:
            end_progress()
            start_pager()
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:  # click would make a status of it that means something else here
        raise ClosedOutputError from error


def write_text(chunks: Iterable[str]) -> None:
    """Text that is fit for a terminal already, as UTF-8 whatever the locale says."""
    write_bytes(chunk.encode("utf-8") for chunk in chunks)
