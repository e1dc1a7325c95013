"""What happens to a packet: the walk of the kernel through captured tables, and which packets change their fate."""
