"""The Kaitai specs as Python: generated parsers, layout tables, and the two readers built on them."""
