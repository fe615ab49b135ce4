"""The house stays a house: small modules, no forbidden names, no circle of modules."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("distribution", "solvers", "maps", "operations", "benchmarks")
MODULES = sorted(p for floor in FLOORS for p in (ROOT / floor).rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_outgrows_a_head(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_names_come_from_the_field(module: Path) -> None:
    assert not {"utils", "helpers", "manager", "handler", "common", "misc"} & set(
        module.with_suffix("").parts
    )


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions and for types alone count too."""
    paths = {_name(path): path for path in MODULES}
    graph: nx.DiGraph[str] = nx.DiGraph(
        (name, asked) for name, path in paths.items() for asked in _imported(path, paths) if asked in paths
    )
    assert [sorted(c) for c in nx.strongly_connected_components(graph) if len(c) > 1] == []


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path, known: Container[str]) -> Iterator[str]:
    """Yield every module that a file imports; of a folder the module named, else the folder itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in inside)
