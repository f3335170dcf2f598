"""What something opens: every rule, way and award anywhere that it advances."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import attrs

from swcareers.framework.framework import Framework, Placed
from swcareers.queries.compare import in_force_on
from swcareers.queries.explaining import requirement_of, title_of
from swcareers.queries.permissions import act_words
from swcareers.queries.report import day_of
from swcareers.reading.structure import from_plain, to_plain
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
class Openings:
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

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data for `json.dumps`; `from_json` reads it back."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Openings":
        """An answer from what `to_json` gave; equal to the one it was made from."""
        return from_plain(plain, cls)


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
    from swcareers.queries.entry import declared_as

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
    for rules in framework.lists.values():
        for top in rules:
            if in_force_on(top, day) is None or told & set(top.also):
                continue  # inherited: told of the programme it comes from
            for placed in _all(top):
                how = _how(placed.rule, id_, framework)
                if how is not None:
                    told.add(top.path)
                    yield _by_rule(placed, top, how, framework)
                    break
    yield from _by_entries(framework, id_)


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


def _how(rule: Rule, id_: str, framework: Framework) -> str | None:
    """In which way a rule looks at a thing; None: it does not."""
    ask = rule.ask
    match ask:
        case Holds() if id_ in framework.members(ask.holds):
            return "it is asked to be held"
        case Completes() if _completes(ask.completes, id_, framework):
            return "it is asked to be completed"
        case Happened():
            event = framework.events.get(ask.event)
            for name in (ask.event, *(() if event is None else _of(event))):
                if id_ in framework.members(name):
                    return "the day it happened matters"
        case Modules() if any(id_ in framework.members(one) for one in ask.modules):
            return "it counts as a module"
        case _:
            pass
    named = getattr(ask, "evidence", None) or getattr(ask, "cadence", None)
    if isinstance(named, str) and id_ in framework.members(named):
        return "it counts as evidence"
    where = getattr(ask, "where", None)
    if isinstance(where, Where) and _in_where(where, id_, framework):
        return "somebody who holds it is asked for"
    if isinstance(ask, Count) and any(
        part.where is not None and _in_where(part.where, id_, framework)
        for part in ask.of_which
    ):
        return "somebody who holds it is asked for"
    audience = rule.for_
    if audience is not None and any(
        id_ in framework.members(one) for one in audience.holds
    ):
        return "it is for those who hold it"
    return None


def _of(event: Entry) -> tuple[str, ...]:
    names = ("evidence", "decision", "completes", "holds", "in_place")
    return tuple(name for key in names if (name := getattr(event, key, None)))


def _completes(named: str, id_: str, framework: Framework) -> bool:
    wanted = framework.members(named)
    current = framework.programmes.get(id_)
    names, name = {id_}, id_
    while current is not None and current.extends and current.extends not in names:
        name = current.extends
        names.add(name)
        current = framework.programmes.get(name)
    return bool(names & set(wanted))


def _in_where(where: Where, id_: str, framework: Framework) -> bool:
    for test in where.tests:
        match test.test:
            case Is(values=values) if test.field == "holds":
                if any(id_ in framework.members(one) for one in values):
                    return True
            case Of(where=inner) | Among(where=inner):
                if _in_where(inner, id_, framework):
                    return True
            case _:
                pass
    return any(_in_where(one, id_, framework) for one in where.any_of)


def _by_entries(framework: Framework, id_: str) -> Iterator[Opening]:
    """What is said beside rules: leads to, made of, recognised, for holders, acts."""
    here = framework.learning.get(id_)
    for name in here.leads_to if here is not None else ():
        yield _entry(framework, name, "it leads towards it")
    for name, award in framework.qualifications.items():
        for part in award.made_of:
            if any(id_ in framework.members(one) for one in part.modules):
                yield _entry(framework, name, "it counts as a part of it")
        if id_ in award.succeeds:
            yield _entry(framework, name, "it was replaced by it")
    for section in ("qualifications", "approvals"):
        for name, award in framework.section(section).items():
            if any(one.award in (id_, "any") for one in award.recognised_as):
                yield _entry(framework, name, "it is recognised in its place")
        own = framework.section(section).get(id_)
        for conferred in own.confers if own is not None else ():
            yield _entry(framework, conferred.award, "it comes with it")
    for section in ("learning", "programmes", "qualifications", "approvals"):
        for name, entry in framework.section(section).items():
            audience = entry.for_
            if audience is not None and any(
                id_ in framework.members(one) for one in audience.holds
            ):
                yield _entry(framework, name, "it is for those who hold it")
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


def _entry(framework: Framework, name: str, how: str) -> Opening:
    found = framework.entry_of(name)
    section: str | Literal["not declared"] = found[0] if found else "not declared"
    title = framework.title_of(name)
    return Opening(
        id=name, title=title, of=name, of_title=title, section=section,
        how=f"{how}: {title}",
    )  # fmt: skip
