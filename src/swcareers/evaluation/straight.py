"""Rules that ask for so much evidence and nothing else: prepared once, for all records.

Most rules of a framework are of this form. What can be said of one before any record
is seen (the types, the unit, the days of its window, how each word in a field does in
its test) is worked out once for a framework; a record is arranged once for all rules.
The answer is the one that `swcareers.evaluation.evaluation` gives the long way round,
in every field; where something is in the way (a waiver, a hard close, a date known so
roughly that it matters), there is none from here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from math import ceil
from typing import Any

import attrs

from swcareers.evaluation.admission import PERSON_WORDS, number_of, passes
from swcareers.evaluation.facts import Words, shelf_key
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.rules.requirement import Compare, Evidence, FieldTest, Is, Rule, Where
from swcareers.values.dates import KnownDate
from swcareers.values.points import FixedDay, Point, Window

# Combinations of words that are remembered; any beyond them are tested each time.
_REMEMBERED = 4096
_NO_FLAGS: frozenset[str] = frozenset()
_FAILED = Reason("fails_where", {})
# In place of a reason: not tested yet; the record does not tell.
_NEW, _DOUBT = (Reason(word) for word in ("not tested", "not told"))
# Python 3.11 looks a member of an enumeration up slowly.
_MET, _NOT_YET, _NOT_MET = Verdict.MET, Verdict.NOT_YET, Verdict.NOT_MET
_OVERDUE, _LATE = frozenset({"overdue"}), frozenset({"late"})


@attrs.frozen(eq=False, kw_only=True)
class Straight:
    """A rule that only asks for so much evidence, with all a framework says of it.

    Attributes:
        names: the types of evidence; None: any.
        shelf: what their shelf is found by.
        need: how much, in `unit`; without a unit, how many.
        enough: the same, as a whole number where it is one: quicker to compare with.
        nth: the item, counted from 0, with which so many are there.
        first, last: the window, both days included; None leaves a side open.
        where: the tests; None: all count.
        fields: the fields they look into. Their answer lies in the words found there.
        due: the day it is due, as far as known; None: none is set.
        known: why items with such words in these fields fail; None: they pass.
    """

    placed: Placed
    names: tuple[str, ...] | None
    shelf: str
    need: Fraction
    enough: int | Fraction
    nth: int
    unit: str | None
    first: date | None
    last: date | None
    where: Where | None
    fields: tuple[str, ...]
    due: KnownDate | None
    known: dict[Words, Reason | None] = attrs.field(factory=dict)

    def answer(self, situation: Situation) -> Outcome | None:
        """The outcome; None: it has to be found the long way."""
        facts, on = situation.facts, situation.on
        if not facts.plain or situation.withheld:
            return None
        if situation.closing is not None and not _never_closed(situation):
            return None
        asked = on
        if situation.as_at is not None and situation.as_at < on:
            if situation.label is None:
                return None  # what happened after that day is told apart there
            asked = situation.as_at
        shelf = facts.shelves.get(self.shelf) or facts.shelf("evidence", self.names)
        days = shelf.days
        if days is None or (shelf.for_programmes and situation.run is not None):
            return None
        first, last = self.first, self.last
        if situation.first is not None and (first is None or first < situation.first):
            first = situation.first
        if situation.last is not None and (last is None or last > situation.last):
            last = situation.last
        if shelf.vague and (
            _hangs_on_one(shelf.vague, on, first, last)
            or _hangs_on_one(shelf.vague, asked, None, None)
        ):
            return None
        # Those that are there, and of them those in the window, stand together.
        end = bisect_right(days, asked)
        start = 0 if first is None else bisect_left(days, first, 0, end)
        stop = end if last is None else bisect_right(days, last, start, end)
        counted = shelf.happened[start:stop]
        planned = shelf.planned
        left_out: tuple[LeftOut, ...] = ()
        if self.where is not None:
            words, words_planned = shelf.words(self.fields)
            sifted = self._sifted(counted, words[start:stop], situation)
            if sifted is None:
                return None
            counted, left_out = sifted
            if planned:
                coming = self._sifted(planned, words_planned, situation)
                if coming is None:
                    return None
                planned = coming[0]
        if first is not None or last is not None:
            if planned:
                planned = _not_outside(planned, first, last)
            if situation.label is None:
                if start:
                    before = map(LeftOut, shelf.happened[:start], _too_early(first))
                    left_out = (*before, *left_out)
                if stop < end:
                    after = map(LeftOut, shelf.happened[stop:end], _too_late(last))
                    left_out = (*left_out, *after)
        enough = self.enough
        have: int | Fraction = len(counted)
        met_on = counted[self.nth].day if self.nth < have >= enough else None
        if self.unit is not None:
            added = _added(counted, self.unit, enough)
            if added is None:
                return None
            have, met_on = added
        due, late_days, flags = None, 0, _NO_FLAGS
        if self.due is not None:
            due = self.due.latest
            if met_on is not None and met_on.earliest > due:
                flags, late_days = _LATE, (met_on.earliest - due).days
            elif have < enough and due < on:
                flags = _OVERDUE
        verdict = _MET if have >= enough else _NOT_YET
        if verdict is _NOT_YET and self.last is not None and self.last < on:
            verdict, flags = _NOT_MET, flags - _OVERDUE  # its window is over
        # By place, in the order of the class: names would take as long as all the rest.
        return Outcome(
            self.placed.path,
            self.placed.rule,
            verdict,
            flags,
            _exact(have),
            None,  # no more than that may count
            self.need,
            self.unit,
            counted,
            left_out,
            planned,
            due,
            None,  # no close
            late_days,
            met_on,
        )

    def _sifted(
        self,
        items: Sequence[Item],
        words: Sequence[Words],
        situation: Situation,
    ) -> tuple[tuple[Item, ...], tuple[LeftOut, ...]] | None:
        """The items that pass the tests, and the others.

        None: the record does not tell of one.
        """
        passing: list[Item] = []
        left_out: list[LeftOut] = []
        known = self.known
        for item, found in zip(items, words):  # noqa: B905 - as long as each other
            failed = known.get(found, _NEW)
            if failed is _NEW:
                failed = self._tested(item, found, situation)
            if failed is None:
                passing.append(item)
            elif failed is _DOUBT:
                return None
            else:
                left_out.append(LeftOut(item, failed))
        return tuple(passing), tuple(left_out)

    def _tested(self, item: Item, words: Words, situation: Situation) -> Reason | None:
        """Why an item does not count; None: it does."""
        if self.where is None:
            return None
        answer = passes(self.where, item, situation)
        if answer.admitted is None:
            return _DOUBT
        failed = None if answer.admitted else answer.reason or _FAILED
        if _all_there(words) and len(self.known) < _REMEMBERED:
            self.known[words] = failed
        return failed


def _never_closed(situation: Situation) -> bool:
    """Whether no close stands in the way: none, or not before its stretch is over.

    Its time of day matters only to what has one, too; that is not prepared.
    """
    closing, last = situation.closing, situation.last
    if closing is None:
        return True
    return last is not None and closing.exact and closing.earliest >= last


def _hangs_on_one(
    vague: tuple[tuple[date, date], ...],
    on: date,
    first: date | None,
    last: date | None,
) -> bool:
    """Whether it depends on a day known only roughly if its item counts."""
    for low, high in vague:
        if low <= on < high:
            return True
        if first is not None and low < first <= high:
            return True
        if last is not None and low <= last < high:
            return True
    return False


def _added(
    items: Sequence[Item], unit: str, enough: int | Fraction
) -> tuple[int | Fraction, KnownDate | None] | None:
    """How much items come to, and when it was enough; None: one does not say."""
    total: int | Fraction = 0
    reached: KnownDate | None = None
    for item in items:
        word = item.fields.get(unit)
        amount = _amount(word) if type(word) is str else None
        if amount is None:
            return None
        if total < enough or reached is None:
            reached = item.day
        total += amount
    return total, reached if total >= enough else None


def _not_outside(
    items: Sequence[Item], first: date | None, last: date | None
) -> tuple[Item, ...]:
    """The items that lie in a window, or may."""
    if first is not None and last is not None and first > last:
        return tuple([item for item in items if item.day is None])
    return tuple(
        [
            item
            for item in items
            if (day := item.day) is None
            or (
                (first is None or day.latest >= first)
                and (last is None or day.earliest <= last)
            )
        ]
    )


def _all_there(words: Words) -> bool:
    return words is not None and (isinstance(words, str) or None not in words)


@lru_cache(maxsize=256)
def _too_early(first: date | None) -> Iterable[Reason]:
    """The same reason for as many as there are."""
    return repeat(Reason("too_early", {"after": str(first)}))


@lru_cache(maxsize=256)
def _too_late(last: date | None) -> Iterable[Reason]:
    """The same reason for as many as there are."""
    return repeat(Reason("too_late", {"closes": str(last)}))


@lru_cache(maxsize=4096)
def _amount(word: str) -> int | Fraction | None:
    found = number_of(word)
    return None if found is None else _plainly(found)


def _plainly(number: Fraction) -> int | Fraction:
    """A whole number where it is one: sums of those take a tenth of the time."""
    return number.numerator if number.denominator == 1 else number


@lru_cache(maxsize=4096)
def _exact(number: int | Fraction) -> Fraction:
    return Fraction(number)


# --- which rules these are --------------------------------------------------------


def straight(placed: Placed, book: Framework) -> Straight | None:
    """A rule prepared, once for a framework; None: there is more to it."""
    known = placed.plan
    if known is None or known[0] is not book:
        known = _plans(placed, book)
    plan: Straight | None = known[1]
    return plan


def counted(placed: Placed, situation: Situation) -> Outcome | None:
    """What a rule counts, whatever stands around the count; None: found at length.

    The same as what is prepared for a whole rule, for one owed in each period, with a
    condition or a close: these are seen to where every rule is.
    """
    plan: Straight | None = _plans(placed, situation.book)[2]
    return None if plan is None else plan.answer(situation)


def _plans(placed: Placed, book: Framework) -> tuple[Framework, Any, Any]:
    known: tuple[Framework, Any, Any] | None = placed.plan
    if known is None or known[0] is not book:
        plan = _prepared(placed, book)
        known = (
            book,
            _dated(plan, placed.rule) if plan and _asked_once(placed) else None,
            plan,
        )
        object.__setattr__(placed, "plan", known)  # frozen for everybody else
    return known


def _dated(plan: Straight, rule: Rule) -> Straight | None:
    """The count with the window and the day of its rule; None: these depend."""
    window = _fixed(rule.within)
    if window is None or not (rule.due is None or isinstance(rule.due, FixedDay)):
        return None
    return attrs.evolve(
        plan,
        first=window[0],
        last=window[1],
        due=rule.due.day if isinstance(rule.due, FixedDay) else None,
    )


def _prepared(placed: Placed, book: Framework) -> Straight | None:
    """The count of a rule; None: it asks for more than so much evidence."""
    ask = placed.rule.ask
    if not isinstance(ask, Evidence):
        return None
    if (
        ask.distinct
        or ask.at_most is not None
        or ask.covering
        or ask.besides
        or ask.of_which
    ):
        return None
    need, unit = Fraction(1), None
    if ask.at_least is not None:
        number, unit = ask.at_least.number, ask.at_least.unit
        if number is None or unit == "share":
            return None
        need = number
    if not _lies_in_words(ask.where):
        return None
    names = None if ask.evidence == "any" else book.members(ask.evidence)
    return Straight(
        placed=placed,
        names=names,
        shelf=shelf_key("evidence", names),
        need=need,
        enough=_plainly(need),
        nth=max(0, ceil(need) - 1),
        unit=unit,
        first=None,
        last=None,
        where=ask.where,
        fields=() if ask.where is None else tuple(t.field for t in ask.where.tests),
        due=None,
    )


def _asked_once(placed: Placed) -> bool:
    """Whether nothing stands around the question: no condition, edition, repetition."""
    rule = placed.rule
    return not (
        placed.editions
        or placed.variants
        or placed.applies_when is not None
        or placed.unless is not None
        or rule.subject not in (None, "learner", "employer")
        or rule.for_ is not None
        or rule.not_stated
        or _repeats(rule)
        or rule.as_at is not None
        or rule.closes is not None
        or rule.confirmed_by is not None
    )


def _repeats(rule: Rule) -> bool:
    return bool(rule.at) or rule.for_each is not None or rule.in_each is not None


def _fixed(window: Window | None) -> tuple[date | None, date | None] | None:
    """The two days of a window, where the calendar alone gives them."""
    if window is None:
        return None, None
    if window.last is not None:
        return None
    ends: list[date | None] = []
    for point in (window.from_, window.to):
        if point is not None and not _is_a_day(point):
            return None
        ends.append(point.day.earliest if isinstance(point, FixedDay) else None)
    return ends[0], ends[1]


def _is_a_day(point: Point) -> bool:
    return isinstance(point, FixedDay) and point.day.exact


def _lies_in_words(where: Where | None) -> bool:
    """Whether the answer of a `where` lies in the words it finds, and nothing else."""
    if where is None:
        return True
    if where.any_of or where.or_decided is not None:
        return False
    return all(_lies_in_the_word(test) for test in where.tests)


def _lies_in_the_word(test: FieldTest) -> bool:
    if test.field in PERSON_WORDS or test.field == "date":
        return False
    asked = test.test
    if isinstance(asked, Is):
        return asked.or_decided is None and "same" not in asked.values
    if isinstance(asked, Compare):
        return asked.or_decided is None and asked.before is None and asked.after is None
    return False
