"""Logs of strace: the calls that read and replace tables, from lines to bytes."""
