"""Every fault that the code can name has its sentence and its remedy."""

from __future__ import annotations

import re
from pathlib import Path

from distribution.language.catalogue import catalogue

_ROOT = Path(__file__).resolve().parents[2]
_CODE = re.compile(r'(?:CellError\(|\.fault\(|Fault\(code=|Fault\(\s*code=)\s*"([a-z_]+)"', re.DOTALL)


def _codes() -> set[str]:
    modules = [path for floor in ("distribution", "operations") for path in (_ROOT / floor).rglob("*.py")]
    return {code for path in modules for code in _CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_has_a_sentence_and_a_remedy() -> None:
    codes = _codes()
    assert len(codes) > 30
    missing = {f"{kind}.{code}" for code in codes for kind in ("fault", "remedy")} - set(catalogue())
    assert missing == set()
