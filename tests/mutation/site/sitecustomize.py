"""Read by every Python that is started during a mutation run."""

from __future__ import annotations

import os
import sys

if os.environ.get("IPTBLOB_MUTANT"):
    sys.path.append(os.environ["IPTBLOB_ROOT"])
    from tests.mutation.hook import install

    install()
elif os.environ.get("IPTBLOB_TRACE"):
    sys.path.append(os.environ["IPTBLOB_ROOT"])
    from tests.mutation.trace import until_the_end

    until_the_end()
