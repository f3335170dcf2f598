"""The same question as mixed-integer programs for HiGHS, by scipy or by highspy.

The baseline for time and, on sizes that brute force cannot reach, the oracle
for verdicts and least missing. It takes the items, awards and choices from the
library's `model`, which the tests hold against brute force, and nothing else.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

from swcareers.rules.allocation import Award, Item
from swcareers.rules.allocation.model import BoundLine, build


class Solved(NamedTuple):
    """What is missing of each award (None: no addition helps), and the effort."""

    gaps: tuple[tuple[Fraction, int] | None, ...]
    credit_used: int | None
    programs: int


class Program:
    """Columns and rows of one question, whole modules and imagined credit."""

    def __init__(
        self,
        items: Sequence[Item],
        awards: Sequence[Award],
        library: Literal["scipy", "highspy"] = "scipy",
    ) -> None:
        self.library = library
        self.model = build(items, awards)
        self.whole: list[bool] = []
        self.high: list[float] = []
        self.rows: list[dict[int, float]] = []
        self.lows: list[float] = []
        self.highs: list[float] = []
        model = self.model
        count = range(len(awards))
        self.missing: list[list[int]] = [[] for _ in count]
        self.demanded: list[list[int]] = [[] for _ in count]
        self.cost: dict[int, float] = {}
        self.places: list[list[int]] = []  # columns of each item, as preferred
        self.asked: list[tuple[BoundLine, dict[int, float]]] = []
        placed: list[tuple[int, object, int, int]] = []
        for i, options in enumerate(model.options):
            one = {}
            for option in options:
                if not option:
                    continue
                x = self._column(whole=True, high=1)
                one[x] = 1.0
                self.cost[x] = model.credits[i] * len(option)
                for cell in option:
                    z = self._column(whole=False, high=float("inf"))
                    self._row({z: 1.0, x: -model.credits[i]}, high=0)
                    placed.append((i, cell, x, z))
            self.places.append(list(one))
            self._row(one, high=1)
        for a in count:
            kinds = [
                (kind, p)
                for kind in model.kinds[a]
                for p, part in enumerate(awards[a].parts)
                if part.id in kind.parts and kind.whole is None
            ]
            added = []
            for kind, p in kinds:
                f = self._column(whole=False, high=float("inf"))
                n = self._column(whole=True, high=float("inf"))
                self.missing[a].append(f)
                self.demanded[a].append(n)
                added.append((kind, p, f, n))
            for line in model.lines_of(a):
                here = [one for one in placed if line.covers(one[0], one[1])]  # type: ignore[arg-type]  # its type is wider than what is in it
                more = [one for one in added if line.covers_kind(one[0], one[1])]
                if line.need is not None:
                    row: dict[int, float] = {}
                    for _, _, x, z in here:
                        row[z if line.unit == "credits" else x] = 1.0
                    self.asked.append((line, dict(row)))
                    for _, _, f, n in more:
                        row[f if line.unit == "credits" else n] = 1.0
                    self._row(row, low=line.need)
                if line.cap is not None and line.excess != "breach":
                    row = {}
                    for i, _, x, z in here:
                        if line.excess == "cut":
                            row[z] = 1.0
                        else:
                            size = model.credits[i] if line.cap_unit == "credits" else 1
                            row[x] = row.get(x, 0.0) + size
                    for _, _, f, _ in more:
                        row[f] = 1.0
                    self._row(row, high=line.cap)

    def _column(self, *, whole: bool, high: float) -> int:
        self.whole.append(whole)
        self.high.append(high)
        return len(self.whole) - 1

    def _row(
        self,
        row: dict[int, float],
        *,
        low: float = -float("inf"),
        high: float = float("inf"),
    ) -> None:
        self.rows.append(row)
        self.lows.append(low)
        self.highs.append(high)

    def _solve(self, cost: dict[int, float], limit: float) -> float | None:
        solve = self._by_scipy if self.library == "scipy" else self._by_highspy
        return solve(cost, limit)

    def _by_scipy(self, cost: dict[int, float], limit: float) -> float | None:
        matrix = numpy.zeros((len(self.rows), len(self.whole)))
        for r, row in enumerate(self.rows):
            for column, amount in row.items():
                matrix[r, column] = amount
        vector = numpy.zeros(len(self.whole))
        for column, amount in cost.items():
            vector[column] = amount
        found = milp(
            vector,
            constraints=LinearConstraint(matrix, self.lows, self.highs),
            integrality=numpy.array(self.whole, dtype=int),
            bounds=Bounds(numpy.zeros(len(self.whole)), numpy.array(self.high)),
            options={"time_limit": limit, "mip_rel_gap": 0},
        )
        return None if found.x is None or found.status != 0 else float(found.fun)

    def _by_highspy(self, cost: dict[int, float], limit: float) -> float | None:
        import highspy

        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.whole), len(self.rows)
        program.col_cost_ = [cost.get(x, 0.0) for x in range(len(self.whole))]
        program.col_lower_ = [0.0] * len(self.whole)
        program.col_upper_ = self.high
        program.row_lower_, program.row_upper_ = self.lows, self.highs
        kinds = highspy.HighsVarType
        program.integrality_ = [
            kinds.kInteger if whole else kinds.kContinuous for whole in self.whole
        ]
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        ends = [0]
        for row in self.rows:
            ends.append(ends[-1] + len(row))
        matrix.start_ = ends
        matrix.index_ = [column for row in self.rows for column in row]
        matrix.value_ = [amount for row in self.rows for amount in row.values()]
        make: Any = highspy.Highs  # untyped where it is installed, unknown elsewhere
        solver = make()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", limit)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.passModel(program)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(solver.getInfo().objective_function_value)

    def gaps(self, limit: float = 60.0) -> tuple[Solved, bool]:
        """Aims 1 and 2: awards met in order, then least missing in order.

        One program says which awards can be met; then one for each award that
        cannot. The second value is false if the time limit was reached.
        """
        programs = 0
        met: set[int] = set()
        count = len(self.missing)
        # Which awards are met, the earlier weighing more: a bit for each.
        bits = [self._column(whole=True, high=1) for _ in range(count)]
        most = float(sum(line.need or 0 for line in self.model.lines) + 1)
        for a in range(count):
            every = dict.fromkeys((*self.missing[a], *self.demanded[a]), 1.0)
            self._row({**every, bits[a]: -most}, high=0)
        programs += 1
        value = self._solve(
            {bits[a]: float(1 << count - 1 - a) for a in range(count)}, limit
        )
        if value is None:
            return Solved((None,) * count, None, programs), False
        unmet = round(value)
        gaps: list[tuple[Fraction, int] | None] = [None] * count
        for a in range(count):
            if not unmet >> count - 1 - a & 1:
                met.add(a)
                gaps[a] = (Fraction(0), 0)
                self._row({bits[a]: 1.0}, high=0)
        for a in range(count):
            if a in met:
                continue
            programs += 1
            credit = self._solve(dict.fromkeys(self.missing[a], 1.0), limit)
            if credit is None:
                return Solved(tuple(gaps), None, programs), False
            self._row(dict.fromkeys(self.missing[a], 1.0), high=credit + 1e-4)
            modules = 0
            if any(
                line.need is not None and line.unit != "credits"
                for line in self.model.lines_of(a)
            ):
                programs += 1
                found = self._solve(dict.fromkeys(self.demanded[a], 1.0), limit)
                if found is None:
                    return Solved(tuple(gaps), None, programs), False
                modules = round(found)
                self._row(dict.fromkeys(self.demanded[a], 1.0), high=modules)
            missing = Fraction(credit).limit_denominator(60) / self.model.scale
            gaps[a] = (missing, modules)
        return Solved(tuple(gaps), None, programs), True

    def rest(self, gaps: Solved, limit: float = 60.0) -> tuple[Solved, bool]:
        """Aims 3, 5 and 6, once the gaps are fixed: the very placement.

        Fewest unmet lines, least credit used, then each module in turn to the
        first of its places: a program each. There are no earlier placements.
        """
        programs = gaps.programs
        unmet = dict.fromkeys(self._unmet(), 1.0)
        if unmet and any(gap is None or any(gap) for gap in gaps.gaps):
            programs += 1
            fewest = self._solve(unmet, limit)
            if fewest is None:
                return gaps._replace(programs=programs), False
            self._row(unmet, high=round(fewest))
        elif unmet:
            self._row(unmet, high=0)
        programs += 1
        used = self._solve(self.cost, limit)
        if used is None:
            return gaps._replace(programs=programs), False
        self._row(self.cost, high=round(used))
        return gaps._replace(credit_used=round(used), programs=programs), True

    def in_order(self, limit: float = 60.0) -> dict[tuple[str, str], str] | None:
        """Aim 6, once all else is fixed: the part of each item in each award.

        A program for each item. None: the time limit was reached.
        """
        found = {}
        for i, columns in enumerate(self.places):
            last = len(columns)  # unused is the last of its options
            ranks = {x: float(at - last) for at, x in enumerate(columns)}
            best = self._solve(ranks, limit) if ranks else 0.0
            if best is None:
                return None
            at = last + round(best)
            if at == last:
                self._row(dict.fromkeys(columns, 1.0), high=0)
                continue
            self._row({columns[at]: 1.0}, low=1)
            for cell in self.model.options[i][at]:
                award = self.model.awards[cell.award]
                found[self.model.items[i].id, award.id] = award.parts[cell.part].id
        return found

    def _unmet(self) -> list[int]:
        """A column for each lower bound: left unmet by what is held."""
        found = []
        for line, held in self.asked:
            if line.need:
                column = self._column(whole=True, high=1)
                self._row({**held, column: float(line.need)}, low=line.need)
                found.append(column)
        return found
