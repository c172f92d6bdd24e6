"""`make mutants`: small faults put into the checker, one at a time; each should make some test fail.

`python -m tests.mutants [HOW_MANY [SEED]]` draws them at random, plays each in a child of this process, prints those
that no test noticed, and the score. A survivor is a missing test or a line that does nothing.
"""

import ast
import copy
import importlib
import os
import random
import signal
import sys
import types
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generator/checks"
TESTS = ["tests/test_checks.py", "tests/test_cases.py"]
# Where the tests of one file are slow and of no use to the others.
ALSO = {
    "pages": ["tests/test_written.py"],
    **{name: ["tests/test_again.py"] for name in ("again", "duplicates", "unused")},
}
SECONDS = 600
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


def mutated(node: ast.AST) -> Iterator[str]:
    """Change a node in place, in each of its ways in turn; says how, and takes it back when asked for the next."""
    for field in ("op", "ops"):
        value = getattr(node, field, None)
        old = value[0] if isinstance(value, list) and value else value
        if isinstance(old, ast.AST) and (swap := _SWAPS.get(type(old))):
            new = swap()
            setattr(node, field, [new, *value[1:]] if isinstance(value, list) else new)
            yield f"{type(old).__name__} becomes {type(new).__name__}"
            setattr(node, field, value)
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
        was = node.value
        node.value = not was if isinstance(was, bool) else was + 1
        yield f"{was} becomes {node.value}"
        node.value = was
    if isinstance(node, (ast.If, ast.IfExp)):
        test = node.test
        node.test = ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
        yield "the condition is turned round"
        node.test = test
    if isinstance(node, ast.comprehension) and node.ifs:
        ifs, node.ifs = node.ifs, []
        yield "the condition is left out"
        node.ifs = ifs


def mutants(path: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every mutant of a file: what was done, and the tree."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        for how in mutated(node):
            line = getattr(node, "lineno", None) or getattr(getattr(node, "target", None), "lineno", 0)
            yield f"{path.name}:{line}: {how}", ast.fix_missing_locations(copy.deepcopy(tree))


def put_in(tree: ast.Module, module: types.ModuleType) -> None:
    """Give the functions of a loaded module the code of the tree, so that whoever imported them has it too."""
    made = dict(vars(module))
    exec(compile(tree, str(module.__file__), "exec"), made)
    for name, new in made.items():
        old = vars(module).get(name)
        if isinstance(new, types.FunctionType) and isinstance(old, types.FunctionType):
            if new.__module__ == module.__name__:
                old.__code__, old.__defaults__ = new.__code__, new.__defaults__
        elif isinstance(new, (int, float, str, tuple, frozenset)) and new != old:
            setattr(module, name, new)


def survives(path: Path, tree: ast.Module) -> bool:
    """Whether all tests pass with it; a child that hangs or dies has noticed."""
    child = os.fork()
    if child == 0:
        status = 1
        signal.alarm(SECONDS)
        with Path(os.devnull).open("w") as quiet, redirect_stdout(quiet), redirect_stderr(quiet):
            try:
                put_in(tree, importlib.import_module(f"generator.checks.{path.stem}"))
                status = pytest.main(["-x", "-q", "-m", "not hypothesis", *TESTS, *ALSO.get(path.stem, ())])
            finally:
                os._exit(int(status))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(many: int, seed: int) -> int:
    """Draw, play, tell."""
    importlib.import_module("generator.build")  # once, not in every child
    files = [path for path in sorted(PACKAGE.glob("*.py")) if path.stem != "__init__"]
    everything = [(path, *mutant) for path in files for mutant in mutants(path)]
    drawn = random.Random(seed).sample(everything, min(many, len(everything)))
    if not survives(files[0], ast.parse(files[0].read_text())):
        print("mutants: the tests fail without any mutant", file=sys.stderr)
        return 2
    left = 0
    for path, how, tree in drawn:
        if survives(path, tree):
            left += 1
            print(f"survived: {how}", flush=True)
    killed = len(drawn) - left
    print(f"{killed} of {len(drawn)} killed: {100 * killed / len(drawn):.0f} % (of {len(everything)}, seed {seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
