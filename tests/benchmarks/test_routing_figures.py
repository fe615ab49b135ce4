"""Means and comparisons by hand."""

from __future__ import annotations

import pytest

from benchmarks.routing.figures import Run, bootstrap, comparisons, means
from benchmarks.routing.table import table


def run(engine: str, instance: str, seed: int, gap: float | None) -> Run:
    return Run(
        class_name="CVRP",
        instance=instance,
        engine=engine,
        seed=seed,
        seconds=1.0,
        cost=None if gap is None else 100.0 + gap,
        best_known=100.0,
        gap_percent=gap,
        feasible=gap is not None,
        peak_mib=1.0,
    )


RUNS = [
    run("pyvrp", "a", 1, 2.0),
    run("pyvrp", "a", 2, 4.0),
    run("pyvrp", "b", 1, 1.0),
    run("pyvrp", "b", 2, 1.0),
    run("ours", "a", 1, 1.0),
    run("ours", "a", 2, 1.0),
    run("ours", "b", 1, 2.0),
    run("ours", "b", 2, None),
]


def test_a_mean_counts_the_runs_that_stand() -> None:
    ours, pyvrp = means(RUNS)
    assert (ours["engine"], ours["n"], ours["feasible"]) == ("ours", 4, 3)
    assert ours["gap_percent"] == pytest.approx(4 / 3, abs=1e-4)
    assert pyvrp["gap_percent"] == 2.0


def test_engines_are_compared_on_the_same_instances_and_seeds() -> None:
    # a: (−1 − 3) / 2 = −2; b: + 1 by the first seed alone; mean of instances − 0.5
    (row,) = comparisons(RUNS)
    assert (row["instances"], row["pairs"], row["unpaired"]) == (2, 3, 2)
    assert row["difference"] == -0.5
    assert (row["low"], row["high"]) == (-2.0, 1.0)


def test_one_instance_gives_no_interval() -> None:
    (row,) = comparisons([one for one in RUNS if one.instance == "a"])
    assert row["difference"] == -2.0
    assert row["low"] is None


def test_the_interval_is_repeatable_and_holds_the_mean() -> None:
    values = [0.1, -0.3, 0.5, 0.2, -0.1]
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    assert low < sum(values) / len(values) < high


def test_the_table_tells_what_was_not_counted() -> None:
    told = run("ours", "b", 2, None).as_json() | {"error": "missing: client 3"}
    figures = {"runs": [told], "means": means(RUNS), "compare": comparisons(RUNS), "skipped": []}
    text = table(figures)
    assert "missing: client 3" in text
    assert "Left out" not in text
