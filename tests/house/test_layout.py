"""The house stays a house: small modules, no forbidden names."""

from __future__ import annotations

from pathlib import Path

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
