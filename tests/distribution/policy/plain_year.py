"""A year told again in the plainest way: every dose is in a lot with its last week; nothing is drawn.

Written apart from the compiled year, by its description alone, to be compared with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from distribution.policy.question import PolicyQuestion

Lots = list[list[int]]  # [last week, doses], in the order in which they are to be used


def plain_year(q: PolicyQuestion) -> dict[str, dict[tuple[int, ...], int]]:
    """Return what is counted, by (product, centre) or (product, depot) or (product,)."""
    return _Year(q).live()


class _Year:
    def __init__(self, q: PolicyQuestion) -> None:
        self.q = q
        self.weeks, self.products, self.centres = q.centres.mean.shape
        self.depots = len(q.depot_ids)
        self.count: dict[str, Counter[tuple[int, ...]]] = defaultdict(Counter)
        cells = [(p, c) for p in range(self.products) for c in range(self.centres)]
        stores = [(p, d) for p in range(self.products) for d in range(self.depots)]
        self.shelf = {k: self.opened(q.centres.opening[k], q.centres.dying[:, k[0], k[1]]) for k in cells}
        self.depot = {k: self.opened(q.depots.opening[k], q.depots.dying[:, k[0], k[1]]) for k in stores}
        self.chain = [self.opened(q.supply.opening[p], q.supply.dying[:, p]) for p in range(self.products)]
        self.waiting: Counter[tuple[int, int]] = Counter()
        self.given: Counter[tuple[int, int]] = Counter()
        self.to_centre: Counter[tuple[int, int, int]] = Counter()
        self.to_depot: Counter[tuple[int, int, int]] = Counter()
        self.to_chain: Counter[tuple[int, int]] = Counter()
        for t in range(self.weeks):
            for p in range(self.products):
                self.to_chain[t, p] = int(q.supply.pipeline[t, p])

    def opened(self, doses: int, dying: object) -> Lots:
        lots = [[t, int(n)] for t, n in enumerate(dying) if n]  # type: ignore[arg-type, var-annotated]
        rest = int(doses) - sum(n for _, n in lots)
        return [*lots, [10**6, rest]] if rest else lots

    def live(self) -> dict[str, dict[tuple[int, ...], int]]:
        for t in range(self.weeks):
            self.arrive(t)
            self.centres_order_and_get(t)
            self.depots_order_and_get(t)
            self.chain_orders(t)
            self.use(t)
            self.die(t)
        return {name: dict(counter) for name, counter in self.count.items()}

    def arrive(self, t: int) -> None:
        lives = self.q.products
        for p in range(self.products):
            self.put(self.chain[p], t + int(lives.supply_life[p]) - 1, self.to_chain[t, p])
            for d in range(self.depots):
                came = self.to_depot[t, p, d]
                self.put(self.depot[p, d], t + int(lives.depot_life[p]) - 1, came)
                self.count["arrived"][p, d] += came
            for c in range(self.centres):
                self.receive(t, p, c)

    def receive(self, t: int, p: int, c: int) -> None:
        came = self.to_centre.pop((t, p, c), 0)
        self.put(self.shelf[p, c], t + int(self.q.products.centre_life[p]) - 1, came)
        self.count["received"][p, c] += came

    def put(self, lots: Lots, last: int, doses: int) -> None:
        if doses:
            lots.append([last, doses])

    def centres_order_and_get(self, t: int) -> None:
        q, ml = self.q, self.q.products.dose_ml
        orders: Counter[tuple[int, int]] = Counter()
        for c in range(self.centres):
            kept = [self.left(self.shelf[p, c]) + self.on_way(p, c) for p in range(self.products)]
            room = float(q.centres.room_ml[c]) - sum(k * float(ml[p]) for p, k in enumerate(kept))
            if not q.centres.orders[t, c]:
                continue
            for p in range(self.products):
                lacking = int(q.centres.level[t, p, c]) - kept[p] + self.waiting[p, c]
                orders[p, c] = max(0, -(-lacking // int(q.products.pack[p])) * int(q.products.pack[p]))
            for priority in (1, 2, 3):
                mine = [p for p in range(self.products) if q.products.priority[p] == priority]
                wanted = sum(orders[p, c] * float(ml[p]) for p in mine)
                share = min(1.0, max(room, 0.0) / wanted) if wanted else 1.0
                for p in mine:
                    pack = int(q.products.pack[p])
                    fits = int(orders[p, c] // pack * share) * pack if share < 1 else orders[p, c]
                    self.count["cut"][p, c] += orders[p, c] - fits
                    orders[p, c] = fits
                    room -= fits * float(ml[p])
        for p in range(self.products):
            for d in range(self.depots):
                self.share_out(t, p, d, orders)

    def share_out(self, t: int, p: int, d: int, orders: Counter[tuple[int, int]]) -> None:
        q, pack = self.q, int(self.q.products.pack[p])
        mine = [c for c in range(self.centres) if q.centres.depot[c] == d]
        there = self.left(self.depot[p, d])
        parts = self.parts(t, {c: orders[p, c] for c in mine}, there, pack, self.centres)
        for c in mine:
            sent = parts[c]
            self.take(self.depot[p, d], sent)
            self.count["shipped"][p, d] += sent
            self.to_centre[t + q.centre_lead, p, c] += sent
            if q.centre_lead == 0:
                self.receive(t, p, c)

    @staticmethod
    def parts(t: int, asked: dict[int, int], there: int, pack: int, many: int) -> dict[int, int]:
        """Equal parts in whole packs; the packs that are left over go round, the first moves on by seven."""
        if sum(asked.values()) <= there:
            return asked
        sent = {k: n * there // sum(asked.values()) // pack * pack for k, n in asked.items()}
        left = there - sum(sent.values())
        for i in range(many):
            k = (i + 7 * t) % many
            if k in asked and sent[k] < asked[k] and left >= pack:
                sent[k] += pack
                left -= pack
        return sent

    def depots_order_and_get(self, t: int) -> None:
        q = self.q
        for p in range(self.products):
            pack, asked = int(q.products.pack[p]), []
            for d in range(self.depots):
                coming = sum(n for (w, a, b), n in self.to_depot.items() if w > t and (a, b) == (p, d))
                lacking = int(q.depots.level[t, p, d]) - self.left(self.depot[p, d]) - coming
                asked.append(max(0, -(-lacking // pack) * pack) if q.depots.orders[t] else 0)
            there = self.left(self.chain[p])
            parts = self.parts(t, dict(enumerate(asked)), there, pack, self.depots)
            for d, sent in parts.items():
                self.take(self.chain[p], sent)
                self.to_depot[t + int(q.depots.lead[t, p, d]), p, d] += sent

    def chain_orders(self, t: int) -> None:
        q = self.q
        for p in range(self.products):
            coming = sum(n for (w, a), n in self.to_chain.items() if w > t and a == p)
            lacking = int(q.supply.level[t, p]) - self.left(self.chain[p]) - coming
            if q.supply.orders[t] and lacking > 0:
                pack = int(q.products.pack[p])
                self.to_chain[t + int(q.supply.lead[t, p]), p] += -(-lacking // pack) * pack

    def use(self, t: int) -> None:
        q = self.q
        for p, c in self.shelf:
            new = int(q.centres.whole[t, p, c])
            want = new + self.waiting[p, c]
            vial, sessions = int(q.products.vial[p]), int(q.products.sessions[p])
            at_session = [want // sessions + (s < want % sessions) for s in range(sessions)]
            vials = sum(-(-n // vial) for n in at_session)
            met, there = want, self.left(self.shelf[p, c])
            if vials * vial > there:
                vials = there // vial
                met = min(want, vials * vial)
            back = (want - met) * int(q.products.return_percent[p]) // 100
            before, ppm = self.given[p, c], q.chance.breakage_ppm
            broken = (before + met) * ppm // 10**6 - before * ppm // 10**6
            broken = min(broken, there - vials * vial)
            self.take(self.shelf[p, c], vials * vial + broken)
            self.given[p, c] += met
            self.waiting[p, c] = back
            for name, n in (
                ("wanted", new),
                ("given", met),
                ("missed", want - met),
                ("lost", want - met - back),
                ("opened", vials * vial - met),
                ("broken", broken),
                ("asked", int(want > 0)),
                ("short", int(met < want)),
            ):
                self.count[name][p, c] += n

    def die(self, t: int) -> None:
        for name, lots_of in (("expired", self.shelf), ("died", self.depot)):
            for key, lots in lots_of.items():
                self.count[name][key] += sum(n for last, n in lots if last <= t)
                lots[:] = [lot for lot in lots if lot[0] > t]
        for p, lots in enumerate(self.chain):
            self.count["chain_died"][(p,)] += sum(n for last, n in lots if last <= t)
            lots[:] = [lot for lot in lots if lot[0] > t]

    def on_way(self, p: int, c: int) -> int:
        return sum(n for (_, a, b), n in self.to_centre.items() if (a, b) == (p, c))

    @staticmethod
    def left(lots: Lots) -> int:
        return sum(n for _, n in lots)

    @staticmethod
    def take(lots: Lots, doses: int) -> None:
        """Take the earliest use-by first."""
        lots.sort()
        for lot in lots:
            part = min(lot[1], doses)
            lot[1] -= part
            doses -= part
        lots[:] = [lot for lot in lots if lot[1]]
        assert doses == 0
