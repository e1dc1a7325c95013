"""From what a user names to tables: what bytes are, opening files, snapshots, what other tools left."""
