"""All mutants of a module's source, in one order: the same number is always the same mutant of the same source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

OTHER_COMPARISON = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OTHER_OPERATOR = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change. ``lines`` are first and last line of what is changed, ``apply`` makes it in the tree."""

    function: str
    lines: tuple[int, int]
    text: str
    apply: Callable[[], None]


def mutants(tree: ast.Module) -> list[Mutant]:
    """All mutants of a module."""
    return list(_of_body(tree.body, "", docstring=True))


def mutated(source: str, number: int) -> ast.Module:
    """The module with one change made."""
    tree = ast.parse(source)
    mutants(tree)[number].apply()
    return ast.fix_missing_locations(tree)


def _of_body(body: list[ast.stmt], function: str, *, docstring: bool) -> Iterator[Mutant]:
    for at, statement in enumerate(body):
        if docstring and at == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        yield from _of_statement(body, at, statement, function)


def _of_statement(body: list[ast.stmt], at: int, statement: ast.stmt, function: str) -> Iterator[Mutant]:
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.Assert | ast.Pass):
        return
    if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
        return
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        inner = f"{function}.{statement.name}".strip(".")
        for decorator in statement.decorator_list:
            yield from _of_expression(decorator, inner)
        if isinstance(statement, ast.FunctionDef):
            for value in [*statement.args.defaults, *filter(None, statement.args.kw_defaults)]:
                yield from _of_expression(value, inner)
        yield from _of_body(statement.body, inner, docstring=True)
        return
    if isinstance(statement, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue):
        yield _dropped(body, at, statement, function)
    for child in ast.iter_child_nodes(statement):
        if isinstance(statement, ast.AnnAssign) and child is statement.annotation:
            continue
        if isinstance(child, ast.expr | ast.withitem | ast.ExceptHandler):
            yield from _of_expression(child, function)
    if isinstance(statement, ast.If | ast.While):
        yield _negated(statement, function)
    for part in ("body", "orelse", "finalbody"):
        inside = getattr(statement, part, None)
        if inside:
            yield from _of_body(inside, function, docstring=False)
    for handler in getattr(statement, "handlers", []):
        yield from _of_body(handler.body, function, docstring=False)


def _of_expression(root: ast.AST, function: str) -> Iterator[Mutant]:
    if isinstance(root, ast.ExceptHandler):
        return
    for node in ast.walk(root):
        yield from _of_node(node, function)


def _of_node(node: ast.AST, function: str) -> Iterator[Mutant]:
    if isinstance(node, ast.Constant):
        yield from _of_constant(node, function)
    elif isinstance(node, ast.IfExp):
        yield _negated(node, function)
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield _filter_dropped(node, at, function)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _set(node, "op", other, function)
    elif isinstance(node, ast.Compare):
        yield from _of_compare(node, function)
    elif isinstance(node, ast.BinOp) and type(node.op) in OTHER_OPERATOR:
        yield _set(node, "op", OTHER_OPERATOR[type(node.op)](), function)
    elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        yield _set(node, "format_spec", None, function)
    elif isinstance(node, ast.Call):
        yield from _of_call(node, function)


def _of_constant(node: ast.Constant, function: str) -> Iterator[Mutant]:
    value: object = None
    if isinstance(node.value, bool):
        value = not node.value
    elif isinstance(node.value, int | float):
        value = node.value + 1
    elif isinstance(node.value, str):
        value = f"{node.value}Q"
    elif isinstance(node.value, bytes):
        value = node.value + b"Q"
    if value is not None:
        yield _set(node, "value", value, function)


def _of_compare(node: ast.Compare, function: str) -> Iterator[Mutant]:
    for at, op in enumerate(node.ops):
        ops = list(node.ops)
        ops[at] = OTHER_COMPARISON[type(op)]()
        yield _set(node, "ops", ops, function)


def _of_call(node: ast.Call, function: str) -> Iterator[Mutant]:
    if isinstance(node.func, ast.Name) and node.func.id in ("max", "min"):
        return  # the same in any order
    for at in range(len(node.args) - 1):
        if ast.dump(node.args[at]) != ast.dump(node.args[at + 1]):
            args = list(node.args)
            args[at], args[at + 1] = args[at + 1], args[at]
            yield _set(node, "args", args, function)


def _set(node: ast.AST, name: str, value: object, function: str) -> Mutant:
    """The change of one part of a node."""
    before, was = _shown(node), getattr(node, name)
    setattr(node, name, value)
    after = _shown(node)
    setattr(node, name, was)
    return Mutant(function, _lines(node), f"{before} => {after}", lambda: setattr(node, name, value))


def _negated(node: ast.If | ast.While | ast.IfExp, function: str) -> Mutant:
    test = node.test
    negated = ast.UnaryOp(ast.Not(), test)
    return Mutant(function, _lines(test), f"if {_shown(test)} => if not", lambda: setattr(node, "test", negated))


def _filter_dropped(node: ast.comprehension, at: int, function: str) -> Mutant:
    test = node.ifs[at]
    return Mutant(function, _lines(test), f"for ... if {_shown(test)} => for ...", lambda: node.ifs.__delitem__(at))


def _dropped(body: list[ast.stmt], at: int, statement: ast.stmt, function: str) -> Mutant:
    nothing: ast.stmt = ast.copy_location(ast.Pass(), statement)
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(statement)):  # still a generator
        nothing = ast.copy_location(ast.parse("yield from ()").body[0], statement)
    return Mutant(function, _lines(statement), f"drop {_shown(statement)}", lambda: body.__setitem__(at, nothing))


def _lines(node: ast.AST) -> tuple[int, int]:
    first = getattr(node, "lineno", 0)
    return first, getattr(node, "end_lineno", first) or first


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.FormattedValue):
        return ast.unparse(ast.JoinedStr([node]))
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:60]} .. {text[-26:]}"


def lines_at_import(body: list[ast.stmt]) -> set[int]:
    """The lines that are run when a module is loaded: all outside of functions, and decorators and defaults."""
    found: set[int] = set()
    for statement in body:
        if isinstance(statement, ast.FunctionDef):
            values = [*statement.decorator_list, *statement.args.defaults, *filter(None, statement.args.kw_defaults)]
            for value in values:
                found |= set(range(value.lineno, (value.end_lineno or value.lineno) + 1))
        elif isinstance(statement, ast.ClassDef):
            found |= lines_at_import(statement.body)
        else:
            found |= set(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    return found
