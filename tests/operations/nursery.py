"""Nights in real processes, for tests that kill them.

A single-threaded parent imports everything once and forks a child for every night, so that a night takes
a fraction of a second.  ``python nursery.py SCENARIO COUNT`` runs one scenario and prints what it saw
as JSON; the tests judge it.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from command_line import CENTRES, WEEK, small_rows

from distribution.files.assemble import read_inputs
from distribution.files.bundled import read_table
from distribution.files.folder_write import write_folder
from distribution.inputs import WeekInputs
from distribution.travel import TravelTable
from operations.allocate_command import allocate_and_publish
from operations.failures import told
from operations.history.store import writing
from operations.night.folder import current_folder, damaged_files, passed_checks
from operations.night.question import TravelSource
from operations.night.settings import NightSettings
from operations.travel_source import travel_for

PATIENCE_S = 60.0
NOBODY = 65534
FULL_AT = (0, 64, 256, 1_024, 2_048)
# operations on files that the interpreter reports before it does them; the kill comes at one of them
FILE_EVENTS = frozenset(
    {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree", "sqlite3.connect"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How a night in a child ended: its exit code, or minus the signal that killed it; and its time."""

    code: int
    seconds: float


class Nursery:
    """A folder with an input, the allocations made of it, and the children that make them."""

    def __init__(self, base: Path) -> None:
        self.input, self.out, self.log = base / "input", base / "allocations", base / "night.jsonl"
        rows = small_rows()
        products = {row["product_id"] for row in rows["forecast"]}
        rows["centres"] = [row for row in read_table("centres") if row["id"] in CENTRES]
        rows["products"] = [row for row in read_table("products") if row["id"] in products]
        write_folder(self.input, rows, "vi", synthetic=True, week=WEEK)
        self.told = os.pipe()  # a full disk has no room for a sentence, a pipe has
        self.travel = travel_for(read_inputs(self.input, WEEK))[0]

    def settings(self, **changes: Any) -> NightSettings:
        """Return the settings of a night."""
        asked = NightSettings(
            source=self.input,
            as_of=WEEK.monday,
            out=self.out,
            iterations=5,
            max_age_h=10**6,
            accept_jump=True,
            metrics=self.log.with_name("night.prom"),
        )
        return replace(asked, **changes)

    def another_stock(self, doses: int) -> None:
        """Change the input: another night."""
        path = self.input / "stock.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0]["doses"] = str(doses)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    def travel_source(self, _: WeekInputs) -> TravelTable:
        """Return the travel that the parent has computed: it is the same every night."""
        return self.travel

    def start(
        self,
        settings: NightSettings,
        before: Callable[[], None] | None = None,
        travel_source: TravelSource | None = None,
    ) -> int:
        """Fork a child that runs a night, and return its process id."""
        child = os.fork()
        if child:
            return child
        code = 99
        try:
            if before is not None:
                before()
            code = self.run(settings, travel_source or self.travel_source)
        finally:
            os._exit(code)

    def run(self, settings: NightSettings, travel_source: TravelSource) -> int:
        """Run a night in this process as the command line would, return its code, and keep its sentence."""
        try:
            report = allocate_and_publish(settings, self.log, travel_source=travel_source)
            if report.facts["unrecorded"]:
                os.write(self.told[1], "\n".join(report.lines).encode() + b"\n")
            return int(report.code)
        except Exception as error:
            code, sentence = told(error, "en")
            os.write(self.told[1], sentence.encode() + b"\n")
            return int(code)

    def sentences(self) -> list[str]:
        """Return what failed nights have said since this was last asked."""
        return os.read(self.told[0], 60_000).decode().splitlines()

    def night(self, *, kill_after_s: float | None = None, **changes: Any) -> Seen:
        """Run a night in a child to its end, or kill it after some seconds."""
        begun = time.monotonic()
        child = self.start(self.settings(**changes))
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            os.kill(child, signal.SIGKILL)
        return self.ended(child, begun)

    def ended(self, child: int, begun: float) -> Seen:
        """Wait for a child."""
        _, status = os.waitpid(child, 0)
        return Seen(code=os.waitstatus_to_exitcode(status), seconds=time.monotonic() - begun)

    def faults(self, kept: str | None) -> list[str]:
        """Return what is wrong with what lies there: it must be nothing, whatever was killed when.

        ``kept`` is the last good night of before: ``current`` must point to it or to a later whole one.
        """
        found = []
        folders = [p for p in sorted(self.out.iterdir()) if p.is_dir() and not p.name.startswith(".")]
        for folder in folders:
            try:
                found += [f"{folder.name}: {name} differs" for name in damaged_files(folder)]
                passed_checks(folder)
            except Exception as error:
                found.append(f"{folder.name}: {error}")
        current = current_folder(self.out)
        if kept is not None and (self.out / kept) not in folders:
            found.append(f"{kept} is lost")
        if current is None and kept is not None:
            found.append("current is lost")
        if current is not None and current not in folders:
            found.append(f"current points to {current.name}, which is not there")
        return found

    def leftovers(self) -> list[str]:
        """Return what a night that ended well must not leave."""
        return sorted(p.name for p in self.out.glob(".*") if p.name != ".lock")

    def current(self) -> str | None:
        """Return the name of the last good night."""
        folder = current_folder(self.out)
        return folder.name if folder else None

    def recorded(self) -> list[str]:
        """Return the runs that the history knows."""
        from sqlalchemy import text

        with writing(self.out.parent / "history.sqlite") as connection:
            return [row[0] for row in connection.execute(text("SELECT run_id FROM runs ORDER BY run_id"))]


