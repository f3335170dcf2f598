"""How somebody gets to a stage, an award or a programme: all sensible ways."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Literal

import attrs

from swcareers.evaluation.outcome import Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.queries.acting import Actor, Doing, of_role
from swcareers.queries.asking import situation_of
from swcareers.queries.earliest import Earliest, earliest_of
from swcareers.queries.entry import declared_as
from swcareers.queries.gaining import gain, has_gained
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
from swcareers.queries.reaching import Reached, Reacher, as_plan
from swcareers.queries.report import day_of
from swcareers.queries.steps import Needs, Step, steps_of
from swcareers.queries.way_search import STATES, search
from swcareers.queries.whereabouts import Here, here, level_of, standing
from swcareers.reading.structure import from_plain, to_plain
from swcareers.record.model import Record
from swcareers.rules.requirement import Decided
from swcareers.values.text import joined

_SECTIONS = ("stages", "programmes", "approvals", "qualifications")


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


@attrs.frozen(kw_only=True)
class Routes:
    """All sensible ways to something, the least remaining first.

    A way is sensible if no other way is a part of it.

    Attributes:
        routes: those that are open.
        closed: those that the record or the day rules out, each with its reason.
        cut: the search was ended, or only so many were wanted: there may be more.
        parallel: parallel ways at the level of the stage, which may be combined.
        words: a sentence where there is nothing to go, or no way.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> sw.routes(record, newham, "social-worker", on="2026-11-06").to_title
    'Social worker'
    """

    reference: str
    framework: str
    on: date
    to: str
    to_title: str
    here: Here
    routes: tuple[Route, ...]
    closed: tuple[Route, ...] = ()
    cut: bool = False
    parallel: tuple[str, ...] = ()
    words: str = ""

    def __iter__(self) -> Iterator[Route]:
        """The open routes, in their order."""
        return iter(self.routes)

    def __len__(self) -> int:
        """How many open routes there are."""
        return len(self.routes)

    def __getitem__(self, index: int) -> Route:
        """An open route by its place."""
        return self.routes[index]

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data for `json.dumps`; `from_json` reads it back."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Routes":
        """An answer from what `to_json` gave; equal to the one it was made from."""
        return from_plain(plain, cls)


def routes(
    record: Record,
    framework: Framework,
    to: str,
    *,
    on: date | str,
    at_most: int = 12,
    states: int = STATES,
) -> Routes:
    """All sensible ways to a stage, programme, approval or qualification.

    From here, from any, from outside, sideways; through stages and through what has
    to be gained on the way. Nobody is taken to hold what the record does not say.

    Args:
        to: where to.
        at_most: so many routes are given; `cut` says that there may be more.
        states: how much is searched at the most.

    Raises:
        ValueError: `on` is no date, or the framework declares nothing of that id.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "student", "from": "2026-09-01"}], "decisions": []})
    >>> found = sw.routes(record, sw.load_framework("thurrock"), "nqsw",
    ...                   on="2026-11-06")
    >>> [route.steps for route in found]
    [('student-to-nqsw',)]
    """
    day = day_of(on)
    section, _ = declared_as(framework, to, _SECTIONS)
    base = situation_of(record, framework, day)
    found = standing(base)
    empty = Routes(
        reference=record.record,
        framework=framework.id,
        on=day,
        to=to,
        to_title=framework.title_of(to),
        here=here(base),
        routes=(),
        parallel=_parallel(to, framework),
    )
    if section == "stages":
        if found.stage == to:
            return attrs.evolve(empty, words="There already.")
    elif has_gained(section, to, base):
        return attrs.evolve(empty, words="Held or completed already.")
    goal = f"stage/{to}" if section == "stages" else to
    ways = search(
        steps_of(base),
        found.stage,
        found.outside,
        goal,
        at_most=at_most,
        states=states,
    )
    all_ = [_route(way, record, base, found.stage, to) for way in ways.ways]
    all_.sort(key=_order)
    open_ = tuple(route for route in all_ if route.closed is None)
    shut = tuple(route for route in all_ if route.closed is not None)
    words = ""
    if not open_:
        words = "No way there is described from here."
        if shut:
            words = "No way there is open as things stand."
    if ways.cut:
        words = f"{words} The search was ended; there may be more ways.".strip()
    return attrs.evolve(empty, routes=open_, closed=shut, cut=ways.cut, words=words)


def _order(route: Route) -> tuple[int, int, date, tuple[str, ...]]:
    return (
        route.remaining,
        len(route.legs),
        route.earliest.day or date.max,
        route.steps,
    )


def _parallel(to: str, framework: Framework) -> tuple[str, ...]:
    level = level_of(to, framework)
    if level is None:
        return ()
    head, _, name = level.partition("/")
    declared = framework.capabilities[head].levels[name]
    found = []
    if declared.pathways:
        ways = joined(framework.title_of(one) for one in declared.pathways)
        note = f"; {declared.note}" if declared.note else ""
        found.append(f"At this level there are parallel ways: {ways}{note}.")
    beside = [
        framework.title_of(other)
        for other in framework.stages
        if other != to and level_of(other, framework) == level
    ]
    if beside:
        found.append(f"At the same level: {joined(beside)}.")
    return tuple(found)


# --- one route ------------------------------------------------------------------------


def _route(
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
        section, _ = declared_as(situation.book, to, _SECTIONS)
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
