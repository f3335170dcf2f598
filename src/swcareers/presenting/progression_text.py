"""Progression in plain text: what next, which way, how soon, may I join, what if."""

from collections.abc import Sequence
from datetime import date

from swcareers.presenting.plain_lines import POINTER, Lines
from swcareers.queries.acting import Doing, who_acts
from swcareers.queries.entry import EntryAnswer
from swcareers.queries.funding import Funding
from swcareers.queries.levels import Between
from swcareers.queries.moving import Way
from swcareers.queries.next_steps import NextSteps
from swcareers.queries.opens import Openings
from swcareers.queries.permissions import Permission
from swcareers.queries.route import Route
from swcareers.queries.routes import Routes
from swcareers.queries.whatif import WhatIf
from swcareers.values.text import counted, joined
from swcareers.wording.moments import date_text_words, day_words
from swcareers.wording.nouns import lowered

CLOSING = "Ready to be considered is not an entitlement; people decide."
_MARKS = {
    "illustrative": "made up so that the example runs",
    "unverified": "believed, not seen in a source",
    "not_stated": "no source states it",
}


def permissions_text(
    found: Sequence[Permission], *, on: date, width: int = 80, plain: bool = False
) -> str:
    """What approvals permit, one sentence each, by approval."""
    page = Lines(width, plain=plain)
    page.head("What approvals permit", day_words(on))
    page.gap()
    if not found:
        page.say("No approval that permits anything is recorded on this day.")
        return page.text()
    for one in found:
        page.item(one.words, 1)
        if one.note:
            page.say(one.note, 3)
        _marks(page, one.marks, 3)
    return page.text()


def entry_text(answer: EntryAnswer, *, width: int = 80, plain: bool = False) -> str:
    """Whether somebody may be considered for a thing, and what is missing."""
    page = Lines(width, plain=plain)
    page.head(answer.title, day_words(answer.on))
    page.say(_capital(f"{answer.words}."))
    if answer.audience and answer.fits is not True:
        doubt = "" if answer.fits is False else " Whether that fits cannot be told."
        page.say(f"It is for {answer.audience}.{doubt}")
    for one in answer.first:
        page.say(f"{one.title}, on the soonest way there: {one.earliest.words}")
    page.say(answer.open.words)
    if answer.answers:
        page.gap()
        page.say("What entry asks")
        page.rows(
            (
                (one.requirement.title, _with(one.words, one.because))
                for one in answer.answers
                if one.verdict != "not_applicable"
            ),
            3,
        )
    for way in answer.ways if len(answer.ways) > 1 else ():
        page.item(f"{way.title}: {way.words}")
    _missing(page, answer.missing, "Missing, in the order in which to do it", answer.on)
    _missing(page, answer.for_people, "For people", answer.on)
    if answer.earliest is not None and answer.missing:
        page.gap()
        page.say(f"How soon: {answer.earliest.words}")
    _funding(page, answer.funding)
    page.gap()
    page.say(answer.note or "")
    _marks(page, answer.marks, 1)
    page.say(CLOSING)
    return page.text()


def _with(words: str, because: str | None) -> str:
    return f"{words}; {lowered(because)}".rstrip(".") if because else words


def _funding(page: Lines, funding: Sequence[Funding]) -> None:
    """What the employer may claim: apart from whether somebody may join."""
    if not funding:
        return
    page.gap()
    page.say("Apart from this, what the employer may claim")
    for one in funding:
        because = f" {one.because}" if one.because else ""
        page.item(f"{one.title}: {one.words}.{because}")
        if one.verdict == "met" and one.gives:
            page.say(" ".join(one.gives), 5)


def next_steps_text(found: NextSteps, *, width: int = 80, plain: bool = False) -> str:
    """Where somebody stands, and every way out of there."""
    page = Lines(width, plain=plain)
    page.head(found.reference, day_words(found.on))
    page.say(found.here.words)
    if found.words:
        page.gap()
        page.say(found.words)
    for way in found.ways:
        page.gap()
        _way(page, way, found.on)
    if found.joins:
        page.gap()
        page.say("What could be joined from here")
        page.rows(((one.title, one.words) for one in found.joins), 3)
    page.gap()
    page.say(CLOSING)
    return page.text()


