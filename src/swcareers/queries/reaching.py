"""The first day on which rules can be met, and the facts that would meet them.

Nothing is worked out beside the evaluation: a fact is added to a copy of the record,
the rules are asked again on a later day, until they are met. So the day that is given
is reached by its own plan. Where no source gives a length, the day is only a bound.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import attrs

from swcareers.evaluation import editions
from swcareers.evaluation.evaluation import answer
from swcareers.evaluation.facts import facts_of
from swcareers.evaluation.outcome import Outcome, Verdict
from swcareers.evaluation.renamed import renamed
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.acting import Doing, doing_of
from swcareers.queries.declared import gained_by
from swcareers.queries.explaining import answer_of, title_of
from swcareers.queries.facts_to_add import Fact, facts_for, with_facts
from swcareers.queries.reached import Cause, Reached
from swcareers.record.model import Record
from swcareers.rules.requirement import (
    AnyOf,
    Assessed,
    Completes,
    Decided,
    Happened,
    Holds,
    NoneOf,
    TimeIn,
    TimeSince,
)
from swcareers.wording.rules import sentence

Within = Callable[[Situation], Situation]

_DONE = (Verdict.MET, Verdict.NOT_APPLICABLE)
_ROUNDS = 24
# Days ahead on which a rule that only time can meet is looked at: then closer.
_AHEAD = (1, 7, 31, 92, 183, 366, 731, 1096, 1827, 3653, 7305, 14610)


def _same(situation: Situation) -> Situation:
    return situation


class Reacher:
    """Finds the first day, adding facts to a copy of the record as it goes.

    Attributes:
        record: the record with all that was added.
        facts: what was added, in order.
        doings: what somebody would have to do, in order.
        unknown: ids of things whose length no source gives.
        gaps: what could not be written down as a fact: the plan lacks it.
        allowed: awards and programmes that may be gained on the way; None: any.
    """

    def __init__(
        self,
        record: Record,
        book: Framework,
        on: date,
        allowed: frozenset[str] | None = None,
    ) -> None:
        self.record, self.book, self.on = record, book, on
        self.allowed = allowed
        self.facts: list[Fact] = []
        self.doings: list[Doing] = []
        self.unknown: dict[str, str] = {}
        self.gaps: dict[str, str] = {}
        self.asking: tuple[str, ...] = ()
        self.assumed: set[str] = set()

    def copy(self) -> "Reacher":
        """A copy in which a way can be tried."""
        other = Reacher(self.record, self.book, self.on, self.allowed)
        other.take(self)
        return other

    def take(self, other: "Reacher") -> None:
        """Go on from where a copy has come to."""
        self.record = other.record
        self.facts, self.doings = list(other.facts), list(other.doings)
        self.unknown, self.gaps = dict(other.unknown), dict(other.gaps)
        self.asking, self.assumed = other.asking, set(other.assumed)

    def situation(self, day: date) -> Situation:
        """The record as it would be, on a day."""
        record = renamed(self.record, self.book)
        return Situation(facts_of(record), self.book, day, answer)

    def add(self, *facts: Fact) -> None:
        """Add facts to the record of the plan."""
        if facts:
            self.record = with_facts(self.record, facts)
            self.facts += facts

    def todo(self, doing: Doing) -> None:
        """Note something that somebody would have to do, once."""
        if doing.of:
            doing = attrs.evolve(doing, of_title=self.book.title_of(doing.of))
        if all(
            (known.id, known.of, known.what) != (doing.id, doing.of, doing.what)
            for known in self.doings
        ):
            self.doings.append(doing)

    # --- rules ------------------------------------------------------------------------

    def rules(
        self,
        rules: Sequence[Placed],
        day: date,
        within: Within = _same,
        of: str = "",
    ) -> Reached:
        """The first day on which all the rules that decide are met.

        Args:
            within: puts a situation into the run in which the rules are asked.
            of: what they belong to, for those who read the steps.
        """
        reached = Reached(day)
        if not rules:
            return reached
        tried: dict[str, int] = {}
        for _ in range(_ROUNDS):
            wanting = self._wanting(rules, reached.day or day, within)
            if not wanting:
                return reached
            # Judgements and decisions come when all else is there.
            first = min(_turn(placed, outcome) for placed, outcome in wanting)
            start, latest = reached.day or day, reached
            for placed, outcome in wanting:
                if _turn(placed, outcome) != first:
                    continue
                times = tried[placed.path] = tried.get(placed.path, 0) + 1
                found = (
                    self.one(placed, outcome, start, within, of)
                    if times == 1
                    else self.waited(placed, start, within, times)
                )
                if found.day is None:
                    return found
                latest = latest.beside(reached.then(found))
            reached = latest
        return Reached(
            None, blocked="It cannot be said in what order this can be done."
        )

    def _wanting(
        self, rules: Sequence[Placed], day: date, within: Within
    ) -> list[tuple[Placed, Outcome]]:
        situation = within(self.situation(day))
        found = []
        for placed in rules:
            if placed.strength != "must" or placed.side == "support":
                continue
            if placed.path in self.assumed:
                continue
            outcome = situation.ask(placed, situation)
            if outcome.verdict not in _DONE:
                found.append((placed, outcome))
        return found

    def one(
        self,
        placed: Placed,
        outcome: Outcome,
        day: date,
        within: Within,
        of: str,
    ) -> Reached:
        """The first day on which one rule can be met; its facts are added."""
        situation = within(self.situation(day))
        chosen = editions.in_force(placed, situation)
        if not isinstance(chosen, Outcome) and chosen and chosen[0] is not placed:
            placed = attrs.evolve(chosen[0], path=placed.path)
        ask = placed.rule.ask
        match ask:
            case AnyOf():
                return self._any(placed, outcome, day, within, of)
            case NoneOf():
                return self._by_time(placed, outcome, day, within, of)
            case TimeIn() | TimeSince():
                return self._time(placed, outcome, day, within, of)
            case Holds() | Completes() | Happened() if not placed.rule.at:
                names = gained_by(placed, self.book)
                if names:
                    return self._gain(placed, outcome, names, day, of)
            case _:
                pass
        if placed.parts and placed.rule.kind in ("all", "in_order"):
            return self._all(placed, day, within, of)
        return self._facts(placed, outcome, situation, day, of)

    def _all(self, placed: Placed, day: date, within: Within, of: str) -> Reached:
        if placed.rule.kind != "in_order":
            return self.rules(placed.parts, day, within, of)
        reached = Reached(day)
        for part in placed.parts:
            found = self.rules([part], reached.day or day, within, of)
            reached = reached.then(found)
            if reached.day is None:
                return reached
        return reached

    def _any(
        self, placed: Placed, outcome: Outcome, day: date, within: Within, of: str
    ) -> Reached:
        """So many of the parts: those that can be met first."""
        need = 1 if outcome.need is None else int(outcome.need)
        situation = within(self.situation(day))
        open_parts, there = [], 0
        for part in placed.parts:
            found = situation.ask(part, situation)
            if found.verdict is Verdict.MET:
                there += 1
            elif found.verdict is not Verdict.NOT_APPLICABLE:
                open_parts.append(part)
        reached = Reached(day)
        for _ in range(max(need - there, 0)):
            tries = []
            for index, part in enumerate(open_parts):
                other = self.copy()
                tries.append((other.rules([part], day, within, of), index, other))
            possible = [one for one in tries if one[0].day is not None]
            if not possible:
                blocked = next((one[0].blocked for one in tries if one[0].blocked), "")
                return Reached(None, blocked=blocked or "No way to it is open.")
            best, index, other = min(
                possible,
                key=lambda one: (one[0].day, len(one[2].unknown), len(one[2].facts)),
            )
            others = tuple(
                title_of(part, self.book)
                for number, part in enumerate(open_parts)
                if number != index
            )
            before = len(self.doings)
            self.take(other)
            if len(self.doings) > before and others:
                self.doings[before] = attrs.evolve(self.doings[before], ways=others)
            del open_parts[index]
            reached = reached.beside(best)
        return reached

    def _time(
        self, placed: Placed, outcome: Outcome, day: date, within: Within, of: str
    ) -> Reached:
        ask = placed.rule.ask
        missing = outcome.why is not None and outcome.why.code in (
            "event_not_yet", "event_unknown", "information_missing",
        )  # fmt: skip
        if isinstance(ask, TimeSince) and missing:
            event = self.book.events.get(ask.time_since)
            plain = event is not None and not any(
                (event.evidence, event.decision, event.completes, event.holds,
                 event.in_place)
            )  # fmt: skip
            if plain and not self.record.events.get(ask.time_since):
                self.add(("events", {ask.time_since: day.isoformat()}))
                self.todo(
                    Doing(
                        what=self.book.title_of(ask.time_since),
                        who="learner",
                        earliest=day,
                        id=ask.time_since,
                        of=of,
                    )
                )
                situation = within(self.situation(day))
                if situation.ask(placed, situation).verdict in _DONE:
                    title = title_of(placed, self.book)
                    return Reached(day, (Cause(placed.path, title, day, "act"),))
        return self._by_time(placed, outcome, day, within, of)

    def _by_time(
        self, placed: Placed, outcome: Outcome, day: date, within: Within, of: str
    ) -> Reached:
        """A rule that only time can meet."""
        found = self._first_day(placed, day, within)
        self.todo(self._doing(placed, outcome, found, of))
        if found is None:
            why = answer_of(outcome, "assessment", self.book).because
            return Reached(None, blocked=why or self._never(placed))
        title = title_of(placed, self.book)
        return Reached(found, (Cause(placed.path, title, found, "time"),))

    def _never(self, placed: Placed) -> str:
        words = sentence(placed.rule, self.book.title_of)
        return f"It cannot be met any more as the record stands: {words}"

    def waited(self, placed: Placed, day: date, within: Within, times: int) -> Reached:
        """A rule that is not met although all was done: does time bring it?"""
        found = None if times > 3 else self._first_day(placed, day, within)
        if found is None:
            return Reached(None, blocked=self._never(placed))
        title = title_of(placed, self.book)
        return Reached(found, (Cause(placed.path, title, found, "time"),))

    def _first_day(self, placed: Placed, day: date, within: Within) -> date | None:
        """The first day from which a rule is met by time alone; None: never."""

        def met(one: date) -> bool:
            situation = within(self.situation(one))
            return situation.ask(placed, situation).verdict in _DONE

        known = None
        situation = within(self.situation(day))
        expected = situation.ask(placed, situation).earliest
        if expected is not None and expected > day and met(expected):
            if not met(expected - timedelta(days=1)):
                return expected
            known = expected
        last = day
        for ahead in _AHEAD:
            later = day + timedelta(days=ahead)
            if known is not None and later >= known:
                later = known
            if met(later):
                return _bisected(last, later, met)
            if known == later:
                return None
            last = later
        return None

    # --- facts ------------------------------------------------------------------------

    def _facts(
        self,
        placed: Placed,
        outcome: Outcome,
        situation: Situation,
        day: date,
        of: str,
    ) -> Reached:
        """A rule that somebody's act meets: it may happen on any day from now."""
        dues = [
            part.due
            for part in outcome.parts
            if part.label is not None and part.due and part.verdict not in _DONE
        ]
        when, chain = day, [Cause(placed.path, title_of(placed, self.book), day, "act")]
        if dues and placed.rule.at:
            for due in sorted(dues):
                when = max(when, due)
                made = facts_for(placed, _one_each(outcome), situation, max(day, due))
                self.add(*made.facts)
            chain = [Cause(placed.path, title_of(placed, self.book), when, "length")]
        elif outcome.why is not None and outcome.why.code in _SILENT:
            self._assume(placed)
        else:
            made = facts_for(placed, outcome, situation, day)
            if made.complete:
                self.add(*made.facts)
            else:
                self._assume(placed)
        self.todo(self._doing(placed, outcome, when, of))
        return Reached(when, tuple(chain))

    def _assume(self, placed: Placed) -> None:
        """No entry of a record can be made for it: it is taken to come about."""
        self.assumed.add(placed.path)
        self.gaps[placed.path] = title_of(placed, self.book)

    def _doing(
        self, placed: Placed, outcome: Outcome, day: date | None, of: str
    ) -> Doing:
        return doing_of(placed, outcome, self.book, earliest=day, of=of)

    # --- awards and programmes --------------------------------------------------------

    def _gain(
        self,
        placed: Placed,
        outcome: Outcome,
        names: Sequence[str],
        day: date,
        of: str,
    ) -> Reached:
        """The award or programme a rule asks for: of several, the one that is first."""
        from swcareers.queries.gaining import gain

        tries = []
        for index, name in enumerate(names):
            other = self.copy()
            tries.append((gain(other, name, day), index, other))
        possible = [one for one in tries if one[0].day is not None]
        if not possible:
            self.todo(self._doing(placed, outcome, None, of))
            return next(one[0] for one in tries)
        best, index, other = min(
            possible,
            key=lambda one: (one[0].day, len(one[2].unknown), len(one[2].facts)),
        )
        before = len(self.doings)
        self.take(other)
        others = tuple(
            self.book.title_of(name) for number, name in enumerate(names)
            if number != index
        )  # fmt: skip
        if others and len(self.doings) > before:
            self.doings[before] = attrs.evolve(self.doings[before], ways=others)
        return best


_SILENT = ("not_stated", "no_rule_stated", "no_rule_before", "version_not_stated")


def _one_each(outcome: Outcome) -> Outcome:
    return attrs.evolve(outcome, need=None, have=None, unit=None)


def _turn(placed: Placed, outcome: Outcome) -> int:
    ask = outcome.rule.ask or placed.rule.ask
    if isinstance(ask, Decided):
        return 2
    return 1 if isinstance(ask, Assessed) else 0


def _bisected(last: date, later: date, met: Callable[[date], bool]) -> date:
    """The first day of those between on which it is met: not met on `last`."""
    while (later - last).days > 1:
        middle = last + (later - last) // 2
        if met(middle):
            later = middle
        else:
            last = middle
    return later
