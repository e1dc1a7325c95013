"""Copies of files that are fit for a bug report: addresses, names and texts replaced one for one, all else kept."""
