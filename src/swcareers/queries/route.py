"""One way to something: what is missing on it, how soon, and the plan that goes it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

import attrs

from swcareers.evaluation.outcome import Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.queries.acting import Actor, Doing, of_role
from swcareers.queries.asking import situation_of
from swcareers.queries.declared import declared_as
from swcareers.queries.earliest import Earliest, earliest_of
from swcareers.queries.facts_to_add import as_plan
from swcareers.queries.gained import has_gained
from swcareers.queries.gaining import gain
from swcareers.queries.moving import (
    MECHANISMS,
    Direction,
    ask_way,
    described,
    direction_of,
    in_order,
    move,
    step_into,
)
from swcareers.queries.reached import Reached
from swcareers.queries.reaching import Reacher
from swcareers.queries.report import day_of
from swcareers.queries.steps import Needs, Step
from swcareers.queries.whereabouts import standing
from swcareers.record.model import Record
from swcareers.rules.requirement import Decided

DESTINATIONS = ("stages", "programmes", "approvals", "qualifications")


@attrs.frozen(kw_only=True)
class Leg:
    """One step of a route.

    Attributes:
        id: the progression, or what is gained.
        kind: move (to a stage) or gain (an award, a programme).
        from_: the stage one leaves; None: outside, or not told.
        to, to_title: the stage, or what is gained.
        mechanism: how a step to a stage is taken, in words.
        who: who acts.
        described: False: it is open, and no source states what it asks.
        prepared_by: learning on offer that leads towards it, by title.
        day: the first day it can be there, as far as lengths are known.
    """

    id: str
    kind: Literal["move", "gain"]
    title: str
    from_: str | None
    to: str
    to_title: str
    mechanism: str = ""
    who: Actor = "learner"
    direction: Direction = "not stated"
    described: bool = True
    prepared_by: tuple[str, ...] = ()
    day: date | None = None


@attrs.frozen(kw_only=True)
class Route:
    """One way there.

    Attributes:
        legs: its steps, in an order in which they can be taken.
        remaining: how many things are still to be done on it; a step of which no
            source says what it asks counts as one.
        missing: these things in order, and who does them.
        earliest: the first day one may be ready to be considered for the last step,
            or hold what is gained; with the path that decides it.
        plan: the facts that would have to be added to the record, by section, so that
            it is so on that day and not before: `record.adding(route.plan)`.
        closed: why it cannot be gone as things stand; None: it is open.
        words: the route in a sentence.
    """

    to: str
    legs: tuple[Leg, ...]
    remaining: int
    missing: tuple[Doing, ...] = ()
    earliest: Earliest
    plan: dict[str, Any] = attrs.field(factory=dict)
    closed: str | None = None
    words: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The ids of its steps."""
        return tuple(leg.id for leg in self.legs)


def route_of(
    way: tuple[Step, ...],
    record: Record,
    base: Situation,
    stage: str | None,
    to: str,
) -> Route:
    """A way as it stands for this person: what is missing, how soon, by what plan."""
    book, on = base.book, base.on
    gained = frozenset(name for step in way for name in (step.id, *step.gives))
    reacher = Reacher(record, book, on, allowed=gained | {to})
    done: dict[str, Reached] = {}
    legs: list[Leg] = []
    at, last_move = stage, Reached(on)
    left: str | None = stage
    reached = Reached(on)
    for number, step in enumerate(way):
        start = _start(step, at, done, last_move, on)
        if step.kind == "move":
            found = move(reacher, step.id, at, step.to, start.day or on)
            left = at
        else:
            found = gain(reacher, step.to, start.day or on)
        reached = start.then(found)
        legs.append(_leg(step, at, reached.day, book))
        if reached.day is None:
            break
        done.update(dict.fromkeys(step.gives, reached))
        if step.kind == "move":
            last_move = reached
            if number < len(way) - 1:
                step_into(reacher, step.id, step.to, reached.day)
            at = step.to
    for step in way[len(legs) :]:
        legs.append(_leg(step, at, None, book))
        at = step.to if step.kind == "move" else at
    plan: dict[str, Any] = as_plan(reacher.facts) if reached.day is not None else {}
    if reached.day is not None:
        reached = _checked(reached, way, left, reacher)
    earliest = earliest_of(reached, reacher)
    missing = in_order(reacher.doings)
    unknown = sum(not leg.described for leg in legs)
    remaining = sum(not doing.informs for doing in missing) + unknown
    closed = reached.blocked if reached.day is None else None
    return Route(
        to=to,
        legs=tuple(legs),
        remaining=remaining,
        missing=missing,
        earliest=earliest,
        plan=plan,
        closed=closed,
        words=_words(legs),
    )


def _start(
    step: Step,
    at: str | None,
    done: Mapping[str, Reached],
    last_move: Reached,
    on: date,
) -> Reached:
    """The first day a step can be begun: when what it needs of the others is there."""
    start = Reached(on)
    if step.kind == "move" or step.starts is not None:
        start = start.beside(last_move)
    for needs in (step.needs[None], step.needs.get(at)):
        there = None if needs is None else _there_by(needs, done, on)
        if there is not None:
            start = start.beside(there)
    return start


