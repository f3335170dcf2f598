"""Which class of placing an award belongs to, told from its conditions alone.

Easy: taking everything is exact, or whole modules of one size flow into parts. General:
two parts share modules of unequal size, a cap in credit leaves whole modules out, or
lines overlap; found by search, exact all the same, with a budget of steps and bounds.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from swcareers.evaluation.credit.results import credit_from
from swcareers.evaluation.credit.terms import Bound, Terms
from swcareers.rules.allocation import AtLeast, AtMost, Every

Method = Literal["easy", "general"]


def method_of(terms: Terms) -> Method:
    """The class of an award: `easy` or `general`."""
    return "easy" if _take_all(terms) or _flow(terms) else "general"


def _take_all(terms: Terms) -> bool:
    """No module fits two parts, and caps only cut: taking everything is exact."""
    if not _apart(terms.parts):
        return False
    caps = [bound.most for bound in terms.bounds if bound.most]
    caps += [way.most for way in terms.ways if way.most]
    needs = [way for way in terms.ways if way.need is not None or way.surplus]
    return not needs and all(cap.excess != "left_out" for cap in caps)


def _apart(parts: tuple[Bound, ...]) -> bool:
    """Whether no module could fill two of the parts."""
    if len(parts) == 1:
        return True
    seen: set[str] = set()
    for part in parts:
        if part.modules is None or part.modules & seen:
            return False
        seen |= part.modules
    return True


def _flow(terms: Terms) -> bool:
    """Modules count one each, or are of one size, and nothing but parts asks.

    No more is said to be easy than the allocator places by a flow.
    """
    if any(line.need or line.most for line in terms.lines):
        return False
    if any(way.need or way.most or way.written.from_ for way in terms.ways):
        return False
    asked: list[AtLeast | AtMost] = [] if terms.need is None else [terms.need]
    for part in terms.parts:
        if part.strength != "must" or isinstance(part.need, Every):
            return False
        if part.most is not None and part.most.excess != "left_out":
            return False
        both = [bound for bound in (part.need, part.most) if bound is not None]
        if len(both) == 2 and both[0].number > both[1].number:
            return False
        asked += both
    units = {bound.unit for bound in asked}
    if units == {"modules"}:
        return True
    sizes = set(_sizes(terms).values())
    size = next(iter(sizes), None)
    if units != {"credits"} or len(sizes) != 1 or not size:
        return False
    return all(bound.number % size == 0 for bound in asked)


def _sizes(terms: Terms) -> Mapping[str, Fraction | None]:
    """The credit of every module the parts name; of any, sizes are not known."""
    found: dict[str, Fraction | None] = {}
    for part in terms.parts:
        if part.modules is None:
            return {"any": None, "other": Fraction(0)}
        for name in part.modules:
            declared = terms.situation.book.credit_bearing.get(name)
            value = None if declared is None else declared.credits
            credit = credit_from(value, terms.unit, None, terms.situation)
            found[name] = credit if isinstance(credit, Fraction) else None
    return found if None not in found.values() else {"any": None, "other": Fraction(0)}
