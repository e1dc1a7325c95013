"""Names that exist nowhere, and those they may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable

SHOWN = 8


def nearest(name: str, known: Iterable[str]) -> str:
    """``did you mean INPUT?``, or some of the names there are, or that there is none."""
    from difflib import get_close_matches  # only mistakes need it

    names = list(dict.fromkeys(known))
    lower = {one.lower(): one for one in reversed(names)}
    close = [lower[one] for one in get_close_matches(name.lower(), lower, n=3, cutoff=0.6)]
    if close:
        return f"did you mean {' or '.join(close)}?"
    if not names:
        return "there is none"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"known: {', '.join(names[:SHOWN])}{more}"
