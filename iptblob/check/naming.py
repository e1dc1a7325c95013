"""What people call a kernel, and which release that is.

`uname -r` of a distribution is often no version: Debian's 6.1.0-56-amd64 is a package's name, Ubuntu's 6.8.0-45-generic
and Red Hat's 5.14.0-503.11.1.el9_5.x86_64 begin with the release that their work began with. What tells more is
`uname -v` (Debian), /proc/version_signature (Ubuntu), or nothing (Red Hat, SUSE: their fixes are their own choice).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from iptblob.check.kernels import Version, booted, packages

_NUMBERS = re.compile(r"(\d{1,3})\.(\d{1,4})(?:\.(\d{1,5}))?(?![\d])")
_DEBIAN_VERSION = re.compile(r"\bDebian (?:\d+:)?((\d+\.\d+\.\d+)(?:[.~+][\w.]+?)?-[\w.+~]+)")
_SIGNATURE = re.compile(r"\bUbuntu \d+\.\d+\.\d+-\S+ (\d+\.\d+\.\d+)\b")
_OTHER_FLAVOUR = re.compile(r"-(cloud|rt)-")  # built otherwise than what was booted
_ARCHITECTURES = (
    r"(?:amd64|arm64|armmp|686|686-pae|i386|s390x|ppc64el|powerpc\w*|riscv64|loong64|mips\w*|\d+kc\w*|octeon|loongson\S*"
    r"|marvell|parisc\w*|rpi\S*|lpae)"
)
_OWN_CHOICE = "takes fixes of its own choice, so that no upstream release stands for its kernels"
# Spellings that do not say which release it is, and what does.
_UNPLACED: tuple[tuple[str, str], ...] = (
    (r"\d+\.\d+(\.0)?-rc\d", "a release candidate has no profile: name the release before or behind it"),
    (r"\S+[._]el\d", f"Red Hat {_OWN_CHOICE}"),
    (r"\d+\.\d+\.\d+-1[2-9]\d{4}\.\d", f"SUSE {_OWN_CHOICE}"),
    (rf"\d+\.\d+\.0-(0\.(deb|bpo)[\w.]*|\d+)(-\w+)*-{_ARCHITECTURES}$",
     "this is the name of a Debian package: the version stands in `uname -v` (Debian 6.1.192-2), give that"),
    (r"\d+\.\d+\.0-\d+-[a-z][\w-]*$",
     "Ubuntu's names do not say the point release: give the line of /proc/version_signature"),
    (r"\d+\.\d+\.0[-+._~]", "the name of a distribution does not say the point release: name it as X.Y.Z"),
)  # fmt: skip


FIRST_SERIES = (4, 17)


class Named(NamedTuple):
    """A kernel's name as it was read.

    ``version`` where the words say a release, ``series`` where at least a series; ``debian`` the version of a Debian
    package of the ordinary flavour; ``missing`` what the words do not say and what would.
    """

    text: str
    version: Version | None = None
    series: tuple[int, int] | None = None
    debian: str = ""
    missing: str = ""


def named(text: str, version: str = "", signature: str = "") -> Named:
    """What ``text`` says: a version, a name of `uname -r`, a package, any line of `uname` or /proc/version.

    ``version`` is what `uname -v` says, ``signature`` what /proc/version_signature does, where they are known.
    """
    everything = " ".join((text, version, signature))
    if found := _SIGNATURE.search(everything):
        return _release(text, found[1])
    debian = [found for found in _DEBIAN_VERSION.finditer(everything) if everything[: found.start()][-1:] != "("]
    if debian:  # "(Debian 12.2.0-14)" is the compiler's
        return _release(text, debian[-1][2], "" if _OTHER_FLAVOUR.search(everything) else debian[-1][1])
    words = (re.sub("^(linux-image-|v(?=[0-9]))", "", word) for word in text.split())
    return _one_word(text, next((word for word in words if _NUMBERS.match(word)), ""))


def _release(text: str, version: str, debian: str = "") -> Named:
    one, two, three = map(int, version.split("."))
    return Named(text, (one, two, three), (one, two), debian)


def _upstream(debian: str) -> str:
    """The release that a Debian package was made of."""
    return debian.partition("-")[0]


def _one_word(text: str, word: str) -> Named:
    """A version, or a distribution's name for one."""
    numbers = _NUMBERS.match(word)
    if numbers is None:
        return Named(text, missing="this is no kernel version such as 6.18, 6.1.192 or what `uname -r` says")
    known = packages().get(re.sub(rf"(-[a-z]\w*)*-{_ARCHITECTURES}$", "", word))
    if known is not None:
        return _release(text, _upstream(known), "" if _OTHER_FLAVOUR.search(word) else known)
    if any(one.debian == word for one in booted()):
        return _release(text, _upstream(word), word)
    series = (int(numbers[1]), int(numbers[2]))
    missing = next((missing for spelling, missing in _UNPLACED if re.match(spelling, word)), "")
    if missing:
        upstream = f" ({series[0]}.{series[1]} judges as upstream's)" if series >= FIRST_SERIES else ""
        return Named(text, None, series, "", missing + upstream)
    version = None if numbers[3] is None else (*series, int(numbers[3]))
    return Named(text, version, series)
