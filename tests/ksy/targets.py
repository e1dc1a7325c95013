"""Compile every spec to every target; build parsers in eight languages and compare every value they read.

Usage: python -m tests.ksy.targets [TARGET ...]; KAITAI_RUNTIMES=DIR holds the repositories kaitai_struct_*_runtime (and
ksy_schema) of the Kaitai project side by side. What Go and Rust need besides is Debian's: golang-golang-x-text-dev,
librust-encoding-dev, librust-flate2-dev, librust-unicode-segmentation-dev. Without the folder only the compiler runs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.ksy.compiled import BUILD, KINDS, build_module, entry_specs
from tests.ksy.dumpers import written
from tests.ksy.values import Differs, compare_program

TARGETS = ("construct", "cpp_stl", "csharp", "go", "graphviz", "html", "java", "javascript", "lua", "nim", "perl",
           "php", "python", "ruby", "rust")  # fmt: skip
NO_SWITCHED_ORDER = ("construct",)  # compiler 0.11.0 ends with None.get on any type of switched byte order
DUMPERS = Path(__file__).parent / "dumpers"
FIXED_ORDER = ("construct", "go", "rust")  # cannot choose the byte order at run time
CARGO = {
    "Cargo.toml": '[package]\nname = "parsers"\nversion = "0.1.0"\nedition = "2021"\n'
    '[dependencies]\nkaitai = {path = "kaitai"}\n',
    "src/lib.rs": "".join(f"pub mod iptables_{kind}_{order};\n" for kind in KINDS for order in ("le", "be"))
    + "".join(f"pub mod nf_tables_dump_{order};\n" for order in ("le", "be")),
    ".cargo/config.toml": '[source.crates-io]\nreplace-with = "debian"\n'
    '[source.debian]\ndirectory = "/usr/share/cargo/registry"\n',
    "kaitai/Cargo.toml": '[package]\nname = "kaitai"\nversion = "0.11.0"\nedition = "2018"\n'
    '[dependencies]\nencoding = "0.2"\ncp437 = {path = "../cp437"}\nunicode-segmentation = "1"\nflate2 = "1"\n',
    "cp437/Cargo.toml": '[package]\nname = "cp437"\nversion = "0.1.0"\nedition = "2018"\n',
    # Debian has no such crate, and nothing here is text of a PC
    "cp437/src/lib.rs": "pub struct Reader<'a, R>(std::marker::PhantomData<&'a R>);\nimpl<'a, R> Reader<'a, R> {\n"
    "pub fn new(_: &'a mut R) -> Self { unimplemented!() }\n"
    "pub fn consume(&mut self, _: usize) -> String { unimplemented!() }\n}\n",
}


def main() -> int:
    runtimes = os.environ.get("KAITAI_RUNTIMES")
    failed = []
    with tempfile.TemporaryDirectory() as scratch:
        for target in sys.argv[1:] or TARGETS:
            folder = Path(scratch) / target
            folder.mkdir()
            compile_all(target, folder)
            builder = BUILDERS.get(target)
            if not runtimes or builder is None:
                print(f"{target}: compiled")
                continue
            said = compared(builder(folder, Path(runtimes).resolve()), target, folder)
            print(f"{target}: {said}", flush=True)
            failed += [] if said.endswith("none different") else [target]
    if runtimes:
        failed += check_schema(Path(runtimes) / "ksy_schema" / "ksy_schema.json")
    else:
        print("KAITAI_RUNTIMES is not set: nothing was built")
    return 1 if failed else 0


def compared(done: subprocess.CompletedProcess[str], target: str, folder: Path) -> str:
    """What became of the program that was built: how many values it reads as our reader does, or what is wrong."""
    if done.returncode:
        return done.stdout + done.stderr
    command, ordered = PROGRAMS[target]
    try:
        count = compare_program([part.format(folder=folder) for part in command], folder, ordered=ordered)
    except Differs as error:
        return f"built, but: {error}"
    return f"built, {count} values compared, none different"


def compile_all(target: str, folder: Path) -> None:
    """The base specs are compiled and thrown away: what takes parameters needs a caller to be built."""
    specs = build_module("specs")
    base = specs.load_specs(specs.spec_files())
    if target not in NO_SWITCHED_ORDER:
        specs.compile_specs(
            base, [name for name in base if name.startswith(("table_blob", "ipt_replace", "arpt_replace"))], target
        )
    entry = entry_specs()
    names = [name for name in entry if target not in FIXED_ORDER or name.endswith(("_le", "_be"))]
    for name, text in specs.compile_specs(entry, names, target).items():
        (folder / Path(name).name).write_text(text)


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def build_java(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    """In debug mode a class knows the order of its fields; as it is compiled otherwise, it must be accepted too."""
    runtime = [*(runtimes / "kaitai_struct_java_runtime" / "src" / "main").rglob("*.java")]
    sources = [*runtime, *folder.glob("*.java")]
    done = run(["javac", "-nowarn", "-d", "plain", *map(str, sources)], folder)
    if done.returncode:
        return done
    debug = folder / "debug"
    debug.mkdir()
    made = build_module("specs").compile_specs(entry_specs(), ["iptables_blob"], "java", "debug")
    for name, text in made.items():
        (debug / Path(name).name).write_text(text)
    sources = [*runtime, *debug.glob("*.java"), DUMPERS / "Dump.java"]
    return run(["javac", "-nowarn", "-d", "classes", *map(str, sources)], folder)


def build_cpp(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    runtime = runtimes / "kaitai_struct_cpp_stl_runtime"
    options = ["-std=c++11", "-O0", "-DKS_STR_ENCODING_NONE", "-I", str(runtime)]
    done = run(["g++", *options, "-c", *(path.name for path in folder.glob("*.cpp"))], folder)
    if done.returncode:
        return done
    (folder / "dump.cpp").write_text(written.cpp(entry_specs()["iptables_blob"]))
    stream = str(runtime / "kaitai" / "kaitaistream.cpp")
    return run(["g++", *options, "-o", "dump", "dump.cpp", "iptables_blob.o", stream], folder)


def build_csharp(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    sources = [*(runtimes / "kaitai_struct_csharp_runtime").glob("*.cs"), *folder.glob("*.cs")]
    return run(["mcs", "-nowarn:0169,0414,0649", "-out:dump.exe", *map(str, sources), str(DUMPERS / "Dump.cs")], folder)


def build_go(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    source = folder / "path" / "src" / "github.com" / "kaitai-io" / "kaitai_struct_go_runtime" / "kaitai"
    shutil.copytree(runtimes / "kaitai_struct_go_runtime" / "kaitai", source)
    package = folder / "path" / "src" / "parsers"
    package.mkdir()
    for path in folder.glob("*.go"):
        (package / path.name).write_text("package parsers\n" + path.read_text())
    program = package.parent / "dump"
    program.mkdir()
    shutil.copy(DUMPERS / "dump.go", program)
    go = {"GO111MODULE": "off", "GOPATH": f"{folder / 'path'}:/usr/share/gocode"}
    return run(["go", "build", "-o", "dump", "dump"], folder, **go)


def build_rust(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    for name, text in CARGO.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    shutil.copytree(runtimes / "kaitai_struct_rust_runtime" / "src", folder / "kaitai" / "src")
    sources = {order: (folder / f"iptables_blob_{order}.rs").read_text() for order in ("le", "be")}
    (folder / "src" / "main.rs").write_text(written.rust(sources))
    for path in folder.glob("*.rs"):
        path.rename(folder / "src" / path.name)
    return run(["cargo", "build", "--offline", "--quiet"], folder)


def prepare_script(folder: Path, program: str, need: Path) -> subprocess.CompletedProcess[str]:
    """Languages that are not built: the program, and what it has to know of the fields."""
    shutil.copy(DUMPERS / program, folder)
    spec = entry_specs()["iptables_blob"]
    (folder / "fields.json").write_text(json.dumps(written.fields(spec)))
    (folder / "fields.lua").write_text(written.lua_fields(spec))
    (folder / "runtime").symlink_to(need)
    return subprocess.CompletedProcess([], 0, "", "")


def prepare_ruby(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    return prepare_script(folder, "dump.rb", runtimes / "kaitai_struct_ruby_runtime" / "lib")


def prepare_php(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    return prepare_script(folder, "dump.php", runtimes / "kaitai_struct_php_runtime" / "lib")


def prepare_lua(folder: Path, runtimes: Path) -> subprocess.CompletedProcess[str]:
    return prepare_script(folder, "dump.lua", runtimes / "kaitai_struct_lua_runtime")


def check_schema(path: Path) -> list[str]:
    import jsonschema
    import yaml

    if not path.exists():
        print("ksy_schema: not there")
        return []
    validator = jsonschema.Draft7Validator(json.loads(path.read_text()))
    failed = []
    for spec in sorted(BUILD.parent.rglob("*.ksy")):
        for error in validator.iter_errors(json.loads(json.dumps(yaml.safe_load(spec.read_text())))):
            print(f"{spec.name}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
            failed.append(spec.name)
    print(f"ksy_schema: {'refused' if failed else 'all specs are valid'}")
    return failed


BUILDERS: dict[str, Callable[[Path, Path], subprocess.CompletedProcess[str]]] = {
    "cpp_stl": build_cpp, "csharp": build_csharp, "go": build_go, "java": build_java, "lua": prepare_lua,
    "php": prepare_php, "ruby": prepare_ruby, "rust": build_rust,
}  # fmt: skip
# the program that dumps a blob, and whether it must be told the byte order
PROGRAMS: dict[str, tuple[list[str], bool]] = {
    "cpp_stl": (["{folder}/dump"], False), "csharp": (["mono", "{folder}/dump.exe"], False),
    "go": (["{folder}/dump"], True), "java": (["java", "-cp", "{folder}/classes", "Dump"], False),
    "lua": (["env", "LUA_PATH={folder}/?.lua;{folder}/runtime/?.lua", "lua5.3", "{folder}/dump.lua"], False),
    "php": (["env", "KAITAI_PHP={folder}/runtime", "php", "-d", "memory_limit=1G", "{folder}/dump.php"], False),
    "ruby": (["ruby", "-I", "{folder}/runtime", "{folder}/dump.rb"], False),
    "rust": (["{folder}/target/debug/parsers"], True),
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
