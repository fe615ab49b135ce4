"""Made-up shortages for the tests of fairness."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from distribution.fairness.shares import FairCell, FairQuestion, FairRoom, FairSource, Limit, Outlet


def shortage(
    seed: int, *, centres: int = 4, products: int = 3, depots: int = 2, urgencies: int = 1, tight: float = 0.6
) -> FairQuestion:
    """Return a question in which goods, centres' and depots' litres all run out somewhere."""
    draw = np.random.default_rng(seed)
    home = draw.integers(0, depots, centres)
    cells = tuple(
        _cell(draw, (c, p, week), f"d{home[c]}", p % urgencies, dated=p % 4 == 1)
        for c in range(centres)
        for p in range(products)
        for week in range(2)
        if draw.random() < 0.9
    )
    outlets = sorted({(cell.depots, period) for cell in cells for period, _ in cell.parts})
    sources = [source for p in range(products) for source in _sources(f"p{p:02d}", cells, outlets, draw)]
    return FairQuestion(cells=cells, sources=tuple(sources), rooms=_rooms(cells, draw, tight))


def _cell(
    draw: np.random.Generator, place: tuple[int, int, int], depot_id: str, urgency: int, *, dated: bool
) -> FairCell:
    """Return a cell; a dated one has three days in its week, and may have lost one of them."""
    centre, product, week = place
    packs = [int(n) for n in draw.integers(0, 12, 3)] if dated else [int(draw.integers(1, 30))]
    need = max(sum(packs), 1)
    parts = tuple(
        (7 * week + 6 - day, n) for day, n in enumerate(packs) if n and (not dated or draw.random() < 0.8)
    )
    return FairCell(
        week=week,
        centre_id=f"c{centre:03d}",
        product_id=f"p{product:02d}",
        depots=(depot_id,),
        need_packs=need,
        urgency=urgency,
        parts=tuple(sorted(parts)),
    )


def _sources(
    product_id: str, cells: tuple[FairCell, ...], outlets: list[Outlet], draw: np.random.Generator
) -> list[FairSource]:
    need = sum(cell.need_packs for cell in cells if cell.product_id == product_id)
    found = []
    for lot in range(int(draw.integers(1, 6))):
        reached = tuple(outlet for outlet in outlets if draw.random() < 0.5)
        packs = int(draw.integers(0, 1 + need // 2))
        found.append(
            FairSource(
                product_id=product_id,
                lot_id=f"{product_id}-{lot}",
                site_id="hub",
                packs=packs,
                outlets=reached,
            )
        )
    return found


def _rooms(cells: tuple[FairCell, ...], draw: np.random.Generator, tight: float) -> tuple[FairRoom, ...]:
    pack_ml = {product: int(draw.integers(200, 900)) for product in sorted({c.product_id for c in cells})}
    members: dict[tuple[Limit, str, int], list[tuple[int, int]]] = defaultdict(list)
    for index, cell in enumerate(cells):
        share = (index, pack_ml[cell.product_id])
        members[Limit.CENTRE, cell.centre_id, cell.week].append(share)
        members[Limit.DEPOT, cell.depots[0], cell.week].append(share)
    rooms = []
    for (limit, subject_id, week), shares in sorted(members.items()):
        full = sum(ml * cells[i].need_packs for i, ml in shares)
        room_ml = int(full * draw.uniform(tight, 1.4)) if draw.random() < 0.9 else 0
        rooms.append(
            FairRoom(limit=limit, subject_id=subject_id, week=week, room_ml=room_ml, members=tuple(shares))
        )
    return tuple(rooms)
