#!/bin/sh
# Every table of every family, freshly made by the kernel: no rules, no counters.
exec python3 "$(dirname "$0")/../tools/build.py" "$(dirname "$0")" --all-tables
