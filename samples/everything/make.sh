#!/bin/sh
# Loads rules/ (one rule a line, by family and extension) with the ipsets, nfacct objects, conntrack timeouts,
# pinned BPF programs and cgroups they refer to, into a throw-away namespace, and captures it. Needs root.
exec python3 "$(dirname "$0")/../tools/build.py" "$(dirname "$0")" --objects
