"""`iptblob fleet odd`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account, unread
from iptblob.cli.common import CLEAN, FOUND, write_text
from iptblob.errors import UsageError
from iptblob.nearest import nearest
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.store.profiled import LeftOut


@click.command(name="odd")
@click.argument("store")
@click.option("--by", metavar="LABEL", default="",
              help="Compare the hosts of each value of a label among themselves; kernel and layout are labels too."
              )  # fmt: skip
@click.option("--profile", "profiles", multiple=True, metavar="NAME|FILE",
              help="Leave out, and count, what a program writes by itself: calico, docker, kube-proxy, libvirt, "
              "tailscale, or what a file says.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Print every difference and every value, not the first few.")
def command(store: str, by: str, profiles: tuple[str, ...], form: str, every: bool) -> int:
    """Say which hosts are not like the others, by their last snapshot each. No baseline is needed.

    Hosts whose rules mean the same are a group; each smaller one is compared with the larger one it is most like.
    Values that belong to a host (its own addresses and name, made-up names of containers, places in a rule where nearly
    every host has another value) are learnt from all hosts, left out, and shown.
    Exit status: 0 all hosts are alike, 1 some are not, 2 of some not everything was read.

    \b
    iptblob fleet odd store
    iptblob fleet odd store --by role
    iptblob fleet odd store --profile docker
    """
    from iptblob.diff.profiles import profile
    from iptblob.store.census import taken
    from iptblob.store.odd import odd_ones
    from iptblob.store.place import Store

    owners = [profile(one) for one in profiles]
    census = taken(Store.opened(store))
    known = {name for host in census.hosts for name in host.labels}
    if by and by not in known:
        raise UsageError(
            f"no label {by!r}: {nearest(by, sorted(known))}", hint="fleet add --labels FILE.csv gives some"
        )
    left_out: list[LeftOut] = []
    if owners:
        from iptblob.store.profiled import profiled

        census, left_out = profiled(census, owners)
    found = odd_ones(census, by)
    unread(
        Unread(what, host.file, "NOT COMPARED: it could not be read") for host in census.hosts for what in host.unread
    )
    if not census.hosts:
        raise UsageError("it holds no snapshot that could be read", file=store)
    if form == "json":
        from iptblob.render.json.fleet import odd_json

        write_text([odd_json(found, by, left_out, account().unread)])
    else:
        from iptblob.render.fleet import odd_lines

        write_text(f"{line}\n" for line in odd_lines(found, by, left_out, every=every))
    return CLEAN if found.agree else FOUND
