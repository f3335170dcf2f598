"""What is different between two reports, and why."""

from datetime import date
from typing import Literal

import attrs

from swcareers.queries.answers import Answer, Run, Side
from swcareers.queries.report import Report
from swcareers.values.text import counted
from swcareers.wording.moments import day_words


@attrs.frozen(kw_only=True)
class Change:
    """One thing that is different after than before.

    Attributes:
        id: the rule or programme.
        title: what people call it.
        side: support or assessment; None for a programme's own dates.
        kind: met, unmet, figure, date, words, asked or not_asked.
        before, after: in words.
        days: by how many days a date moved; None where none did.
        because: a sentence.

    >>> Change(id="asye/reviews", title="Reviews", side="assessment", kind="met",
    ...        before="partly evidenced, 3 of 4", after="evidenced, 4 of 4").kind
    'met'
    """

    id: str
    title: str
    side: Side | None
    kind: Literal["met", "unmet", "figure", "date", "words", "asked", "not_asked"]
    before: str
    after: str
    days: int | None = None
    because: str | None = None


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """What became met, what moved and by how many days, what is asked or no more.

    Two reports of the same record show what a day or an entry changed; of two
    frameworks, what a move would. Rules come in the order of the later report.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "posts": []})
    >>> page = sw.report(record, sw.load_framework("pcf"), on="2026-11-06")
    >>> sw.changes(page, page)
    ()
    """
    old = {answer.id: answer for answer in _rules(before)}
    new = {answer.id: answer for answer in _rules(after)}
    found: list[Change] = []
    for id_, answer in new.items():
        known = old.get(id_)
        if known is None:
            found.append(_appeared(answer, "asked"))
        else:
            found += _changed(known, answer)
    found += [
        _appeared(answer, "not_asked") for id_, answer in old.items() if id_ not in new
    ]
    return (*_runs(before, after), *found)


def _rules(page: Report) -> list[Answer]:
    """The rules of a report, each once, without what they are made of."""
    return [
        answer
        for root in (page.support, page.assessment)
        for owner in root.parts
        for answer in owner.parts
        if answer.verdict != "not_applicable"
    ]


def _appeared(answer: Answer, kind: Literal["asked", "not_asked"]) -> Change:
    words = _standing(answer)
    asked = kind == "asked"
    return Change(
        id=answer.id,
        title=answer.requirement.title,
        side=answer.requirement.side,
        kind=kind,
        before="" if asked else words,
        after=words if asked else "",
        because=None if asked else "It is not asked any more.",
    )


def _standing(answer: Answer) -> str:
    if answer.have is not None and answer.need is not None and answer.unit != "share":
        return f"{answer.words}, {answer.have:f} of {answer.need:f}"
    return answer.words


def _changed(old: Answer, new: Answer) -> list[Change]:
    found = []
    if old.verdict != new.verdict or _standing(old) != _standing(new):
        kind: Literal["met", "unmet", "figure", "words"] = "words"
        if new.verdict == "met" != old.verdict:
            kind = "met"
        elif old.verdict == "met" != new.verdict:
            kind = "unmet"
        elif (old.have, old.need) != (new.have, new.need):
            kind = "figure"
        found.append(
            Change(
                id=new.id,
                title=new.requirement.title,
                side=new.requirement.side,
                kind=kind,
                before=_standing(old),
                after=_standing(new),
                because=new.because or _what_counts(old, new),
            )
        )
    if old.due != new.due and old.due is not None and new.due is not None:
        found.append(
            Change(
                id=new.id,
                title=new.requirement.title,
                side=new.requirement.side,
                kind="date",
                before=day_words(old.due),
                after=day_words(new.due),
                days=(new.due - old.due).days,
            )
        )
    return found


def _what_counts(old: Answer, new: Answer) -> str | None:
    before = {item.item for item in old.counted}
    fresh = [item for item in new.counted if item.item not in before]
    if not fresh:
        return None
    first = fresh[0]
    day = "" if first.day is None else f" of {first.day}"
    more = f", and {counted(len(fresh) - 1, 'other')}" if len(fresh) > 1 else ""
    return f"{first.what}{day} counts{more}."


def _runs(before: Report, after: Report) -> list[Change]:
    old = {run.programme: run for run in before.runs}
    found = []
    for run in after.runs:
        known = old.get(run.programme)
        if known is not None:
            found += _moved(known, run)
    return found


def _moved(old: Run, new: Run) -> list[Change]:
    found = []
    then: dict[str, date] = {mark.label: mark.day for mark in old.marks}
    for mark in new.marks:
        day = then.get(mark.label)
        if day is not None and day != mark.day:
            label = "the end" if mark.label == "end" else mark.label
            found.append(
                Change(
                    id=new.programme,
                    title=f"{new.title}: {label}",
                    side=None,
                    kind="date",
                    before=day_words(day),
                    after=day_words(mark.day),
                    days=(mark.day - day).days,
                    because="; ".join(new.moved_by) or None,
                )
            )
    return found
