"""How somebody gets to a stage, an award or a programme: all sensible ways."""

from collections.abc import Iterator
from datetime import date

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.asking import situation_of
from swcareers.queries.declared import declared_as
from swcareers.queries.gained import has_gained
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.queries.route import DESTINATIONS, Route, route_of
from swcareers.queries.steps import steps_of
from swcareers.queries.way_search import STATES, search
from swcareers.queries.whereabouts import Here, here, level_of, standing
from swcareers.record.model import Record
from swcareers.values.text import joined


@attrs.frozen(kw_only=True)
class Routes(PlainAnswer):
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
    section, _ = declared_as(framework, to, DESTINATIONS)
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
    all_ = [route_of(way, record, base, found.stage, to) for way in ways.ways]
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
