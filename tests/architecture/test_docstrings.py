"""What a docstring names is there: every parameter, in order, and the classes that it speaks of."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from tests.architecture.syntax import trees

ELSEWHERE = {*dir(builtins), "Arrow"}
"""Words with a capital that are no class of the program."""


def documented(kinds: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, ast.AST, str]]:
    """Where each stands, itself and its docstring, where it has one."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, kinds) and (text := ast.get_docstring(node)):  # type: ignore[arg-type]
                yield f"{path}: {getattr(node, 'name', '')}", node, text


def heads(text: str, *sections: str) -> list[str]:
    """The lines of some sections that say what follows: "name : type", or a type alone."""
    pattern = rf"^(?:{'|'.join(sections)})\n-+\n(.*?)(?=^\S[^\n]*\n-+\n|\Z)"
    parts = re.findall(pattern, text, re.MULTILINE | re.DOTALL)
    return [line for part in parts for line in part.splitlines() if line and not line.startswith(" ")]


def arguments(function: ast.FunctionDef) -> list[str]:
    """Names of all arguments, but the object of a method."""
    of = function.args
    every = [*of.posonlyargs, *of.args, of.vararg, *of.kwonlyargs, of.kwarg]
    return [each.arg for each in every if each is not None and each.arg not in ("self", "cls")]


def test_parameters_that_are_described_are_those_that_there_are() -> None:
    found = 0
    for where, node, text in documented(ast.FunctionDef):
        assert isinstance(node, ast.FunctionDef)
        if lines := heads(text, "Parameters"):
            names = [name.strip(" *") for line in lines for name in line.partition(" :")[0].split(",")]
            assert names == arguments(node), where
            found += 1
    assert found > 200


def test_classes_that_are_spoken_of_are_there() -> None:
    known = {*ELSEWHERE}
    for node in (node for tree in trees().values() for node in ast.walk(tree)):
        if isinstance(node, ast.ClassDef):
            known |= {node.name, *(f"{node.name}.{member}" for member in members(node))}
        elif isinstance(node, ast.alias):
            known.add((node.asname or node.name).rpartition(".")[2])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            known.add(node.id)
        elif isinstance(node, ast.Attribute):
            known.add(node.attr)
    for where, _, text in documented((ast.FunctionDef, ast.ClassDef, ast.Module)):
        types = " ".join(heads(text, "Parameters", "Returns", "Yields", "Attributes", "Raises"))
        named = set(re.findall(r"`([A-Z]\w*[a-z]\w*\.\w+)`", text))
        assert set(re.findall(r"\b[A-Z][a-z]\w*\b", types)) | named <= known, where


def members(of: ast.ClassDef) -> Iterator[str]:
    for node in of.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
