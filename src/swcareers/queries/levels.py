"""What is new between two levels, or two stages, of a career."""

from datetime import date
from typing import Literal

import attrs

from swcareers.framework.framework import LISTS, Framework, Placed
from swcareers.queries.compare import in_force_on
from swcareers.queries.explaining import title_of
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.queries.whereabouts import is_level, level_of
from swcareers.rules.requirement import Assessed, Entry
from swcareers.values.text import counted, did_you_mean, joined
from swcareers.wording.rules import sentence


@attrs.frozen(kw_only=True)
class Piece:
    """One thing that belongs to a level or stage.

    Attributes:
        kind: judged (a rule asks for a judgement there), asked, supported, offered
            (learning, programmes, awards for people there), way (on from there),
            pathway (a parallel way at the level), or stage (mapped to the level).
    """

    kind: Literal["judged", "asked", "supported", "offered", "way", "pathway", "stage"]
    id: str
    title: str
    words: str = ""


@attrs.frozen(kw_only=True)
class Between(PlainAnswer):
    """What is new at the second of two levels or stages, and what is left behind.

    Attributes:
        new, gone, same: what only the second has, only the first, and both.
        ways: the ways that lead from the one to the other, in words.
        words: a sentence; the wording of the standards is their publisher's.
    """

    from_: str
    to: str
    from_title: str
    to_title: str
    framework: str
    on: date
    new: tuple[Piece, ...] = ()
    gone: tuple[Piece, ...] = ()
    same: tuple[Piece, ...] = ()
    ways: tuple[str, ...] = ()
    words: str = ""


def between(framework: Framework, from_: str, to: str, *, on: date | str) -> Between:
    """What is new between two levels (``pcf/nqsw``) or two stages.

    Raises:
        ValueError: `on` is no date, or one of them is neither a level nor a stage.

    >>> import swcareers as sw
    >>> thurrock = sw.load_framework("thurrock")
    >>> found = sw.between(thurrock, "nqsw", "social-worker", on="2026-11-06")
    >>> found.ways
    ('After the assessed and supported year',)
    """
    day = day_of(on)
    left, right = _stages(from_, framework), _stages(to, framework)
    one = {(piece.kind, piece.id): piece for piece in _pieces(from_, framework, day)}
    other = {(piece.kind, piece.id): piece for piece in _pieces(to, framework, day)}
    ways = tuple(
        framework.title_of(name)
        for name, declared in framework.progressions.items()
        if _leads(declared.from_, left, framework)
        and isinstance(declared.to, str)
        and set(framework.members(declared.to)) & set(right)
    )
    found = Between(
        from_=from_,
        to=to,
        from_title=framework.title_of(from_),
        to_title=framework.title_of(to),
        framework=framework.id,
        on=day,
        new=tuple(piece for key, piece in other.items() if key not in one),
        gone=tuple(piece for key, piece in one.items() if key not in other),
        same=tuple(piece for key, piece in other.items() if key in one),
        ways=ways,
    )
    return attrs.evolve(found, words=_words(found))


def _words(found: Between) -> str:
    if found.from_ == found.to or not (found.new or found.gone):
        return "Nothing that this framework says is different."
    pieces = []
    if found.new:
        pieces.append(f"{counted(len(found.new), 'thing')} new at {found.to_title}")
    if found.gone:
        pieces.append(f"{len(found.gone)} left behind")
    return f"{joined(pieces)}."


def _stages(id_: str, framework: Framework) -> tuple[str, ...]:
    """The stages meant: itself, or those mapped to the level."""
    if id_ in framework.stages:
        return (id_,)
    if is_level(id_, framework):
        return tuple(
            stage for stage in framework.stages if level_of(stage, framework) == id_
        )
    levels = [
        f"{name}/{level}"
        for name, found in framework.capabilities.items()
        for level in found.levels
    ]
    meant = did_you_mean(id_, [*framework.stages, *levels])
    hint = f": did you mean {meant}?" if meant else ""
    raise ValueError(f"{framework.id} declares no stage and no level {id_}{hint}")


def _leads(
    starts: tuple[str, ...], stages: tuple[str, ...], framework: Framework
) -> bool:
    if "any" in starts:
        return True
    named = {member for one in starts for member in framework.members(one)}
    return bool(named & set(stages))


def _pieces(id_: str, framework: Framework, day: date) -> list[Piece]:
    stages = _stages(id_, framework)
    level = id_ if is_level(id_, framework) else level_of(id_, framework)
    found: list[Piece] = []
    if level is not None:
        found += _of_level(level, id_, framework, day)
    for stage in stages:
        if stage != id_:
            found.append(Piece(kind="stage", id=stage, title=framework.title_of(stage)))
        for list_ in LISTS:
            for placed in framework.lists.get(("stages", stage, list_), ()):
                found += _rule(placed, framework, day)
    found += _for(stages, framework)
    for name, declared in framework.progressions.items():
        if _leads(declared.from_, stages, framework) and "any" not in declared.from_:
            found.append(Piece(kind="way", id=name, title=framework.title_of(name)))
    return found


def _of_level(level: str, id_: str, framework: Framework, day: date) -> list[Piece]:
    head, _, name = level.partition("/")
    declared = framework.capabilities[head].levels[name]
    found = [
        Piece(kind="pathway", id=f"{level}/{one}", title=framework.title_of(one),
              words=declared.note or "")
        for one in declared.pathways
    ]  # fmt: skip
    told: set[str] = set()
    for placed in framework.rules.values():
        if told & set(placed.also):
            continue  # inherited: told of the programme it comes from
        rule = in_force_on(placed, day)
        if rule is None or not isinstance(rule.ask, Assessed):
            continue
        if rule.ask.assessed == level:
            told.add(placed.path)
            found.append(
                Piece(
                    kind="judged",
                    id=placed.path,
                    title=title_of(placed, framework),
                    words=sentence(rule, framework.title_of),
                )
            )
    return found


def _rule(placed: Placed, framework: Framework, day: date) -> list[Piece]:
    rule = in_force_on(placed, day)
    if rule is None:
        return []
    kind: Literal["asked", "supported"] = (
        "supported" if placed.side == "support" else "asked"
    )
    return [
        Piece(
            kind=kind,
            id=placed.path,
            title=title_of(placed, framework),
            words=sentence(rule, framework.title_of),
        )
    ]


def _for(stages: tuple[str, ...], framework: Framework) -> list[Piece]:
    """What is on offer for people at these stages by name."""
    found = []
    for section in ("programmes", "learning", "qualifications", "approvals"):
        for name, entry in framework.section(section).items():
            if not _named(entry, stages, framework):
                continue
            if section == "programmes" and any(
                other.extends == name for other in framework.programmes.values()
            ):
                continue
            found.append(Piece(kind="offered", id=name, title=framework.title_of(name)))
    for placed in framework.lists.get(("", "", "support"), ()):
        if _named(placed.rule, stages, framework):
            found.append(
                Piece(
                    kind="supported",
                    id=placed.path,
                    title=title_of(placed, framework),
                    words=sentence(placed.rule, framework.title_of),
                )
            )
    return found


def _named(entry: Entry, stages: tuple[str, ...], framework: Framework) -> bool:
    if entry.for_ is None or not entry.for_.stage:
        return False
    named = {member for one in entry.for_.stage for member in framework.members(one)}
    return bool(named & set(stages))
