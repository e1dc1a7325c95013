"""What the kernel would say to a table, and where the text of a table misleads."""
