"""What a worked case expects of a career: stage, permissions, ways on, dates, credit.

Each question is only asked where the case expects something of it. What comes out
otherwise is told with its path in the file, what was expected and what is so.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.asking import situation_of
from swcareers.queries.calendar import calendar
from swcareers.queries.case_differences import (
    Difference,
    Path_,
    compared,
    declared,
    doings,
    exactly,
    how_soon,
    in_days,
    key_words,
    said,
    same,
    undeclared,
)
from swcareers.queries.changes import Change, changes
from swcareers.queries.earliest import Earliest
from swcareers.queries.entry import entry
from swcareers.queries.funding import Funding
from swcareers.queries.ledger import Ledger, credit_ledger
from swcareers.queries.next_steps import next_steps
from swcareers.queries.opens import opens
from swcareers.queries.permissions import permissions
from swcareers.queries.report import report
from swcareers.queries.routes import Routes, routes
from swcareers.queries.whereabouts import here
from swcareers.record.cases import (
    Case,
    ExpectedChange,
    ExpectedCredit,
    ExpectedEntry,
    ExpectedPermission,
    ExpectedRoute,
)
from swcareers.record.model import Record
from swcareers.values.dates import KnownDate
from swcareers.values.text import did_you_mean, joined


@attrs.frozen
class Questions:
    """A case and what it is asked of.

    Attributes:
        record: with all that is added.
        before: without.
    """

    case: Case
    record: Record
    before: Record
    framework: Framework
    day: date


def differences(asked: Questions) -> Iterator[Difference]:
    """Everything about a career that comes out otherwise than a case says."""
    for check in _CHECKS:
        yield from check(asked)


# --- the questions --------------------------------------------------------------------


def _here(asked: Questions) -> Iterator[Difference]:
    expected = asked.case.here
    if expected is None:
        return
    found = here(situation_of(asked.record, asked.framework, asked.day))
    keys = ("stage", "level", "judged", "certain", "outside")
    there: dict[str, Any] = {key: getattr(found, key) for key in keys}
    there["since"] = None if found.since is None else KnownDate.parse(found.since)
    yield from compared(("here",), found.words.rstrip("."), expected, there)


def _permissions(asked: Questions) -> Iterator[Difference]:
    expected = asked.case.permissions
    if expected is None:
        return
    found = list(permissions(asked.record, asked.framework, on=asked.day))
    for index, one in enumerate(expected):
        path: Path_ = ("permissions", index)
        if asked.framework.approvals.get(one.approval) is None:
            known = asked.framework.approvals
            at = (*path, "approval")
            yield undeclared(at, one.approval, known, asked.framework)
            continue
        there = next(
            (
                held
                for held in found
                if (held.act, held.approval) == (one.act, one.approval)
                and (held.conditions or None) == one.conditions
            ),
            None,
        )
        if there is None:
            acts = joined(
                f"{held.act} ({held.conditions or 'of any kind'})"
                for held in found
                if held.approval == one.approval
            )
            message = f"{_act(one)} is not permitted; permitted is {acts or 'nothing'}"
            yield Difference((*path, "act"), one.approval, message)
            continue
        found.remove(there)
        until = None if there.until is None else KnownDate.parse(there.until)
        current = "cannot be said" if there.current is None else there.current
        about = f"{one.approval}, {one.act}"
        yield from compared(
            path, about, one, {"current": current, "wanting": len(there.wanting)}
        )
        if not same(one.until, until):
            message = f"expected until {said(one.until)}, and it is {said(until)}"
            yield Difference(path, about, message)
    for extra in found:
        message = f"not expected, and permitted: {extra.words}"
        yield Difference(("permissions",), extra.approval, message)


def _act(one: ExpectedPermission) -> str:
    return f"{one.act} ({one.conditions or 'of any kind'})"


_JOINED = ("programmes", "approvals", "qualifications", "stages", "learning")


def _entry(asked: Questions) -> Iterator[Difference]:
    known = asked.case.entry
    yield from declared(known, ("entry",), _JOINED, asked.framework)
    for id_, expected in known.items():
        if asked.framework.entry_of(id_, *_JOINED) is None:
            continue
        path: Path_ = ("entry", id_)
        found = entry(asked.record, asked.framework, id_, on=asked.day)
        now = "not stated" if found.open.now is None else found.open.now
        there = {"verdict": found.verdict, "words": found.words, "fits": found.fits}
        yield from compared(path, id_, expected, {**there, "open": now})
        for key in ("missing", "for_people"):
            wanted = getattr(expected, key)
            yield from doings((*path, key), id_, wanted, getattr(found, key))
        yield from _funding((*path, "funding"), expected, found.funding)

        def before(id_: str = id_) -> Earliest | None:
            return entry(asked.before, asked.framework, id_, on=asked.day).earliest

        yield from how_soon(path, id_, expected, found.earliest, before)


def _funding(
    path: Path_, expected: ExpectedEntry, found: Sequence[Funding]
) -> Iterator[Difference]:
    there = {one.id: one for one in found}
    for id_, verdict in expected.funding.items():
        one = there.get(id_)
        if one is None:
            message = f"nothing of that name can be claimed; there is {joined(there)}"
            meant = did_you_mean(id_, there)
            hint = f"did you mean {meant}?" if meant else None
            yield Difference((*path, id_), id_, message, hint=hint)
        elif one.verdict != verdict:
            message = f"expected {verdict}, and it is {one.verdict}"
            because = f" ({one.because})" if one.because else ""
            yield Difference((*path, id_), id_, f"{message}{because}")


def _next(asked: Questions) -> Iterator[Difference]:
    wanted = asked.case.next
    if wanted is None:
        return
    yield from declared(wanted, ("next",), ("progressions",), asked.framework)
    found = next_steps(asked.record, asked.framework, on=asked.day)
    ids = [way.id for way in found]
    for id_, expected in wanted.items():
        if asked.framework.entry_of(id_, "progressions") is None:
            continue
        path: Path_ = ("next", id_)
        if id_ not in ids:
            message = f"does not lead on from here; {joined(ids) or 'nothing'} does"
            yield Difference(path, id_, message)
            continue
        way = found[id_]
        keys = ("to", "direction", "described", "verdict", "words", "have", "need")
        there = {key: getattr(way, key) for key in keys}
        there["mechanism"] = way.mechanism or "not stated"
        yield from compared(path, id_, expected, there)
        yield from doings((*path, "missing"), id_, expected.missing, way.missing)

        def before(id_: str = id_) -> Earliest | None:
            old = next_steps(asked.before, asked.framework, on=asked.day)
            return next((one.earliest for one in old if one.id == id_), None)

        yield from how_soon(path, id_, expected, way.earliest, before)
    for id_ in ids:
        if id_ not in wanted:
            yield Difference(("next",), id_, "not expected, and leads on from here")


def _routes(asked: Questions) -> Iterator[Difference]:
    sections = ("stages", "programmes", "approvals", "qualifications")
    wanted = asked.case.routes
    yield from declared(wanted, ("routes",), sections, asked.framework)
    for id_, expected in wanted.items():
        if asked.framework.entry_of(id_, *sections) is None:
            continue
        found = routes(asked.record, asked.framework, id_, on=asked.day)
        yield from _each_route(asked, id_, expected, found)


def _each_route(
    asked: Questions, to: str, expected: Sequence[ExpectedRoute], found: Routes
) -> Iterator[Difference]:
    for shut, there in ((False, found.routes), (True, found.closed)):
        wanted = [
            (index, one)
            for index, one in enumerate(expected)
            if (one.closed is True) is shut
        ]
        if shut and not wanted:
            continue  # closed ways need not be told
        steps = [" > ".join(one.steps) for _, one in wanted]
        ids = [" > ".join(one.steps) for one in there]
        path: Path_ = ("routes", to)
        what = "the closed ways" if shut else "the ways"
        if steps != ids:
            yield from exactly(path, to, steps, ids, what)
            continue
        for (index, one), route in zip(wanted, there, strict=True):
            at = (*path, index)
            about = f"{to} by {' > '.join(one.steps)}"
            yield from compared(at, about, one, {"remaining": route.remaining})
            yield from doings((*at, "missing"), about, one.missing, route.missing)

            def before(one: ExpectedRoute = one) -> Earliest | None:
                old = routes(asked.before, asked.framework, to, on=asked.day)
                again = (way for way in old if way.steps == one.steps)
                return next((way.earliest for way in again), None)

            yield from how_soon(at, about, one, route.earliest, before)


_OPENING = (
    "qualifications", "approvals", "programmes", "learning", "modules", "registers",
    "evidence_types",
)  # fmt: skip


def _opens(asked: Questions) -> Iterator[Difference]:
    wanted = asked.case.opens
    yield from declared(wanted, ("opens",), _OPENING, asked.framework)
    for id_, expected in wanted.items():
        if asked.framework.entry_of(id_, *_OPENING) is None:
            continue
        found = opens(asked.framework, id_, on=asked.day)
        there = list(dict.fromkeys(name for one in found for name in (one.of, one.id)))
        lacking = [one for one in expected if one not in there]
        if lacking or (not expected and there):
            yield from exactly(
                ("opens", id_), id_, expected, there, "among what it advances"
            )


def _credit(asked: Questions) -> Iterator[Difference]:
    case = asked.case
    wanted, awards = case.credit, asked.framework.qualifications
    if not wanted and case.banked is None:
        return
    yield from declared(wanted, ("credit",), ("qualifications",), asked.framework)
    towards = [id_ for id_ in wanted if id_ in awards]
    ledger = credit_ledger(
        asked.record, asked.framework, towards=towards or None, on=asked.day
    )
    if case.banked is not None:
        there = {one.unit: one.amount for one in ledger.banked}
        written = {one.unit or "credits": one.number for one in case.banked}
        if written.keys() != there.keys() or any(
            written[unit] != amount for unit, amount in there.items()
        ):
            found = tuple(f"{amount:f} {unit}" for unit, amount in there.items())
            message = f"expected {said(case.banked)}, and banked is {said(found)}"
            yield Difference(("banked",), "", message)
    for id_ in towards:
        yield from _award(id_, wanted[id_], ledger)


def _award(id_: str, expected: ExpectedCredit, ledger: Ledger) -> Iterator[Difference]:
    path: Path_ = ("credit", id_)
    found = ledger[id_]
    total, missing = found.total, found.missing
    there = {
        "verdict": found.verdict,
        "words": found.words,
        "have": None if total is None else total.have,
        "need": None if total is None else total.need,
        "missing": None if missing is None else missing.credits,
        "class_": found.class_,
    }
    yield from compared(path, id_, expected, there)
    used = {
        line.module: any(use.award == id_ for use in line.towards)
        for line in ledger.modules
    }
    for key, counts in (("counted", True), ("left_out", False)):
        wanted = getattr(expected, key)
        if wanted is not None:
            ids = [module for module, use in used.items() if use is counts]
            at = (*path, key)
            yield from exactly(at, id_, sorted(wanted), sorted(ids), key_words(key))


def _changes(asked: Questions) -> Iterator[Difference]:
    wanted = asked.case.changes
    if wanted is None:
        return
    old = report(asked.before, asked.framework, on=asked.day)
    new = report(asked.record, asked.framework, on=asked.day)
    found = changes(old, new)
    if not wanted and found:
        there = joined(dict.fromkeys(one.id for one in found))
        yield Difference(("changes",), "", f"expected no change, and {there} changes")
    for id_, expected in wanted.items():
        own = [one for one in found if one.id == id_]
        if not any(_is_change(expected, one) for one in own):
            told = joined(
                f"{one.title}: {one.before} becomes {one.after} ({one.kind})"
                for one in own
            )
            ids = [one.id for one in found]
            meant = None if own else did_you_mean(id_, ids)
            yield Difference(
                ("changes", id_),
                id_,
                f"no such change; what changes is {told or joined(ids) or 'nothing'}",
                hint=f"did you mean {meant}?" if meant else None,
            )


def _is_change(expected: ExpectedChange, found: Change) -> bool:
    for key in ("kind", "title", "before", "after"):
        wanted = getattr(expected, key)
        if wanted is not None and wanted != getattr(found, key):
            return False
    for length, sign in ((expected.later_by, 1), (expected.sooner_by, -1)):
        if length is not None and (
            found.days is None or in_days(length) != found.days * sign
        ):
            return False
    return True


def _calendar(asked: Questions) -> Iterator[Difference]:
    if not asked.case.calendar:
        return
    entries = calendar(asked.framework, asked.record, on=asked.day).entries
    for index, expected in enumerate(asked.case.calendar):
        on_day = [one for one in entries if expected.day.inside(one.day, one.day)]
        if any(
            expected.id in (None, one.id) and expected.kind in (None, one.kind)
            for one in on_day
        ):
            continue
        own = [one for one in entries if one.id == expected.id]
        there = joined(
            f"{one.what} ({one.id}, {one.kind}) on {one.day}" for one in on_day or own
        )
        wanted = " ".join(
            str(one) for one in (expected.kind, expected.id) if one is not None
        )
        message = f"expected {wanted} on {expected.day}; there is {there or 'nothing'}"
        yield Difference(("calendar", index), "the calendar", message)


_CHECKS: tuple[Callable[[Questions], Iterator[Difference]], ...] = (
    _here, _permissions, _entry, _next, _routes, _opens, _credit, _changes, _calendar,
)  # fmt: skip
