#!/bin/sh
# rules.* are loaded, their extensions exchanged for what the tools do not send, and captured back.
set -e
cd "$(dirname "$0")"
python3 make_unsent.py
exec python3 ../tools/build.py --meta-only .
