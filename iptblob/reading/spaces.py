"""Network namespaces of a snapshot by what people call them: ``ip netns`` names, containers, cgroups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from iptblob.errors import UsageError
from iptblob.nearest import nearest

Record = Mapping[str, Any]


def records(manifest: Record | None) -> dict[str, Record]:
    """What the manifest says of each network namespace, by label; the first record of a label counts."""
    found: dict[str, Record] = {}
    spaces = (manifest or {}).get("netns")
    for space in spaces if isinstance(spaces, list) else ():
        if isinstance(space, dict) and isinstance(space.get("label"), str):
            found.setdefault(space["label"], space)
    return found


def names_of(record: Record) -> frozenset[str]:
    """Its names in /run/netns."""
    names = record.get("names")
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def containers_of(record: Record) -> frozenset[str]:
    """Containers and cgroups of its processes."""
    people = record.get("processes")
    found = (
        one.get(key) for one in (people if isinstance(people, list) else ()) if isinstance(one, dict)
        for key in ("container", "cgroup")
    )  # fmt: skip
    return frozenset(value for value in found if isinstance(value, str) and value)


def label_of(manifest: Record | None, wanted: str, file: str) -> str:
    """The label of the namespace that is called so; ``wanted`` itself where it is a label, or the file knows of no
    namespaces. UsageError where none or several are called so."""
    known = records(manifest)
    if wanted in known or not known:
        return wanted
    called = {label: names_of(record) | containers_of(record) for label, record in known.items()}
    found = [label for label, names in called.items() if wanted in names]
    if len(found) > 1:
        raise UsageError(f"{len(found)} network namespaces are called {wanted}", file=file,
                         hint=f"by label: {', '.join(found)}")  # fmt: skip
    if found:
        return found[0]
    names = [name for label, own in called.items() for name in (label, *sorted(own))]
    raise UsageError(f"no network namespace is called {wanted}", file=file, hint=nearest(wanted, names))
