"""The capture program: these files become one for hosts where nothing can be installed (iptblob/capture/bundle.py).

Standard library and Python 3.6, so no ``from __future__ import annotations`` in here, and no import from outside.
"""
