"""From a file's bytes to tables: what a buffer is, and opening whatever a user names."""
