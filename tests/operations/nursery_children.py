"""A folder of nights with the children that make them, and a fuse that kills a child at a file operation."""

from __future__ import annotations

import csv
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from command_line import CENTRES, WEEK, small_rows

from distribution.files.assemble import read_inputs
from distribution.files.bundled import read_table
from distribution.files.folder_write import write_folder
from distribution.inputs import WeekInputs
from distribution.travel import TravelTable
from operations.commands.allocate import allocate_and_publish
from operations.failures import told
from operations.history.store import writing
from operations.night.folder import current_folder, damaged_files, passed_checks
from operations.night.owner import holding
from operations.night.question import TravelSource
from operations.night.removal import finish_removals, remove_old
from operations.night.retention import Retention
from operations.night.settings import NightSettings
from operations.travel_source import travel_for

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

    def removing(self, before: Callable[[], None]) -> int:
        """Fork a child that removes all nights but the one in force, and return its process id."""
        child = os.fork()
        if child:
            return child
        code = 99
        try:
            before()
            with holding(self.out, 0.0, "en"):
                finish_removals(self.out)
                history = str(self.out.parent / "history.sqlite")
                remove_old(self.out, None, history, Retention(keep_days=1, keep_nights=1), only_look=False)
            code = 0
        finally:
            os._exit(code)

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
