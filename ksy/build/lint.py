"""What the compiler accepts and a target language refuses, or what makes a parser run for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Spec = dict[str, Any]

# Words no id may be: reserved in a target language, or a member of every object there.
RESERVED = frozenset(
    [
        "abstract",
        "and",
        "as",
        "asm",
        "assert",
        "async",
        "atomic",
        "await",
        "auto",
        "base",
        "become",
        "begin",
        "bind",
        "bool",
        "box",
        "break",
        "byte",
        "case",
        "cast",
        "catch",
        "chan",
        "char",
        "checked",
        "class",
        "clone",
        "compl",
        "concept",
        "const",
        "continue",
        "converter",
        "crate",
        "decimal",
        "declare",
        "decltype",
        "def",
        "default",
        "defer",
        "delegate",
        "delete",
        "discard",
        "distinct",
        "div",
        "do",
        "double",
        "dyn",
        "dynamic",
        "echo",
        "elif",
        "else",
        "elseif",
        "elsif",
        "end",
        "ensure",
        "enum",
        "equals",
        "event",
        "except",
        "explicit",
        "export",
        "extends",
        "extern",
        "false",
        "final",
        "finalize",
        "finally",
        "fixed",
        "float",
        "fn",
        "for",
        "foreach",
        "foreign",
        "from",
        "func",
        "function",
        "get",
        "global",
        "go",
        "goto",
        "guard",
        "hash",
        "if",
        "impl",
        "implements",
        "implicit",
        "import",
        "in",
        "include",
        "init",
        "inline",
        "instanceof",
        "insteadof",
        "int",
        "interface",
        "internal",
        "into",
        "io",
        "is",
        "isnot",
        "iterator",
        "lambda",
        "last",
        "let",
        "list",
        "local",
        "lock",
        "long",
        "loop",
        "macro",
        "map",
        "match",
        "maybe",
        "method",
        "mixin",
        "mod",
        "module",
        "move",
        "mut",
        "mutable",
        "my",
        "namespace",
        "native",
        "new",
        "next",
        "nil",
        "no",
        "noexcept",
        "none",
        "nonlocal",
        "not",
        "notify",
        "notin",
        "null",
        "object",
        "of",
        "operator",
        "or",
        "our",
        "out",
        "override",
        "package",
        "params",
        "parent",
        "pass",
        "priv",
        "private",
        "proc",
        "protected",
        "ptr",
        "pub",
        "public",
        "raise",
        "range",
        "readonly",
        "redo",
        "ref",
        "register",
        "repeat",
        "rescue",
        "retry",
        "return",
        "root",
        "sealed",
        "select",
        "self",
        "send",
        "shl",
        "short",
        "shr",
        "signed",
        "sizeof",
        "static",
        "str",
        "strictfp",
        "string",
        "struct",
        "sub",
        "super",
        "switch",
        "synchronized",
        "template",
        "then",
        "this",
        "throw",
        "throws",
        "trait",
        "transient",
        "true",
        "try",
        "tuple",
        "type",
        "typedef",
        "typeid",
        "typename",
        "typeof",
        "uint",
        "ulong",
        "unchecked",
        "undef",
        "union",
        "unless",
        "unsafe",
        "unset",
        "unsigned",
        "until",
        "use",
        "ushort",
        "using",
        "var",
        "virtual",
        "void",
        "volatile",
        "wait",
        "when",
        "where",
        "while",
        "with",
        "xor",
        "yield",
    ]
)


def lint(spec: Spec, place: str = "") -> Iterator[str]:
    """One line for each thing that some target refuses."""
    yield from _type(spec, place or spec["meta"]["id"])


def _type(spec: Spec, place: str) -> Iterator[str]:
    fields = _fields(spec)
    yield from _names(spec, fields, place)
    for name, field in fields.items():
        yield from _field(field, f"{place}.{name}")
    seq = spec.get("seq") or []
    if seq and seq[-1].get("size-eos") and seq[-1]["id"].startswith("pad"):
        yield f"{place}.{seq[-1]['id']}: padding at the end needs no field"
    for name, inner in (spec.get("types") or {}).items():
        yield from _type(inner, f"{place}.{name}")


def _fields(spec: Spec) -> dict[str, Spec]:
    listed = {field["id"]: field for key in ("params", "seq") for field in spec.get(key) or []}
    return {**listed, **(spec.get("instances") or {})}


def _names(spec: Spec, fields: dict[str, Spec], place: str) -> Iterator[str]:
    if "seq" in spec and not spec["seq"]:
        yield f"{place}: Rust refuses a type without a field"
    for name in fields:
        if name in RESERVED:
            yield f"{place}.{name}: a reserved word in some language"
    inner = {**(spec.get("types") or {}), **(spec.get("enums") or {})}
    for name in inner:
        if name in fields:
            yield f"{place}.{name}: a type or an enum called like a field of its owner (C#)"
    for name in set(spec.get("types") or {}) & set(spec.get("enums") or {}):
        yield f"{place}.{name}: a type and an enum of one name"


def _field(field: Spec, place: str) -> Iterator[str]:
    declared = field.get("type")
    is_switch = isinstance(declared, dict)
    if is_switch and "repeat" in field and "_" not in declared["cases"]:
        yield f"{place}: a repeated switch without a default never ends where nothing matches"
    if is_switch and "-flags" in field:
        yield f"{place}: flags of a type that is chosen at run time"
    for key, value in field.items():
        if isinstance(value, str) and key in ("size", "if", "pos", "value") and "_io.pos - start" in value:
            yield f"{place}: a size from the position of the stream, which targets count differently"
    valid = field.get("valid")
    if isinstance(valid, dict) and valid.get("in-enum") and "enum" not in field:
        yield f"{place}: in-enum without an enum"
