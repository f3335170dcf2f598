"""Counting: how much of what is there counts, against what is needed.

One way of counting for evidence, modules, events, awards and judgements. What counts
for certain and what may count are added up apart, so that a doubtful date matters
only where it changes the answer.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.figures import figure_of
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Count, Part, Where
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate

Touches = Callable[[Item, Situation], Iterable[str]]


@attrs.frozen(eq=False)
class Weighed:
    """An item that may count: whether it does for certain, and how much it is."""

    item: Item
    sure: bool
    amount: Fraction
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
    extra: Callable[[Item], Reason | None] | None = None,
) -> Sifted:
    """Divide items into those that count, may count, are planned, and do not."""
    candidates: list[Weighed] = []
    left_out: list[LeftOut] = []
    planned: list[Item] = []
    for item in items:
        there = situation.facts.present(item, situation.on)
        if there is False and not item.planned:
            continue  # it is not there yet on that day
        in_time, reason = _in_time(item, situation)
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
        why = found.reason or reason
        if amount is None:
            field = unit or "amount"
            candidates.append(
                Weighed(
                    item, False, Fraction(0), Reason("field_missing", {"field": field})
                )
            )
            continue
        candidates.append(Weighed(item, sure, amount, None if sure else why))
    return Sifted(tuple(candidates), tuple(left_out), tuple(planned))


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
        code = "too_early" if first is not None and day.latest < first else "too_late"
        values = {
            "after" if code == "too_early" else "closes": str(
                first if code == "too_early" else last
            )
        }
        return False, Reason(code, values)
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


def unit_of(count: Count, situation: Situation) -> str | None:
    """What a count is counted in: the unit of its bounds; None: items."""
    for bound in (count.at_least, count.at_most):
        if bound is None:
            continue
        if bound.figure is not None:
            found = figure_of(bound, situation)
            if isinstance(found, Amount) and found.unit not in (None, "share"):
                return found.unit
        elif bound.unit not in (None, "share"):
            return bound.unit
    for line in count.of_which:
        found_unit = unit_of(line, situation) if count.at_least is None else None
        if found_unit is not None:
            return found_unit
    return None


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


# --- the count itself -------------------------------------------------------------


@attrs.frozen(eq=False)
class Tallied:
    """A count with its verdict.

    Attributes:
        low, high: how much counts for certain, and at most.
    """

    verdict: Verdict
    low: Fraction
    high: Fraction
    need: Fraction | None
    counted: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    met_on: KnownDate | None
    why: Reason | None
    lines: tuple["Line", ...] = ()


@attrs.frozen(eq=False)
class Line:
    """One line of `of_which` and how it stands."""

    part: Part
    tallied: Tallied


def tally(
    count: Count,
    candidates: Sequence[Weighed],
    situation: Situation,
    *,
    whole: Fraction | None = None,
    all_of: int | None = None,
    touches: Touches | None = None,
) -> Tallied:
    """Hold candidates against a count and the lines inside it."""
    left_out: list[LeftOut] = []
    # Two entries about the same learner count once, yet a line inside the count may
    # be met by either of them.
    looked_at: Sequence[Weighed] = candidates
    if count.distinct:
        candidates, doubles = _distinct(count.distinct, candidates, situation)
        left_out += doubles
    need = _need(count, whole, situation, all_of)
    cap = bound_of(count.at_most, whole, situation)
    problem = next((one for one in (need, cap) if isinstance(one, Reason)), None)
    need_number = None if isinstance(need, Reason) else need
    cap_number = None if isinstance(cap, Reason) else cap
    breach: Reason | None = None
    if cap_number is not None and count.excess == "left_out":
        candidates, beyond = _up_to(candidates, cap_number)
        left_out += [
            LeftOut(one.item, Reason("over_the_most", {"bound": str(count.at_most)}))
            for one in beyond
        ]
    lines: list[Line] = []
    for part in count.of_which:
        inside = _inside(part, looked_at, situation)
        line_count = _in_unit(part, count)
        found = tally(line_count, inside, situation, whole=need_number, touches=touches)
        lines.append(Line(part, found))
        if part.excess == "left_out" and found.left_out:
            gone = {id(one.item) for one in found.left_out}
            candidates = [one for one in candidates if id(one.item) not in gone]
            looked_at = [one for one in looked_at if id(one.item) not in gone]
            left_out += found.left_out
    if count.covering:
        low, high, met_on = _covered(count, candidates, situation, touches)
    else:
        low, high = _sums(candidates)
        met_on = None
        for line in lines:
            if line.part.excess == "cut":
                inside_low, inside_high = _sums(
                    _inside(line.part, candidates, situation)
                )
                low -= max(Fraction(0), inside_low - line.tallied.low)
                high -= max(Fraction(0), inside_high - line.tallied.high)
    if cap_number is not None:
        if count.excess == "cut":
            low, high = min(low, cap_number), min(high, cap_number)
        elif count.excess in (None, "breach") and low > cap_number:
            breach = Reason("over_the_most", {"bound": str(count.at_most)})
    verdict = _verdict(low, high, need_number, breach)
    for line in lines:
        if (line.part.strength or "must") == "must":
            verdict = min(verdict, line.tallied.verdict)
    if problem is not None:
        verdict = min(verdict, Verdict.UNDECIDED)
    if met_on is None and verdict is Verdict.MET and need_number is not None:
        met_on = _met_on(candidates, need_number, lines)
    why = breach or problem
    if verdict is Verdict.UNDECIDED and why is None:
        why = next((one.reason for one in candidates if one.reason), None) or next(
            (line.tallied.why for line in lines if line.tallied.why), None
        )
    return Tallied(
        verdict, low, high, need_number,
        tuple(one.item for one in candidates if one.sure),
        tuple(left_out), met_on, why, tuple(lines),
    )  # fmt: skip


def _in_unit(part: Part, count: Count) -> Part:
    """A line inside a count: `distinct` is inherited."""
    if count.distinct and not part.distinct:
        return attrs.evolve(part, distinct=count.distinct)
    return part


def _need(
    count: Count, whole: Fraction | None, situation: Situation, all_of: int | None
) -> Fraction | Reason | None:
    if count.at_least is not None:
        need = bound_of(count.at_least, whole, situation, all_of=all_of)
        return Fraction(1) if need is None else need
    if count.covering:
        return Fraction(len(covered_members(count.covering, situation)))
    if count.at_most is not None or (count.of_which and isinstance(count, Part)):
        return None
    return Fraction(1)


def _verdict(
    low: Fraction, high: Fraction, need: Fraction | None, breach: Reason | None
) -> Verdict:
    if breach is not None:
        return Verdict.NOT_MET
    if need is None or low >= need:
        return Verdict.MET
    return Verdict.UNDECIDED if high >= need else Verdict.NOT_YET


def _sums(candidates: Iterable[Weighed]) -> tuple[Fraction, Fraction]:
    low = high = Fraction(0)
    for one in candidates:
        high += one.amount
        if one.sure:
            low += one.amount
    return low, high


def _inside(
    part: Part, candidates: Sequence[Weighed], situation: Situation
) -> list[Weighed]:
    """The candidates a line looks at."""
    inside: list[Weighed] = []
    unit = unit_of(part, situation)
    for one in candidates:
        found = (
            admission.YES
            if part.where is None
            else admission.passes(part.where, one.item, situation)
        )
        if found.admitted is False:
            continue
        amount = one.amount
        if part.at_least is not None or part.at_most is not None:
            own = amount_of(one.item, unit, situation)
            amount = (
                one.amount if unit is None and _is_share(part) else own or Fraction(0)
            )
        sure = one.sure and found.admitted is True
        inside.append(Weighed(one.item, sure, amount, found.reason or one.reason))
    return inside


def _is_share(part: Part) -> bool:
    return any(
        bound is not None and bound.unit == "share"
        for bound in (part.at_least, part.at_most)
    )


def _distinct(
    field: str, candidates: Sequence[Weighed], situation: Situation
) -> tuple[list[Weighed], list[LeftOut]]:
    seen: dict[str, Weighed] = {}
    kept: list[Weighed] = []
    doubles: list[LeftOut] = []
    for one in sorted(candidates, key=lambda weighed: not weighed.sure):
        value = admission.value_of(one.item, field, situation)
        if value is None:
            kept.append(
                attrs.evolve(
                    one, sure=False, reason=Reason("field_missing", {"field": field})
                )
            )
            continue
        text = admission.words_of(value)
        if text in seen:
            values = {"field": field, "value": text}
            doubles.append(LeftOut(one.item, Reason("duplicate", values)))
            # The better of two about the same one still answers the lines inside.
            continue
        seen[text] = one
        kept.append(one)
    return kept, doubles


def _up_to(
    candidates: Sequence[Weighed], cap: Fraction
) -> tuple[list[Weighed], list[Weighed]]:
    """The whole items that together come nearest to the cap without passing it."""
    best: dict[Fraction, tuple[int, ...]] = {Fraction(0): ()}
    for index, one in enumerate(candidates):
        for total, chosen in list(best.items()):
            more = total + one.amount
            if more <= cap and more not in best:
                best[more] = (*chosen, index)
    chosen_indexes = set(best[max(best)])
    kept = [one for index, one in enumerate(candidates) if index in chosen_indexes]
    beyond = [
        one for index, one in enumerate(candidates) if index not in chosen_indexes
    ]
    return kept, beyond


def covered_members(covering: Sequence[str], situation: Situation) -> tuple[str, ...]:
    """What has to be touched: the members of a set, of a group, or a list."""
    book = situation.book
    found: dict[str, None] = {}
    for name in covering:
        declared = book.capabilities.get(name)
        if declared is not None:
            found.update(dict.fromkeys(declared.domains or declared.levels))
        else:
            found.update(dict.fromkeys(book.members(name)))
    return tuple(found)


def _covered(
    count: Count,
    candidates: Sequence[Weighed],
    situation: Situation,
    touches: Touches | None,
) -> tuple[Fraction, Fraction, KnownDate | None]:
    members = set(covered_members(count.covering, situation))
    sure: set[str] = set()
    maybe: set[str] = set()
    touched = touches or touched_by
    last: KnownDate | None = None
    for one in candidates:
        hit = {
            word
            for text in touched(one.item, situation)
            for word in (text, text.rpartition("/")[2])
            if word in members
        }
        if one.sure and hit - sure:
            last = one.item.day
        (sure if one.sure else maybe).update(hit)
    return Fraction(len(sure)), Fraction(len(sure | maybe)), last


def touched_by(item: Item, situation: Situation) -> Iterable[str]:
    """The capabilities or other things an item is evidence of."""
    yield item.name
    for value in item.fields.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | list):
            yield from map(str, value)
        elif isinstance(value, dict):
            yield from value


def _met_on(
    candidates: Sequence[Weighed], need: Fraction, lines: Sequence[Line]
) -> KnownDate | None:
    """The day on which enough was there: of the total and of every line."""
    total = Fraction(0)
    found: KnownDate | None = None
    dated = [one for one in candidates if one.sure and one.item.day is not None]
    for one in sorted(dated, key=lambda weighed: weighed.item.day or _NEVER):
        total += one.amount
        found = one.item.day
        if total >= need:
            break
    days = [found, *(line.tallied.met_on for line in lines)]
    known = [day for day in days if day is not None]
    return max(known, key=lambda day: (day.latest, day.earliest), default=None)


_NEVER = KnownDate.parse("2199")


def outcome_of(
    placed: Placed, count: Count, sifted: Sifted, tallied: Tallied, unit: str | None
) -> Outcome:
    """A count as the outcome of its rule."""
    parts = tuple(
        _line_outcome(placed, index, line) for index, line in enumerate(tallied.lines)
    )
    flags = frozenset({"breach"}) if _breached(tallied) else frozenset[str]()
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=tallied.verdict,
        flags=flags,
        have=tallied.low,
        have_at_most=tallied.high if tallied.high != tallied.low else None,
        need=tallied.need,
        unit=unit,
        counted=tallied.counted,
        left_out=(*sifted.left_out, *tallied.left_out),
        planned=sifted.planned,
        met_on=tallied.met_on,
        why=tallied.why,
        parts=parts,
    )


def _breached(tallied: Tallied) -> bool:
    return tallied.why is not None and tallied.why.code == "over_the_most"


def _line_outcome(placed: Placed, index: int, line: Line) -> Outcome:
    part, found = line.part, line.tallied
    return Outcome(
        path=f"{placed.path}/{part.id or f'of-which-{index + 1}'}",
        rule=attrs.evolve(placed.rule, title=part.title),
        verdict=found.verdict,
        have=found.low,
        have_at_most=found.high if found.high != found.low else None,
        need=found.need,
        unit=_unit_of_line(part),
        counted=found.counted,
        left_out=found.left_out,
        met_on=found.met_on,
        why=found.why,
        label=part.id or f"of-which-{index + 1}",
    )


def _unit_of_line(part: Part) -> str | None:
    for bound in (part.at_least, part.at_most):
        if bound is not None and bound.unit not in (None, "share"):
            return bound.unit
    return None
