"""The version: here and nowhere else. pyproject.toml and the capture program take it from this file."""

from __future__ import annotations

__version__ = "0.1.0"
