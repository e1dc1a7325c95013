"""A rule's words to its parts in the bytes of a layout, as iptables would send them.

What a match or target takes stands in its room (the aspect ``options``); here is what joins them: which options are
loaded, their abbreviations, the protocol's own match. Of several revisions the newest that has ``options`` is sent, as
iptables does where the kernel knows it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from iptblob.abi import Abi
from iptblob.building.arp_heads import ON_ETHERNET, ArpHead
from iptblob.building.heads import RuleHead
from iptblob.building.option_tables import by_name, consistent
from iptblob.building.records import CompiledRecord, ReadRecord, record_of
from iptblob.building.sending import INTRAPOSED_UNTIL, USUAL, Sender, extension_options
from iptblob.extensions import called, find, names_in
from iptblob.extensions.options import U64, End, Given, OptionError, Options, RuleOption, UnknownHereError
from iptblob.extensions.record import Extension
from iptblob.family import Family
from iptblob.names import Names
from iptblob.nearest import nearest
from iptblob.table import VERDICTS

MOST_CHAINS = 100  # that a name which is none of them is compared with: each mistake looks at all
WHOLE_WORDS = ((1, 8, 8), (1, 8, 10))  # the first iptables that does, and the first that does no longer
# Targets that iptables itself does not bring, which a host may have: xtables-addons 3.25, and what OpenWrt builds in.
ELSEWHERES_TARGETS = frozenset((
    "ACCOUNT", "ASOURCE", "CHAOS", "DELUDE", "DHCPMAC", "DNETMAP", "ECHO", "FLOWOFFLOAD", "FULLCONENAT", "IMQ",
    "IPMARK", "LOGMARK", "NDPI", "PROTO", "RAWDNAT", "RAWSNAT", "SYSRQ", "TARPIT",
))  # fmt: skip
_WHOLE_WORD = ("-p", "-s", "-d", "-i", "-o", "-j")


class RuleError(Exception):
    """A rule that cannot be compiled: why, and at which of its words (0-based).

    ``unknown`` where iptables may well take it, and what it makes of it cannot be known here. ``hint`` says what may
    have been meant, if anything is known of that.
    """

    def __init__(self, message: str, word: int, *, unknown: bool = False, hint: str = "") -> None:
        super().__init__(message)
        self.word, self.unknown, self.hint = word, unknown, hint


class NoOptionError(OptionError):
    """An option that there is not."""


class NoExtensionError(UnknownHereError):
    """A match or target of which nothing is known."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"how {kind} {name} is written is not known here")
        self.kind, self.name = kind, name


class ReadRule(NamedTuple):
    """One rule in no layout yet; its members are those of ``Compiled``. ``counters`` are packets and bytes (``-c``)."""

    head: dict[str, Any]
    matches: tuple[ReadRecord, ...]
    target: ReadRecord | None
    jump: str | None
    counters: tuple[int, int] = (0, 0)


class Compiled(NamedTuple):
    """One rule. ``head`` are fields of struct ipt_ip or ip6t_ip6; ``jump`` is a verdict or the name of a chain where
    ``target`` is None, and None where the rule only counts."""

    head: dict[str, Any]
    matches: tuple[CompiledRecord, ...]
    target: CompiledRecord | None
    jump: str | None


class Taken(NamedTuple):
    """An option of an extension as it was read: which words are its values, and whether it is inverted."""

    option: RuleOption
    start: int
    end: int
    inverted: bool


@dataclass
class Loaded:
    """A match or target and what was said of it so far."""

    extension: Extension
    revision: int
    options: Options
    fields: dict[str, Any]
    given: set[str] = field(default_factory=set)


