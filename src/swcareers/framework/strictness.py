"""Whether one rule asks less than another: what an amendment may not do.

A local framework may tighten an inherited `must` and never weaken it. Every key
whose direction is plain is compared; a key whose effect cannot be told apart (other
words, another kind) is a change of the rule itself and is refused with the rest.
"""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from swcareers.rules.requirement import (
    All,
    AnyOf,
    Cadence,
    Compare,
    Count,
    FieldTest,
    Is,
    Kind,
    NoneOf,
    Part,
    Rule,
    Where,
    parts_of,
)
from swcareers.values.amounts import Amount
from swcareers.values.durations import Duration
from swcareers.values.keys import keys_of, spelling
from swcareers.values.points import FixedDay, Point, ProgrammePoint, RelativePoint
from swcareers.values.text import joined

_RANK = {"recommended": 0, "should": 1, "must": 2}


def weakened(before: Rule, after: Rule) -> tuple[str, ...]:
    """How `after` asks less than `before`, each in words; nothing where it does not.

    Only an inherited must is protected; anything may change what is merely advised.
    """
    if _RANK[before.strength or "must"] < _RANK["must"]:
        return ()
    return tuple(_weakened(before, after))


def _weakened(before: Rule, after: Rule) -> Iterator[str]:
    if _RANK[after.strength or "must"] < _RANK["must"]:
        yield f"it would only be {after.strength}"
    if after.waivable is not None and after.waivable != before.waivable:
        yield "it could be waived"
    if after.unless is not None and after.unless != before.unless:
        yield "it would have an exception"
    if after.applies_when is not None and after.applies_when != before.applies_when:
        yield "it would apply to fewer people"
    if after.for_ is not None and after.for_ != before.for_:
        yield "it would be for fewer people"
    if after.confirmed_by is not None and after.confirmed_by != before.confirmed_by:
        yield "a confirmation would do in its place"
    for key, old, new in (
        ("due", before.due, after.due), ("closes", before.closes, after.closes),
    ):  # fmt: skip
        if old is not None and old != new and not _sooner(old, new):
            yield f"the moment it {_MOMENTS[key]} would be another"
    for key in ("within", "as_at", "in_each", "for_each", "subject", "window"):
        old, new = getattr(before, key), getattr(after, key)
        if old != new and (old is not None or key not in _NARROWING):
            yield f"{spelling(Rule, key)} would be another"
    hidden = {*after.not_stated} - {*before.not_stated}
    if hidden:
        yield f"{joined(sorted(hidden), 'and')} would be stated no more"
    if before.at and not set(before.at) <= set(after.at):
        yield "some of its points would go"
    if type(before.ask) is not type(after.ask):
        yield "it would be another kind of rule"
    elif before.ask is not None and after.ask is not None:
        yield from _asks_less(before.ask, after.ask)
    if not before.versions and after.versions:
        yield "it would change by date"
    if not before.variants and after.variants:
        yield "it would change by scope"
    if before.version_by != after.version_by and (before.versions or before.variants):
        yield "something else would pick its version"


_MOMENTS = {"due": "is due", "closes": "closes"}
# A key that is added here only ever leaves less that counts.
_NARROWING = frozenset(("within",))


def _sooner(old: Point, new: Point | None) -> bool:
    """Whether a moment is surely not later than another."""
    match old, new:
        case FixedDay(), FixedDay():
            return new.day.latest <= old.day.earliest
        case ProgrammePoint(), ProgrammePoint():
            return new.unit == old.unit and new.number <= old.number
        case RelativePoint(), RelativePoint():
            same = (new.strict, new.side, new.anchor) == (
                old.strict,
                old.side,
                old.anchor,
            )
            order = _order(old.length, new.length)
            if order is None or not same:
                return False
            return order <= 0 if old.side == "after" else order >= 0
        case _:
            return False


def _asks_less(before: Kind, after: Kind) -> Iterator[str]:
    if isinstance(before, Count) and isinstance(after, Count):
        yield from _counts_less(before, after)
    elif isinstance(before, AnyOf) and isinstance(after, AnyOf):
        if any(way not in before.any for way in after.any):
            yield "there would be other ways to meet it"
        yield from _bounds(before, after)
    elif isinstance(before, All | NoneOf) and isinstance(after, All | NoneOf):
        if any(part not in parts_of(after) for part in parts_of(before)):
            yield "a part of it would go or be another"
    elif isinstance(before, Cadence) and isinstance(after, Cadence):
        yield from _cadence_less(before, after)
    else:
        yield from _bounds(before, after)
        yield from _other_keys(before, after, skip=("at_least", "at_most", "where"))
        yield from _where_less(
            getattr(before, "where", None), getattr(after, "where", None)
        )