def _way(page: Lines, way: Way, on: date) -> None:
    if way.chosen_by:
        to = f"To a stage chosen by {lowered(way.chosen_by)}"
    else:
        to = f"To {lowered(way.to_title)}"
    pieces = [_DIRECTIONS.get(way.direction, ""), way.mechanism_words]
    how = "; ".join(piece for piece in pieces if piece)
    page.item(f"{to}{f' ({how})' if how else ''}", 1, sign=POINTER)
    page.say(f"{_capital(way.words)}.", 3)
    if way.need > 1:
        there = "is" if way.have == 1 else "are"
        page.say(f"Of {way.need} things that are asked, {way.have} {there} there.", 3)
    _missing(page, way.missing, "", on, indent=3)
    if way.earliest is not None and (way.missing or not way.described):
        page.say(f"How soon: {way.earliest.words}", 3)
    page.say(way.note or "", 3)
    _marks(page, way.marks, 3)


_DIRECTIONS = {"up": "a step up", "sideways": "a step sideways", "down": "a step down"}


def _missing(
    page: Lines, missing: Sequence[Doing], head: str, on: date, *, indent: int = 3
) -> None:
    if not missing:
        return
    if head:
        page.gap()
        page.say(head)
    _doings(page, missing, on, indent)


def _doings(page: Lines, missing: Sequence[Doing], on: date, indent: int) -> None:
    """What is to be done, in order; apart from it what only informs a decision."""
    asked = [doing for doing in missing if not doing.informs]
    names = [doing.what for doing in asked]
    for doing in asked:
        twice = doing.of_title if names.count(doing.what) > 1 else ""
        page.item(doing_words(doing, on, of=twice), indent)
    informing = [doing for doing in missing if doing.informs]
    if informing:
        page.say("What informs those who decide", indent)
        for doing in informing:
            page.item(doing_words(doing, on), indent + 2)


def doing_words(doing: Doing, on: date, *, of: str = "") -> str:
    """What is missing as one line: what, who acts, how it stands, by when.

    Args:
        of: what it belongs to, where that has to be said.

    >>> doing = Doing(what="Written work", who="learner", stands="1 of 3")
    >>> doing_words(doing, date(2026, 11, 6))
    'Written work (the learner): 1 of 3'
    """
    who = who_acts(doing)
    what = f"{doing.what}, {lowered(of)}" if of else doing.what
    words = f"{what} ({'the learner' if who == 'learner' else who})"
    pieces = [doing.stands] if doing.stands else []
    if doing.planned:
        pieces.append(f"booked for {date_text_words(doing.planned, near=on)}")
    elif doing.by is not None:
        was = "was wanted by" if doing.by < on else "wanted by"
        pieces.append(f"{was} {day_words(doing.by, near=on)}")
    elif doing.who == "nobody" and doing.earliest is not None:
        pieces.append(f"on {day_words(doing.earliest)}")
    if doing.ways:
        pieces.append(f"or {joined(map(lowered, doing.ways), 'or')}")
    return f"{words}: {', '.join(pieces)}" if pieces else words


def routes_text(found: Routes, *, width: int = 80, plain: bool = False) -> str:
    """All sensible ways to a thing, the least remaining first."""
    page = Lines(width, plain=plain)
    page.head(f"To {lowered(found.to_title)}", day_words(found.on))
    page.say(f"{found.reference}: {found.here.words}")
    for words in found.parallel:
        page.say(words)
    if found.words:
        page.gap()
        page.say(found.words)
    for number, route in enumerate(found.routes, start=1):
        page.gap()
        _route(page, route, number, found.on)
    if found.closed:
        page.gap()
        page.say("Not open as things stand")
        for route in found.closed:
            page.item(f"{route.words}: {route.closed}")
    page.gap()
    page.say(CLOSING)
    return page.text()


