"""Nights in real processes, for tests that kill them.

A single-threaded parent imports everything once and forks a child for every night, so that a night takes
a fraction of a second.  ``python nursery.py SCENARIO COUNT`` runs one scenario and prints what it saw
as JSON; the tests judge it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from command_line import WEEK
from nursery_children import Fuse, Nursery

from distribution.inputs import WeekInputs
from distribution.travel import TravelTable

PATIENCE_S = 240.0
NOBODY = 65534
FULL_AT = (0, 64, 256, 1_024, 2_048)


def killed_at_random(nursery: Nursery, count: int) -> dict[str, Any]:
    """Kill nights at moments spread over their whole length; after each, run the same night to its end."""
    first = nursery.night()
    nursery.another_stock(1_000)
    length_s = nursery.night().seconds
    shares = [1.1 * (i + 0.5) / count for i in range(count)]
    random.Random(1).shuffle(shares)
    killed, faults, codes = 0, [], []
    for number, share in enumerate(shares):
        kept = nursery.current()
        nursery.another_stock(2_000 + 10 * number)
        killed += nursery.night(kill_after_s=share * length_s).code == -signal.SIGKILL
        faults += [f"{number}: {fault}" for fault in nursery.faults(kept)]
        still_to_do = nursery.current() == kept
        after = nursery.night()
        codes.append(after.code)
        if still_to_do:  # a whole night, on a machine that may have grown more or less busy
            length_s = after.seconds
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


def killed_while_removing(nursery: Nursery, count: int) -> dict[str, Any]:
    """Kill removals of old nights at their file operations; after each, remove to the end."""
    for number in range(4):
        nursery.another_stock(1_000 + 10 * number)
        nursery.night(as_of=WEEK.monday + timedelta(days=number))
    before, out, whole = nursery.recorded(), nursery.out, nursery.out.with_name("whole")
    shutil.copytree(out, whole)
    counter = out.parent / "operations"
    nursery.ended(nursery.removing(Fuse(None, counter).light), 0.0)
    total = len(counter.read_text().splitlines())
    moments = sorted({1 + i * total // count for i in range(count)})
    faults, codes, killed, left = [], [], 0, []
    for moment in moments:
        shutil.rmtree(out)
        shutil.copytree(whole, out)
        kept = nursery.current()
        killed += nursery.ended(nursery.removing(Fuse(moment, counter).light), 0.0).code == -signal.SIGKILL
        faults += [f"{moment}: {fault}" for fault in nursery.faults(kept)]
        codes.append(nursery.ended(nursery.removing(lambda: None), 0.0).code)
        faults += [f"{moment}, next: {fault}" for fault in nursery.faults(kept)]
        left.append(sum(p.is_dir() for p in out.iterdir()))
    return {
        "operations": total,
        "moments": len(moments),
        "killed": killed,
        "faults": faults,
        "codes": sorted(set(codes)),
        "left": sorted(set(left)),
        "recorded": nursery.recorded() == before,
        "leftovers": nursery.leftovers(),
        "after": nursery.night(as_of=WEEK.monday + timedelta(days=4)).code,
    }


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
        killed_while_removing,
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
