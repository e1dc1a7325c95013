"""What several commands share: options, opening files, writing bytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from iptblob.abi import ABIS, Abi, find_abi
from iptblob.backends import UnreadRules, doubts, unread_rules
from iptblob.cli.limit import limit_option
from iptblob.errors import ClosedOutputError
from iptblob.escape import visible
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.family import FAMILIES, Family
from iptblob.reading.opening import open_source
from iptblob.reading.source import Source

CLEAN, FOUND, FAILED = 0, 1, 2


class AbiType(click.ParamType[Abi]):
    """A layout by its own name or by a machine's."""

    name = "abi"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Abi:
        found = value if isinstance(value, Abi) else find_abi(value)
        if found is None:
            self.fail(f"unknown layout {value!r}; known: {', '.join(ABIS)} and machine names", param, ctx)
        return found


class VersionType(click.ParamType[tuple[int, int, int]]):
    """A version such as 1.8.9."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int, int]:
        if not re.fullmatch(r"\d{1,4}(\.\d{1,4}){1,2}", value):
            self.fail(f"{value!r} is no version such as 1.8.9", param, ctx)
        parts = [int(part) for part in value.split(".")]
        return (parts[0], parts[1], parts[2] if len(parts) > 2 else 0)


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--family and --abi, which say what the bytes of a bare buffer are and choose among a snapshot's tables."""
    command = limit_option(command)
    command = click.option("--abi", type=AbiType(), help="Layout of the bytes; detected by default.")(command)
    return click.option("--family", type=click.Choice(list(FAMILIES)), help="Address family.")(command)


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


def open_input(path: str, family: str | None, abi: Abi | None, data: bytes | None = None) -> Source:
    """Open a file (``data`` if read already); tables of a snapshot that cannot be read are told on standard error."""
    source = open_source(path, family=_family(family), abi=abi, data=data)
    for failure in source.failures:
        warn(str(failure))
    return source


def warn_of_nftables(source: Source, netns: str | None = None) -> tuple[UnreadRules, ...]:
    """Rules of nf_tables in a snapshot that a command cannot read, told on standard error."""
    found = unread_rules(source.manifest, netns)
    for line in [*map(str, found), *doubts(source.manifest, netns)]:
        warn(f"{source.file}: {line}")
    return found


def _family(name: str | None) -> Family | None:
    return FAMILIES[name] if name else None


def warn(message: str) -> None:
    """One line on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"iptblob: {visible(message.encode('utf-8', 'surrogateescape'))}\n")


def write_bytes(chunks: Iterable[bytes]) -> None:
    """Exact bytes to standard output."""
    try:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:  # click would make a status of it that means something else here
        raise ClosedOutputError from error


def write_text(chunks: Iterable[str]) -> None:
    """Text that is fit for a terminal already, as UTF-8 whatever the locale says."""
    write_bytes(chunk.encode("utf-8") for chunk in chunks)
