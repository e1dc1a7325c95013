"""From tables to text and JSON. Nothing here prints."""
