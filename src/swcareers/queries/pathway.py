"""The map of a framework without a learner: stages, ways, and what is gained."""

from datetime import date
from typing import Any, Literal

import attrs

from swcareers.framework.framework import Framework
from swcareers.framework.model import ChosenBy, Progression
from swcareers.queries.answers import FrameworkRead
from swcareers.queries.compare import in_force_on
from swcareers.queries.declared import gained_by, opening
from swcareers.queries.explaining import marks_of
from swcareers.queries.moving import MECHANISMS, ends_of, starts_of
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.queries.whereabouts import level_of, rank_of
from swcareers.rules.requirement import Entry
from swcareers.wording.nouns import lowered
from swcareers.wording.phrases import audience_words
from swcareers.wording.rules import sentence

Kind = Literal["stage", "programme", "approval", "qualification"]
_SECTIONS: dict[str, Kind] = {
    "stages": "stage",
    "programmes": "programme",
    "approvals": "approval",
    "qualifications": "qualification",
}


@attrs.frozen(kw_only=True)
class Node:
    """A stage, or something that is gained.

    Attributes:
        level, level_title: the level a stage is mapped to; None: none is stated.
        rank: the place of that level in its set, the lowest 0.
        audience: whom it is for, in words.
        stages: the stages of those it is for, or of those whom learning that leads
            to it is for.
        needs: what has to be held or completed before, by id.
        asks: what it asks, each rule in a sentence.
        learning: what on offer leads towards it, by title.
        open: whether it can be joined on that day; None: it has no window.
        unknown: keys no source states, in words.
    """

    id: str
    kind: Kind
    title: str
    level: str | None = None
    level_title: str | None = None
    rank: int | None = None
    audience: str | None = None
    stages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    open: bool | None = None
    expected: str | None = None
    unknown: tuple[str, ...] = ()
    marks: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class PathwayWay:
    """A way from stage to stage.

    Attributes:
        from_: stages, or the words any and outside.
        to: the stages it leads to.
        mechanism: how the step is taken; None: no source states it.
        asks: what it asks, each rule in a sentence.
        needs: awards and programmes among that, by id.
        described: False: it is open, and no source states what it asks.
        words: all of it in a sentence.
    """

    id: str
    title: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    mechanism: str | None = None
    mechanism_words: str = ""
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    described: bool = True
    chosen_by: str | None = None
    words: str = ""
    marks: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Pathway(PlainAnswer):
    """The map as data; it can be drawn.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> sw.pathway(newham, on="2026-11-06")["nqsw"].title
    'Newly qualified social worker'
    """

    framework: FrameworkRead
    on: date
    nodes: tuple[Node, ...]
    ways: tuple[PathwayWay, ...]

    def __getitem__(self, id_: str) -> Node:
        """A node by its id.

        Raises:
            KeyError: there is none.
        """
        for node in self.nodes:
            if node.id == id_:
                return node
        raise KeyError(id_)

    def to_mermaid(self) -> str:
        """The map as a Mermaid flowchart."""
        from swcareers.presenting.pathway_mermaid import pathway_mermaid

        return pathway_mermaid(self)

    def to_svg(self) -> str:
        """The map as a picture that stands alone, with its text in it."""
        from swcareers.presenting.pathway_svg import pathway_svg

        return pathway_svg(self)


def pathway(framework: Framework, *, on: date | str) -> Pathway:
    """The stages, ways, programmes and awards of a framework, as they are on a day.

    Raises:
        ValueError: `on` is no date.

    >>> import swcareers as sw
    >>> found = sw.pathway(sw.load_framework("newham"), on="2026-11-06")
    >>> found.ways[0].words
    'From student to the first post: open, but not described; no source states how.'
    """
    day = day_of(on)
    nodes = []
    for section, kind in _SECTIONS.items():
        for id_, entry in framework.section(section).items():
            if section == "programmes" and _is_parent(id_, framework):
                continue
            nodes.append(_node(section, kind, id_, entry, framework, day))
    ways = tuple(
        _way(name, declared, framework, day)
        for name, declared in framework.progressions.items()
    )
    return Pathway(
        framework=FrameworkRead.of(framework),
        on=day,
        nodes=tuple(nodes),
        ways=ways,
    )


