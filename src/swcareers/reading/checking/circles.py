"""Things that depend on themselves: what could never be worked out, or never begin."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from swcareers.framework.framework import Framework
from swcareers.framework.loaded import Path
from swcareers.framework.model import Event, Figure, Programme
from swcareers.reading.checking.seen import Said
from swcareers.rules.requirement import (
    Completes,
    Decided,
    Entry,
    Happened,
    Holds,
    Measured,
    Rule,
    TimeSince,
    parts_of,
)
from swcareers.values.points import NamedPoint, Point, RelativePoint

Node = tuple[str, str]


@attrs.frozen(eq=False)
class _Graph:
    """What leans on what, and the key that says so."""

    words: str
    hint: str
    edges: Mapping[Node, tuple[tuple[Node, str], ...]]


def check_circles(framework: Framework, said: Said) -> None:
    """Look for circles of every kind."""
    for graph in (
        _Graph("extends", "leave extends out of one of them", _extends(framework)),
        _Graph("holds", "leave one of them out of the other", _groups(framework)),
        _Graph("ends in", "leave one of them out of exits", _exits(framework)),
        _Graph(
            "counts again what was counted for",
            "leave one of them out of from",
            _reuse(framework),
        ),
        _Graph("succeeds", "leave one of them out of succeeds", _succeeds(framework)),
        _Graph(
            "waits for",
            "name something that happens without it, or complete it by a decision",
            _waits(framework),
        ),
    ):
        for circle in _circles(graph.edges):
            _say(framework, graph, circle, said)


def _say(
    framework: Framework,
    graph: _Graph,
    circle: tuple[tuple[Node, str], ...],
    said: Said,
) -> None:
    names = [id_ for (_, id_), _ in circle]
    told = f", which {graph.words} ".join([*names[1:], names[0]])
    told = f"{names[0]} {graph.words} {told}"
    places = [_written(framework, node, key) for node, key in circle]
    # The own file first: of the files it extends somebody else is the author.
    for owner, path in sorted(places, key=lambda place: place[0] != framework.id)[:1]:
        said.error("SWC307", owner, path, f"a circle: {told}", graph.hint)


def _written(framework: Framework, node: Node, key: str) -> tuple[str, Path]:
    """The last file that writes this key of an entry, and where."""
    section, id_ = node
    for file in reversed(framework.files):
        entry = getattr(file, section).get(id_)
        if entry is not None and (not key or getattr(entry, key, None)):
            return file.framework, (section, id_, key) if key else (section, id_)
    return framework.id, (section, id_)


def _circles(
    edges: Mapping[Node, tuple[tuple[Node, str], ...]],
) -> Iterator[tuple[tuple[Node, str], ...]]:
    """Each circle once, however many of its members the search begins with."""
    done: set[Node] = set()
    for start in edges:
        if start in done:
            continue
        line: list[tuple[Node, str]] = []
        on_line: dict[Node, int] = {}
        waiting: list[tuple[Node, Iterator[tuple[Node, str]]]] = [
            (start, iter(edges[start]))
        ]
        on_line[start] = 0
        while waiting:
            node, rest = waiting[-1]
            step = next(rest, None)
            if step is None:
                waiting.pop()
                done.add(node)
                del on_line[node]
                if line:
                    line.pop()
                continue
            target, key = step
            if target in on_line:
                yield (*line[on_line[target] :], (node, key))
            elif target in edges and target not in done:
                line.append((node, key))
                on_line[target] = len(waiting)
                waiting.append((target, iter(edges[target])))


# --- what leans on what -------------------------------------------------------------

_Edges = dict[Node, tuple[tuple[Node, str], ...]]


def _extends(book: Framework) -> _Edges:
    return {
        ("programmes", id_): ((("programmes", one.extends), "extends"),)
        for id_, one in book.programmes.items()
        if one.extends
    }


def _groups(book: Framework) -> _Edges:
    return {
        ("groups", id_): tuple((("groups", m), "") for m in members if m in book.groups)
        for id_, members in book.groups.items()
    }


def _exits(book: Framework) -> _Edges:
    return {
        ("qualifications", id_): tuple(
            (("qualifications", other), "exits") for other in one.exits
        )
        for id_, one in book.qualifications.items()
        if one.exits
    }


def _reuse(book: Framework) -> _Edges:
    """Awards that count what others have counted; `any` and groups of them aside.

    A regulation is written once for many awards: that it names some that follow it
    is no circle.
    """
    edges: _Edges = {}
    for id_, one in book.qualifications.items():
        found = tuple(
            (("qualifications", other), "accepts")
            for way in one.accepts
            for other in way.from_
            if other in book.qualifications
        )
        followed = book.regulations.get(one.follows or "")
        found += tuple(
            (("qualifications", other), "follows")
            for way in (() if followed is None else followed.accepts)
            for other in way.from_
            if other in book.qualifications
            and book.qualifications[other].follows != one.follows
        )
        if found:
            edges["qualifications", id_] = found
    return edges


def _succeeds(book: Framework) -> _Edges:
    return {
        ("qualifications", id_): tuple(
            (("qualifications", other), "succeeds") for other in one.succeeds
        )
        for id_, one in book.qualifications.items()
        if one.succeeds
    }


def _waits(book: Framework) -> _Edges:
    """What has to be known, or to have happened, before something else can be.

    A decision, an entry of evidence or a recorded award is simply there. A programme
    without an outcome is completed by its rules, an approval without a decision held
    by them; a qualification is given when they are met.
    """
    edges: _Edges = {}
    for id_, event in book.events.items():
        edges["events", id_] = tuple(_of_event(book, event))
    for id_, measure in book.measures.items():
        if measure.time_since:
            found = _named(book, measure.time_since, "time_since")
            edges["measures", id_] = tuple(found)
    for id_, figure in book.figures.items():
        edges["figures", id_] = tuple(_of_figure(book, figure))
    for id_, programme in book.programmes.items():
        edges["programmes", id_] = tuple(_of_programme(book, programme))
    for id_, approval in book.approvals.items():
        if not any(_decides(rule) for rule in approval.requires):
            edges["approvals", id_] = tuple(_of_rules(book, approval.requires))
    for id_, award in book.qualifications.items():
        if award.requires:
            edges["qualifications", id_] = tuple(_of_rules(book, award.requires))
    return edges


def _decides(rule: Rule) -> bool:
    return isinstance(rule.ask, Decided) or any(map(_decides, parts_of(rule.ask)))


_Steps = Iterator[tuple[Node, str]]
_HAPPENS = ("events", "programmes", "approvals", "qualifications")


def _named(book: Framework, id_: str, key: str) -> _Steps:
    for member in book.members(id_):
        for section in _HAPPENS:
            if member in book.section(section):
                yield (section, member), key


def _of_event(book: Framework, event: Event) -> _Steps:
    for key in ("completes", "holds"):
        name = getattr(event, key)
        if name is not None:
            yield from _named(book, name, key)
    if event.applies_when is not None:
        yield from _of_rule(book, event.applies_when, "applies_when")


def _of_figure(book: Framework, figure: Figure) -> _Steps:
    if figure.by is not None and figure.by in book.measures:
        yield ("measures", figure.by), "by"
    given = [figure.gives, *(row.gives or row.otherwise for row in figure.rows)]
    for amount in given:
        if amount is not None and amount.figure and amount.figure in book.figures:
            yield ("figures", amount.figure), "rows" if figure.rows else "gives"


def _of_programme(book: Framework, programme: Programme) -> _Steps:
    if programme.clock is not None and programme.clock.starts is not None:
        yield from _named(book, programme.clock.starts, "clock")
    yield from _applies(book, programme)
    if programme.outcome is not None:
        return
    seen, parent = {programme.id}, programme.extends
    yield from _of_rules(book, programme.requires)
    while parent is not None and parent in book.programmes and parent not in seen:
        seen.add(parent)
        above = book.programmes[parent]
        if above.outcome is not None:
            return
        yield from _of_rules(book, above.requires)
        parent = above.extends


def _applies(book: Framework, entry: Entry) -> _Steps:
    if entry.applies_when is not None:
        yield from _of_rule(book, entry.applies_when, "applies_when")


def _of_rules(book: Framework, rules: Iterable[Rule]) -> _Steps:
    for rule in rules:
        yield from _of_rule(book, rule, "requires")


def _of_rule(book: Framework, rule: Rule, key: str) -> _Steps:
    for edition in rule.versions:
        if edition.entry is not None and edition.entry.ask is not rule.ask:
            yield from _of_rule(book, edition.entry, key)
    ask = rule.ask
    match ask:
        case Completes():
            yield from _named(book, ask.completes, key)
        case Holds():
            yield from _named(book, ask.holds, key)
        case Happened():
            yield from _named(book, ask.event, key)
        case TimeSince():
            yield from _named(book, ask.time_since, key)
        case Measured() if ask.measure in book.measures:
            yield ("measures", ask.measure), key
        case _:
            for part in parts_of(ask):
                yield from _of_rule(book, part, key)
    for condition in (rule.applies_when, rule.unless):
        if condition is not None:
            yield from _of_rule(book, condition, key)
    for point in (rule.due, rule.closes, *rule.at):
        name = _name_in(point)
        if name is not None:
            yield from _named(book, name, key)


def _name_in(point: Point | None) -> str | None:
    while isinstance(point, RelativePoint):
        point = point.anchor
    return point.name if isinstance(point, NamedPoint) else None
