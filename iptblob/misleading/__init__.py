"""What the text of a table hides or twists, though the kernel takes the table."""