def _route(page: Lines, route: Route, number: int, on: date) -> None:
    remaining = counted(route.remaining, "thing")
    page.say(route.words, 4, first=f" {number}. ")
    page.say(f"{remaining} still to be done.", 4)
    for leg in route.legs:
        pieces = [piece for piece in (leg.mechanism,) if piece]
        if leg.direction == "sideways":
            pieces.append("sideways")
        if not leg.described:
            pieces.append("open, but not described")
        words = leg.to_title + (f": {'; '.join(pieces)}" if pieces else "")
        if leg.prepared_by:
            words += f" (prepared by {joined(map(lowered, leg.prepared_by))})"
        page.item(words, 4)
    page.say(f"How soon: {route.earliest.words}", 4)
    if route.missing:
        page.say("Still to be done, in this order", 4)
        _doings(page, route.missing, on, 6)


def whatif_text(found: WhatIf, *, width: int = 80, plain: bool = False) -> str:
    """What a change that is only thought would change."""
    page = Lines(width, plain=plain)
    page.head(f"What if: {found.before.reference}", day_words(found.on))
    page.gap()
    page.say(found.words)
    if found.changes:
        page.gap()
    for one in found.changes:
        moved = ""
        if one.days:
            way = "later" if one.days > 0 else "earlier"
            moved = f" ({counted(abs(one.days), 'day')} {way})"
        before = one.before or "not asked"
        after = one.after or "not asked any more"
        page.item(f"{one.title}: {before} → {after}{moved}", 1)
        page.say(one.because or "", 3)
    page.gap()
    page.say("The record itself is as it was.")
    return page.text()


def opens_text(found: Openings, *, width: int = 80, plain: bool = False) -> str:
    """What something opens, the nearest first."""
    page = Lines(width, plain=plain)
    page.head(f"What opens: {found.title}", day_words(found.on))
    page.gap()
    if not found.openings:
        page.say("Nothing in this framework looks at it.")
    through = ""
    for one in found.openings:
        if one.through != through:
            page.gap()
            page.say(f"By way of {lowered(one.through)}")
        through = one.through
        page.item(_capital(one.how), 1 if one.steps == 1 else 3)
    return page.text()


def between_text(found: Between, *, width: int = 80, plain: bool = False) -> str:
    """What is new between two levels or stages."""
    page = Lines(width, plain=plain)
    page.head(f"{found.from_title} → {found.to_title}", day_words(found.on))
    page.say(found.words)
    if found.ways:
        page.say(f"Ways: {joined(map(lowered, found.ways))}.")
    for head, pieces in (("New", found.new), ("Left behind", found.gone)):
        if pieces:
            page.gap()
            page.say(head)
        for piece in pieces:
            words = f": {piece.words}" if piece.words else ""
            page.item(f"{piece.title} ({_KINDS[piece.kind]}){words}")
    page.gap()
    page.say("The wording of standards is their publisher's and is not repeated here.")
    return page.text()


_KINDS = {
    "judged": "judged there", "asked": "asked", "supported": "from the employer",
    "offered": "on offer", "way": "a way on", "pathway": "a parallel way",
    "stage": "a stage at this level",
}  # fmt: skip


_KEYS = {
    "all": "all of it", "requires": "what it asks", "mechanism": "how it is taken",
    "entry": "what entry asks", "lasts": "how long it lasts",
    "access": "how one gets in", "provider": "who provides it",
    "made_of": "what it is made of", "from": "where it starts", "to": "where it leads",
}  # fmt: skip


def _marks(page: Lines, marks: dict[str, str], indent: int) -> None:
    by_mark: dict[str, list[str]] = {}
    for key, mark in marks.items():
        by_mark.setdefault(mark, []).append(_KEYS.get(key, key.replace("_", " ")))
    for mark, keys in by_mark.items():
        page.say(f"Unsure: {joined(keys)} ({_MARKS[mark]}).", indent)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
