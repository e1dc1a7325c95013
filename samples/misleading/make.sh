#!/bin/sh
# Each table is made from rules.v4 by one change, loaded with setsockopt, and captured back.
set -e
cd "$(dirname "$0")"
python3 make_misleading.py
exec python3 ../tools/build.py --meta-only .
