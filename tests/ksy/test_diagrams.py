"""The pictures of the structs against what the C compilers say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import ROOT

STRUCTS = ROOT / "docs" / "structs"
PROOF = json.loads((ROOT / "tests" / "layout" / "proof.json").read_text())
PICTURES = sorted(path for path in STRUCTS.glob("*.svg") if path.stem in PROOF["specs"])
WITH_HEAD = ("target_standard_0", "target_error_0")  # xt_standard_target and xt_error_target begin with xt_entry_target
RECORD_HEAD = PROOF["layouts"]["lp64-le"]["xt_entry_target"]["size"]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(path: Path) -> dict[str, tuple[int, int]]:
    """(first byte, last byte) of each label, by where its boxes are and by the numbers beside the rows."""
    root = ET.parse(path).getroot()
    rows = {round(float(one.get("y", 0))): int(one.text or "") for one in root.iter(f"{SVG}text")
            if one.get("text-anchor") == "end"}  # fmt: skip
    columns = {int(one.text or ""): float(one.get("x", 0)) for one in root.findall(f"{SVG}text")
               if one.get("text-anchor") == "middle"}  # fmt: skip
    wide = columns[1] - columns[0]
    found: dict[str, tuple[int, int]] = {}
    for group in root.findall(f"{SVG}g"):
        box, title = group.find(f"{SVG}rect"), group.findtext(f"{SVG}title") or ""
        assert box is not None
        row = rows[round(float(box.get("y", 0))) + 21]
        start = row + round((float(box.get("x", 0)) + wide / 2 - columns[0]) / wide)
        end = start + round(float(box.get("width", 0)) / wide) - 1
        label = re.sub(r" \(to byte \d+\)$", "", title)
        found[label] = (found.get(label, (start, 0))[0], end)
    return found


@pytest.mark.parametrize("path", PICTURES, ids=[path.stem for path in PICTURES])
def test_every_member_is_drawn_where_the_compilers_have_it(path: Path) -> None:
    struct = PROOF["layouts"]["lp64-le"][PROOF["specs"][path.stem][0]]
    members = struct["members"]
    boxes = drawn(path)
    both = set(boxes) & set(members)
    for name in both:
        offset, size = members[name]
        offset -= RECORD_HEAD if path.stem in WITH_HEAD else 0
        assert boxes[name] == (offset, offset + size - 1), name
    assert both or not members
    assert max(end for _, end in boxes.values()) + 1 <= struct["size"]


def test_most_structs_are_drawn() -> None:
    assert len(PICTURES) > 140