def compile_rule(
    words: Sequence[str], family: Family, abi: Abi, known: Names, chains: Collection[str] = (),
    sender: Sender = USUAL,
) -> list[Compiled]:  # fmt: skip
    """The rules that the words behind ``-A CHAIN`` make, more than one where an option lists addresses; RuleError.

    ``chains`` are the names of the table's own chains, which a jump may name.
    """
    reader = RuleReader(words, family, known, frozenset(chains), sender)
    read = reader.read()
    made = {id(one): record_of(one, family, abi) for rule in read[:1] for one in (*rule.matches, rule.target) if one}
    return [
        Compiled(rule.head, tuple(made[id(one)] for one in rule.matches), rule.target and made[id(rule.target)],
                 rule.jump)
        for rule in read
    ]  # fmt: skip


class RuleReader:
    """Reads the words behind ``-A CHAIN``. ``exact`` stays True where no option was abbreviated."""

    def __init__(
        self, words: Sequence[str], family: Family, known: Names, chains: frozenset[str], sender: Sender = USUAL
    ) -> None:
        self.words, self.family, self.known, self.chains, self.sender = words, family, known, chains, sender
        self.at = self.started = 0
        self.head: RuleHead | ArpHead = (
            ArpHead() if family.name == "arp"
            else RuleHead(family.name, known, intraposed=sender.intraposed or sender.iptables < INTRAPOSED_UNTIL)
        )  # fmt: skip
        self.long = self.head.long
        self.matches: list[Loaded] = []
        # by the name behind -m or -j, in the order in which their options were added: getopt takes the last first,
        # and those of a match that is named again stay where they are (xtables_find_match)
        self.loaded: dict[tuple[str, str], Loaded] = {}
        self.target: Loaded | None = None
        self.jump: str | None = None
        self.exact = True
        self.counters = (0, 0)
        self.taken: list[Taken] = []

    def read(self) -> list[ReadRule]:
        """All of it; RuleError."""
        while self.at < len(self.words):
            self.step()
        return self.result()

    def step(self) -> None:
        """One option with its words, and the ``!`` before it."""
        self.started = self.at
        inverted = self.words[self.at] == "!"
        self.at += inverted
        if self.at == len(self.words):
            raise RuleError("an option is expected behind !", self.started)
        name = self.words[self.at]
        self.started = self.at
        self.at += 1
        if name == "--" and self.at == len(self.words) and not inverted:
            return  # where getopt stops
        try:
            self._option(name, inverted)
        except OptionError as error:
            hint = self._nearest(name) if isinstance(error, NoOptionError) else self._alike(error)
            raise RuleError(str(error), self.started, unknown=isinstance(error, UnknownHereError), hint=hint) from error

    def _option(self, written: str, inverted: bool) -> None:
        name, attached = self._cut(written)
        found = self._find(name)
        if isinstance(found, str):
            values = self._values(name, attached, self.head.options[found][1])
            if attached is not None:
                values = self._attached(found, written, attached)
            values, other = self._intraposed(values, inverted)
            if other != inverted:
                self.head.behind(found, values[0])
            self._head(found, values, other)
            return
        loaded, option = found
        values = self._values(name, attached, option.words)
        if option.maybe and self._next_is_word():
            values = [*values, self.words[self.at]]
            self.at += 1
        if self.family.name != "arp":  # arptables has it in the head alone
            values, inverted = self._intraposed(values, inverted)
        self._extension(loaded, option, values, inverted)

    def _cut(self, written: str) -> tuple[str, str | None]:
        """An option and the value that stands in the same word, if any: ``--name=VALUE`` or ``-nVALUE``."""
        if written.startswith("--"):
            name, found, value = written.partition("=")
            return name, value if found else None
        attached = len(written) > 2 and written[:2] in self.head.options
        return (written[:2], written[2:]) if attached else (written, None)

    def _attached(self, option: str, written: str, value: str) -> list[str]:
        """Some versions take the whole word for the value of an option of the head (argv[optind - 1], do_parse)."""
        if option not in _WHOLE_WORD or not WHOLE_WORDS[0] <= self.sender.iptables < WHOLE_WORDS[1]:
            return [value]
        if option in ("-i", "-o"):
            return [written]
        raise OptionError(f"this iptables takes the whole word for the value: write {option} {value}")

    def _intraposed(self, values: Sequence[str], inverted: bool) -> tuple[Sequence[str], bool]:
        """The values without a ``!`` before them, where that may stand there."""
        if not self.head.intraposed or not values or values[0] != "!":
            return values, inverted
        if inverted or self.at == len(self.words):
            raise OptionError("one ! is expected, and a value")
        self.at += 1
        return [*values[1:], self.words[self.at - 1]], True

    def _next_is_word(self) -> bool:
        return self.at < len(self.words) and self.words[self.at][:1] not in ("-", "!")

    def _values(self, name: str, attached: str | None, count: int) -> Sequence[str]:
        """The words of an option: getopt takes the first whatever it is, the others may not look like options."""
        if attached is not None and not count:
            raise OptionError(f"{name} takes no value")
        values = [attached] if attached is not None else []
        while len(values) < count:
            if self.at == len(self.words) or (values and not self._next_is_word()):
                raise OptionError(f"{name} wants {'a value' if count == 1 else f'{count} values'}")
            values.append(self.words[self.at])
            self.at += 1
        return values

    def _head(self, option: str, values: Sequence[str], inverted: bool) -> None:
        if option in ("-j", "-g", "-m", "-c", "-v") and inverted:
            raise OptionError(f"{option} cannot be inverted")
        self.head.once("-j" if option == "-g" else option)
        self.started += bool(values) and self.at > self.started + 1
        if option == "-m":
            self.matches.append(self._load("match", values[0]))
        elif option in ("-j", "-g"):
            self._jump(option, values[0])
        elif option == "-c":
            self._count(values[0])
        elif option != "-v":
            self.head.take(option, values[0] if values else "", inverted)

    def _count(self, text: str) -> None:
        """``-c PACKETS BYTES`` or ``-c PACKETS,BYTES``."""
        packets, found, octets = text.partition(",")
        if not found:
            if not self._next_is_word():
                raise OptionError("-c wants packets and bytes")
            octets = self.words[self.at]
            self.at += 1
        if not (packets.isdigit() and octets.isdigit()):
            raise OptionError("-c wants two numbers, of packets and of bytes")
        self.counters = (int(packets) & U64, int(octets) & U64)

    def _jump(self, option: str, name: str) -> None:
        if option == "-g":
            if name in VERDICTS.values():
                raise OptionError("-g wants a chain")
            self.head.goto()
        if name in self.chains or name in VERDICTS.values() or option == "-g":
            self.jump = name
        else:
            self._require_goal(name)
            self.target = self._load("target", name)

    def _require_goal(self, name: str) -> None:
        """OptionError where a name is neither a chain's nor that of any target, of iptables or of others."""
        if name in self.family.hooks:
            raise OptionError(f"{name} is a built-in chain, and no rule jumps to such")
        if not find("target", called("target", name)) and name not in ELSEWHERES_TARGETS:
            hint = self._alike(NoExtensionError("target", name))
            raise OptionError(f"there is no chain {name} and no target of that name" + (f" ({hint})" if hint else ""))

    def _load(self, kind: str, name: str) -> Loaded:
        found = extension_options(kind, name, self.family.name, self.sender)
        if found is None:
            raise NoExtensionError(kind, name)
        extension, revision, options = found
        one = Loaded(extension, revision, options, dict(options.start))
        self.loaded[kind, called(kind, name)] = one
        return one

    def _extension(self, loaded: Loaded, option: RuleOption, values: Sequence[str], inverted: bool) -> None:
        if inverted and not option.invertible:
            raise OptionError(f"{option.name} cannot be inverted")
        if option.name in loaded.given and not option.repeatable:
            raise OptionError(f"{option.name} is given twice")
        loaded.given.add(option.name)
        self.taken.append(Taken(option, self.at - len(values), self.at, inverted))
        self.started += bool(values) and self.at > self.started + 1  # from here on it is the value that is wrong
        option.effect(loaded.fields, self.given(values, inverted))

    def given(self, values: Sequence[str] = (), inverted: bool = False) -> Given:
        """What the meaning of an option depends on, at this place."""
        head = self.head
        fields = {**ON_ETHERNET, **head.fields} if self.sender.nft and self.family.name == "arp" else head.fields
        return Given(values, inverted, self.family.name, self.known, protocol=head.proto, excluded=head.excluded,
                     head=fields, iptables=self.sender.iptables)  # fmt: skip

    def end(self, one: Loaded) -> End:
        """The same of all options of an extension."""
        return End(frozenset(one.given), self.family.name, self.known, self.head.proto)

    def _find(self, name: str) -> str | tuple[Loaded, RuleOption]:
        """An option of the head, or one of what is loaded; an abbreviation where it can mean one alone."""
        if name in self.head.options:
            return name
        if not name.startswith("--") or name == "--":
            raise OptionError("an option is expected")
        found = self._named(name) or self._of_protocol(name)
        if found is None:
            raise NoOptionError(f"no option {name} in what is loaded here")
        return found

    def _nearest(self, name: str) -> str:
        """What an option that there is not may have been meant for."""
        own = self.head.protocol_name
        found = self._sent_match(own) if own else None
        tables = [one.options for one in self.loaded.values()] + ([found[2]] if found else [])
        return nearest(name.partition("=")[0], [*(option.name for one in tables for option in one.table), *self.long])

    def _alike(self, error: OptionError) -> str:
        """What an extension that nobody knows may have been meant for; nothing where no name is near."""
        if not isinstance(error, NoExtensionError):
            return ""
        known = [*names_in(error.kind, self.family.name)]
        if error.kind == "target":
            known += [*VERDICTS.values(), *(self.chains if len(self.chains) <= MOST_CHAINS else ())]
        hint = nearest(error.name, known)
        return hint if hint.startswith("did you mean") else ""

    def _named(self, name: str) -> str | tuple[Loaded, RuleOption] | None:
        if name in self.long:
            return self.long[name]
        for one in reversed(self.loaded.values()):
            option = by_name(one.options).get(name)
            if option:
                return one, option
        self.exact = False
        pairs = [(long, (one, option)) for one in reversed(self.loaded.values())
                 for long, option in by_name(one.options).items()]  # fmt: skip
        short = {option: None for long, option in self.long.items() if long.startswith(name)}
        begun = {(id(one), option.name): (one, option) for long, (one, option) in pairs if long.startswith(name)}
        if len(short) + len(begun) + sum(one.startswith(name) for one in self.head.elsewhere) > 1:
            raise OptionError(f"{name} may mean several options")
        return next(iter(short), None) or next(iter(begun.values()), None)

    def _of_protocol(self, name: str) -> tuple[Loaded, RuleOption] | None:
        """The protocol's own match is loaded by the first of its options (load_proto)."""
        own = self.head.protocol_name
        if not own or ("match", own) in self.loaded or self._sent_match(own) is None:
            return None
        self.matches.append(self._load("match", own))
        found = self._named(name)
        return None if isinstance(found, str) else found

    def _sent_match(self, name: str) -> tuple[Extension, int, Options] | None:
        return extension_options("match", name, self.family.name, self.sender)

    def result(self) -> list[ReadRule]:
        parts = [*self.matches, *([self.target] if self.target else [])]
        for one in parts:
            self._complete(one)
        records = tuple(
            ReadRecord(one.extension.kind, one.extension.name.encode(), one.revision, one.fields) for one in parts
        )
        target = records[-1] if self.target else None
        matches = records[:-1] if self.target else records
        return [ReadRule(head, matches, target, self.jump, self.counters) for head in self.head.heads()]

    def _complete(self, one: Loaded) -> None:
        """What only all options together tell (xtables_options_fcheck and the functions of the extensions)."""
        try:
            consistent(one.options, one.given)
            if one.options.finish:
                one.options.finish(one.fields, self.end(one))
        except OptionError as error:
            raise RuleError(f"{one.extension.name}: {error}", len(self.words)) from error
