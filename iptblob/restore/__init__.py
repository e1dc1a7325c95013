"""Rules as text, read as iptables-restore and iptables read them: lines, arguments, commands in order, tables."""
