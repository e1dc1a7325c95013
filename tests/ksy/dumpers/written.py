"""Programs for C++ and Rust, which cannot ask a parser for its fields; lists of the fields for Ruby, PHP and Lua."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

ROOT = "iptables_blob"

CPP = """\
// Made by tests/ksy/dumpers/written.py.
#include <fstream>
#include <iostream>
#include <string>
#include <type_traits>
#include "iptables_blob.h"

static std::string out;

template <class T> typename std::enable_if<std::is_arithmetic<T>::value || std::is_enum<T>::value>::type value(T one) {
    out += std::to_string(static_cast<long long>(one)) + ',';
}
static void value(const std::string &octets) {
    static const char digits[] = "0123456789abcdef";
    out += '"';
    for (unsigned char octet : octets) { out += digits[octet >> 4]; out += digits[octet & 15]; }
    out += "\\",";
}
%(declared)s
template <class T> void value(std::vector<T> *many) { for (auto one : *many) value(one); }
static void value(kaitai::kstruct *one) {
%(chosen)s}
template <class T> void payload(T *data) {
    out += "{\\"raw\\":" + std::to_string(data->raw().size()) + ",\\"payload\\":";
    const size_t start = out.size();
    try {
        kaitai::kstruct *own = data->payload();
        out += '[';
        value(own);
        out += "0]},";
    } catch (const std::exception &) {  // shorter than the struct that its name promises
        out.resize(start);
        out += "null},";
    }
}
%(defined)s
int main() {
    for (std::string name; std::getline(std::cin, name);) {
        out.clear();
        try {
            std::ifstream file(name, std::ifstream::binary);
            kaitai::kstream stream(&file);
            iptables_blob_t blob(&stream);
            out = "{\\"family\\":" + std::to_string(blob.family());
            out += ",\\"align_u64\\":" + std::to_string(blob.align_u64());
            out += ",\\"len_long\\":" + std::to_string(blob.len_long()) + ",\\"values\\":[";
            value(blob.table()->reply()->entries());
            out += "0]}";
        } catch (const std::exception &) {
            out = "{\\"error\\":\\"read\\"}";
        }
        std::cout << out << std::endl;
    }
}
"""


def cpp(spec: dict[str, Any]) -> str:
    """The program for ``iptables_blob``."""
    types = [one for one in _types(spec, f"{ROOT}_t") if "::buffer_t::" in one[0]]
    defined = [f"static void value({name} *one) {{ {_cpp_body(name, struct)} }}" for name, struct in types]
    return CPP % {
        "declared": "\n".join(f"static void value({name} *one);" for name, _ in types)
        + "\nstatic void value(kaitai::kstruct *one);\ntemplate <class T> void value(std::vector<T> *many);"
        "\ntemplate <class T> void payload(T *data);",
        "chosen": "".join(f"    if (auto own = dynamic_cast<{name} *>(one)) return value(own);\n" for name, _ in types),
        "defined": "\n".join(defined),
    }


def fields(spec: dict[str, Any]) -> dict[str, list[str]]:
    """The fields of each type in order, for languages whose parsers do not keep them: ``Buffer::IptEntry``."""
    named = ((name.removeprefix(f"{ROOT}_t::"), struct) for name, struct in _types(spec, f"{ROOT}_t"))
    return {
        "::".join(map(_class_name, name.split("::"))): [
            field["id"] for field in struct.get("seq", ())
        ]
        for name, struct in named
    }


def _class_name(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.removesuffix("_t").split("_"))


def lua_fields(spec: dict[str, Any]) -> str:
    """The same as a module of Lua."""
    rows = (f'  ["{name}"] = {{{", ".join(map(json.dumps, some))}}},\n' for name, some in fields(spec).items())
    return f"return {{\n{''.join(rows)}}}\n"


def _types(spec: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for inner, struct in spec.get("types", {}).items():
        yield f"{name}::{inner}_t", struct
        yield from _types(struct, f"{name}::{inner}_t")


def _cpp_body(name: str, struct: dict[str, Any]) -> str:
    last = name.rpartition("::")[2]
    if last in ("match_data_t", "target_data_t"):
        return "payload(one);"
    if last in ("text_field_t", "name_field_t"):
        return "value(one->raw());"
    if last == "unsigned_long_t" or last.endswith("_bits_t"):
        return "value(one->value());"
    return " ".join(f"value(one->{field['id']}());" for field in struct.get("seq", ()))


RUST = """\
// Made by tests/ksy/dumpers/written.py.
#![allow(non_snake_case)]
use kaitai::*;
use std::fmt::Write;
use std::io::BufRead;

