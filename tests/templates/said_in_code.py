"""Follows an expression of the source to the sentences it may be: through names, parameters and functions.

Where one cannot be followed there is an error, so that no sentence is missed in silence.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path

DATA = "7"  # stands for what is no sentence: a number, an address, a name
_MOST = 2_000  # sentences of one place

Within = tuple[ast.FunctionDef, ...]  # the functions around an expression, the outermost first


class CannotFollow(Exception):
    """A sentence comes from a place that is not understood here."""


@dataclass(kw_only=True)
class Module:
    """One parsed file with its calls and functions."""

    name: str
    tree: ast.Module
    calls: dict[str, list[tuple[ast.Call, Within]]] = field(
        default_factory=dict
    )  # by the name called, `self.` before a method's
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    _imports: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Walk the file once."""
        self._walk(self.tree, ())
        for each in ast.walk(self.tree):
            if isinstance(each, ast.ImportFrom):
                self._imports.update((way.asname or way.name, each.module or "") for way in each.names)

    def _walk(self, node: ast.AST, within: Within) -> None:
        for child in ast.iter_child_nodes(node):
            inside = within
            if isinstance(child, ast.FunctionDef):
                self.functions[child.name] = child
                inside = (*within, child)
            if isinstance(child, ast.Call):
                self.calls.setdefault(_called(child.func), []).append((child, within))
            self._walk(child, inside)

    def imports(self, name: str) -> str:
        """Return the module of the package that a name is imported from; empty when it is none."""
        return self._imports.get(name, "")


class Source:
    """The parsed files of a package; `known` gives the sentences of expressions that cannot be followed."""

    def __init__(self, package: Path, known: Mapping[str, Callable[[], Iterable[str]]]) -> None:
        """Parse every file."""
        self.known = known
        self.modules: dict[str, Module] = {}
        for path in sorted(package.rglob("*.py")):
            name = ".".join(path.relative_to(package.parent).with_suffix("").parts)
            self.modules[name] = Module(name=name, tree=ast.parse(path.read_text("utf-8")))

    def calls_of(self, name: str, home: Module | None = None) -> Iterator[tuple[Module, ast.Call, Within]]:
        """Yield the calls of a function or class; with `home` only those that mean the one of that file."""
        for module in self.modules.values():
            if home is None or module is home or module.imports(name) == home.name:
                for called in (name, f"self.{name}"):
                    for call, within in module.calls.get(called, ()):
                        yield module, call, within

    def given_to(self, name: str, parameter: str, position: int = -1, *, within: str = "") -> set[str]:
        """Return what all calls of a function or class, in modules whose name begins so, say for one parameter."""
        found: set[str] = set()
        for module, call, inside in self.calls_of(name):
            given = argument(call, parameter, position)
            if given is not None and module.name.startswith(within):
                found |= self.sentences(module, inside, given)
        return found

    def sentences(
        self, module: Module, within: Within, node: ast.expr, seen: frozenset[int] = frozenset(), *, surely: bool = True
    ) -> set[str]:
        """Return what an expression may say, with `DATA` where something stands in.

        Raises CannotFollow where it is not `surely` known; within a sentence such a place is data.
        """
        if id(node) in seen:
            return set()
        seen |= {id(node)}
        known = self.known.get(ast.unparse(node))
        if known is not None:
            return set(known())
        if isinstance(node, ast.Constant):
            return {node.value} if isinstance(node.value, str) else set()
        if isinstance(node, ast.JoinedStr):
            pieces = [self._piece(module, within, value, seen) for value in node.values]
            return {"".join(each) for each in islice(product(*pieces), _MOST)}
        if isinstance(node, ast.BinOp):
            sides = [self.sentences(module, within, side, seen, surely=surely) for side in (node.left, node.right)]
            return {"".join(each) for each in product(*sides)}
        ways = _ways(node)
        if ways:
            return set().union(*(self.sentences(module, within, way, seen, surely=surely) for way in ways))
        try:
            if isinstance(node, ast.Name):
                return self.of_name(module, within, node.id, seen, surely=surely)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                return self._of_function(module, node.func.id, seen)
        except CannotFollow:
            if surely:
                raise
        if surely:
            raise CannotFollow(f"{module.name}, line {node.lineno}: {ast.unparse(node)}")
        return {DATA}

    def _piece(self, module: Module, within: Within, value: ast.expr, seen: frozenset[int]) -> list[str]:
        if isinstance(value, ast.FormattedValue):
            return sorted(self.sentences(module, within, value.value, seen, surely=False)) or [DATA]
        return [str(value.value)] if isinstance(value, ast.Constant) else [DATA]

    def of_name(
        self,
        module: Module,
        within: Within,
        name: str,
        seen: frozenset[int] = frozenset(),
        *,
        surely: bool = True,
    ) -> set[str]:
        """Return what a name may say: as it is assigned in a function, given to it, or a constant of a module."""
        for depth in range(len(within), 0, -1):
            function = within[depth - 1]
            assigned = list(assignments(function.body, name))
            if assigned:
                found = (self.sentences(module, within[:depth], each, seen, surely=surely) for each in assigned)
                return set().union(*found)
            parameters = [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
            if name in parameters:
                return self._of_parameter(module, function, parameters.index(name), seen, surely=surely)
        constants = list(assignments(module.tree.body, name))
        if constants:
            return set().union(*(self.sentences(module, (), each, seen, surely=surely) for each in constants))
        home = self.modules.get(module.imports(name))
        if home is None:
            raise CannotFollow(f"{module.name}: the name {name}")
        return self.of_name(home, (), name, seen, surely=surely)

    def _of_parameter(
        self, module: Module, function: ast.FunctionDef, position: int, seen: frozenset[int], *, surely: bool
    ) -> set[str]:
        name = [*function.args.args, *function.args.kwonlyargs][position].arg
        found: set[str] = set()
        for other, call, within in self.calls_of(function.name, module):
            bound = isinstance(call.func, ast.Attribute)  # then `self` is no argument
            given = argument(call, name, position - bound)
            if given is not None:
                found |= self.sentences(other, within, given, seen, surely=surely)
        return found

    def _of_function(self, module: Module, name: str, seen: frozenset[int]) -> set[str]:
        home = module if name in module.functions else self.modules.get(module.imports(name))
        if home is None or name not in home.functions:
            raise CannotFollow(f"{module.name}: the function {name}")
        function = home.functions[name]
        returned = [each.value for each in ast.walk(function) if isinstance(each, ast.Return) and each.value]
        return set().union(*(self.sentences(home, (function,), each, seen) for each in returned))


def _called(node: ast.expr) -> str:
    """Return how a function of a file or a method of its own object is called; empty for every other call."""
    if isinstance(node, ast.Attribute):
        return f"self.{node.attr}" if isinstance(node.value, ast.Name) and node.value.id == "self" else ""
    return node.id if isinstance(node, ast.Name) else ""


def argument(call: ast.Call, name: str, position: int = -1) -> ast.expr | None:
    """Return what a call gives for a parameter; None when it leaves it out."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[position] if 0 <= position < len(call.args) else None


def assignments(body: Iterable[ast.stmt], name: str) -> Iterator[ast.expr]:
    """Yield what is assigned to a name within statements."""
    for each in (node for statement in body for node in ast.walk(statement)):
        if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                yield each.value
        elif isinstance(each, ast.NamedExpr) and each.target.id == name:
            yield each.value


def _ways(node: ast.expr) -> list[ast.expr]:
    """Return the expressions of which one is the value."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strip":
        return [node.func.value]
    return []
