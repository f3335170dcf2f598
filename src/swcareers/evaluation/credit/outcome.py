"""The credit of an award as the outcome of a rule, for reports and worked cases.

Its id is ``award/credit``; its parts and lines stand inside it as ``award/part``.
"""

from collections.abc import Iterator
from fractions import Fraction

from swcareers.evaluation.credit.imagined import MOST
from swcareers.evaluation.credit.standing import Credit, Seen, unit_of
from swcareers.evaluation.credit.terms import Bound, Terms
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.framework.framework import Placed
from swcareers.rules.allocation import AtLeast, Every
from swcareers.rules.allocation import LeftOut as NotPlaced
from swcareers.rules.requirement import Modules, Rule
from swcareers.values.dates import KnownDate
from swcareers.values.text import number


def rule_of(credit: Credit) -> Placed | None:
    """The credit of an award as a rule of its own; None: no source states it."""
    terms = credit.terms
    if terms is None:
        return None
    ask = Modules(modules=("any",), at_least=terms.entry.at_least)
    rule = Rule(id="credit", title="Credit", ask=ask)
    return Placed(
        path=f"{credit.award}/credit",
        rule=rule,
        strength="must",
        side="assessment",
        list="requires",
        section="qualifications",
        owner=credit.award,
    )


def outcome_of_credit(credit: Credit) -> Outcome | None:
    """How the credit of an award stands, as a tree; None where nothing is placed."""
    placed, terms, seen = rule_of(credit), credit.terms, credit.certain
    if placed is None or terms is None or seen is None:
        return None
    granted = credit.granted
    most = seen.stands.counted if granted is None else granted.stands.counted
    items = [credit.candidates[one.item].result.item for one in seen.placed]
    met = credit.verdict is Verdict.MET
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=credit.verdict,
        flags=credit.flags & {"breach", "overdue", "closed"},
        have=_total(terms, seen),
        have_at_most=most if most > seen.stands.counted else None,
        need=None if terms.need is None else terms.need.number,
        unit=_unit(terms.need, terms),
        counted=tuple(items),
        left_out=tuple(_left_out(credit, seen)),
        planned=tuple(_planned(credit)),
        due=credit.due,
        closes=credit.last_day,
        met_on=_last(items) if met else None,
        why=credit.why,
        parts=tuple(
            _bound(bound, credit, terms, seen)
            for bound in terms.bounds
            if not bound.required and (bound.need is not None or bound.most is not None)
        ),
    )


def _total(terms: Terms, seen: Seen) -> Fraction:
    if terms.need is not None and terms.need.unit == "modules":
        return Fraction(len(seen.placed))
    return seen.stands.counted


def _unit(need: AtLeast | None, terms: Terms) -> str | None:
    return None if need is not None and need.unit != "credits" else terms.unit


def _last(items: list[Item]) -> KnownDate | None:
    days = [item.day for item in items if item.day is not None]
    return max(days, key=lambda day: (day.latest, day.earliest), default=None)


def _planned(credit: Credit) -> Iterator[Item]:
    if credit.planned is None:
        return
    for one in credit.planned.placed:
        result = credit.candidates[one.item].result
        if result.stage == "coming":
            yield result.item


def _left_out(credit: Credit, seen: Seen) -> Iterator[LeftOut]:
    """What the award does not use, and why, in the order of the record."""
    used = {one.item for one in seen.placed}
    why = {
        one.item: one for one in seen.placement.left_out if one.award == credit.award
    }
    for place, one in credit.candidates.items():
        if place in used or one.result.stage == "coming":
            continue
        left = why.get(place)
        if left is not None and one.fits and one.sure:
            yield LeftOut(one.result.item, reason_of(left, credit))
        else:
            yield LeftOut(one.result.item, one.why or Reason("no_part", {}))


def reason_of(left: NotPlaced, credit: Credit) -> Reason:
    """Why the allocator did not use a module, as a reason."""
    match left.why:
        case "cap":
            return Reason("over_the_most", _cap(left.cap or "", credit))
        case "used elsewhere":
            return Reason("used_elsewhere", {"rule": left.by or ""})
        case "surplus":
            return Reason("not_needed", {})
        case "no way admits it":
            return Reason("no_way", {})
        case "fixed":
            return Reason("placed_by_decision", {})
        case _:
            return Reason("no_part", {})


def _cap(cap: str, credit: Credit) -> dict[str, str]:
    terms = credit.terms
    if terms is None:
        return {}
    bound = terms.bound(cap.removesuffix(MOST))
    most = None if bound is None else bound.most
    if bound is None:
        most = next((way.most for way in terms.ways if way.id == cap), None)
    if most is None:
        return {}
    unit = terms.unit if most.unit == "credits" else "modules"
    return {"bound": f"{number(most.number)} {unit}"}


def _bound(bound: Bound, credit: Credit, terms: Terms, seen: Seen) -> Outcome:
    part = bound.written
    need: Fraction | None = None
    if isinstance(bound.need, AtLeast):
        need = bound.need.number
    elif isinstance(bound.need, Every):
        need = Fraction(len(bound.need.modules))
    verdict = Verdict.MET
    if seen.unmet(bound.id):
        granted = credit.granted
        better = granted is not None and not granted.unmet(bound.id)
        verdict = Verdict.UNDECIDED if better else Verdict.NOT_YET
    ask = Modules(
        modules=part.modules or ("any",),
        where=part.where,
        at_least=part.at_least,
        at_most=part.at_most,
        excess=part.excess,
        distinct=part.distinct,
    )
    name = bound.path.rpartition("/")[2]
    placed = seen.placed if bound.sort == "line" else ()
    if bound.sort == "part":
        placed = tuple(one for one in seen.placed if one.part == bound.id)
    unit = unit_of(bound)
    return Outcome(
        path=bound.path,
        rule=Rule(id=name, title=part.title, ask=ask, strength=part.strength),
        verdict=verdict,
        have=seen.have[bound.id],
        need=need if need is not None else _most(bound),
        unit=terms.unit if unit == "credits" else None,
        counted=tuple(credit.candidates[one.item].result.item for one in placed)
        if bound.sort == "part"
        else (),
        why=bound.unknown,
    )


def _most(bound: Bound) -> Fraction | None:
    return None if bound.most is None else bound.most.number
