"""The account of this call: entered and told where something is opened, settled once, when the command has ended."""

from __future__ import annotations

from collections.abc import Iterable

from iptblob.cli.tell import warn
from iptblob.unread import Account, Unread

FAILED = 2
_account = Account()


def open_account() -> Account:
    """A new account, for a new call."""
    global _account  # noqa: PLW0603 - one call, one account; a command does not hand it through every function
    _account = Account()
    return _account


def account() -> Account:
    """That of this call."""
    return _account


def unread(found: Iterable[Unread]) -> None:
    """Enter what was not read and say so on standard error, once."""
    for one in _account.add(found):
        warn(str(one))


def settled(status: int) -> int:
    """The exit status of a command: never 0 or 1 where something given was not read."""
    return status if _account.complete else max(status, FAILED)
