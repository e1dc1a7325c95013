"""The capture program as one file: the parts of iptblob/capture/agent joined, imports among them dropped."""

from __future__ import annotations

import ast
from importlib import resources

from iptblob.version import __version__

# in the order of their imports
PARTS = (
    "basics", "structs", "sockopt", "coherent", "present", "netlink", "nftables", "firewall", "network", "ipsets",
    "tables", "netns", "host", "tools", "container", "output", "run", "main",
)  # fmt: skip

_HEAD = '''#!/usr/bin/env python3
"""Save the legacy iptables tables of the running kernel into one .iptb file (iptblob's capture program).

Complete by itself: standard library only, Python 3.6 and later. Copy it to a host where nothing may be installed,
or pipe it there:

    ssh root@HOST python3 -I - < iptblob-agent.py > HOST.iptb

By default it looks only at tables that already exist, because asking the kernel for a missing table creates it.
It writes nothing but its output. Exit status: 0 complete, 1 something is missing or not coherent (the manifest in the
file says what), 2 nothing was captured.
"""

# Before anything else is imported: modules come from Python's own folders, not from the current one, that of this file,
# or those that PYTHONPATH names, where anyone may have put a json.py.
import sys

sys.path[:] = [
    folder for folder in sys.path
    if folder.startswith(tuple(prefix + "/lib" for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix}))
    and not folder.endswith(("-packages", "-packages/"))
]
'''

_TAIL = """

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def bundle() -> str:
    """Source text of the single file."""
    imports: set[str] = set()
    bodies = []
    for part in PARTS:
        text = resources.files("iptblob").joinpath(f"capture/agent/{part}.py").read_text("utf-8")
        bodies.append(_body(part, text, imports))
    plain = sorted(line for line in imports if line.startswith("import "))
    picked = sorted(imports - set(plain))
    plain.remove("import sys")
    return "\n".join([_HEAD, *plain, *picked, "", f'__version__ = "{__version__}"', ""]) + "".join(bodies) + _TAIL


def _body(part: str, text: str, imports: set[str]) -> str:
    """A part without its imports, which go into ``imports``, one line each; its docstring becomes a comment."""
    tree, lines = ast.parse(text), text.splitlines()
    doc, start = ast.get_docstring(tree) or part, 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("iptblob."):
            imports.update(f"from {node.module} import {alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            imports.update(f"import {alias.name}" for alias in node.names)
        elif not isinstance(node, ast.ImportFrom | ast.Expr):
            break
        start = node.end_lineno or start
    heading = "".join(f"# {line}".rstrip() + "\n" for line in doc.splitlines())
    return f"\n\n# --- {part} " + "-" * 60 + "\n" + heading + "\n" + "\n".join(lines[start:]).strip("\n") + "\n"
