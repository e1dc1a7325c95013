"""Offline forensics and diff toolkit for the binary tables of legacy iptables."""

from __future__ import annotations

__version__ = "0.1.0"
