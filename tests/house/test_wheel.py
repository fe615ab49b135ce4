"""The wheel carries everything: installed into an empty environment it plans the week."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_wheel_alone_plans_the_week(tmp_path: Path) -> None:
    run = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path / "dist"),
        str(ROOT),
    ]
    subprocess.run(run, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    home = tmp_path / "empty"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    command = [home / "bin" / "coldchain", "plan", "--engine", "insertion", "--iterations", "1", "--json"]
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(command, cwd=outside, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 10), done.stderr[-3000:]
    facts = json.loads(done.stdout)
    assert (outside / facts["folder"] / "map.html").exists()
