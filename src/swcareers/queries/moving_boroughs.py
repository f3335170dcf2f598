"""The same record under two frameworks: what is recognised, what is asked again."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import attrs

from swcareers.evaluation import moments
from swcareers.framework.framework import Framework
from swcareers.queries.answers import Answer, FrameworkRead
from swcareers.queries.asking import situation_of
from swcareers.queries.gained import SECTIONS, has_gained
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import Report, day_of, report
from swcareers.record.model import Record
from swcareers.values.text import counted


@attrs.frozen(kw_only=True)
class Held:
    """Something the record shows, and whether the other framework knows it.

    Attributes:
        known: the other framework declares it, so that its rules can count it.
    """

    id: str
    section: str
    title: str
    known: bool
    words: str


@attrs.frozen(kw_only=True)
class Asked:
    """One rule under both frameworks.

    Attributes:
        kind: recognised (met in both), again (met in the left one, not in the right),
            new (only the right one asks it, and it is not there), met_at_once (only
            the right one asks it, and it is there), gone (only the left one asks it),
            still (met in neither), eased (met in the right one only).
        left, right: how it stands; empty where it is not asked.
        because: why it is asked again.
    """

    id: str
    title: str
    side: str
    kind: Literal["recognised", "again", "new", "met_at_once", "gone", "still", "eased"]
    left: str = ""
    right: str = ""
    because: str | None = None


@attrs.frozen(kw_only=True)
class Moving(PlainAnswer):
    """What a move from one framework to another means for one record.

    Attributes:
        held: what is held and completed, each with whether it is known there.
        rules: every rule that either of them asks of this person.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> thurrock = sw.load_framework("thurrock")
    >>> sw.compare_for(record, newham, thurrock, on="2026-11-06").right.id
    'thurrock'
    """

    reference: str
    left: FrameworkRead
    right: FrameworkRead
    on: date
    held: tuple[Held, ...] = ()
    rules: tuple[Asked, ...] = ()
    words: str = ""

    def of(self, kind: str) -> tuple[Asked, ...]:
        """The rules of one kind: recognised, again, new, gone ..."""
        return tuple(one for one in self.rules if one.kind == kind)

    def __len__(self) -> int:
        """How many rules stand otherwise under the right framework."""
        same = ("recognised", "still")
        return sum(one.kind not in same for one in self.rules) + sum(
            not one.known for one in self.held
        )


def compare_for(
    record: Record, left: Framework, right: Framework, *, on: date | str
) -> Moving:
    """What of a record is recognised under another framework, and what asked again.

    A post that names no employer is taken to be with whoever's framework it is read
    against, here as everywhere.

    Raises:
        ValueError: `on` is no date.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "posts": []})
    >>> newham = sw.load_framework("newham")
    >>> len(sw.compare_for(record, newham, newham, on="2026-11-06"))
    0
    """
    day = day_of(on)
    pages = report(record, left, on=day), report(record, right, on=day)
    held = tuple(_held(record, left, right, day))
    rules = tuple(_rules(*pages))
    again = sum(one.kind == "again" for one in rules)
    new = sum(one.kind == "new" for one in rules)
    lost = sum(not one.known for one in held)
    pieces = [
        f"{counted(again, 'rule')} would be asked again",
        f"{new} {'is' if new == 1 else 'are'} new and not there yet",
    ]
    if held:
        pieces.append(f"{len(held) - lost} of {len(held)} things held are known there")
    return Moving(
        reference=record.record,
        left=pages[0].framework,
        right=pages[1].framework,
        on=day,
        held=held,
        rules=rules,
        words=f"{'; '.join(pieces)}.",
    )


def _held(
    record: Record, left: Framework, right: Framework, day: date
) -> Iterator[Held]:
    base = situation_of(record, left, day)
    for section in SECTIONS:
        for id_ in left.section(section):
            if not has_gained(section, id_, base):
                continue
            if section == "programmes" and len(moments.children_of(id_, base)) > 1:
                continue
            found = right.entry_of(id_, *SECTIONS)
            title = left.title_of(id_)
            words = (
                f"{title}: {right.title} declares it too."
                if found is not None
                else f"{title}: {right.title} does not speak of it."
            )
            yield Held(
                id=id_, section=section, title=title, known=found is not None,
                words=words,
            )  # fmt: skip


def _rules(left: Report, right: Report) -> Iterator[Asked]:
    mine, theirs = _asked(left), _asked(right)
    for id_, answer in theirs.items():
        old = mine.get(id_)
        met = answer.verdict == "met"
        kind: Literal[
            "recognised", "again", "new", "met_at_once", "gone", "still", "eased"
        ]
        if old is None:
            kind = "met_at_once" if met else "new"
        elif old.verdict == "met":
            kind = "recognised" if met else "again"
        else:
            kind = "eased" if met else "still"
        yield Asked(
            id=id_,
            title=answer.requirement.title,
            side=answer.requirement.side,
            kind=kind,
            left="" if old is None else old.words,
            right=answer.words,
            because=answer.because if kind in ("again", "new") else None,
        )
    for id_, answer in mine.items():
        if id_ not in theirs:
            yield Asked(
                id=id_,
                title=answer.requirement.title,
                side=answer.requirement.side,
                kind="gone",
                left=answer.words,
            )


def _asked(page: Report) -> dict[str, Answer]:
    return {
        answer.id: answer
        for root in (page.support, page.assessment)
        for owner in root.parts
        for answer in owner.parts
        if answer.verdict != "not_applicable"
    }