def killed_at_random(nursery: Nursery, count: int) -> dict[str, Any]:
    """Kill nights at moments spread over their whole length; after each, run the same night to its end."""
    first = nursery.night()
    nursery.another_stock(1_000)
    length_s = nursery.night().seconds
    moments = [length_s * 1.1 * (i + 0.5) / count for i in range(count)]
    random.Random(1).shuffle(moments)
    killed, faults, codes = 0, [], []
    for number, moment in enumerate(moments):
        kept = nursery.current()
        nursery.another_stock(2_000 + 10 * number)
        killed += nursery.night(kill_after_s=moment).code == -signal.SIGKILL
        faults += [f"{number}: {fault}" for fault in nursery.faults(kept)]
        codes.append(nursery.night().code)
        faults += [f"{number}, next: {fault}" for fault in nursery.faults(nursery.current())]
        faults += [f"{number}, next: {name} left" for name in nursery.leftovers()]
    published = [p.name for p in sorted(nursery.out.iterdir()) if p.is_dir()]
    return {
        "first": first.code,
        "length_s": length_s,
        "killed": killed,
        "faults": faults,
        "codes": sorted(set(codes)),
        "published": len(published),
        "unrecorded": sorted(set(published) - set(nursery.recorded())),
    }


def killed_at_file_operations(nursery: Nursery, count: int) -> dict[str, Any]:
    """Kill nights at their file operations, as many as asked, spread over all of them."""
    nursery.night()
    nursery.another_stock(1_000)
    counter = nursery.out.parent / "operations"
    nursery.ended(nursery.start(nursery.settings(), Fuse(None, counter).light), 0.0)
    total = len(counter.read_text().splitlines())
    moments = sorted({1 + i * total // count for i in range(count)})
    faults, codes, killed = [], [], 0
    for number, moment in enumerate(moments):
        kept = nursery.current()
        nursery.another_stock(2_000 + 10 * number)
        child = nursery.start(nursery.settings(), Fuse(moment, counter).light)
        killed += nursery.ended(child, 0.0).code == -signal.SIGKILL
        faults += [f"{moment}: {fault}" for fault in nursery.faults(kept)]
        codes.append(nursery.night().code)
        faults += [f"{moment}, next: {fault}" for fault in nursery.faults(nursery.current())]
        faults += [f"{moment}, next: {name} left" for name in nursery.leftovers()]
    return {
        "operations": total,
        "moments": len(moments),
        "killed": killed,
        "faults": faults,
        "codes": sorted(set(codes)),
    }


class Fuse:
    """Kills its process before the n-th file operation; without an n it notes every one in a file."""

    def __init__(self, at: int | None, notes: Path) -> None:
        self.left = at
        self.notes = notes

    def light(self) -> None:
        """Begin to count."""
        handle = os.open(self.notes, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

        def hook(event: str, _: object) -> None:
            if event not in FILE_EVENTS:
                return
            if self.left is None:
                os.write(handle, f"{event}\n".encode())
                return
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)


def two_at_once(nursery: Nursery, _: int) -> dict[str, Any]:
    """Start a second night while the first holds the lock, once without waiting and once with."""
    gate = nursery.out.parent / "gate"
    reached = nursery.out.parent / "reached"

    def held(inputs: WeekInputs) -> TravelTable:
        reached.touch()
        _until(gate.exists)
        return nursery.travel_source(inputs)

    first = nursery.start(nursery.settings(), travel_source=held)
    _until(reached.exists)
    refused = nursery.night()
    begun = time.monotonic()
    waiting = nursery.start(nursery.settings(wait_s=PATIENCE_S))
    time.sleep(0.2)
    gate.touch()
    codes = [nursery.ended(first, begun).code, nursery.ended(waiting, begun).code]
    return {
        "refused": refused.code,
        "codes": codes,
        "told": nursery.sentences(),
        "faults": nursery.faults(nursery.current()),
        "leftovers": nursery.leftovers(),
    }


def disk_full(nursery: Nursery, _: int) -> dict[str, Any]:
    """Let no file grow beyond some size: the disk is full at another place each time."""
    nursery.night()
    kept, faults, codes = nursery.current(), [], []
    for number, size in enumerate(FULL_AT):
        nursery.another_stock(2_000 + 10 * number)
        fills = partial(_limit_files, nursery, size)

        def on_the_way(inputs: WeekInputs, fills: Callable[[], None] = fills) -> TravelTable:
            fills()
            return nursery.travel_source(inputs)

        for before, travel_source in ((fills, nursery.travel_source), (None, on_the_way)):
            child = nursery.start(nursery.settings(), before, travel_source)
            codes.append(nursery.ended(child, 0.0).code)
            faults += [f"{size}: {fault}" for fault in nursery.faults(kept)]
    stayed = nursery.current() == kept
    return {
        "codes": codes,
        "told": nursery.sentences(),
        "stayed": stayed,
        "faults": faults,
        "after": nursery.night().code,
        "leftovers": nursery.leftovers(),
    }


def read_only(nursery: Nursery, _: int) -> dict[str, Any]:
    """Run as somebody who may read the allocations folder and not write it."""
    nursery.night()
    kept = nursery.current()
    nursery.another_stock(2_000)
    nursery.out.chmod(0o555)
    child = nursery.start(nursery.settings(), partial(_be_nobody, nursery))
    code = nursery.ended(child, 0.0).code
    nursery.out.chmod(0o755)
    return {
        "code": code,
        "told": nursery.sentences(),
        "faults": nursery.faults(kept),
        "after": nursery.night().code,
    }


def database_gone(nursery: Nursery, _: int) -> dict[str, Any]:
    """Take the history away before a night, and during one."""
    nursery.night()
    kept, history, away = (
        nursery.current(),
        nursery.out.parent / "history.sqlite",
        nursery.out.parent / "away",
    )
    nursery.another_stock(2_000)
    history.rename(away)
    history.mkdir()
    before = nursery.night().code
    stayed = nursery.current() == kept
    history.rmdir()
    away.rename(history)

    def takes_it_away(inputs: WeekInputs) -> TravelTable:
        for path in nursery.out.parent.glob("history.sqlite*"):
            path.rename(path.with_name(path.name.replace("history", "away")))
        history.mkdir()
        return nursery.travel_source(inputs)

    during = nursery.ended(nursery.start(nursery.settings(), travel_source=takes_it_away), 0.0).code
    published, faults = nursery.current(), nursery.faults(kept)
    told = nursery.sentences()
    history.rmdir()
    for path in nursery.out.parent.glob("away.sqlite*"):
        path.rename(path.with_name(path.name.replace("away", "history")))
    return {
        "before": before,
        "told": told,
        "stayed": stayed,
        "during": during,
        "published": published != kept,
        "faults": faults,
        "known_before": published in nursery.recorded(),
        "after": nursery.night().code,
        "known_after": published in nursery.recorded(),
        "leftovers": nursery.leftovers(),
    }


def _until(reached: Callable[[], bool]) -> None:
    patient_until = time.monotonic() + PATIENCE_S
    while not reached():
        if time.monotonic() > patient_until:
            raise TimeoutError
        time.sleep(0.005)


def _limit_files(nursery: Nursery, size: int) -> None:
    nursery.log = Path(os.devnull)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _be_nobody(nursery: Nursery) -> None:
    nursery.log = Path(os.devnull)
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


SCENARIOS: dict[str, Callable[[Nursery, int], dict[str, Any]]] = {
    scenario.__name__: scenario
    for scenario in (
        killed_at_random,
        killed_at_file_operations,
        two_at_once,
        disk_full,
        read_only,
        database_gone,
    )
}


def main() -> None:
    """Run a scenario in a folder of its own and print what it saw."""
    name, count = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="nights-") as folder:
        Path(folder).chmod(0o755)  # one scenario runs as somebody else
        print(json.dumps(SCENARIOS[name](Nursery(Path(folder)), count), ensure_ascii=False))


if __name__ == "__main__":
    main()
