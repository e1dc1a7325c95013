"""member.py SNAPSHOT NEW ENDING BEFORE AFTER: a copy in whose member of that ending one text stands for another.

A line end is given as two characters. The manifest's hash of the member is made anew.
"""

import hashlib
import sys
import zipfile

old, new, ending = sys.argv[1:4]
before, after = (word.replace("\\n", "\n").encode() for word in sys.argv[4:])
with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as goal:
    held = {name: source.read(name) for name in source.namelist()}
    (member,) = (name for name in held if name.endswith(ending))
    changed = held[member].replace(before, after)
    hashes = (hashlib.sha256(data).hexdigest().encode() for data in (held[member], changed))
    held["manifest.json"] = held["manifest.json"].replace(*hashes)
    for name, data in {**held, member: changed}.items():
        goal.writestr(zipfile.ZipInfo(name), data)  # of one time, so that its hash is always the same
