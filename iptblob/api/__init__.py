"""Tables, chains, rules, matches and targets as objects, for programs.

``open`` reads a file; everything else is decoded when it is asked for, and no more than was asked for: a rule's matches
cost that rule alone, its text costs the texts of its table once. All objects are frozen. Offsets are bytes; ``offset``
counts from the first entry of the table, as jumps and ``iptblob diff`` do, ``file_offset`` from the start of the
table's buffer. Names and texts are ``str`` with bytes that are no UTF-8 as surrogates, as ``os.fsdecode`` makes them:
``os.fsencode`` gives the exact bytes back, ``visible`` makes them fit for a terminal. Errors are
``iptblob.errors.IptblobError``: ReadError for bytes that cannot be read, UsageError for what there is not.
"""

from __future__ import annotations

from os import PathLike, fspath

from iptblob.abi import ABIS, Abi, find_abi
from iptblob.api.building import Built
from iptblob.api.conversion import Converted
from iptblob.api.fleets import Fleet
from iptblob.api.records import Match, Target
from iptblob.api.rules import Jump, Rule
from iptblob.api.tables import Chain, Changes, Rules, Snapshot, Table
from iptblob.api.values import Address, Interface, Protocol
from iptblob.building.opened import open_file
from iptblob.building.source import source_of_text
from iptblob.errors import UsageError
from iptblob.escape import visible
from iptblob.family import FAMILIES, Family
from iptblob.hosttools import version_of

__all__ = [
    "Address", "Built", "Chain", "Changes", "Converted", "Fleet", "Interface", "Jump", "Match", "Protocol", "Rule",
    "Rules", "Snapshot", "Table", "Target", "build", "open", "page", "visible",
]  # fmt: skip


def open(
    path: str | PathLike[str], *, family: str | None = None, abi: str | None = None, iptables: str = ""
) -> Snapshot:
    """Open a snapshot (.iptb), a .blob, a .replace, a bare GET_ENTRIES reply, answers of nf_tables (.nl), a text of
    rules, or ``-`` for standard input. A text is compiled; rules that cannot be are in ``Snapshot.problems``.

    ``family`` and ``abi`` say what the bytes of a bare buffer are (default: detected). ``iptables`` is the version,
    such as ``1.8.11``, whose text rules are printed as (default: the captured host's,
    else 1.8.9). ReadError where nothing can be read, UsageError for names that
    do not exist; a snapshot opens though some of its tables cannot be read, see ``Snapshot.failures``.
    """
    version = _version(iptables) if iptables else None
    source = open_file(fspath(path), family=_family(family), abi=_layout(abi), answers=True)
    return Snapshot(source, version or version_of(source.manifest), version or version_of(source.manifest, nft=True))


def build(
    text: str | bytes, *, family: str | None = None, abi: str = "lp64-le", table: str | None = None,
    iptables: str = "1.8.9", file: str = "text",
) -> Built:  # fmt: skip
    """Compile rules: iptables-save text, output of ``iptables -S``, or a text for iptables-restore.

    ``family`` is taken where the text does not say it; ``table`` chooses one, and is that of commands outside tables.
    ``iptables`` is the version that would send them, ``file`` the name that problems have. ReadError where the text
    holds no rules, UsageError for names that do not exist; rules that are refused are in ``Built.problems``.
    """
    from iptblob.building.sending import Sender

    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    version = _version(iptables)
    found = source_of_text(data, file, family=_family(family), abi=_layout(abi), table=table, sender=Sender(version))
    return Built(found, Snapshot(found.source, version))


def page(
    *snapshots: Snapshot, form: str = "html", seconds: float = 20.0, title: str = "", signers: str | None = None
) -> str:  # fmt: skip
    """What snapshots say, or what happened from one to the next, as ``iptblob report`` writes it: a page that stands
    alone (``html``) or ``markdown``. Their files are read again, for hashes and signatures.

    ``seconds`` bounds the question which packets fare otherwise (0: do not ask), ``signers`` is a file of allowed
    signers (ssh-keygen(1)). UsageError for snapshots of several hosts where there are more than two.
    """
    from iptblob.api.reporting import page_of
    from iptblob.report.making import ReportWishes

    wishes = ReportWishes(seconds=seconds, title=title, signers=signers)
    return page_of([one.source for one in snapshots], wishes, form)


def _family(name: str | None) -> Family | None:
    if name is not None and name not in FAMILIES:
        raise UsageError(f"unknown family {name!r}", hint=f"known: {', '.join(FAMILIES)}")
    return FAMILIES[name] if name else None


def _layout(name: str | None) -> Abi | None:
    layout = find_abi(name) if name is not None else None
    if name is not None and layout is None:
        raise UsageError(f"unknown layout {name!r}", hint=f"known: {', '.join(ABIS)} and machine names")
    return layout


def _version(text: str) -> tuple[int, int, int]:
    parts = text.split(".")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        raise UsageError(f"{text!r} is no version such as 1.8.9")
    major, minor, patch = [*map(int, parts), 0][:3]
    return major, minor, patch
