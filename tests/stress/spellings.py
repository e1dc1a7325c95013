"""Generated rules through the real iptables-legacy and through the grammar: taken alike and to the same bytes, or not.

python -m tests.stress.spellings COUNT [SEED]

Needs root, or a user namespace (unshare -rn). Prints every difference and the figures as JSON; exit status 1 where
there was one. The same count and seed make the same rules.
"""

from __future__ import annotations

import sys

from tests.building.live_generated import main
from tests.oracle import kernel

if __name__ == "__main__":
    kernel.new_namespace()
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(words[0], words[1] if len(words) > 1 else 1))