def _counts_less(before: Count, after: Count) -> Iterator[str]:
    yield from _bounds(before, after)
    yield from _where_less(before.where, after.where)
    if before.distinct and after.distinct != before.distinct:
        yield f"the same {before.distinct} could count more than once"
    if before.covering and not set(before.covering) <= set(after.covering):
        yield "it would cover less"
    if after.shares_with and set(after.shares_with) - set(before.shares_with):
        yield "evidence of other programmes would count"
    if before.at_most is not None and before.excess != after.excess:
        yield f"above its most it would be {after.excess} instead of {before.excess}"
    if set(before.besides) - set(after.besides):
        yield "what counts elsewhere would count here, too"
    for line in before.of_which:
        if not any(_no_less(line, other) for other in after.of_which):
            yield "a line of of_which would go or ask less"
    head = keys_of(type(before))
    for name in ("evidence", "modules", "event", "completes", "holds", "assessed"):
        if name in head and getattr(before, name) != getattr(after, name, None):
            yield f"{spelling(type(before), name)} would be another"


def _no_less(before: Part, after: Part) -> bool:
    return before == after or (
        (before.id is None or before.id == after.id)
        and not list(_counts_less(before, after))
    )


def _bounds(before: object, after: object) -> Iterator[str]:
    for name, stricter in (("at_least", 1), ("at_most", -1)):
        old, new = getattr(before, name, None), getattr(after, name, None)
        if old is None or old == new:
            continue
        if new is None:
            yield f"{name} would go"
            continue
        order = _order(old, new)
        if order is None:
            yield f"{name} would be in another unit"
        elif order * stricter < 0:
            yield f"{name} would be {new} instead of {old}"


def _order(old: Amount | Duration, new: Amount | Duration) -> int | None:
    """1 where `new` is more, -1 where it is less, 0 the same, None: not comparable."""
    if isinstance(old, Duration) and isinstance(new, Duration):
        difference: Fraction = new.approximate_days - old.approximate_days
    elif (
        isinstance(old, Amount)
        and isinstance(new, Amount)
        and old.number is not None
        and new.number is not None
        and old.unit == new.unit
    ):
        difference = new.number - old.number
    else:
        return None
    return (difference > 0) - (difference < 0)


def _where_less(before: Where | None, after: Where | None) -> Iterator[str]:
    if before is None or before == after:
        return
    if after is None:
        yield "nothing would be asked of what counts"
        return
    kept = {test.field: test for test in after.tests}
    for test in before.tests:
        if test.field not in kept or not _test_no_less(test, kept[test.field]):
            yield f"{test.field} would be asked about less strictly"
    if before.any_of and before.any_of != after.any_of:
        yield "other items would count"
    if after.or_decided and after.or_decided != before.or_decided:
        yield "a decision could let other items count"


def _test_no_less(before: FieldTest, after: FieldTest) -> bool:
    old, new = before.test, after.test
    if old == new:
        return True
    if isinstance(old, Is) and isinstance(new, Is):
        return set(new.values) <= set(old.values) and new.or_decided is None
    if isinstance(old, Compare) and isinstance(new, Compare):
        same = attrs.evolve(old, at_least=new.at_least, at_most=new.at_most) == new
        return same and not list(_bounds(old, new))
    return False


def _cadence_less(before: Cadence, after: Cadence) -> Iterator[str]:
    if before.cadence != after.cadence:
        yield "it would be about something else"
    if before.at_least is None and after.at_least is not None:
        yield f"at_least would be {after.at_least} instead of all"
    yield from _bounds(before, after)
    yield from _where_less(before.where, after.where)
    if before.every and after.every:
        order = _order(before.every, after.every)
        if order is None or order > 0:
            yield f"it would be every {after.every} instead of {before.every}"
    elif before.every != after.every:
        yield "its interval would be written another way"
    if len(before.phases) != len(after.phases):
        yield "its phases would be others"
    else:
        for old, new in zip(before.phases, after.phases, strict=True):
            order = _order(old.every, new.every)
            if old.until != new.until or order is None or order > 0:
                yield f"a phase would be every {new.every} instead of {old.every}"
    if set(after.excused_by) - set(before.excused_by):
        yield "more absences would excuse"
    if before.longest_gap and (
        after.longest_gap is None
        or (_order(before.longest_gap, after.longest_gap) or 0) > 0
    ):
        yield "the longest gap would be longer"


def _other_keys(before: Kind, after: Kind, skip: tuple[str, ...]) -> Iterator[str]:
    for name in keys_of(type(before)):
        if name in skip or name == "usually":
            continue
        if getattr(before, name) != getattr(after, name):
            yield f"{spelling(type(before), name)} would be another"
