"""What is written is there whole or not at all, once, on tables that are what the migrations say."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text
from tiny_nights import MON, first_night, night, second_night

from distribution.errors import HistoryError
from distribution.inputs import WeekInputs
from distribution.quarter.answer import QuarterAllocation, nightly_horizon
from operations.history import history_beside, record_plan, tables
from operations.history.migrations import HEAD
from operations.history.spans import held_in, hold
from operations.history.store import VARIABLE, config, reading, writing
from operations.plan_folder import Judged

TUESDAY = MON + timedelta(days=1)


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(history: str) -> None:
    with writing(history) as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []


def test_the_last_step_is_the_one_that_the_code_expects() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD


def test_the_migrations_can_be_taken_back_and_taken_again(history: str) -> None:
    with writing(history) as connection:
        steps = config()
        steps.attributes["connection"] = connection
        downgrade(steps, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    with writing(history) as connection:
        assert "drops" in inspect(connection).get_table_names()


def test_a_history_of_a_newer_program_is_refused_in_a_sentence(history: str) -> None:
    with writing(history) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    with pytest.raises(HistoryError, match="from_the_future"), reading(history):
        pass
    with pytest.raises(HistoryError, match="from_the_future"), writing(history):
        pass


def test_recording_the_same_again_changes_nothing(history: str, tiny_judged: Judged) -> None:
    assert record_plan(history, tiny_judged)
    before = counts(history)
    assert not record_plan(history, tiny_judged)
    assert counts(history) == before


def test_another_plan_of_the_same_name_is_refused(history: str, tiny_judged: Judged) -> None:
    record_plan(history, tiny_judged)
    other = replace(tiny_judged, plan=replace(tiny_judged.plan, seed=2))
    with pytest.raises(HistoryError, match="P-2026-W48-tiny"):
        record_plan(history, other)


def test_what_fails_half_way_leaves_nothing(history: str, tiny_judged: Judged) -> None:
    record_plan(history, tiny_judged)
    before = counts(history)
    doubled = replace(tiny_judged, verdicts=tiny_judged.verdicts * 2)
    renamed = replace(doubled, plan=replace(tiny_judged.plan, plan_id="P-2"))
    with pytest.raises(HistoryError):
        record_plan(history, renamed)
    assert counts(history) == before


def test_a_night_gives_back_exactly_what_it_held_however_many_came_after(
    history: str, tiny_inputs: WeekInputs
) -> None:
    nights = {"N1": first_night(), "N2": second_night(), "N3": replace(first_night(), synthetic=False)}
    for name, allocation in nights.items():
        night(history, allocation, name, tiny_inputs)
    for name, allocation in nights.items():
        assert packs_in(history, name) == packs_of(allocation)
    # 4 issues of days and one sum of later ones; 2 changed on the second night, 1 comes back on the third
    assert counts(history)["issues"] == 5 + 2 + 1


def test_weeks_that_begin_a_day_later_are_no_new_rows(history: str, tiny_inputs: WeekInputs) -> None:
    first = first_night()
    later = [replace(issue, period=issue.period - 1) for issue in first.issues if 1 <= issue.period < 14]
    later += [issue for issue in first.issues if issue.period >= 14]
    night(history, first, "N1", tiny_inputs)
    night(history, replace(first, horizon=nightly_horizon(TUESDAY), issues=tuple(later)), "N2", tiny_inputs)
    assert counts(history)["issues"] == 5


def test_equal_rows_are_added_up_never_lost(history: str, tiny_inputs: WeekInputs) -> None:
    allocation = first_night()
    night(history, replace(allocation, issues=allocation.issues * 2), "N1", tiny_inputs)
    assert packs_in(history, "N1") == {key: 2 * packs for key, packs in packs_of(allocation).items()}


def test_two_writers_at_once_both_get_in_one_after_the_other(history: str) -> None:
    with writing(history):
        pass
    names = ["a", "b", "c", "d"]
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with writing(history) as connection:
                row = {"place_id": name, "name": name, "phone": ""}
                head = {
                    "run_id": name,
                    "kind": "plan",
                    "day": first_night().as_of,
                    "end_day": first_night().horizon.end,
                    "made_at": func.now(),
                }
                head |= {"engine": "", "content": "", "inputs_digest": "", "synthetic": True}
                head |= {"recorded_at": func.now()}
                run = connection.execute(tables.runs.insert().values(head).returning(tables.runs.c.run))
                hold(connection, tables.places, run.scalar_one(), [row])
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    with reading(history) as connection:
        places = tables.places
        open_now = connection.execute(select(places.c.place_id).where(places.c.until_run.is_(None)))
        assert len(open_now.all()) == 1
        assert connection.execute(select(func.count()).select_from(places)).scalar() == len(names)


@pytest.mark.parametrize(
    "where",
    ["postgresql://user:geheim@127.0.0.1:1/none", "nosuch://x/y", "sqlite:////no/such/folder/h.sqlite"],
)
def test_a_database_that_is_gone_is_a_sentence_without_the_password(where: str) -> None:
    with pytest.raises(HistoryError) as told, writing(where):
        pass
    assert "geheim" not in str(told.value)
    assert str(told.value).count("\n") == 0


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite").write_text("no database, but long enough to be read as one " * 40)
    with pytest.raises(HistoryError, match=r"history\.sqlite"), reading(tmp_path / "history.sqlite"):
        pass


def test_the_history_is_beside_the_plans_or_where_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert history_beside(tmp_path / "plans") == str(tmp_path / "history.sqlite")
    monkeypatch.setenv(VARIABLE, "postgresql://db/coldchain")
    assert history_beside(tmp_path / "plans") == "postgresql://db/coldchain"


def counts(history: str) -> dict[str, int]:
    """Return how many rows each table has."""
    with reading(history) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }


def packs_of(allocation: QuarterAllocation) -> Counter[tuple[str, str, object]]:
    packs: Counter[tuple[str, str, object]] = Counter()
    for i in allocation.issues:
        packs[i.centre_id, i.lot_id, allocation.horizon.starts[i.period] if i.period < 14 else None] += (
            i.packs
        )
    return packs


def packs_in(history: str, name: str) -> dict[tuple[str, str, object], int]:
    issues, runs = tables.issues, tables.runs
    with reading(history) as connection:
        run = connection.execute(select(runs.c.run).where(runs.c.run_id == name)).scalar_one()
        rows = connection.execute(select(issues).where(held_in(issues, run))).all()
    return {(row.centre_id, row.lot_id, row.start_day): row.packs for row in rows}
