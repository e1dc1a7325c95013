"""The kernel's answer to a table, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from iptblob.model import Finding

ACCEPTED, REJECTED = "accept", "reject"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a kernel would say.

    ``errno`` is None where it accepts. ``findings`` stand in the kernel's order; the one that ``decides`` comes
    first, what the kernel would never have reached follows. ``depends_on`` names what only the host knows (ipset,
    num_counters, ...). ``table`` is the name in the header, one latin-1 character per byte.
    ``masks`` are the hooks each entry is reached from, where the chains could be walked.
    """

    accepted: bool
    errno: str | None
    family: str
    table: str
    abi: str
    kind: str
    kernel: str
    findings: tuple[Finding, ...] = ()
    depends_on: tuple[str, ...] = ()
    entries: int = 0
    masks: tuple[int, ...] | None = None

    @property
    def verdict(self) -> str:
        return ACCEPTED if self.accepted else REJECTED

    @property
    def misleads(self) -> bool:
        """True where the kernel's answer aside, the text of the table would mislead a reader."""
        return any(finding.severity == "warning" for finding in self.findings)

    @property
    def deciding(self) -> Finding | None:
        """The finding that decides, None where the table is accepted."""
        return next((finding for finding in self.findings if finding.decides), None)
