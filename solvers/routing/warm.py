"""Compile the search kernels ahead of the first plan, by solving the smallest questions of each sort.

What is compiled depends on the sorts of arrays alone, never on their figures.  Only an instance with a
figure of travel over 2^30 has other arrays; its kernels are compiled when it comes.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from distribution.calendar import Week
from distribution.progress import Limits
from solvers.routing import tables as to
from solvers.routing.insertion import insertion
from solvers.routing.instance import Client, Instance, VehicleType
from solvers.routing.manning import manned
from solvers.routing.objective import total_vnd
from solvers.routing.ours.engine import ours, solve_instance
from solvers.routing.placing import clear, take_client
from solvers.routing.problem import RoutingProblem
from solvers.routing.referee import load, violations
from solvers.routing.rosters import Hand
from solvers.routing.tables import Tables, new_work, records
from solvers.routing.widening.pool import WideningPool

FEW = Limits(iterations=2)


def compile_kernels() -> None:
    """Compile every kernel once; the compiler's cache on disk keeps them."""
    compile_week()
    compile_plain()


def compile_week() -> None:
    """Compile the kernels that plan a week."""
    problem = smallest()
    insertion(problem, limits=FEW)
    week = ours(problem, limits=FEW).value
    ours(problem, limits=FEW, start=week)
    WideningPool(problem, (), week).widen(1)
    violations(problem, manned(problem, week))
    state = load(problem, week)
    total_vnd(problem.tables, state)
    take_client(problem.tables, state, new_work(), 0)
    clear(problem.tables, state, 0)


def compile_plain() -> None:
    """Compile the kernels that solve plain instances."""
    instance = plain()
    solve_instance(instance, limits=FEW, start=solve_instance(instance, limits=FEW).value)


def plain() -> Instance:
    """Return three clients with windows, one of them with a prize, and two types, one of several trips."""
    travel = np.full((1, 4, 4), 10, np.int64) - 10 * np.eye(4, dtype=np.int64)
    return Instance(
        name="smallest",
        distance=travel,
        duration=travel,
        clients=tuple(
            Client(place=place, load=(place,), service=5, early=10, late=100, prize=prize)
            for place, prize in ((1, None), (2, None), (3, 15))
        ),
        types=(
            VehicleType(available=1, capacity=(3,), start=0, end=0, fixed=5, late=200, reloads=1),
            VehicleType(available=1, capacity=(6,), start=0, end=0, fixed=10, late=200),
        ),
    )


def smallest() -> RoutingProblem:
    """Return a problem of one depot, one van and one client an hour away."""
    return RoutingProblem(
        week=Week(date(2026, 11, 23)),
        tables=_tables(),
        depot_ids=("depot",),
        vehicle_ids=("van", "van"),
        centre_ids=("centre",),
        kind_type_ids=("van",),
        kind_box_ids=("box",),
        visit_days=(date(2026, 11, 23),),
        hands=(Hand(driver_id="driver", depot_id="depot", level=1, days=frozenset(range(7))),),
    )


def _tables() -> Tables:
    travel = np.zeros((1, 2, 2), to.TRAVEL)
    travel["free_s"] = 3_600
    pair = np.zeros((1, 2, 2), np.int64)
    return Tables(
        travel=travel,
        leg_vnd=pair + 100_000,
        refuge_s=pair[0],
        place_zone=np.zeros((2, 1), np.bool_),
        crossing_s=np.zeros(1, np.int64),
        ban_first=np.zeros((1, 1), np.int64),
        ban_last=np.zeros((1, 1), np.int64),
        ban_spans=np.zeros((0, 2), np.int64),
        kind=records(
            to.KIND,
            depot=[0],
            profile=[0],
            type=[0],
            boxes=[10],
            payload_g=[500_000],
            active_ml=[0],
            range_m=[1_000_000],
            day_vnd=[500_000],
            unit_vnd_h=[0],
            crew=[1],
            driving_s=[36_000],
            shift_s=[43_200],
            level=[1],
        ),
        hold_s=np.full((1, 2), 200_000, np.int64),
        vehicle_kind=np.zeros(2, np.int64),
        body=np.zeros(2, np.int64),
        vehicle_days=np.ones((2, to.CLOCK_DAYS), np.bool_),
        depot=records(to.DEPOT, first=[0], last=[2], place=[0], opens_s=[0], closes_s=[86_400], bays=[2]),
        drivers=np.ones((1, to.CLOCK_DAYS + 1, 4), np.int64),
        client=records(to.CLIENT, place=[1], first=[0], last=[1], out_vnd=[10_000_000], vehicle=[-1]),
        ready_day=np.zeros((1, 1), np.int64),
        pattern=records(to.PATTERN, first=[0], last=[1], vnd=[0]),
        visit=records(
            to.VISIT,
            client=[0],
            pattern=[0],
            day=[0],
            boxes=[2],
            ml=[40_000],
            g=[48_000],
            vnd=[1_000_000],
            service_s=[1_140],
            avoid_vnd=[0],
        ),
        windows=np.array([[[28_800, 43_200]]], np.int64),
        courier_vnd=np.full((1, 1), 900_000, np.int64),
        rules=np.array(
            [2_700, 14_400, 900, 39_600, 2, 86_400, 5_760, 10**10, 300_000, 28_800, 105_000, 172_800],
            np.int64,
        ),
    )
