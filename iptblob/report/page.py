"""The page: what matters first, in words that need no script; what can be looked into comes behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element  # trees are made here, none is parsed # nosec B405

from iptblob.render.counted import counted
from iptblob.report.changes import changes_section
from iptblob.report.document import Report, name_of
from iptblob.report.evidence import evidence_section
from iptblob.report.given import INTACT, ReportFile
from iptblob.report.markup import fill, node, page, words
from iptblob.report.packets import packets_section
from iptblob.report.remarks import ALARM, NOTICE, PLAIN, Remark
from iptblob.report.series import series_section
from iptblob.version import __version__

RANKS = {
    ALARM: ("alarm", "Look at this first"), NOTICE: ("notice", "Worth knowing"), PLAIN: ("plain", "As it should be"),
}  # fmt: skip


def html_of(report: Report, data: Iterable[Mapping[str, object]]) -> str:
    """The whole page as text. ``data`` is what its script shows on demand."""
    sections = [
        ("matters", "What matters", _matters(report.remarks)),
        ("packets", "What packets may do now", packets_section(report.story) if report.story else None),
        ("changes", "What changed", changes_section(report.story) if report.story else None),
        ("series", "Over time", series_section(report) if len(report.given) > 1 else None),
        ("rules", "Rules and bytes", _explorer()),
        ("way", "The packet's way", _way()),
        ("evidence", "Evidence", evidence_section(report)),
    ]
    there = [(key, title, inner) for key, title, inner in sections if inner is not None]
    body = [
        node("a", "Skip to what matters", href="#matters", cls="skip"),
        _head(report),
        node("nav", *[node("a", title, href=f"#{key}") for key, title, _ in there], aria_label="Sections"),
        node("main", *[
            node("section", node("h2", title), *inner, id=key, aria_label=title) for key, title, inner in there
        ]),
        node("footer", f"Made by iptblob {__version__}. This page loads nothing and sends nothing."),
    ]  # fmt: skip
    return page(title_of(report), body, data)


def title_of(report: Report) -> str:
    """One line for the whole: whose firewall, and what happened."""
    hosts = list(dict.fromkeys(given.host for given in report.given if given.host))
    whose = ", ".join(hosts[:4]) or report.last.source.file
    if report.title:
        return report.title
    if report.story is None:
        return f"{whose}: the firewall as it was" + (f" at {report.last.time}" if report.last.time else "")
    return f"{whose}: {report.story.summary}"


def _head(report: Report) -> Element:
    head = node("header", node("p", "Firewall report", cls="kicker"), node("h1", title_of(report)))
    shown = report.given if len(report.given) <= 2 else [report.given[0], report.given[-1]]
    if len(report.given) > 2:
        head.append(node("p", f"{counted(len(report.given), 'file')}, the first and the last of them:"))
    cards = node("div", cls="captures")
    for given in shown:
        name = name_of(report.given, list(report.given).index(given)) if len(report.given) > 1 else ""
        cards.append(_card(given, name))
    head.append(cards)
    return head


def _card(given: ReportFile, name: str) -> Element:
    card = node("article", cls="capture")
    facts = node("dl")
    for key, value in facts_of(given):
        fill(facts, node("dt", key), node("dd", value))
    state = "alarm" if given.integrity.state not in (INTACT, "unknown") else "plain"
    return fill(card, node("h2", f"{name}: {given.source.file}" if name else given.source.file, cls=state), facts)


def facts_of(given: ReportFile) -> Iterator[tuple[str, str]]:
    """Which host, when, by whom, intact and signed or not: what is known of it."""
    yield "Host", " · ".join(filter(None, (given.host, given.text("host", "os")))) or "not known: the file does not say"
    kernel = " ".join(filter(None, (given.text("kernel", "release"), given.text("kernel", "machine"))))
    if kernel:
        yield "Kernel", kernel
    tool = " ".join(filter(None, (given.text("tool", "name"), given.text("tool", "version"))))
    if given.text("kind") == "import":
        yield "Imported", f"from {given.text('import', 'file')} ({given.text('import', 'format')}), by {tool}"
    else:
        user = given.text("tool", "uid")
        by = f"by {tool}" + (f", user {user}" if user else "") if tool else ""
        yield "Captured", ", ".join(filter(None, (given.time, by))) or "not known: the file does not say"
    yield "File", f"{given.size} bytes, sha256 {given.sha256}"
    state = {"intact": "intact", "altered": "NOT INTACT", "unknown": "not known: no snapshot"}[given.integrity.state]
    yield "Whole", "; ".join(filter(None, (state, given.signature)))


def _matters(remarks: Sequence[Remark]) -> list[Element]:
    found = []
    for rank, (cls, title) in RANKS.items():
        chosen = [one for one in remarks if one.rank == rank]
        if chosen:
            items = node("ul", *[_remark(one) for one in chosen])
            found.append(node("div", node("h3", title), items, cls=f"remarks {cls}"))
    return found


def _remark(remark: Remark) -> Element:
    item = node("li", remark.text)
    for place in remark.places:
        fill(item, " ", node("code", place, cls="place", data_place=place))
    if remark.rules:
        item.append(node("ul", *[node("li", node("code", *words(line))) for line in remark.rules], cls="quoted"))
    return item


def _explorer() -> list[Element]:
    """Room for the rules, which the script fills."""
    return [
        node("noscript", node("p", "The rules and their bytes are shown by the script of this page, which is off. What "
                              "matters, what changed and the evidence need none.")),
        node("div", id="explorer"),
    ]  # fmt: skip


def _way() -> list[Element]:
    return [node("div", id="graph")]
