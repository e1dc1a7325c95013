"""Numbers of things in words."""

from __future__ import annotations


def counted(number: object, one: str, many: str = "") -> str:
    """``1 rule``, ``2 rules``, ``2 entries``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
