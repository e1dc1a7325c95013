"""The options of an extension by their names, and what only all of those that were given together tell."""

from __future__ import annotations

from collections.abc import Collection

from iptblob.extensions.options import OptionError, Options, RuleOption

_TABLES: dict[int, tuple[Options, dict[str, RuleOption]]] = {}


def by_name(options: Options) -> dict[str, RuleOption]:
    """The options by all their names."""
    known = _TABLES.get(id(options))
    if known is None:
        found = {name: option for option in options.table for name in (option.name, *option.aliases)}
        known = _TABLES[id(options)] = options, found
    return known[1]


def consistent(options: Options, said: Collection[str]) -> None:
    """OptionError where something is missing, or cannot stand together (xtables_options_fcheck)."""
    for option in options.table:
        if option.required and option.name not in said:
            raise OptionError(f"{option.name} is expected")
        if option.name in said:
            for other in option.excludes:
                if other in said:
                    raise OptionError(f"{option.name} and {other} cannot stand together")
            for other in option.wants:
                if other not in said:
                    raise OptionError(f"{option.name} wants {other} as well")
    for group in options.apart:
        if len(found := [name for name in group if name in said]) > 1:
            raise OptionError(f"{found[0]} and {found[1]} cannot stand together")
    if options.one_of and not any(name in said for name in options.one_of):
        raise OptionError(f"one of {', '.join(options.one_of)} is expected")
