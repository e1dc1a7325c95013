"""The text of rules and tables, as iptables-save prints it, and that text read back."""
