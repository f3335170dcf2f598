"""What a worked case expects beside what is so: compared key by key, told in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.acting import Doing
from swcareers.queries.earliest import Earliest
from swcareers.record.cases import (
    ExpectedDoing,
    ExpectedEntry,
    ExpectedRoute,
    ExpectedWay,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.keys import spelling
from swcareers.values.text import did_you_mean, joined

Path_ = tuple[str | int, ...]


@attrs.frozen
class Difference:
    """What a case expects otherwise than it is.

    Attributes:
        path: of the expectation, from its case.
        about: which thing it is about; empty where the message says it.
        code: SWC501, or SWC503 for a name the framework does not declare.
    """

    path: Path_
    about: str
    message: str
    code: Literal["SWC501", "SWC503"] = "SWC501"
    hint: str | None = None


def compared(
    path: Path_, about: str, expected: Any, found: Mapping[str, Any]
) -> Iterator[Difference]:
    """Each key that is written, against what is there under the same name."""
    for name, there in found.items():
        wanted = getattr(expected, name)
        if wanted in (None, ()) or same(wanted, there):
            continue
        key = spelling(type(expected), name)
        message = f"expected {key_words(key)} {said(wanted)}, and it is {said(there)}"
        yield Difference((*path, key.removesuffix("_")), about, message)


def same(wanted: Any, there: Any) -> bool:
    match wanted:
        case KnownDate():
            known = KnownDate.of(there) if isinstance(there, date) else there
            return known is not None and str(wanted) == str(known)
        case Amount():
            return there is not None and wanted.number == there
        case _:
            return bool(wanted == there)


def key_words(key: str) -> str:
    return key.removesuffix("_").replace("_", " ")


def said(value: Any) -> str:
    match value:
        case None:
            return "not there"
        case bool():
            return "true" if value else "false"
        case tuple():
            return joined([said(one) for one in value]) or "nothing"
        case date():
            return value.isoformat()
        case _:
            return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def exactly(
    path: Path_, about: str, wanted: Sequence[str], there: Sequence[str], what: str
) -> Iterator[Difference]:
    """The same ids in the same order."""
    if list(wanted) == list(there):
        return
    hints = [
        f"{one}: did you mean {meant}?"
        for one in wanted
        if one not in there and (meant := did_you_mean(one, there))
    ]
    yield Difference(
        path,
        about,
        f"expected {what} {joined(wanted) or 'nothing'}, and it is "
        f"{joined(there) or 'nothing'}",
        hint="; ".join(hints) or None,
    )


def undeclared(
    path: Path_, name: str, known: Iterable[str], framework: Framework
) -> Difference:
    meant = did_you_mean(name, known)
    return Difference(
        path,
        name,
        f"{framework.id} declares nothing of that name here",
        "SWC503",
        f"did you mean {meant}?" if meant else None,
    )


def declared(
    names: Iterable[str], path: Path_, sections: Sequence[str], framework: Framework
) -> Iterator[Difference]:
    """A difference for each name that stands in none of the sections."""
    for name in names:
        if framework.entry_of(name, *sections) is None:
            known = [one for section in sections for one in framework.section(section)]
            yield undeclared((*path, name), name, known, framework)


def doings(
    path: Path_,
    about: str,
    wanted: Sequence[ExpectedDoing] | None,
    there: Sequence[Doing],
) -> Iterator[Difference]:
    """What is missing, in order; what only informs a decision is no part of it."""
    if wanted is None:
        return
    found = [one for one in there if not one.informs]
    ids = [one.id for one in found]
    names = [one.id for one in wanted]
    if names != ids:
        yield from exactly(path, about, names, ids, key_words(str(path[-1])))
        return
    for index, (expected, doing) in enumerate(zip(wanted, found, strict=True)):
        there_ = {key: getattr(doing, key) for key in ("who", "by", "earliest")}
        yield from compared(
            (*path, index),
            f"{about}: {doing.id}",
            expected,
            {**there_, "planned": KnownDate.parse(doing.planned)}
            if doing.planned
            else {**there_, "planned": None},
        )


def how_soon(
    path: Path_,
    about: str,
    expected: ExpectedEntry | ExpectedWay | ExpectedRoute,
    found: Earliest | None,
    before: Callable[[], Earliest | None],
) -> Iterator[Difference]:
    """The first day, whether it follows or is a bound, what decides it, what moved."""
    day = None if found is None else found.day
    words = "none is asked" if found is None else found.words
    for key, exact in (("earliest", True), ("not_before", False)):
        wanted: KnownDate | None = getattr(expected, key)
        if wanted is None:
            continue
        sure = found is not None and found.exact is exact
        if day is None or wanted.inside(day, day) is not True or not sure:
            kind = key_words(key)
            yield Difference(
                (*path, key), about, f"expected {kind} {wanted}; it says: {words}"
            )
    no_day = getattr(expected, "no_day", None)
    if no_day is not None and no_day is not (found is not None and day is None):
        message = f"expected no day: {said(no_day)}; it says: {words}"
        yield Difference((*path, "no_day"), about, message)
    if expected.decided_by is not None:
        by = found.path[-1].id if found is not None and found.path else None
        yield from compared(path, about, expected, {"decided_by": by})
    for key, sign in (("later_by", 1), ("sooner_by", -1)):
        moved: Duration | None = getattr(expected, key)
        if moved is None:
            continue
        was = before()
        first = None if was is None else was.day
        days = None if day is None or first is None else (day - first).days * sign
        if in_days(moved) != days:
            there = "that cannot be said" if days is None else f"{days * sign} days"
            message = f"expected it {key_words(key)} {moved}, and it moves by {there}"
            yield Difference((*path, key), about, message)


def in_days(length: Duration) -> int | None:
    """A length in days; None: it is not written in days or weeks."""
    return {"day": length.count, "week": 7 * length.count}.get(length.unit)
