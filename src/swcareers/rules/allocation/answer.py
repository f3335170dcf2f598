"""From where everything went to the answer: counted, left out, missing, why."""

from fractions import Fraction

from swcareers.rules.allocation.aims import Aims, Bounds, Reached
from swcareers.rules.allocation.frame import Frame
from swcareers.rules.allocation.missing import NONE, Filled, Met
from swcareers.rules.allocation.model import BoundLine, Cell, Model, Option
from swcareers.rules.allocation.placement import (
    Breach,
    Gap,
    Imagined,
    LeftOut,
    Placed,
    Standing,
    Unmet,
)
from swcareers.rules.allocation.wanted import INFINITE, Limit


class Telling:
    """Turns the numbers of one reached placement back into words of the field."""

    def __init__(
        self,
        aims: Aims,
        reached: Reached,
        model: Model,
        pinned: frozenset[tuple[int, int]],
    ) -> None:
        self.aims = aims
        self.reached = reached
        self.model = model
        self.pinned = pinned
        self.places: list[Option] = []
        for i in range(len(model.items)):
            option = reached.places.get(i, ())
            self.places.append(option if isinstance(option, tuple) else ())
        self.counts: dict[tuple[int, int], Fraction] = {}
        self.sums: list[tuple[int, ...]] = []
        self.filled: list[Filled | None] = []
        self.met: list[frozenset[int]] = []
        for a in range(len(model.awards)):
            self._count(a)

    def _count(self, a: int) -> None:
        frame, filler = self.aims.frames[a], self.aims.fillers[a]
        sums = [0] * len(frame.clips)
        under: list[tuple[int, tuple[int, int]]] = []
        atoms = {atom.slot: at for at, atom in enumerate(frame.atoms)}
        for i, option in enumerate(self.places):
            for cell in option:
                if cell.award != a:
                    continue
                self.counts[i, a] = Fraction(self.model.credits[i])
                for slot, amount in frame.adds[i, cell].items():
                    sums[slot] += amount
                    if slot in atoms:
                        under.append((i, (atoms[slot], amount)))
        real = self._clipped(frame, sums)
        for _, added in self._wholes(a, frame):
            for slot, amount in added.items():
                sums[slot] += amount
        held = self._clipped(frame, sums)
        limit = self.reached.bounds[a].highest[0]
        allowed = None if limit == INFINITE else limit - held[-2]
        _, _, met = filler.unmet(held, real, allowed)
        by_choice = frozenset(
            at
            for at in met
            if frame.have(frame.needs[at], real) < frame.needs[at].number
            and frame.needs[at].unit == "credits"
            and filler.binds(at, real)
        )
        chosen = Met(by_choice, real) if by_choice else NONE
        if under:
            counted = filler.counted(held, allowed, chosen, [m for _, m in under])
            for (i, _), share in zip(under, counted, strict=True):
                self.counts[i, a] = share
        self.sums.append(tuple(sums))
        self.met.append(met)
        self.filled.append(None if allowed is None else filler.fill(held, chosen))

    @staticmethod
    def _clipped(frame: Frame, sums: list[int]) -> tuple[int, ...]:
        return tuple(
            amount if clip is None else min(amount, clip)
            for amount, clip in zip(sums, frame.clips, strict=True)
        )

    def _wholes(self, a: int, frame: Frame) -> list[tuple[Imagined, dict[int, int]]]:
        """The imagined whole modules in use, and what each adds."""
        number = len(self.model.items) + sum(
            len(f.wholes) for f in self.aims.frames[:a]
        )
        found = []
        for at, whole in enumerate(frame.wholes):
            part = self.reached.places.get(number + at, -1)
            for place, added in whole.places:
                if place == part:
                    imagined = Imagined(
                        kind=self.model.kinds[a][whole.kind].id,
                        part=self.model.awards[a].parts[place].id,
                        credit=whole.credit / self.model.scale,
                        modules=int(not whole.credit),
                    )
                    found.append((imagined, added))
        return found

    # Placed and left out

    def placed(self) -> tuple[Placed, ...]:
        """Every item in its part, in the order in which placement favours."""
        found = []
        for i, option in enumerate(self.places):
            item = self.model.items[i]
            for cell in option:
                award = self.model.awards[cell.award]
                found.append(
                    Placed(
                        item=item.id,
                        award=award.id,
                        part=award.parts[cell.part].id,
                        way=award.ways[cell.way].id if cell.way >= 0 else None,
                        credit=item.credit,
                        counted=self.counts[i, cell.award] / self.model.scale,
                    )
                )
        return tuple(found)

    def left_out(self, original: Model) -> tuple[LeftOut, ...]:
        """Every item that an award does not use, with the reason."""
        return tuple(
            self._reason(original, i, a)
            for a in range(len(self.model.awards))
            for i, option in enumerate(self.places)
            if not any(cell.award == a for cell in option)
        )

    def _reason(self, original: Model, i: int, a: int) -> LeftOut:
        item, award = self.model.items[i], self.model.awards[a]
        if (i, a) in self.pinned:
            return LeftOut(item=item.id, award=award.id, why="fixed")
        cells = [
            cell for option in original.options[i] for cell in option if cell.award == a
        ]
        if not cells:
            fits = any(p.takes is None or item.id in p.takes for p in award.parts)
            if fits and item.counted_by:
                by = min(item.counted_by)
                return LeftOut(
                    item=item.id, award=award.id, why="used elsewhere", by=by
                )
            why = "no way admits it" if fits else "no part takes it"
            return LeftOut(item=item.id, award=award.id, why=why)  # type: ignore[arg-type]  # the words are those of the class
        here = self.places[i]
        if here and not any(
            set(here) <= set(option) and any(cell.award == a for cell in option)
            for option in original.options[i]
        ):
            by = self.model.awards[here[0].award].id
            return LeftOut(item=item.id, award=award.id, why="used elsewhere", by=by)
        cells = [c for c in cells if (i, c) in self.aims.frames[a].adds]
        if not cells:
            return LeftOut(item=item.id, award=award.id, why="fixed")
        caps = [self._full(i, cell) for cell in cells]
        if all(cap is not None for cap in caps):
            return LeftOut(item=item.id, award=award.id, why="cap", cap=caps[0])
        return LeftOut(item=item.id, award=award.id, why="surplus")

    def _full(self, i: int, cell: Cell) -> str | None:
        """The first cap that has no room for the item in that cell."""
        frame = self.aims.frames[cell.award]
        sums = list(self.sums[cell.award])
        for slot, amount in frame.adds[i, cell].items():
            sums[slot] += amount
        for cap in frame.caps:
            line = self.model.lines[cap.line]
            if cap.must and line.covers(i, cell) and frame.room(cap, tuple(sums)) < 0:
                return self._name(line)
        return None

    def _name(self, line: BoundLine) -> str:
        return line.id

    # How each award stands

    def standing(self, a: int, breaches: tuple[Breach, ...], method: str) -> Standing:
        """How one award stands."""
        bounds = self.reached.bounds[a]
        missing = self._gap(bounds.highest)
        met = not breaches and missing is not None and not missing
        proven = bounds.proven
        award = self.model.awards[a]
        return Standing(
            award=award.id,
            met=met,
            proven=proven,
            missing=None if breaches else missing,
            at_least_missing=None if breaches else self._gap(bounds.lowest),
            at_most_missing=None if breaches else missing,
            but_for_breach=missing,
            counted=sum((n for (_, b), n in self.counts.items() if b == a), Fraction(0))
            / self.model.scale,
            imagined=self._imagined(a, bounds),
            unmet=self._unmet(a),
            breaches=breaches,
            method=method,
        )

    def _gap(self, limit: Limit) -> Gap | None:
        if limit[0] == INFINITE:
            return None
        return Gap(credits=limit[0] / self.model.scale, modules=limit[1] or 0)

    def _imagined(self, a: int, bounds: Bounds) -> tuple[Imagined, ...]:
        frame, filled = self.aims.frames[a], self.filled[a]
        if filled is None:
            return ()
        found = [imagined for imagined, _ in self._wholes(a, frame)]
        for column, amount, number in zip(
            frame.columns, filled.amounts, filled.numbers, strict=True
        ):
            if amount or number:
                found.append(
                    Imagined(
                        kind=self.model.kinds[a][column.kind].id,
                        part=self.model.awards[a].parts[column.part].id,
                        credit=amount / self.model.scale,
                        modules=number,
                    )
                )
        return tuple(found)

    def _unmet(self, a: int) -> tuple[Unmet, ...]:
        frame = self.aims.frames[a]
        found = []
        for at, need in enumerate(frame.needs):
            if at in self.met[a]:
                continue
            line = self.model.lines[need.line]
            held = Fraction(frame.have(need, self._real_sums(a)))
            if need.unit == "credits":
                held = sum(
                    (
                        self.counts[i, a]
                        for i, option in enumerate(self.places)
                        for cell in option
                        if line.covers(i, cell)
                    ),
                    Fraction(0),
                )
            scale = self.model.scale if need.unit == "credits" else Fraction(1)
            found.append(
                Unmet(
                    line=self._name(line),
                    strength=line.strength,
                    unit=line.unit,
                    have=held / scale,
                    need=need.number / scale,
                )
            )
        for cap in frame.caps:
            room = frame.room(cap, self._real_sums(a))
            if not cap.must and room < 0:
                line = self.model.lines[cap.line]
                scale = self.model.scale if cap.unit == "credits" else Fraction(1)
                found.append(
                    Unmet(
                        line=self._name(line),
                        strength=line.strength,
                        unit=line.cap_unit,
                        have=(cap.number - room) / scale,
                        need=cap.number / scale,
                    )
                )
        return tuple(found)

    def _real_sums(self, a: int) -> tuple[int, ...]:
        """The sums without imagined modules."""
        sums = list(self.sums[a])
        for _, added in self._wholes(a, self.aims.frames[a]):
            for slot, amount in added.items():
                sums[slot] -= amount
        return tuple(sums)