fn hex(octets: &[u8], out: &mut String) {
    out.push('"');
    for octet in octets { write!(out, "{:02x}", octet).unwrap(); }
    out.push_str("\\",");
}

%(modules)s
fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (order, name) = line.split_once(' ').unwrap();
        let said = if order == "le" { le::blob(name) } else { be::blob(name) };
        println!("{}", said.unwrap_or_else(|_| "{\\"error\\":\\"read\\"}".to_string()));
    }
}
"""

RUST_MODULE = """\
mod %(order)s {
use super::*;
use parsers::%(module)s::*;

pub fn blob(name: &str) -> Result<String, KError> {
    let reader = BytesReader::open(name).map_err(|_| KError::CastError)?;
    let blob = %(root)s::read_into::<BytesReader, %(root)s>(&reader, None, None)?;
    let mut out = format!("{{\\"family\\":{},\\"align_u64\\":{},\\"len_long\\":{},\\"values\\":[",
        *blob.family()?, *blob.align_u64()?, *blob.len_long()?);
    dump_%(root)s_Buffer_XtGetEntries_Entries(blob.table().reply().entries().as_ref().unwrap(), &mut out)?;
    out.push_str("0]}");
    Ok(out)
}

%(functions)s
}
"""


def rust(sources: dict[str, str]) -> str:
    """The program for the sources of ``iptables_blob_le`` and ``iptables_blob_be``, by byte order."""
    return RUST % {"modules": "\n".join(_rust_module(order, text) for order, text in sources.items())}


def _rust_module(order: str, text: str) -> str:
    structs = dict(re.findall(r"^pub struct (\w+) \{\n(.*?)^\}", text, re.M | re.S))
    enums = dict(re.findall(r"^pub enum (\w+) \{\n(.*?)^\}", text, re.M | re.S))
    root = f"IptablesBlob{order.capitalize()}"
    functions = [_rust_struct(name, body, enums) for name, body in structs.items() if f"{root}_Buffer" in name]
    functions += [_rust_choice(name, body) for name, body in enums.items() if "(OptRc<" in body and "_Buffer_" in name]
    return RUST_MODULE % {"order": order, "module": f"{ROOT}_{order}", "root": root, "functions": "\n".join(functions)}


def _rust_choice(name: str, body: str) -> str:
    """One of several structs."""
    arms = [
        f"{name}::{variant}(own) => dump_{struct}(own, out),"
        for variant, struct in re.findall(r"(\w+)\(OptRc<(\w+)>\)", body)
    ]
    arms += [f"{name}::Bytes(own) => {{ hex(own, out); Ok(()) }}"] if "Bytes(" in body else []
    head = f"fn dump_{name}(one: &{name}, out: &mut String) -> Result<(), KError>"
    return f"{head} {{ match one {{ {' '.join(arms)} }} }}"


def _rust_struct(name: str, body: str, enums: dict[str, str]) -> str:
    own = body.partition("    _io:")[0]
    last = name.rpartition("_")[2]
    fields = re.findall(r"^    (\w+): RefCell<(.*)>,$", own, re.M)
    said = " ".join(_rust_field(field, kind, enums) for field, kind in fields if kind != "bool")  # bool: a parameter
    if last in ("MatchData", "TargetData"):
        said = (
            'write!(out, "{{\\"raw\\":{},\\"payload\\":", one.raw().len()).unwrap(); let start = out.len(); '
            f"out.push('['); let read = match one.payload() {{ Ok(own) => dump_{name}_Payload(own.as_ref().unwrap(), "
            'out), Err(error) => Err(error) }; match read { Ok(_) => out.push_str("0]},"), '
            'Err(_) => { out.truncate(start); out.push_str("null},"); } }'
        )
    elif last in ("TextField", "NameField"):
        said = "hex(&one.raw(), out);"
    elif last == "UnsignedLong":
        said = 'write!(out, "{},", *one.value()?).unwrap();'
    elif last.endswith("Bits"):
        said = 'write!(out, "{},", *one.value()).unwrap();'
    return f"#[allow(unused)] fn dump_{name}(one: &{name}, out: &mut String) -> Result<(), KError> {{ {said} Ok(()) }}"


def _rust_field(field: str, kind: str, enums: dict[str, str]) -> str:
    """The statement that prints a field of that type."""
    field = f"r#{field}" if field in ("type", "match") else field
    many = re.fullmatch(r"Vec<(.*)>", kind)
    if kind == "Vec<u8>":
        return f"hex(&one.{field}(), out);"
    if many:
        return f"for item in one.{field}().iter() {{ {_rust_value('item', many[1], enums)} }}"
    if kind.startswith("Option<"):
        return f"if let Some(item) = one.{field}().as_ref() {{ {_rust_value('item', kind[7:-1], enums)} }}"
    return f"{{ let item = one.{field}(); {_rust_value('(&*item)', kind, enums)} }}"


def _rust_value(item: str, kind: str, enums: dict[str, str]) -> str:
    if kind == "Vec<u8>":
        return f"hex({item}, out);"
    if kind.startswith("OptRc<"):
        return f"dump_{kind[6:-1]}({item}, out)?;"
    if kind in enums:
        return (
            f"dump_{kind}({item}, out)?;"
            if "(OptRc<" in enums[kind]
            else (f'write!(out, "{{}},", i64::from({item})).unwrap();')
        )
    return f'write!(out, "{{}},", *{item}).unwrap();'
