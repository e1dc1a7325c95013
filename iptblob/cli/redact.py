"""`iptblob redact`: a copy of a file that is fit for a bug report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iptblob.cli.common import CLEAN, unread, warn, write_text
from iptblob.cli.writing import write_file
from iptblob.errors import ReadError, UsageError

if TYPE_CHECKING:
    from iptblob.redact.files import RedactedCopy


@click.command(name="redact")
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="OUT", help="Where to write the copy; never over a file.")
@click.option("--key", metavar="KEYFILE", help="A secret of 16 bytes or more, for files alike; default: random.")
def command(file: str, output: str, key: str | None) -> int:
    """Write a copy of FILE with addresses, names and comments replaced.

    FILE is a snapshot (.iptb) or a single buffer (.blob, .entries, .replace). The same value has the same replacement
    everywhere, sizes and offsets stay, so validate and diff say of copies what they say of originals. What cannot be
    replaced (answers of netlink, ipset's and nft's own texts) is left out and named. Ports, marks, counters, times, the
    kernel's version and the names of extensions stay.

    Exit status: 0 written, 2 not, or something could not be read (what of it is copied is replaced byte by byte).

    \b
    iptblob redact host.iptb -o report.iptb
    head -c 32 /dev/urandom > key; iptblob redact a.iptb -o a2.iptb --key key
    """
    from iptblob.capture.agent.output import is_free
    from iptblob.reading.opening import ZIP_EMPTY, ZIP_MAGIC, read_bytes
    from iptblob.reading.wrapping import plain_name, shown, unwrapped
    from iptblob.redact.cipher import MIN_KEY, Cipher, new_key
    from iptblob.redact.files import redacted_bytes, redacted_snapshot

    if output != "-" and not is_free(output):
        raise UsageError("it exists already", file=output, hint="a copy is never written over a file")
    secret = new_key() if key is None else read_bytes(key, 1 << 20)
    if len(secret) < MIN_KEY:
        raise UsageError(f"{len(secret)} bytes are no secret", file=key, hint=f"it takes {MIN_KEY}, random ones")
    data = read_bytes(file)
    layers: tuple[str, ...] = ()
    if not file.endswith(".replace"):
        data, layers = unwrapped(data, shown(file))
    cipher = Cipher(secret)
    if data[:4] in (ZIP_MAGIC, ZIP_EMPTY):
        copy = redacted_snapshot(data, shown(file), cipher)
    else:
        try:
            copy = redacted_bytes(data, plain_name(file) if layers else file, cipher)
        except ReadError as error:
            hint = "a snapshot or a single buffer; iptblob build makes one of rules as text"
            raise ReadError("nothing that is redacted here", file=shown(file), hint=hint) from error
    write_file(output, copy.pieces, force=False)
    _tell(copy, output, cipher.counts)
    unread(copy.unread)
    return CLEAN


def _tell(copy: RedactedCopy, output: str, counts: dict[str, int]) -> None:
    """What was replaced and what is not in the copy; on standard error where the copy went to standard output."""
    from iptblob.escape import visible
    from iptblob.render.counted import counted

    held = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()) if count) or "nothing"
    where = "standard output" if output == "-" else output
    lines = [f"{where}: {counted(copy.tables, 'table')}; replaced: {held}"]
    lines += [f"left out: {member}: {why}" for member, why in copy.left_out]
    shown = [visible(line.encode("utf-8", "surrogateescape")) for line in lines]
    if output == "-":
        for line in shown:
            warn(line)
    else:
        write_text(f"{line}\n" for line in shown)
