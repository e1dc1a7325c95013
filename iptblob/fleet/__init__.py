"""Many snapshots at once: groups of equal ones, a baseline, a timeline."""
