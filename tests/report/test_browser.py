"""The page in a real browser: every way of looking at it that it offers, in both themes, wide and on a phone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Done
from tests.report.conftest import AFTER, BEFORE, SIZES, Opened
from tests.report.hostile import COMMENTS, hostile_snapshot
from tests.report.series import series
from tests.tools import live

import bigtable  # samples/tools, on the path through tests.tools.live # isort: skip

SLACK = 4  # times what a quiet machine takes: others may run beside the tests
Look = Callable[..., Opened]
MakePage = Callable[..., Path]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_it_fits_and_stays_silent(look: Look, make_page: MakePage, size: str, theme: str) -> None:
    found = look(make_page(BEFORE, AFTER), size=size, theme=theme)
    assert found.said == []
    assert {url.partition(":")[0] for url in found.asked} == {"file"}
    page = found.page
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0]
    ink, paper = page.locator("body").evaluate(COLOURS)
    assert contrast(ink, paper) > 7
    for name in ("#matters .alarm h3", "code.place", ".quiet", "#changes .kind", ".row.rule code"):
        for one in page.query_selector_all(name)[:3]:
            text, back = one.evaluate(COLOURS)
            assert contrast(text, back) >= 4.5, (name, text, back)


# the colour of an element and that of the nearest background below it
COLOURS = """one => {
  const colour = getComputedStyle(one).color;
  for (let at = one; at; at = at.parentElement) {
    const back = getComputedStyle(at).backgroundColor;
    if (!/^rgba.* 0\\)$/.test(back) && back !== "transparent") return [colour, back];
  }
  return [colour, "rgb(255, 255, 255)"];
}"""


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it."""
    light = sorted(map(luminance, (one, other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def luminance(colour: str) -> float:
    if colour.startswith("color(srgb"):
        parts = [float(part) for part in colour[11:].rstrip(")").split()[:3]]
    else:
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 :].rstrip(")").split(",")[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_need_no_script(look: Look, make_page: MakePage) -> None:
    page = look(make_page(BEFORE, AFTER), script=False).page
    assert "from 198.51.100.23; to port 22" in page.inner_text("#matters")
    assert page.locator("#changes mark").count() > 3
    assert "dcb7a345fdf51e769a863f1ee5b0037f46a5aa493aa74df0af4b8d05e0958cd7" in page.inner_text("#evidence")


def test_the_changed_words_are_marked(look: Look, make_page: MakePage) -> None:
    page = look(make_page(BEFORE, AFTER)).page
    edited = page.locator("tr.rule-edited")
    assert edited.locator("td[data-side=A] mark").all_inner_texts() == ["5/min", "6"]
    assert edited.locator("td[data-side=B] mark").all_inner_texts() == ["1/day --limit-burst 1", "7"]


def test_rules_are_filtered(look: Look, make_page: MakePage) -> None:
    page = look(make_page(BEFORE, AFTER)).page
    page.keyboard.press("/")
    page.keyboard.type("dport 22 accept")
    shown = page.locator("#rules .row.rule code").all_inner_texts()
    assert shown
    assert all("dport 22" in text and "ACCEPT" in text for text in shown)
    page.fill("#rules input", "")
    page.select_option("#rules .bar select:last-of-type", "changed")
    assert page.locator("#rules .row.rule-inserted").count() == 1
    assert page.locator("#rules .row.rule-edited").count() == 1


def test_a_place_leads_to_its_rule_and_its_bytes(look: Look, make_page: MakePage) -> None:
    page = look(make_page(BEFORE, AFTER)).page
    page.locator("#changes code.place[data-side=A]", has_text="EGRESS:3").click()
    page.wait_for_selector(".detail h3:text-is('ipv4/filter/EGRESS:3')")
    assert page.locator(".bar select").first.evaluate("one => one.selectedOptions[0].text").startswith("A:")
    assert "--dport 25" in page.inner_text(".detail code.text")
    page.locator("#changes code.place[data-side=B]", has_text="FORWARD:policy").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".detail h3:text-is('ipv4/filter/FORWARD:policy')")


def test_fields_and_bytes_lead_to_each_other(look: Look, make_page: MakePage) -> None:
    """The bytes are those of the file: dport 22 is 16 00 where inspect has it."""
    page = look(make_page(AFTER)).page
    page.fill("#rules input", "198.51.100.23/32")
    page.locator("#rules .row.rule").first.click()
    field = page.locator(".fieldlist tr", has=page.locator("td:first-child", has_text="dst_ports"))
    field.hover()
    lit = page.locator(".octets .b.on").all_inner_texts()
    assert lit == ["16", "00", "16", "00"]
    page.locator(".octets .b", has_text="c6").first.click()  # 198, the first byte of the address
    owner = page.locator(".fieldlist tr.on td").all_inner_texts()
    assert owner[0].endswith("src")
    assert owner[1] == "198.51.100.23"
    assert "198.51.100.23" in page.inner_text(".owner")


def test_everything_is_reached_by_keyboard(look: Look, make_page: MakePage) -> None:
    page = look(make_page(BEFORE, AFTER)).page
    page.focus("#rules-list")
    page.keyboard.press("Home")
    assert page.inner_text(".detail h3") == "Headers"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.inner_text(".detail h3") == "ipv4/filter/INPUT:1"
    page.keyboard.press("Tab")  # on to the bytes
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.locator(".octets .cursor").count() == 1
    assert page.locator(".fieldlist tr.on").count() == 1


def test_bytes_that_differ_are_marked(look: Look, make_page: MakePage) -> None:
    """Of the edited rule: limit 5/min, burst 5 to 1/day, burst 1, and the level."""
    page = look(make_page(BEFORE, AFTER)).page
    page.locator("tr.rule-edited code.place[data-side=B]").click()
    page.wait_for_selector(".fieldlist tr.differs")
    differing = page.locator(".fieldlist tr.differs td:first-child").all_inner_texts()
    assert {"avg", "burst", "level"} <= set(differing)
    assert not {"src", "dst", "name"} & set(differing)


def test_the_map_leads_to_rules(look: Look, make_page: MakePage) -> None:
    page = look(make_page(AFTER)).page
    box = page.locator(".map canvas")
    box.scroll_into_view_if_needed()
    page.wait_for_selector(".map canvas[aria-label]")  # it is drawn once it comes into view
    box.hover(position={"x": 2, "y": 2})
    assert "ipv4/filter/INPUT:1" in page.inner_text(".map figcaption")
    box.click(position={"x": 2, "y": 2})
    assert page.inner_text(".detail h3") == "ipv4/filter/INPUT:1"


def test_hostile_names_stay_text(look: Look, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    snapshot = hostile_snapshot(tmp_path, iptblob)
    out = tmp_path / "r.html"
    assert iptblob("report", AFTER, snapshot, "-o", out).status == 0
    found = look(out)
    page = found.page
    assert "owned" not in page.title()
    for comment in COMMENTS:
        page.fill("#rules input", comment.replace("\\\\", "\\").split(" ")[0])
        for row in page.locator("#rules .row.rule").all():
            row.click()
            assert page.locator("#rules script, #rules img, #rules style, #rules b").count() == 0
    assert "owned" not in page.title()
    assert found.said == []


def test_an_injected_script_does_not_run(look: Look, make_page: MakePage) -> None:
    """What the policy is for, should all else fail."""
    found = look(make_page(AFTER))
    refused = found.page.evaluate("""async () => {
      const refused = [];
      document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
      const one = document.createElement("script");
      one.textContent = "document.title = 'owned'";
      document.body.append(one);
      document.body.append(Object.assign(new Image(), {src: "https://example.invalid/x.png"}));
      document.body.setAttribute("onclick", "document.title = 'owned'");
      document.body.click();
      await fetch("https://example.invalid/").catch(() => 0);
      await new Promise((done) => setTimeout(done, 200));
      return refused;
    }""")
    assert {"script-src-elem", "script-src-attr", "img-src", "connect-src"} <= set(refused)
    assert "owned" not in found.page.title()


def test_it_prints(look: Look, make_page: MakePage, tmp_path: Path) -> None:
    page = look(make_page(BEFORE, AFTER), theme="dark").page
    data = page.pdf(path=tmp_path / "r.pdf", format="A4", print_background=True)
    assert data.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    for name in ("body", "#matters .alarm li", "#changes td[data-side=A] code"):  # paper is white in the dark too
        ink, paper = page.locator(name).first.evaluate(COLOURS)
        assert luminance(paper) > 0.7, name
        assert contrast(ink, paper) > 7
    assert page.locator("#rules .row.rule").count() > 10


def test_counters_are_plotted(look: Look, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    """A bar for each step, as high as the packets that came: 50, 200, 10, and 40 since the counters were zeroed."""
    files = series(tmp_path, iptblob)
    assert iptblob("report", *files, "-o", tmp_path / "r.html").status == 0
    found = look(tmp_path / "r.html")
    plot = found.page.locator("figure.plot", has_text="--dport 443")
    height = "all => all.map((one) => [one.getAttribute('class'), Number(one.getAttribute('height'))])"
    bars = plot.locator("rect").evaluate_all(height)
    most = max(height for _, height in bars)
    came = [packets for _, packets in zip(bars, (50, 200, 10, 40), strict=True)]
    assert [kind for kind, _ in bars] == ["bar-count", "bar-count", "bar-count", "bar-reset"]
    for (_, height), packets in zip(bars, came, strict=True):
        assert abs(height - most * packets / 200) <= 1
    assert "300 packets in all" in plot.inner_text()
    assert found.said == []


def test_the_way_of_a_packet_in_its_order(look: Look, make_page: MakePage) -> None:
    """Of what the sample holds: raw, nat and filter; nat stands before the filter where destinations are rewritten, and
    behind it where sources are."""
    page = look(make_page(BEFORE, AFTER)).page
    lines = [line.split() for line in page.locator(".wayline").all_inner_texts()]
    assert [[word for word in line if word in ("raw", "nat", "filter")] for line in lines] == [
        ["raw", "nat", "filter", "nat"], ["raw", "nat", "filter", "nat"], ["raw", "nat", "filter", "nat"],
    ]  # fmt: skip
    assert "ACCEPT" in page.inner_text("[data-hook=FORWARD]")
    page.locator("[data-hook=PREROUTING]", has_text="nat").first.click()
    page.wait_for_selector(".chain.chosen[aria-label^='chain PREROUTING']")


def chains_of(page: object) -> list[str]:
    names = page.locator(".chains .chain").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")  # type: ignore[attr-defined]
    return [name.removeprefix("chain ").partition(",")[0] for name in names]


def test_the_chains_of_a_small_table_are_all_there(look: Look, make_page: MakePage) -> None:
    page = look(make_page(BEFORE, AFTER)).page
    assert chains_of(page) == ["INPUT", "BLOCKLIST", "SERVICES", "FORWARD", "EGRESS", "OUTPUT"]
    assert page.locator(".jumps path title").all_text_contents() == [
        "INPUT jumps to BLOCKLIST: 1 rule", "INPUT jumps to SERVICES: 1 rule", "FORWARD jumps to EGRESS: 1 rule",
    ]  # fmt: skip
    page.locator("g.chain", has_text="EGRESS").click()
    assert page.inner_text(".detail h3") == "ipv4/filter/EGRESS"
    assert "FORWARD:3" in page.inner_text(".detail")


def test_five_hundred_chains_are_searched_folded_and_followed(
    look: Look, tmp_path: Path, iptblob: Callable[..., Done]
) -> None:
    """INPUT calls A0 to A24, each of them 20 others."""
    lines = ["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]"]
    pairs = [(f"A{one}", f"B{one}-{other}") for one in range(25) for other in range(20)]
    lines += [f":{name} - [0:0]" for name in dict.fromkeys(name for pair in pairs for name in pair)]
    lines += [f"-A INPUT -s 10.{one}.0.0/16 -j A{one}" for one in range(25)]
    lines += [f"-A {one} -p tcp -m tcp --dport {at + 1} -j {other}" for at, (one, other) in enumerate(pairs)]
    (tmp_path / "many.rules").write_text("\n".join([*lines, "COMMIT", ""]))
    words = ("build", tmp_path / "many.rules", "--family", "ipv4", "-o", tmp_path / "many.iptb")
    assert iptblob(*words).status == 0
    assert iptblob("report", tmp_path / "many.iptb", "-o", tmp_path / "many.html").status == 0
    page = look(tmp_path / "many.html").page
    assert len(chains_of(page)) == 3 + 25  # folded below what the hooks call
    page.fill("#graph input", "B17-3")
    assert len(chains_of(page)) == 3 + 25 + 20
    assert page.locator(".chain.chosen").get_attribute("aria-label") == "chain B17-3, 0 rules"
    page.locator(".chain.chosen").focus()
    page.keyboard.press("ArrowLeft")  # back to its caller, which folds with the next one
    page.keyboard.press("ArrowLeft")
    assert len(chains_of(page)) == 3 + 25
    page.get_by_text("Unfold all").click()
    assert len(chains_of(page)) == 3 + 25 + 500
    box = page.locator(".chains svg").bounding_box()
    assert box is not None
    assert box["width"] < 1280


@pytest.mark.kernel
def test_a_hundred_thousand_rules(look: Look, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    """Under 30 MB, open in three seconds of a machine with nothing else to do, and filtered at once."""
    (tmp_path / "big.blob").write_bytes(live.load(v4=bigtable.make(100_000, "distinct")[0]).blobs["ipv4", "mangle"])
    out = tmp_path / "big.html"
    assert iptblob("report", tmp_path / "big.blob", "-o", out).status == 0
    assert out.stat().st_size < 30 << 20
    started = time.monotonic()
    page = look(out).page
    assert time.monotonic() - started < 3 * SLACK
    started = time.monotonic()
    page.fill("#rules input", "dport 8080")
    assert page.locator("#rules .row.rule").count() > 10
    assert time.monotonic() - started < SLACK
    page.fill("#rules input", "")
    page.focus("#rules-list")
    page.keyboard.press("End")
    assert ":policy" in page.inner_text(".detail h3")
    assert page.locator("#rules .row").count() < 200


@pytest.mark.parametrize("name", ["misleading/two-chains-one-name.iptb", "router/router.iptb", "empty/empty.iptb"])
def test_other_files_open_too(look: Look, make_page: MakePage, name: str) -> None:
    if not (SAMPLES / name).exists():
        name = str(next((SAMPLES / name.partition("/")[0]).glob("*.iptb")).relative_to(SAMPLES))
    found = look(make_page(SAMPLES / name))
    assert found.said == []
