"""altered.py SNAPSHOT NEW JSON: a copy whose manifest is changed: {"a/b/0/c": VALUE}, where null takes away."""

import json
import sys
import zipfile

old, new, changes = sys.argv[1:]
with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as goal:
    for name in source.namelist():
        data = source.read(name)
        if name == "manifest.json":
            manifest = json.loads(data)
            for path, value in json.loads(changes).items():
                *way, last = path.split("/")
                place = manifest
                for step in way:
                    place = place[int(step) if isinstance(place, list) else step]
                if value is None:
                    del place[int(last) if isinstance(place, list) else last]
                else:
                    place[int(last) if isinstance(place, list) else last] = value
            data = json.dumps(manifest, indent=1).encode()
        goal.writestr(name, data)
