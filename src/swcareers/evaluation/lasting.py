"""What lasts: how long an approval is valid, which stretches stay where they are."""

from datetime import timedelta

import attrs

from swcareers.evaluation.entries import as_on
from swcareers.evaluation.facts import Spell
from swcareers.framework.framework import Framework
from swcareers.values.durations import Duration
from swcareers.values.points import NamedPoint, Point, RelativePoint, Window

_DAY = timedelta(days=1)


def while_valid(name: str, spell: Spell, book: Framework) -> Spell:
    """A spell of holding an approval, by the version of the day it was granted.

    What is no approval is held for as long as the record says.
    """
    approval = book.approvals.get(name)
    if approval is None:
        return spell
    day = None if spell.first is None else spell.first.earliest
    return with_end(spell, as_on(approval, day).lasts)


def with_end(spell: Spell, lasts: Duration | None) -> Spell:
    """A spell that ends, at the latest, when the approval's validity does."""
    if lasts is None or spell.first is None:
        return spell
    ends = spell.first.moved(lambda day: lasts.after(day) - _DAY)
    if spell.last is None or spell.last.earliest > ends.latest:
        return attrs.evolve(spell, last=ends)
    return spell


def stays(asked: Point | Window | None) -> bool:
    """Whether a stretch asked about begins and ends where it does, whatever the day.

    A day of it that is over and was not as asked can be mended no more.
    """
    if not isinstance(asked, Window):
        return False
    return not any(
        goes_with_today(point) for point in (asked.from_, asked.to, asked.before)
    )


def goes_with_today(point: Point | None) -> bool:
    """Whether a point lies so long before or after the day asked about."""
    if isinstance(point, RelativePoint):
        return goes_with_today(point.anchor)
    return isinstance(point, NamedPoint) and point.name == "today"
