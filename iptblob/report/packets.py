"""What becomes of packets: what is let through that was stopped comes first."""

from __future__ import annotations

from xml.etree.ElementTree import Element  # trees are made here, none is parsed # nosec B405

from iptblob.report.markup import fill, node, words
from iptblob.report.story import KEEPS_OUT, LETS_IN, OTHERWISE, FateRow, Story

TITLES = {LETS_IN: "Lets through", KEEPS_OUT: "Stops", OTHERWISE: "Treats otherwise"}


def packets_section(story: Story) -> list[Element] | None:
    """A card for each kind of packets; None where nothing is known of any."""
    if not story.fates and not story.left:
        return None
    found = [_card(fate) for fate in story.fates]
    if not found:
        found.append(node("p", "No packet is known to be treated otherwise."))
    found += [node("p", f"{lost}", cls="left") for lost in story.left]
    return found


def _card(fate: FateRow) -> Element:
    facts = node("dl")
    for key, value in (("Packets", fate.packets), ("Such as", fate.witness)):
        fill(facts, node("dt", key), node("dd", value))
    for fact in fate.facts:
        fill(facts, node("dt", "If"), node("dd", fact))
    for key, verdict, rule, place, side in (
        ("Before", fate.before, fate.rules[0], fate.places[0], "A"),
        ("Now", fate.after, fate.rules[1], fate.places[1], "B"),
    ):
        said = node("dd", node("strong", verdict), ", by ")
        fill(said, node("code", place, cls="place", data_place=place, data_side=side), " ", node("code", *words(rule)))
        fill(facts, node("dt", key), said)
    title = node("h3", node("span", TITLES[fate.kind], cls="kind"), f" {fate.where}")
    return node("article", title, facts, cls=f"fate {fate.kind}")
