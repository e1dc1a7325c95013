#!/bin/sh
# Restores rules.v4 and rules.v6 with their counters into a throw-away namespace and captures it.
exec python3 "$(dirname "$0")/../tools/build.py" "$(dirname "$0")"
