"""``--travel``: an outside source asked once; what it says lies beside the plan from then on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from distribution.errors import Fault, TravelSourceError
from distribution.files.measured_codec import TRAVEL_FILE, read_measured, write_measured
from distribution.inputs import WeekInputs
from distribution.measured_travel import (
    SNAP_LIMIT_M,
    Asked,
    MeasuredTravel,
    require_joined,
    speed_ratio,
    whole,
)
from distribution.network import Place
from distribution.progress import OnProgress
from distribution.roads.graph import SPEED_FACTOR
from distribution.roads.reference import error_of, published_towns
from operations.travel_source import road_files

OWN, MATRIX = "own", "matrix"
ASKS = ("osrm", "valhalla", "osm")
Ask = Callable[[str, Sequence[Place], OnProgress], Asked]


def with_travel(inputs: WeekInputs, spec: str, folder: Path, on_progress: OnProgress) -> WeekInputs:
    """Return the question with the travel that a source measures, written into the plan's folder.

    Parameters
    ----------
    spec
        ``own`` (the input's matrix where it has one, else the road graph), ``matrix``, ``osrm:URL``,
        ``valhalla:URL`` or ``osm:FILE``.

    Raises
    ------
    TravelSourceError
        When the source is not understood, fails, or does not join all places.
    """
    if spec == OWN:
        return inputs
    if spec == MATRIX:
        if not inputs.matrix:
            raise _fault("travel_no_matrix", spec)
        return inputs
    measured = measure(inputs, spec, on_progress)
    digest = write_measured(measured, folder / TRAVEL_FILE)
    return _measured(inputs, measured, digest)


def with_kept_travel(inputs: WeekInputs, folder: Path) -> WeekInputs:
    """Return the question with the measured travel that lies in a plan's folder, if any does.

    Raises
    ------
    InputError
        When it cannot be read, or is of other places.
    """
    path = folder / TRAVEL_FILE
    if not path.exists():
        return inputs
    return _measured(inputs, *read_measured(path, inputs.network.place_ids))


def measure(inputs: WeekInputs, spec: str, on_progress: OnProgress) -> MeasuredTravel:
    """Return what a source says of all places of a question, and its error against published distances.

    Raises
    ------
    TravelSourceError
        As `with_travel`.
    """
    kind, _, where = spec.partition(":")
    if kind not in ASKS or not where:
        raise _fault("travel_spec", "--travel", value=spec)
    ask, asked_as, source = _source(kind, where, spec)
    ids = inputs.network.place_ids
    places = [inputs.network.place(place_id) for place_id in ids]
    answers = {name: ask(name, places, on_progress) for name in sorted(set(asked_as.values()))}
    for answer in answers.values():
        require_joined(answer, ids, source)
    grids = {p: whole(answers[a], speed_ratio(a, p)) for p, a in asked_as.items()}
    error, _ = _error(ask, asked_as["van"], on_progress)
    return MeasuredTravel(
        place_ids=ids,
        metres={p: metres for p, (metres, _) in grids.items()},
        seconds={p: seconds for p, (_, seconds) in grids.items()},
        source=source,
        error_percent=error,
    )


def _source(kind: str, where: str, spec: str) -> tuple[Ask, dict[str, str], str]:
    """Return how to ask, as which profile each speed profile is asked, and the name of the source."""
    if kind == "osm":
        from distribution.files.osm_extract import ASKED_AS, read_extract

        return read_extract(Path(where)).ask, ASKED_AS, f"OpenStreetMap extract {Path(where).name}"
    from distribution.files.travel_server import TravelServer

    server = TravelServer(where, spec)
    if kind == "osrm":
        from distribution.files.osrm import PROFILE, ask_osrm

        ask: Ask = lambda _, places, told: ask_osrm(server, places, told)  # noqa: E731
        return ask, dict.fromkeys(SPEED_FACTOR, PROFILE), f"OSRM {where}"
    from distribution.files.valhalla import ASKED_AS, ask_valhalla

    return lambda p, places, told: ask_valhalla(server, p, places, told), ASKED_AS, f"Valhalla {where}"


def _error(ask: Ask, profile: str, on_progress: OnProgress) -> tuple[float | None, int]:
    """Return the source's error against published distances between the towns that it covers."""
    files = road_files()
    towns = published_towns(files.nodes, files.references)
    answer = ask(profile, list(towns.values()), on_progress)
    row = {town: i for i, town in enumerate(towns) if answer.snapped_m[i] <= SNAP_LIMIT_M}

    def km(a: str, b: str) -> float | None:
        if a not in row or b not in row:
            return None
        metres = float(answer.metres[row[a], row[b]])
        return metres / 1_000 if metres < float("inf") else None

    return error_of(km, files.references)


def _measured(inputs: WeekInputs, measured: MeasuredTravel, digest: str) -> WeekInputs:
    return replace(inputs, measured=measured, digests={**inputs.digests, "travel": digest})


def _fault(code: str, file: str, **arguments: str) -> TravelSourceError:
    return TravelSourceError([Fault(code=code, file=file, arguments=arguments)])
