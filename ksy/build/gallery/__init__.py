"""Entry points without parameters, one file each and in the form of the Kaitai format gallery, from the same specs."""
