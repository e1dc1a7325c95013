"""Puts one mutant in the place of its module, in whatever process this is: IPTBLOB_MUTANT is MODULE:NUMBER."""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

VARIABLE = "IPTBLOB_MUTANT"


class Loader(SourceFileLoader):
    """Loads a module with one change; never from or into a cache."""

    def __init__(self, name: str, path: str, number: int) -> None:
        super().__init__(name, path)
        self.number = number

    def get_code(self, fullname: str) -> CodeType:
        from tests.mutation.mutants import mutated

        source = self.get_data(self.path).decode()
        code: CodeType = compile(mutated(source, self.number), self.path, "exec", dont_inherit=True)
        return code


class Finder:
    """Finds the one module that is changed."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.number = name, number

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = Loader(name, spec.origin, self.number)
        return spec


def install() -> None:
    """From here on the module is loaded with its change."""
    name, _, number = os.environ.get(VARIABLE, "").partition(":")
    if name:
        sys.meta_path.insert(0, Finder(name, int(number)))
