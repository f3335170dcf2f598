"""Counting: which items count for certain, which may, and how much each of them is.

One way of looking at items for evidence, modules, events, awards and judgements. What
they come to is reckoned in `swcareers.evaluation.reckoning`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.figures import figure_of
from swcareers.evaluation.outcome import Item, LeftOut, Reason
from swcareers.evaluation.situation import NEVER, Situation
from swcareers.rules.requirement import Count, Where
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate

Refused = Callable[[Item], Reason | None]


@attrs.frozen(eq=False)
class Weighed:
    """An item that may count: whether it does for certain, and how much it is.

    Attributes:
        sure: it counts for certain.
        amount: how much it is; None: it does not say.
        reason: why it is not certain.
    """

    item: Item
    sure: bool
    amount: Fraction | None
    reason: Reason | None = None


@attrs.frozen(eq=False)
class Sifted:
    """The items of a rule: those that count, may count, are planned, are left out."""

    candidates: tuple[Weighed, ...]
    left_out: tuple[LeftOut, ...]
    planned: tuple[Item, ...]


def sift(
    items: Sequence[Item],
    where: Where | None,
    situation: Situation,
    unit: str | None,
    *,
    extra: Refused | None = None,
) -> Sifted:
    """Divide items into those that count, may count, are planned, and do not."""
    candidates: list[Weighed] = []
    left_out: list[LeftOut] = []
    planned: list[Item] = []
    asked = day_asked(situation)
    for item in items:
        there = situation.facts.present(item, situation.on)
        if there is False and not item.planned:
            continue  # it has not happened yet
        if item.place in situation.withheld:
            continue
        in_time, reason = _in_time(item, situation)
        if in_time is not False and there and asked < situation.on:
            there = situation.facts.present(item, asked)
            if there is False:
                in_time = False
                if situation.label is None:
                    reason = Reason("too_late", {"closes": str(asked)})
        if in_time is False:
            if reason is not None and not item.planned:
                left_out.append(LeftOut(item, reason))
            continue
        if extra is not None:
            refused = extra(item)
            if refused is not None:
                if not item.planned:
                    left_out.append(LeftOut(item, refused))
                continue
        found = (
            admission.YES if where is None else admission.passes(where, item, situation)
        )
        if item.planned:
            if found.admitted is not False:
                planned.append(item)
            continue
        if found.admitted is False:
            left_out.append(LeftOut(item, found.reason or Reason("fails_where", {})))
            continue
        amount = amount_of(item, unit, situation)
        sure = there is True and in_time is True and found.admitted is True
        why: Reason | None = None
        if not sure:
            why = found.reason or reason or not_dated(item)
        elif amount is None:
            why = admission.missing_field(item.name, unit or "amount", situation)
        candidates.append(Weighed(item, sure, amount, why))
    return Sifted(tuple(candidates), tuple(left_out), tuple(planned))


def day_asked(situation: Situation) -> date:
    """The day up to which things have happened: the one asked about, at most today."""
    return min(situation.day, situation.on)


def not_dated(item: Item) -> Reason:
    """Why it cannot be said whether an item had happened by a day."""
    if item.day is None:
        return Reason("undated", {})
    return Reason("only_year_known", {"date": str(item.day)})


def _in_time(item: Item, situation: Situation) -> tuple[bool | None, Reason | None]:
    first, last, closing = situation.first, situation.last, situation.closing
    if first is None and last is None and closing is None:
        return True, None
    day = item.day
    if day is None:
        return None, Reason("undated", {})
    inside = day.inside(first, last)
    if inside is False:
        # What belongs to another stretch is not this one's business to tell.
        if situation.label is not None:
            return False, None
        if first is not None and day.latest < first:
            after = "" if first == NEVER else str(first)
            return False, Reason("too_early", {"after": after})
        return False, Reason("too_late", {"closes": str(last)})
    if closing is not None:
        if day.earliest > closing.latest or _later_that_day(day, closing):
            return False, Reason("too_late", {"closes": str(closing.latest)})
        if day.latest > closing.earliest:
            return None, Reason("only_year_known", {"date": str(day)})
    if inside is None:
        return None, Reason("only_year_known", {"date": str(day)})
    return True, None


def _later_that_day(day: KnownDate, closing: KnownDate) -> bool:
    return (
        day.exact
        and closing.exact
        and day.earliest == closing.earliest
        and day.clock_time is not None
        and closing.clock_time is not None
        and day.clock_time > closing.clock_time
    )


# --- amounts ----------------------------------------------------------------------


def amount_of(item: Item, unit: str | None, situation: Situation) -> Fraction | None:
    """How much an item is in a unit; None: it does not say. Without a unit, one."""
    if unit is None or unit == "share":
        return Fraction(1)
    value = admission.value_of(item, unit, situation)
    found = _converted(value, unit, item, situation)
    if found is not None:
        return found
    # A field of another unit, where the framework declares a rate between them.
    for name in situation.book.units:
        rate = unit_rate(name, unit, item.day, situation)
        other = admission.value_of(item, name, situation)
        if rate is not None and other is not None:
            number = admission.number_of(other)
            if number is not None:
                return number * rate
    rate_here = situation.book.units.get(unit)
    if rate_here is not None:
        base = _rate_of(unit, item.day, situation)
        if base is not None and base.number and base.unit is not None:
            number = admission.number_of(admission.value_of(item, base.unit, situation))
            if number is not None:
                return number / base.number
    return None


def _converted(
    value: Any, unit: str, item: Item, situation: Situation
) -> Fraction | None:
    if value is None:
        return None
    if isinstance(value, Amount) and value.unit not in (None, unit):
        rate = unit_rate(value.unit or "", unit, item.day, situation)
        return None if rate is None or value.number is None else value.number * rate
    return admission.number_of(value)


def unit_rate(
    unit: str, into: str, day: KnownDate | None, situation: Situation
) -> Fraction | None:
    """How many of one unit make another, by the framework's dated rates."""
    if unit == into:
        return Fraction(1)
    base = _rate_of(unit, day, situation)
    if base is not None and base.unit == into:
        return base.number
    other = _rate_of(into, day, situation)
    if other is not None and other.unit == unit and other.number:
        return 1 / other.number
    return None


