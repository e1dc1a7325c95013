"""`iptblob diff`: what changed between two files, by chain and rule."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from iptblob.cli.account import account
from iptblob.cli.colour import color_option, coloured, refuse_colours
from iptblob.cli.common import CLEAN, FOUND, BackendType, iptables_option, source_options, unread, write_text
from iptblob.cli.quiet import quiet_option
from iptblob.cli.tell import note as say
from iptblob.cli.terminal import columns
from iptblob.errors import UsageError
from iptblob.nearest import nearest
from iptblob.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iptblob.abi import Abi
    from iptblob.diff.choice import Choice
    from iptblob.diff.files import FileDiff, Side, Wishes
    from iptblob.diff.mapping import Mapping
    from iptblob.diff.meaning.heads import Ignored
    from iptblob.fleet.baseline import HostGroup
    from iptblob.packets.credited import Credited

KIND_NAMES = (
    "policy", "chain-added", "chain-removed", "chain-renamed", "rule-inserted", "rule-deleted", "rule-moved",
    "rule-edited", "counters",
)  # fmt: skip


_EXAMPLES = """\b
iptblob diff before.iptb after.iptb
iptblob diff --reach before.iptb after.iptb
iptblob diff rules.v4 host.iptb
iptblob diff --baseline golden.iptb captures/ --profile docker
"""


@click.command(name="diff", epilog=_EXAMPLES)
@click.argument("files", nargs=-1, metavar="A B")
@quiet_option("form", "stat", "explain")
@source_options
@color_option
@click.option("--table", help="Only this table.")
@click.option("--netns", metavar="NAME", help="Only this network namespace: its label, a name, container or cgroup.")
@click.option(
    "--backend", type=BackendType(), default="both", show_default=True, metavar="[legacy|nft|both|A:B]",
    help="Compare this back-end, or that of A with that of B.",
)
@click.option("--chain", "chains", multiple=True, help="Only this chain; may be given more than once.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KIND_NAMES), help="Only changes of this kind.")
@click.option(
    "--format", "form", type=click.Choice(["text", "side-by-side", "json", "restore"]), default="text",
    show_default=True, help="How to print; restore: the lines for iptables-restore that turn B back into A.",
)  # fmt: skip
@click.option("--stat", is_flag=True, help="One line per chain instead of the changes.")
@click.option("-c", "--counters", is_flag=True, help="Compare packet and byte counters too.")
@click.option("--reach", "fates", is_flag=True,
              help="Under each change, whether any packet is treated differently, and which (see iptblob reach).")
@click.option("--explain-normalisation", "explain", is_flag=True, help="List what was set aside between equal rules.")
@click.option("--ignore", help="Matches and parts of the head that do not count, with commas: comment,interface.")
@click.option("--map-addr", multiple=True, metavar="A=B", help="An address or network of A that is another in B.")
@click.option("--map-iface", multiple=True, metavar="A=B", help="An interface of A that has another name in B.")
@click.option("--map-name", multiple=True, metavar="A=B", help="A name made by a machine that is another in B.")
@click.option("--auto-map", is_flag=True, help="Find out which names and addresses of A are others in B.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME|FILE",
              help="Leave out, and count, what a program writes by itself: calico, docker, kube-proxy, libvirt, "
              "tailscale, or what a file says.")  # fmt: skip
@click.option("--baseline", metavar="FILE",
              help="Compare all files, and all in folders, with this one, and group those that are alike.")  # fmt: skip
@iptables_option
def command(
    files: tuple[str, ...],
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    backend: str,
    chains: tuple[str, ...],
    kinds: tuple[str, ...],
    form: str,
    stat: bool,
    counters: bool,
    fates: bool,
    explain: bool,
    ignore: str | None,
    map_addr: tuple[str, ...],
    map_iface: tuple[str, ...],
    map_name: tuple[str, ...],
    auto_map: bool,
    profiles: tuple[str, ...],
    baseline: str | None,
    iptables: tuple[int, int, int],
) -> int:
    """Say what changed from A to B: chains, policies and rules, by meaning.

    A and B are snapshots, bare buffers, answers of nf_tables (.nl) or iptables-save texts. Rules compare by decoded
    meaning: layout, byte order, revisions, back-end, counters and padding do not count. Legacy rules are compared with
    legacy ones, those of nf_tables with their like; across only where the rules of each file are all in one back-end.
    Exit status: 0 no difference, 1 differences, 2 something could not be read, or only partly, or rules of nf_tables
    that iptables did not make: it is named, and not compared.
    """
    from iptblob.diff.choice import Choice
    from iptblob.diff.files import Wishes
    from iptblob.diff.opened import open_side
    from iptblob.diff.profiles import profile, words_of

    owned = tuple(profile(one) for one in profiles)
    ignored = _ignored([*(ignore or "").split(","), *words_of(owned, "ignore")])
    maps = zip((map_addr, map_iface, map_name), ("map_addr", "map_iface", "map_name"), strict=True)
    mapping = _mapping(*((*own, *words_of(owned, name)) for own, name in maps))
    wishes = Wishes(iptables, counters, ignored, mapping, auto_map=auto_map, backend=backend)
    show = _Show(Choice(chains, kinds, owned), form, stat, explain, fates)
    _refuse_together(show, many=baseline is not None)
    if fates and (ignored or mapping or auto_map or owned):
        raise UsageError("--reach is of all that differs: leave --ignore, --map-..., --auto-map and --profile out")
    if baseline is not None:
        if not files:
            raise UsageError("--baseline wants files to compare with it")
        opened = partial(open_side, family=family, abi=abi, table=table, netns=netns)
        return _against_baseline(baseline, files, opened, wishes, show)
    if len(files) != 2:
        raise UsageError(f"two files are compared, {len(files)} given", hint="or many with --baseline FILE")
    if files == ("-", "-"):
        raise UsageError("A and B cannot both be standard input")
    one, other = (open_side(path, family=family, abi=abi, table=table, netns=netns) for path in files)
    return _two(one, other, wishes, show)


def _ignored(given: list[str]) -> Ignored:
    from iptblob.diff.meaning.heads import Ignored

    ignored = Ignored(frozenset(word.strip() for word in given if word.strip()))
    strange = ignored.unknown()
    if strange is not None:
        said = f"--ignore {strange}: no match and no part of the head"
        raise UsageError(said, hint=nearest(strange, sorted(ignored.known())))
    return ignored


class _Show(NamedTuple):
    """What to print of a result, and how."""

    choice: Choice
    form: str
    stat: bool
    explain: bool
    fates: bool


def _refuse_together(show: _Show, *, many: bool) -> None:
    """What cannot be had together is not ignored."""
    if show.form in ("json", "restore"):
        refuse_colours(show.form)
    if show.stat and show.form != "text":
        raise UsageError(f"--stat is text: it does not go with --format {show.form}", hint="leave one of them out")
    if show.form == "restore" and (many or show.explain or show.choice.chains or show.choice.kinds):
        raise UsageError("--format restore is of all changes between two files", hint="--table and --family choose")
    if show.fates and (many or show.stat or show.form not in ("text", "json")):
        raise UsageError("--reach is of two files, as text or JSON", hint="iptblob reach A B tells it by itself")
    if show.explain and many:
        raise UsageError(
            "--explain-normalisation tells of two files: it does not go with --baseline", hint="compare the two alone"
        )


def _mapping(addresses: tuple[str, ...], interfaces: tuple[str, ...], names: tuple[str, ...]) -> Mapping:
    from iptblob.diff.mapping import ADDRESS, INTERFACE, NAME, Mapping

    mapping = Mapping()
    for kind, pairs in ((ADDRESS, addresses), (INTERFACE, interfaces), (NAME, names)):
        for pair in pairs:
            mapping.add(kind, pair)
    return mapping


def _refuse_unknown(chains: tuple[str, ...], known: set[str]) -> None:
    """A chain that no file has is a slip of the pen, not a chain without changes."""
    for chain in chains:
        if chain.encode("utf-8", "surrogateescape").decode("latin-1") not in known:
            raise UsageError(f"no file has a chain {chain}", hint=nearest(chain, sorted(known)))


def _two(one: Side, other: Side, wishes: Wishes, show: _Show) -> int:
    from iptblob.diff.backends import diff_files
    from iptblob.diff.origin import doubts_of

    if show.choice.chains:
        _refuse_unknown(show.choice.chains, one.chain_names() | other.chain_names())
    found = show.choice.of(diff_files(one, other, wishes))
    found.notes += doubts_of(*found.origins) if found.origins else []
    for note in found.notes:
        say(note)
    unread(found.unread)
    if show.form == "restore":
        from iptblob.diff.restoring import restoring

        made = restoring(found)
        unread(made.unread)
        write_text(f"{line}\n" for line in made.lines if not made.unread)
        return FOUND if found.changes else CLEAN
    _present(found, show, _credits(found) if show.fates else None)
    return FOUND if found.changes else CLEAN


def _credits(found: FileDiff) -> dict[int, Credited]:
    """What the changes of each table do to packets; what could not be decided is told."""
    from iptblob.packets.credited import credited

    credits = {id(table): credited(table) for table in found.tables if table.changes}
    lost = [Unread(what, found.b, "NOT DECIDED") for one in credits.values() for what in one.reached.left]
    unread(lost)
    found.unread += lost
    return credits


def _present(found: FileDiff, show: _Show, credits: dict[int, Credited] | None) -> None:
    if show.form == "json":
        from iptblob.render.json.changes import json_chunks

        write_text(json_chunks(found, explain=show.explain, credits=credits))
        return
    from iptblob.render import diff as render

    if show.stat:
        lines = render.stat(found)
    elif show.form == "side-by-side":
        lines = render.side_by_side(found, _style(), _width())
    else:
        lines = render.unified(found, _style(), credits)
    write_text(f"{line}\n" for line in lines)
    write_text(f"{line}\n" for line in render.mapped(found))
    if show.explain:
        write_text(f"{line}\n" for line in render.explained(found))


def _against_baseline(
    baseline: str, files: tuple[str, ...], opened: Callable[[str], Side], wishes: Wishes, show: _Show
) -> int:
    from iptblob.cli.several import each_readable, meant
    from iptblob.fleet.baseline import compare_all, group

    base = opened(baseline)
    known = base.chain_names()
    named = meant(files)

    def others() -> Iterator[Side]:
        for side in each_readable(named.files, opened, named.inside):
            known.update(side.chain_names())
            yield side

    standard_input = "-" in (baseline, *named.files)  # cannot be opened again
    if wishes.by_words or wishes.counters or wishes.ignored or wishes.backend != "both" or standard_input:
        results = compare_all(base, others(), wishes)
    else:
        from iptblob.store.beside import compare_beside

        results = compare_beside(base, others(), opened, wishes)
    groups = group(map(show.choice.of, results))
    _refuse_unknown(show.choice.chains, known)
    for note in dict.fromkeys(note for one in groups for note in one.notes):
        say(note)
    unread([*base.unread, *(lost for one in groups for lost in one.found.unread)])
    _present_groups(base.file, groups, show)
    return FOUND if any(one.found.changes for one in groups) else CLEAN


def _present_groups(baseline: str, groups: list[HostGroup], show: _Show) -> None:
    if show.form == "json":
        from iptblob.render.json.groups import groups_json

        write_text([groups_json(baseline, groups, account().unread)])
        return
    from iptblob.render import diff as render

    style = _style()
    lines = partial(render.unified_tables, style=style)
    if show.stat:
        lines = partial(render.stat_chains)
    elif show.form == "side-by-side":
        lines = partial(render.side_by_side_tables, style=style, width=_width() - 2)  # they stand indented
    write_text(f"{line}\n" for line in render.grouped(baseline, groups, style, lines))


def _width() -> int:
    return columns(160)


def _style() -> Callable[[str, str], str]:
    """Colours where they are wanted."""
    from iptblob.render.diff import plain

    if not coloured():
        return plain

    def styled(text: str, colour: str) -> str:
        return click.style(text, bold=True) if colour == "bold" else click.style(text, fg=colour)

    return styled
