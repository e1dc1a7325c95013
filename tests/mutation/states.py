"""A folder as it was before each command of a transcript: commands write files, and refuse to overwrite them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

APART = {".bin", "samples", "data", "inputs", ".lock"}  # what a session is furnished with
Listing = dict[str, tuple[int, int, int]]  # mode, size, time


def listing(folder: Path) -> Listing:
    """What lies in a folder, folders before what is in them."""
    found: Listing = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] not in APART:
            about = path.lstat()
            is_folder = path.is_dir() and not path.is_symlink()
            found[str(name)] = (about.st_mode, 0, 0) if is_folder else (about.st_mode, about.st_size, about.st_mtime_ns)
    return found


class States:
    """Copies of a folder, one for each state that a command began with."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self.folder = folder
        self.kept = kept

    def remember(self) -> str:
        """The name of the present state; the last one's where nothing has changed since."""
        now = listing(self.folder)
        names = sorted(self.kept.iterdir(), key=lambda path: int(path.name)) if self.kept.exists() else []
        if names and listing(names[-1]) == now:
            return names[-1].name
        copy = self.kept / str(len(names))
        copy.mkdir(parents=True)
        _copy(self.folder, copy, now, {})
        return copy.name

    def restore(self, name: str) -> None:
        """Make the folder what it was."""
        wanted, now = listing(self.kept / name), listing(self.folder)
        for path in sorted(now, reverse=True):
            if wanted.get(path) != now[path]:
                gone = self.folder / path
                if gone.is_dir() and not gone.is_symlink():
                    shutil.rmtree(gone)
                else:
                    gone.unlink(missing_ok=True)
        _copy(self.kept / name, self.folder, wanted, listing(self.folder))


def _copy(source: Path, goal: Path, wanted: Listing, there: Listing) -> None:
    for name, about in wanted.items():
        if there.get(name) == about:
            continue
        path = source / name
        if path.is_dir() and not path.is_symlink():
            (goal / name).mkdir(exist_ok=True)
            shutil.copymode(path, goal / name)
        elif path.is_file() or path.is_symlink():
            shutil.copy2(path, goal / name, follow_symlinks=False)
        else:
            os.mkfifo(goal / name)  # what it is, not when it was made
