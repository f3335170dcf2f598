"""What something opens: every rule, way and award anywhere that it advances."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import attrs

from swcareers.framework.framework import Framework, Placed
from swcareers.queries.compare import in_force_on
from swcareers.queries.declared import declared_as
from swcareers.queries.explaining import requirement_of, title_of
from swcareers.queries.permissions import act_words
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.rules.requirement import (
    Among,
    Completes,
    Count,
    Entry,
    Happened,
    Holds,
    Is,
    Modules,
    Of,
    Rule,
    Where,
)

_NAMED = (
    "qualifications", "approvals", "programmes", "learning", "modules", "registers",
    "evidence_types",
)  # fmt: skip


@attrs.frozen(kw_only=True)
class Opening:
    """One thing that something advances.

    Attributes:
        id: the rule, or the entry where no rule says it.
        title: what people call it.
        of: the entry the rule stands in: what is advanced.
        of_title, section: of that entry.
        how: in words.
        sentence: the rule in a sentence; empty where it is not said by a rule.
        steps: 1: directly; more: by way of what that opens.
        through: what it goes by way of, by title; empty where it is direct.
    """

    id: str
    title: str
    of: str
    of_title: str
    section: str
    how: str
    sentence: str = ""
    steps: int = 1
    through: str = ""


@attrs.frozen(kw_only=True)
class Openings(PlainAnswer):
    """Everything in a framework that something advances, the nearest first.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> [one.id for one in sw.opens(newham, "systemic-start", on="2026-11-06")][:1]
    ['further-systemic/five-days']
    """

    of: str
    title: str
    framework: str
    on: date
    openings: tuple[Opening, ...]

    def __iter__(self) -> Iterator[Opening]:
        """The openings, the nearest first."""
        return iter(self.openings)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.openings)


def opens(framework: Framework, id_: str, *, on: date | str) -> Openings:
    """Everything anywhere in a framework that a thing advances.

    Args:
        id_: a qualification, approval, programme, learning, module, register or type
            of evidence.

    Raises:
        ValueError: `on` is no date, or the framework declares nothing of that id.

    >>> import swcareers as sw
    >>> found = sw.opens(sw.load_framework("newham"), "systemic-start",
    ...                  on="2026-11-06")
    >>> [one.of for one in found][:2]
    ['further-systemic', 'msc-family-therapy']
    """
    day = day_of(on)
    declared_as(framework, id_, _NAMED)
    found: dict[tuple[str, str], Opening] = {}
    seen = {id_}
    waiting: list[tuple[str, int, str]] = [(id_, 1, "")]
    while waiting:
        name, steps, through = waiting.pop(0)
        for opening in _direct(framework, name, day):
            key = (opening.id, opening.how)
            if key in found or opening.of == id_:
                continue
            found[key] = attrs.evolve(opening, steps=steps, through=through)
            onwards = opening.section in _ONWARDS
            if onwards and opening.of and opening.of not in seen:
                seen.add(opening.of)
                waiting.append((opening.of, steps + 1, opening.of_title))
    return Openings(
        of=id_,
        title=framework.title_of(id_),
        framework=framework.id,
        on=day,
        openings=tuple(found.values()),
    )


# What is gained and can open more in its turn; a stage is stood on, not held.
_ONWARDS = frozenset(("qualifications", "approvals", "programmes", "learning"))


def _direct(framework: Framework, id_: str, day: date) -> Iterator[Opening]:
    told: set[str] = set()
    for top, placed, how in _rules_by_thing(framework).get(id_, ()):
        if in_force_on(top, day) is None or told & set(top.also):
            continue  # inherited: told of the programme it comes from
        told.add(top.path)
        yield _by_rule(placed, top, how, framework)
    yield from _by_entries(framework, id_)


Looks = tuple[Placed, Placed, str]


def _rules_by_thing(framework: Framework) -> dict[str, list[Looks]]:
    """Every rule by what it looks at, with the part that does and how; made once."""
    found: dict[str, list[Looks]] | None = framework.memo.get("rules by thing")
    if found is not None:
        return found
    found = framework.memo["rules by thing"] = {}
    for rules in framework.lists.values():
        for top in rules:
            seen: set[str] = set()
            for placed in _all(top):
                for id_, how in _looked_at(placed.rule, framework):
                    if id_ not in seen:
                        seen.add(id_)
                        found.setdefault(id_, []).append((top, placed, how))
    return found


def _all(top: Placed) -> Iterator[Placed]:
    """A rule, its parts, its editions, and the conditions on it."""
    for placed in top.walk():
        yield placed
        for other in (placed.applies_when, placed.unless, *placed.editions):
            if other is not None:
                yield from _all(other) if other is not placed else ()
        for when, variant in placed.variants:
            yield from _all(when)
            yield from _all(variant)


def _by_rule(placed: Placed, top: Placed, how: str, framework: Framework) -> Opening:
    section, owner = top.section, top.owner
    if section == "progressions":
        to = framework.progressions[owner].to
        towards = framework.title_of(to) if isinstance(to, str) else "a stage"
        of_title = f"{framework.title_of(owner)} ({towards})"
    else:
        of_title = framework.title_of(owner) if owner else framework.title
    where = "support for " if top.side == "support" else _LISTS.get(top.list, "")
    return Opening(
        id=top.path,
        title=title_of(top, framework),
        of=owner,
        of_title=of_title,
        section=section or "framework",
        how=f"{how}: {where}{of_title}",
        sentence=requirement_of(top, framework).sentence,
    )


_LISTS = {
    "entry": "entry to ", "requires": "what is asked for ", "throughout": "keeping ",
}  # fmt: skip


def _looked_at(rule: Rule, framework: Framework) -> Iterator[tuple[str, str]]:
    """What a rule looks at, and in which way; of several ways the first is told."""
    ask, members = rule.ask, framework.members
    match ask:
        case Holds():
            for name in members(ask.holds):
                yield name, "it is asked to be held"
        case Completes():
            for name in _completing(ask.completes, framework):
                yield name, "it is asked to be completed"
        case Happened():
            event = framework.events.get(ask.event)
            for one in (ask.event, *(() if event is None else _of(event))):
                for name in members(one):
                    yield name, "the day it happened matters"
        case Modules():
            for one in ask.modules:
                for name in members(one):
                    yield name, "it counts as a module"
        case _:
            pass
    named = getattr(ask, "evidence", None) or getattr(ask, "cadence", None)
    if isinstance(named, str):
        for name in members(named):
            yield name, "it counts as evidence"
    wheres = [getattr(ask, "where", None)]
    if isinstance(ask, Count):
        wheres += [part.where for part in ask.of_which]
    for where in wheres:
        if isinstance(where, Where):
            for name in _in_where(where, framework):
                yield name, "somebody who holds it is asked for"
    for one in rule.for_.holds if rule.for_ is not None else ():
        for name in members(one):
            yield name, "it is for those who hold it"


def _of(event: Entry) -> tuple[str, ...]:
    names = ("evidence", "decision", "completes", "holds", "in_place")
    return tuple(name for key in names if (name := getattr(event, key, None)))


def _completing(named: str, framework: Framework) -> tuple[str, ...]:
    """What completes something: itself, and the programmes that extend it."""
    found = dict.fromkeys(framework.members(named))
    children = _children(framework)
    waiting = list(found)
    for name in waiting:
        for child in children.get(name, ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return tuple(found)


def _children(framework: Framework) -> dict[str, list[str]]:
    found: dict[str, list[str]] | None = framework.memo.get("programmes that extend")
    if found is None:
        found = framework.memo["programmes that extend"] = {}
        for name, programme in framework.programmes.items():
            if programme.extends:
                found.setdefault(programme.extends, []).append(name)
    return found


def _in_where(where: Where, framework: Framework) -> Iterator[str]:
    for test in where.tests:
        match test.test:
            case Is(values=values) if test.field == "holds":
                for one in values:
                    yield from framework.members(one)
            case Of(where=inner) | Among(where=inner):
                yield from _in_where(inner, framework)
            case _:
                pass
    for other in where.any_of:
        yield from _in_where(other, framework)


def _by_entries(framework: Framework, id_: str) -> Iterator[Opening]:
    """What is said beside rules: leads to, made of, recognised, for holders, acts."""
    index: dict[str, list[Said]] | None = framework.memo.get("entries by thing")
    if index is None:
        index = framework.memo["entries by thing"] = {}
        for number, (thing, name, how) in enumerate(_said(framework)):
            index.setdefault(thing, []).append((number, name, how))
    for _, name, how in sorted([*index.get(id_, ()), *index.get("any", ())]):
        yield _entry(framework, name, how)
    approval = framework.approvals.get(id_)
    for permit in approval.permits if approval is not None else ():
        words = act_words(permit)
        yield Opening(
            id=f"{id_}/{permit.act}",
            title=words[:1].upper() + words[1:],
            of=id_ + "/permits",
            of_title=words,
            section="permits",
            how=f"a holder may {words}",
        )


Said = tuple[int, str, str]


def _said(framework: Framework) -> Iterator[tuple[str, str, str]]:
    """What entries say of other things: the thing, the entry, and how it opens it."""
    for name, learning in framework.learning.items():
        for towards in learning.leads_to:
            yield name, towards, "it leads towards it"
    for name, award in framework.qualifications.items():
        for part in award.made_of:
            for module in _each(part.modules, framework):
                yield module, name, "it counts as a part of it"
        for old in award.succeeds:
            yield old, name, "it was replaced by it"
    for section in ("qualifications", "approvals"):
        for name, award in framework.section(section).items():
            for old in dict.fromkeys(one.award for one in award.recognised_as):
                yield old, name, "it is recognised in its place"
        for name, award in framework.section(section).items():
            for conferred in award.confers:
                yield name, conferred.award, "it comes with it"
    for section in ("learning", "programmes", "qualifications", "approvals"):
        for name, entry in framework.section(section).items():
            held = entry.for_.holds if entry.for_ is not None else ()
            for one in _each(held, framework):
                yield one, name, "it is for those who hold it"


def _each(names: Iterable[str], framework: Framework) -> tuple[str, ...]:
    """What some names stand for, each once."""
    return tuple(dict.fromkeys(m for one in names for m in framework.members(one)))


def _entry(framework: Framework, name: str, how: str) -> Opening:
    found = framework.entry_of(name)
    section: str | Literal["not declared"] = found[0] if found else "not declared"
    title = framework.title_of(name)
    return Opening(
        id=name, title=title, of=name, of_title=title, section=section,
        how=f"{how}: {title}",
    )  # fmt: skip
