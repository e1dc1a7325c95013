"""The version of the package; the capture program, which stands alone, has it once more."""

from __future__ import annotations

__version__ = "0.1.0"
