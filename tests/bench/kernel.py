"""The kernel's own time for a SET_REPLACE of a captured table, in the namespace this runs in.

    python kernel.py FILE.blob    prints {"seconds": of setsockopt}
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "samples" / "tools"))

import rawtables


def main() -> None:
    data = Path(sys.argv[1]).read_bytes()
    info, _ = rawtables.split("ipv4", data)
    payload = rawtables.replace_payload("ipv4", data, rawtables.entries_now("ipv4", info.name.decode()))
    begin = time.perf_counter()
    code = rawtables.set_replace("ipv4", payload)
    seconds = time.perf_counter() - begin
    if code:
        sys.exit(f"SET_REPLACE: errno {code}")
    print(json.dumps({"seconds": seconds, "bytes": len(payload)}))


main()
