"""The answer of placement, as data: words are made elsewhere."""

from fractions import Fraction
from typing import Literal

import attrs

from swcareers.rules.allocation.problem import Strength, Unit

WhyLeftOut = Literal[
    "no part takes it",
    "no way admits it",
    "used elsewhere",
    "cap",
    "fixed",
    "surplus",
]


@attrs.frozen(kw_only=True)
class Placed:
    """One item in one part: `counted` is less than `credit` if a cap cut it.

    `way` is None in an award that names no ways.
    """

    item: str
    award: str
    part: str
    way: str | None
    credit: Fraction
    counted: Fraction


@attrs.frozen(kw_only=True)
class LeftOut:
    """An item that an award does not use, and why.

    `cap` names the line, part or way whose cap leaves it out (the award's id
    for its total), when `why` is `cap`; `by` the award that uses it instead,
    when `why` is `used elsewhere`.
    """

    item: str
    award: str
    why: WhyLeftOut
    cap: str | None = None
    by: str | None = None


@attrs.frozen(kw_only=True)
class Gap:
    """What is missing: unlike units side by side, never added.

    `credits` is the least credit whose addition would meet every line at
    once; `modules` the least number of modules of unknown size (or of none)
    that must be added as well, for lines that count modules. The smaller gap
    is the one with less credit missing, then with fewer modules.
    """

    credits: Fraction
    modules: int = 0

    def __bool__(self) -> bool:
        return bool(self.credits or self.modules)


@attrs.frozen(kw_only=True)
class Imagined:
    """An imagined module that helps to fill a gap: the explanation of it.

    `modules` counts those demanded by a line that counts modules.
    """

    kind: str
    part: str
    credit: Fraction
    modules: int = 0


@attrs.frozen(kw_only=True)
class Unmet:
    """A lower bound not reached by what is placed. `line` as in `LeftOut.cap`.

    Also an upper bound of strength `should` that is exceeded.
    """

    line: str
    strength: Strength
    unit: Unit
    have: Fraction
    need: Fraction


@attrs.frozen(kw_only=True)
class Breach:
    """More was taken than is allowed, used or not."""

    line: str
    unit: Unit
    have: Fraction
    allowed: Fraction


@attrs.frozen(kw_only=True)
class Standing:
    """How one award stands.

    `missing` is None when no addition could help: a breach, or a line that no
    kind of module can fill. `at_least_missing` and `at_most_missing` enclose
    it, and are equal when `proven`; an `at_most_missing` of None means that no
    way to complete was found. `but_for_breach` is what would be missing
    without the breach. `method` is how the verdict was reached: the class of
    the award (see `hardness`) if it was asked about alone, else `search`.
    """

    award: str
    met: bool
    proven: bool
    missing: Gap | None
    at_least_missing: Gap | None
    at_most_missing: Gap | None
    but_for_breach: Gap | None
    counted: Fraction
    imagined: tuple[Imagined, ...]
    unmet: tuple[Unmet, ...]
    breaches: tuple[Breach, ...]
    method: str


@attrs.frozen(kw_only=True)
class CannotHold:
    """A fixed placement that cannot hold: said, and nothing moved in its stead."""

    item: str
    award: str
    part: str | None
    why: Literal["no part takes it", "no way admits it", "used elsewhere", "cap"]


@attrs.frozen(kw_only=True)
class Placement:
    """Where everything goes, and how each award stands.

    `proven`: verdicts and least missing are proven for every award.
    `settled`: the placement too is proven the one that the aims ask for;
    otherwise it is a good one found within the budget. `steps` is the number
    of steps taken.
    """

    standings: tuple[Standing, ...]
    placed: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]
    cannot_hold: tuple[CannotHold, ...]
    proven: bool
    settled: bool
    steps: int

    def standing(self, award: str) -> Standing:
        """How the award with this id stands.

        Raises:
            KeyError: the award was not asked about.
        """
        for standing in self.standings:
            if standing.award == award:
                return standing
        raise KeyError(award)
