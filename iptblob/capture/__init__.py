"""Everything that talks to a kernel: the capture code, and what brings captures in from elsewhere."""

from __future__ import annotations
