"""Any file that commands take: buffers, snapshots, answers of nf_tables, texts of rules.

What compiles a text is imported where there is one: it takes longer than most captures take to be read.
"""

from __future__ import annotations

from dataclasses import replace

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.reading.opening import open_source, read_bytes
from iptblob.reading.source import Source

BINARY = (".iptb", ".blob", ".entries", ".replace", ".nl")  # names of what is no text, whatever it holds


def open_file(
    path: str, *, family: Family | None = None, abi: Abi | None = None, data: bytes | None = None, answers: bool = False
) -> Source:
    """As ``open_source``, and a text of rules too, which is compiled (for lp64-le, if ``abi`` says nothing else).

    What is wrong in a text stands in the source's ``problems``; its notes tell what was set aside to read it.
    """
    data = read_bytes(path) if data is None else data
    if not path.endswith(BINARY):
        from iptblob.reading.wrapping import layers_told, shown, unwrapped
        from iptblob.restore.document import looks_like_rules

        inner, layers = unwrapped(data, shown(path))
        if looks_like_rules(inner):
            from iptblob.building.source import source_of_text

            found = source_of_text(inner, shown(path), family=family, abi=abi).source
            return replace(found, size=len(data), notes=(*layers_told(path, layers), *found.notes))
    return open_source(path, family=family, abi=abi, data=data, answers=answers)