def _is_parent(id_: str, framework: Framework) -> bool:
    return any(other.extends == id_ for other in framework.programmes.values())


def _node(
    section: str, kind: Kind, id_: str, entry: Entry, framework: Framework, day: date
) -> Node:
    titles = framework.title_of
    level = level_of(id_, framework) if kind == "stage" else None
    needs, asks = _asked(section, id_, ("entry", "requires"), framework, day)
    # Without a learner there is no record: a window is read by its own days alone.
    window = opening(entry, _empty(framework, day)) if entry.open else None
    return Node(
        id=id_,
        kind=kind,
        title=titles(id_),
        level=level,
        level_title=None if level is None else titles(level),
        rank=rank_of(level, framework),
        audience=None if entry.for_ is None else audience_words(entry.for_, titles),
        stages=_stages(id_, entry, framework),
        needs=needs,
        asks=asks,
        learning=tuple(
            titles(name)
            for name, learning in framework.learning.items()
            if id_ in learning.leads_to
        ),
        open=None if window is None else window.now,
        expected=entry.expected,
        unknown=tuple(key.replace("_", " ") for key in entry.not_stated),
        marks=marks_of(entry),
    )


def _stages(id_: str, entry: Entry, framework: Framework) -> tuple[str, ...]:
    audiences = [entry.for_] + [
        learning.for_
        for learning in framework.learning.values()
        if id_ in learning.leads_to
    ]
    found: dict[str, None] = {}
    for audience in audiences:
        for one in audience.stage if audience is not None else ():
            found.update(dict.fromkeys(framework.members(one)))
    return tuple(found)


def _leaves(id_: str, framework: Framework) -> list[str]:
    """A programme, or those that extend it and are joined in its place."""
    children = [
        name for name, one in framework.programmes.items() if one.extends == id_
    ]
    if not children:
        return [id_]
    return [leaf for child in children for leaf in _leaves(child, framework)]


def _empty(framework: Framework, day: date) -> Any:
    from swcareers.queries.asking import situation_of
    from swcareers.record.model import Record

    return situation_of(Record(record="nobody"), framework, day)


def _asked(
    section: str,
    id_: str,
    lists: tuple[str, ...],
    framework: Framework,
    day: date,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is needed, by id, and what is asked, in sentences."""
    needs: dict[str, None] = {}
    asks: list[str] = []
    for list_ in lists:
        for placed in framework.lists.get((section, id_, list_), ()):
            rule = in_force_on(placed, day)
            if rule is None or placed.side == "support":
                continue
            asks.append(sentence(rule, framework.title_of))
            for inner in placed.walk():
                for name in gained_by(inner, framework):
                    if framework.entry_of(name, *_SECTIONS) is not None:
                        needs.update(dict.fromkeys(_leaves(name, framework)))
    return tuple(needs), tuple(asks)


def _way(
    name: str, declared: Progression, framework: Framework, day: date
) -> PathwayWay:
    titles = framework.title_of
    needs, asks = _asked("progressions", name, ("requires",), framework, day)
    described = bool(asks) or not {"requires", "all"} & set(declared.not_stated)
    mechanism = MECHANISMS.get(declared.mechanism or "")
    how = mechanism[0] if mechanism else "no source states how"
    if not described:
        what = "open, but not described"
    elif asks:
        what = " ".join(asks).rstrip(".")
    else:
        what = "no requirement of its own"
    chosen = declared.to.chosen_by if isinstance(declared.to, ChosenBy) else None
    return PathwayWay(
        id=name,
        title=titles(name),
        from_=starts_of(declared, framework),
        to=ends_of(declared, framework),
        mechanism=declared.mechanism,
        mechanism_words=how,
        asks=asks,
        needs=needs,
        described=described,
        chosen_by=None if chosen is None else titles(chosen),
        words=f"{titles(name)}: {lowered(what)}; {how}.",
        marks=marks_of(declared),
    )
