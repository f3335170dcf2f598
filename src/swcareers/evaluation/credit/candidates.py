"""A record's modules held against an award: which part, which line, by which way.

Three answers everywhere: yes, no, and that the record does not tell or a person has
to decide. Nothing is placed here.
"""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.admission import YES, Admission
from swcareers.evaluation.credit.results import Result, credit_of
from swcareers.evaluation.credit.terms import Bound, Terms, WayIn
from swcareers.evaluation.outcome import Item, Reason
from swcareers.evaluation.situation import Situation
from swcareers.rules.requirement import Where

# What a way must ask about to admit a result that the record calls failed.
_OF_FAILING = frozenset(("mark", "components", "state", "attempts"))


@attrs.frozen(eq=False)
class Candidate:
    """A result beside one award.

    Attributes:
        credit: in the unit of the award; None where it is not known.
        way: the first way that admits it; None where the award names no ways, or
            none admits it.
        admitted: whether a way admits it; None: not for certain.
        parts: the parts that can hold it, each for certain or not.
        lines: the lines that look at it, each for certain or not.
        why: why it is kept out, or not there for certain.
        stands_for: the module it is taken for here, by decision.
    """

    result: Result
    credit: Fraction | None
    way: WayIn | None
    admitted: bool | None
    parts: dict[str, bool]
    lines: dict[str, bool]
    why: Reason | None
    stands_for: str | None = None

    @property
    def module(self) -> str:
        """What it counts as a result of: its own module, or the one it stands for."""
        return self.stands_for or self.result.module

    @property
    def fits(self) -> bool:
        """Whether it may be placed at all."""
        return bool(self.parts) and self.admitted is not False

    @property
    def sure(self) -> bool:
        """Whether that it is there, and by which way, is certain."""
        return (
            self.result.stage in ("achieved", "failed")
            and self.admitted is True
            and self.credit is not None
            and not self.result.may_be_counted_by
        )


def candidate(result: Result, terms: Terms, stands_for: str | None = None) -> Candidate:
    """A result beside an award.

    Args:
        stands_for: the module it is taken for here, by decision.
    """
    situation = terms.situation
    credit = credit_of(result.item, terms.unit, situation)
    way, found = _way_in(result, terms)
    parts: dict[str, bool] = {}
    refused: Reason | None = None
    for part in terms.parts:
        inside = takes(part, result.item, situation, stands_for)
        if inside.admitted is not False:
            parts[part.id] = inside.admitted is True
        refused = refused or inside.reason
    lines = {}
    for line in terms.lines:
        inside = takes(line, result.item, situation, stands_for)
        if inside.admitted is not False:
            known = compared(line, result.item, situation) is not None
            lines[line.id] = inside.admitted is True and known
    why = result.why
    if result.stage == "failed" and found.admitted:
        why = None
    if found.admitted is not True:
        why = found.reason or why
    if not parts:
        why = refused or Reason("no_part", {})
    elif isinstance(credit, Reason):
        why = credit
    return Candidate(
        result,
        None if isinstance(credit, Reason) else credit,
        way,
        found.admitted,
        parts,
        lines,
        why,
        stands_for,
    )


def takes(
    bound: Bound, item: Item, situation: Situation, stands_for: str | None = None
) -> Admission:
    """Whether a part can hold a module, or a line looks at it."""
    if bound.modules is not None and (stands_for or item.name) not in bound.modules:
        return Admission(False, None)
    return passes_all(bound.wheres, item, situation)


def compared(bound: Bound, item: Item, situation: Situation) -> str | None:
    """What `distinct` compares of a module; None: the record does not tell.

    Without `distinct`, and where modules themselves must differ, it is the module.
    """
    if bound.distinct in (None, "module"):
        return item.name
    value = admission.value_of(item, bound.distinct or "", situation)
    return None if value is None else str(value)


def passes_all(wheres: Iterable[Where], item: Item, situation: Situation) -> Admission:
    """Whether a module passes several conditions."""
    doubt: Admission | None = None
    for where in wheres:
        found = admission.passes(where, item, situation)
        if found.admitted is False:
            return found
        if found.admitted is None:
            doubt = doubt or found
    return doubt or YES


def _way_in(result: Result, terms: Terms) -> tuple[WayIn | None, Admission]:
    """The first way that does not refuse a result, and how sure it is."""
    counted = result.counted_by
    if not terms.ways:
        if counted:
            return None, Admission(False, _used(counted))
        if result.stage == "failed":
            return None, Admission(False, result.why)
        return None, YES
    first: Reason | None = None
    for way in terms.ways:
        found = admits(way, result, terms.situation)
        if found.admitted is not False:
            return way, found
        first = first or found.reason
    if counted:
        return None, Admission(False, _used(counted))
    if len(terms.ways) > 1 or first is None:
        first = result.why or Reason("no_way", {})
    return None, Admission(False, first)


def _used(counted: frozenset[str]) -> Reason:
    return Reason("used_elsewhere", {"rule": min(counted)})


def admits(way: WayIn, result: Result, situation: Situation) -> Admission:
    """Whether a way admits a result, its budget aside."""
    written = way.written
    item = result.item
    if written.from_ or way.surplus:
        by = sorted(
            award for award in result.counted_by if counted_by(way, award, situation)
        )
        if not by:
            return Admission(False, None)
        asked = [
            attrs.evolve(item, fields={**item.fields, "award": award}) for award in by
        ]
    elif result.counted_by:
        return Admission(False, _used(result.counted_by))
    else:
        asked = [item]
    if result.stage == "failed" and not asks_of_failing(written.where):
        return Admission(False, result.why)
    if written.where is None:
        return YES
    answers = [admission.passes(written.where, one, situation) for one in asked]
    for wanted_answer in (True, None):
        for found in answers:
            if found.admitted is wanted_answer:
                return found
    return answers[0]


def counted_by(way: WayIn, award: str, situation: Situation) -> bool:
    """Whether a way may take what this award has counted."""
    wanted = way.written.from_ or (("any",) if way.surplus else ())
    return "any" in wanted or any(
        award in situation.book.members(name) for name in wanted
    )


def asks_of_failing(where: Where | None) -> bool:
    """Whether a condition looks at what a failed result can still have."""
    if where is None:
        return False
    if any(test.field in _OF_FAILING for test in where.tests):
        return True
    return any(asks_of_failing(other) for other in where.any_of)