def _there_by(needs: Needs, done: Mapping[str, Reached], on: date) -> Reached | None:
    """The first day on which enough of what is needed is there; None: it is not."""
    ways = [
        _there_by(one, done, on) if isinstance(one, Needs) else done.get(one)
        for one in needs.of
    ]
    found = sorted(
        (one for one in ways if one is not None), key=lambda one: one.day or date.max
    )
    if len(found) < needs.count:
        return None
    there = Reached(on)
    for reached in found[: needs.count]:
        there = there.beside(reached)
    return there


def _leg(step: Step, at: str | None, day: date | None, book: Framework) -> Leg:
    prepared = tuple(
        book.title_of(name)
        for name, learning in book.learning.items()
        if step.to in learning.leads_to
    )
    if step.kind == "gain":
        words, actor = _granting(step.id, book)
        return Leg(
            id=step.id,
            kind="gain",
            title=book.title_of(step.id),
            from_=at,
            to=step.to,
            to_title=book.title_of(step.to),
            mechanism=words,
            who=actor,
            prepared_by=prepared,
            day=day,
        )
    declared = book.progressions[step.id]
    words, who = MECHANISMS.get(
        declared.mechanism or "", ("no source states how", "not stated")
    )
    return Leg(
        id=step.id,
        kind="move",
        title=book.title_of(step.id),
        from_=at,
        to=step.to,
        to_title=book.title_of(step.to),
        mechanism=words,
        who=who,
        direction=direction_of(at, step.to, book),
        described=described(declared, book, at, step.to),
        prepared_by=prepared,
        day=day,
    )


def _granting(id_: str, book: Framework) -> tuple[str, Actor]:
    """Who gives a thing: those whose decision it is, as far as that is stated."""
    programme, name = book.programmes.get(id_), None
    while programme is not None and name is None:
        name = programme.outcome
        programme = book.programmes.get(programme.extends or "")
    for placed in book.lists.get(("approvals", id_, "requires"), ()):
        if isinstance(placed.rule.ask, Decided):
            name = placed.rule.ask.decision
    decision = book.decisions.get(name or "")
    if decision is None or decision.by is None:
        return ("no source states how" if name else ""), "learner"
    actor, words = of_role(decision.by, book)
    return f"decided by {words}", actor


def _words(legs: list[Leg]) -> str:
    pieces = [leg.to_title for leg in legs]
    return " → ".join(pieces)


# --- the plan, replayed ---------------------------------------------------------------


def arrived(
    record: Record, framework: Framework, route: Route, *, on: date | str
) -> bool:
    """Whether a route has been gone, up to being considered for its last step.

    For an award or programme: whether it is held or completed on that day.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "from": "2026-06-01"}], "decisions": []})
    >>> thurrock = sw.load_framework("thurrock")
    >>> route = sw.routes(record, thurrock, "social-worker", on="2026-11-06")[0]
    >>> planned = record.adding(route.plan)
    >>> [arrived(planned, thurrock, route, on=day)
    ...  for day in ("2027-05-31", route.earliest.day)]
    [False, True]
    """
    situation = situation_of(record, framework, day_of(on))
    *before, last = route.legs
    moved = any(leg.kind == "move" for leg in before)
    return _there(last, last.from_, situation, moved=moved)


def _there(
    last: Leg | Step, from_: str | None, situation: Situation, *, moved: bool
) -> bool:
    """Whether the last step can be considered, from the stage it is taken from.

    Args:
        moved: that stage is reached on the way, so one has to stand there first.
    """
    id_, to = last.id, last.to
    if last.kind == "gain":
        section, _ = declared_as(situation.book, to, DESTINATIONS)
        return has_gained(section, to, situation)
    if moved and standing(situation).stage != from_:
        return False
    return all(
        outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE)
        for placed, outcome in ask_way(id_, from_, to, situation)
        if placed.strength == "must"
    )


def _checked(
    reached: Reached, way: tuple[Step, ...], left: str | None, reacher: Reacher
) -> Reached:
    """The day as its own plan reaches it: asked on the day, and on the day before."""
    *before, step = way
    moved = any(one.kind == "move" for one in before)

    def there(day: date) -> bool:
        return _there(step, left, reacher.situation(day), moved=moved)

    day = reached.day or reacher.on
    if day <= reacher.on:
        return reached
    if not there(day):
        if not reacher.gaps:
            reacher.gaps[step.id] = reacher.book.title_of(step.id)
        return reached
    eve = day - timedelta(days=1)
    if not there(eve):
        return reached
    if there(reacher.on):
        return reached if reacher.unknown else Reached(reacher.on, ())
    first, later = reacher.on, eve
    while (later - first).days > 1:
        middle = first + (later - first) // 2
        first, later = (first, middle) if there(middle) else (middle, later)
    return Reached(later, reached.chain)