def _rate_of(unit: str, day: KnownDate | None, situation: Situation) -> Amount | None:
    declared = situation.book.units.get(unit) or situation.book.units.get(
        unit.removesuffix("s")
    )
    if declared is None:
        return None
    current = declared
    when = day.earliest if day is not None else situation.on
    for edition in declared.versions:
        starts = edition.from_ is None or edition.from_.by(when) is True
        ended = edition.until is not None and edition.until.by(when) is True
        if starts and not ended and edition.entry is not None:
            current = edition.entry
    return current.is_


def unit_of(count: Count, situation: Situation, outer: str | None = None) -> str | None:
    """What a count is counted in: the unit of its bounds; None: items.

    Args:
        outer: the unit of what encloses it, which a share or no bound leaves as it is.
    """
    for bound in (count.at_least, count.at_most):
        if bound is None or bound.word is not None:
            continue
        found = figure_of(bound, situation) if bound.figure is not None else bound
        if isinstance(found, Amount) and found.unit != "share":
            return found.unit
        return outer
    return outer


def bound_of(
    bound: Amount | None,
    whole: Fraction | None,
    situation: Situation,
    *,
    all_of: int | None = None,
) -> Fraction | Reason | None:
    """A bound as a number: figures read, shares taken of the nearest need."""
    if bound is None:
        return None
    if bound.figure is not None:
        found = figure_of(bound, situation)
        if not isinstance(found, Amount):
            return found
        bound = found
    if bound.word == "all":
        return None if all_of is None else Fraction(all_of)
    if bound.unit == "share":
        if whole is None or bound.number is None:
            return Reason("unlike_units", {"unit": "share", "wanted": "a whole"})
        return whole * bound.number
    return bound.number
