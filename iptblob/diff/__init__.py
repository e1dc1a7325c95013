"""What changed between two tables: rules by meaning, as a short script of edits."""
