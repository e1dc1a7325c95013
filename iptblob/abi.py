"""Memory layouts of the kernels and processes that tables come from, as values."""

from __future__ import annotations

from typing import NamedTuple


class Abi(NamedTuple):
    """How a C compiler lays out the kernel's structs for one kind of caller.

    ``len_long`` is the size of long and of pointers in bytes, ``align_u64`` the alignment of a 64-bit
    integer inside a struct; XT_ALIGN (the rounding of every match and target) equals ``align_u64``
    (include/uapi/linux/netfilter/x_tables.h, struct _xt_align, v6.1).
    """

    name: str
    is_be: bool
    len_long: int
    align_u64: int

    @property
    def shape(self) -> str:
        """Name of the layout without its byte order: ``lp64``, ``i386`` or ``ilp32``."""
        return self.name.removesuffix("-le").removesuffix("-be")

    @property
    def order(self) -> str:
        """NumPy and struct prefix of the host byte order: ``<`` or ``>``."""
        return ">" if self.is_be else "<"

    def align(self, size: int) -> int:
        """XT_ALIGN: ``size`` rounded up to the alignment of match and target records."""
        return (size + self.align_u64 - 1) & -self.align_u64


LP64_LE = Abi("lp64-le", False, 8, 8)
LP64_BE = Abi("lp64-be", True, 8, 8)
I386 = Abi("i386", False, 4, 4)
ILP32_LE = Abi("ilp32-le", False, 4, 8)
ILP32_BE = Abi("ilp32-be", True, 4, 8)

ABIS: dict[str, Abi] = {abi.name: abi for abi in (LP64_LE, LP64_BE, I386, ILP32_LE, ILP32_BE)}

_ALIASES = {
    "x86_64": "lp64-le", "amd64": "lp64-le", "arm64": "lp64-le", "aarch64": "lp64-le", "riscv64": "lp64-le",
    "ppc64le": "lp64-le", "ppc64el": "lp64-le", "mips64el": "lp64-le", "loongarch64": "lp64-le",
    "lp64": "lp64-le", "lp64le": "lp64-le", "lp64-little": "lp64-le",
    "s390x": "lp64-be", "ppc64": "lp64-be", "sparc64": "lp64-be", "mips64": "lp64-be",
    "lp64be": "lp64-be", "lp64-big": "lp64-be",
    "i486": "i386", "i586": "i386", "i686": "i386", "x86": "i386", "ia32": "i386", "i386-compat": "i386",
    "armhf": "ilp32-le", "armel": "ilp32-le", "arm": "ilp32-le", "armv7l": "ilp32-le", "armv6l": "ilp32-le",
    "mipsel": "ilp32-le", "ilp32": "ilp32-le", "ilp32le": "ilp32-le", "ilp32-little": "ilp32-le",
    "mips": "ilp32-be", "s390": "ilp32-be", "ppc": "ilp32-be", "powerpc": "ilp32-be",
    "ilp32be": "ilp32-be", "ilp32-big": "ilp32-be",
}  # fmt: skip


def find_abi(name: str) -> Abi | None:
    """The layout called ``name`` (canonical or by machine, as ``uname -m`` or Debian say it), or None."""
    key = name.strip().lower()
    return ABIS.get(_ALIASES.get(key, key))


def abi_of_process(machine: str, len_pointer: int, is_be: bool) -> Abi | None:
    """The layout of a process: ``machine`` as uname says it, pointer size in bytes and byte order."""
    if len_pointer == 8:
        return LP64_BE if is_be else LP64_LE
    if not is_be and (machine in ("x86_64", "amd64") or find_abi(machine) is I386):
        return I386  # a 32-bit process on x86_64 speaks i386, whatever uname says
    return ILP32_BE if is_be else ILP32_LE
