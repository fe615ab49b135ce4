"""The instances of the cold-chain set: which centres of the country, in which week, made how."""

from __future__ import annotations

from dataclasses import dataclass

NORTH = ("dc-hanoi", "depot-hai-phong", "depot-thai-nguyen")
SAIGON = ("dc-hcm-2", "dc-hcm-hoang-van-thu")
CENTRAL = ("dc-danang", "depot-buon-ma-thuot", "depot-nha-trang", "depot-vinh")
JUNE, NOVEMBER, TET = "2026-W25", "2026-W48", "2027-W05"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the country in a week.

    The ``count`` centres nearest to ``around`` (longitude, latitude) that one of ``depots`` may
    supply; without depots, and without ``around``, all.  ``short_hold`` gives vehicles boxes of 23 h
    of which three tenths are used; ``pairs`` splits every load of four boxes or more into two visits;
    ``clinics`` are made up beside the centres and served by a fleet ``fleets`` times as large.
    """

    name: str
    week: str
    about: str
    depots: tuple[str, ...] = ()
    around: tuple[float, float] | None = None
    count: int = 240
    short_hold: bool = False
    pairs: bool = False
    clinics: int = 0
    fleets: int = 1


REGIONS = (
    Region(
        name="northwest-30-june",
        week=JUNE,
        about="the mountains of the north-west in the heat: long legs, breaks, nights away",
        depots=("dc-hanoi", "depot-thai-nguyen"),
        around=(103.9, 21.3),
        count=30,
    ),
    Region(
        name="hanoi-30-bans",
        week="2026-W41",
        about="Hà Nội: bans by day, night windows, heavy traffic",
        depots=("dc-hanoi",),
        around=(105.85, 21.03),
        count=30,
    ),
    Region(
        name="mekong-30-september",
        week="2026-W39",
        about="the western Mekong delta and Phú Quốc: a ferry, one depot",
        depots=("depot-can-tho",),
        around=(105.08, 10.01),
        count=30,
    ),
    Region(
        name="central-60-nights",
        week="2026-W46",
        about="the long coast and the highlands from five depots: nights away",
        depots=(*CENTRAL, "depot-bien-hoa"),
        around=(109.2, 13.8),
        count=60,
    ),
    Region(
        name="saigon-60-bans",
        week="2026-W44",
        about="Hồ Chí Minh City and around, two depots: bans at the peaks",
        depots=SAIGON,
        around=(106.7, 10.78),
        count=60,
    ),
    Region(
        name="redriver-60-tet",
        week=TET,
        about="the Red River delta in the week of Tết: three days open",
        depots=NORTH,
        around=(106.3, 20.9),
        count=60,
    ),
    Region(
        name="southeast-60-hold",
        week="2026-W18",
        about="the south-east in April with short-lived boxes; three days to avoid",
        depots=("dc-hcm-2", "depot-bien-hoa"),
        around=(107.0, 11.1),
        count=60,
        short_hold=True,
    ),
    Region(
        name="north-100-hold",
        week=JUNE,
        about="the north in June with short-lived boxes, five depots",
        depots=(*NORTH, "depot-vinh", "dc-danang"),
        around=(105.85, 21.03),
        count=100,
        short_hold=True,
    ),
    Region(
        name="south-100-pairs",
        week="2026-W43",
        about="the south; whoever gets four boxes or more receives twice",
        depots=(*SAIGON, "depot-bien-hoa", "depot-can-tho"),
        around=(106.7, 10.78),
        count=100,
        pairs=True,
    ),
    Region(
        name="centre-100-tet",
        week=TET,
        about="from the north to the centre in the week of Tết, six depots",
        depots=("dc-hanoi", "depot-thai-nguyen", *CENTRAL),
        around=(106.6, 17.5),
        count=100,
    ),
    Region(name="country-240-november", week=NOVEMBER, about="the whole country, one day to avoid"),
    Region(name="country-240-june", week=JUNE, about="the whole country in the heat"),
    Region(name="country-215-tet", week=TET, about="the whole country in the week of Tết: three days open"),
    Region(
        name="clinics-500",
        week=NOVEMBER,
        about="the whole country and made-up clinics beside its centres",
        clinics=260,
        fleets=2,
    ),
    Region(
        name="clinics-1000",
        week=NOVEMBER,
        about="the whole country and made-up clinics beside its centres",
        clinics=760,
        fleets=2,
    ),
)
