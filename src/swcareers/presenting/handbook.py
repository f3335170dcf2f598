"""A framework as a handbook: every entry and every rule in plain sentences.

What a framework says itself, and what it adds to, is told in full; what it only
inherits is named, and told where it is at home.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from swcareers.framework.framework import LISTS, SECTIONS, Framework, Placed
from swcareers.framework.model import FrameworkFile
from swcareers.presenting.lines import Detail, marks_words, source_words, told_by
from swcareers.queries.answers import Requirement
from swcareers.queries.explaining import requirement_of, source_shown
from swcareers.rules.requirement import Entry
from swcareers.values.text import counted, joined
from swcareers.wording.entries import amendment_sentences, entry_sentences
from swcareers.wording.moments import known_words
from swcareers.wording.nouns import plain_title
from swcareers.wording.rules import capital

_LISTS = {
    "entry": "To enter",
    "requires": "To finish",
    "throughout": "All the time",
    "support": "What the employer provides",
}
# In the order in which a reader needs them: first what is offered and asked.
_FIRST = (
    "programmes", "learning", "qualifications", "modules", "approvals", "stages",
    "progressions", "entitlements", "roles", "decisions", "capabilities",
)  # fmt: skip
# What it inherits of these is worth naming; the rest are words that rules use.
_NAMED = frozenset(_FIRST)
_ORDER = (*_FIRST, *(name for name in SECTIONS if name not in _FIRST))


@attrs.frozen(kw_only=True)
class Page:
    """One entry or rule as it stands in a handbook.

    Attributes:
        id: as files, reports and waivers name it.
        sentences: what it says.
        facts: note, doubts, who set it, source, place.
        pages: what stands inside it, under a head of its own.
    """

    title: str
    id: str
    sentences: tuple[str, ...] = ()
    facts: tuple[Detail, ...] = ()
    pages: tuple["Chapter", ...] = ()


@attrs.frozen(kw_only=True)
class Chapter:
    """Pages of one sort, and the ids of what is inherited unchanged."""

    title: str
    pages: tuple[Page, ...] = ()
    inherited: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Handbook:
    """A framework, ready to be laid out.

    Attributes:
        head: edition, publisher, what it extends, from when to when it is in force.
        about: what is said of it that is not a rule.
        doubts: everything in its own file that is marked as unsure.
    """

    title: str
    id: str
    head: tuple[str, ...] = ()
    about: tuple[Detail, ...] = ()
    counts: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    doubts: tuple[str, ...] = ()


def handbook(framework: Framework, on: date | None = None) -> Handbook:
    """A framework as a handbook.

    Args:
        framework: any framework.
        on: the day it is read; None: no word on whether it is in force.
    """
    file = framework.file
    return Handbook(
        title=framework.title,
        id=framework.id,
        head=tuple(_head(framework, file, on)),
        about=tuple(about_details(_beside_publisher(file.about))),
        counts=tuple(_counts(framework)),
        chapters=tuple(_chapters(framework, on)),
        doubts=tuple(_doubts(framework)),
    )


# --- the head -------------------------------------------------------------------------


def _head(framework: Framework, file: FrameworkFile, on: date | None) -> Iterator[str]:
    if framework.publisher:
        yield f"{framework.publisher}."
    if framework.edition:
        yield f"Edition {framework.edition}."
    if file.from_ is not None or file.until is not None:
        yield _in_force(file, on)
    if file.expected:
        yield f"Not yet there: {file.expected}."
    if file.extends:
        extends = [f"{id_} ({edition})" for id_, edition in file.extends.items()]
        yield f"It builds on {joined(extends)}."
    if file.note:
        yield file.note
    if on is not None and file.review_by is not None and file.review_by.by(on):
        yield (
            f"It was to be looked at again by {known_words(file.review_by)}; "
            "it goes on working."
        )


def _in_force(file: FrameworkFile, on: date | None) -> str:
    words = f"from {known_words(file.from_)}" if file.from_ else ""
    if file.until is not None:
        words = f"{words} until the day before {known_words(file.until)}".strip()
    if on is None:
        return f"In force {words}."
    begun = True if file.from_ is None else file.from_.by(on)
    over = False if file.until is None else file.until.by(on)
    if begun and over is False:
        return f"In force on this day: {words}."
    if begun is False:
        return f"Not yet in force: {words}."
    return f"No longer in force: {words}." if over else f"In force {words}."


def _beside_publisher(about: Any) -> Any:
    """What is said of a framework, without the name that stands at its head."""
    if not isinstance(about, Mapping):
        return about
    return {key: value for key, value in about.items() if key != "publisher"}


def about_details(about: Any, label: str = "") -> Iterator[Detail]:
    """What is said beside the rules, line by line, however it is nested."""
    if about is None:
        return
    if isinstance(about, Mapping):
        for key, value in about.items():
            name = plain_title(str(key))
            yield from about_details(value, f"{label}, {name}" if label else name)
    elif isinstance(about, list | tuple):
        nested = [one for one in about if isinstance(one, Mapping)]
        words = "; ".join(str(one) for one in about if not isinstance(one, Mapping))
        if words:
            yield Detail(label or "about", words)
        for one in nested:
            pairs = [f"{plain_title(str(k))} {v}" for k, v in one.items()]
            yield Detail(label or "about", ", ".join(pairs))
    else:
        yield Detail(label or "about", str(about))


def _counts(framework: Framework) -> Iterator[str]:
    """How many rules a programme has, whose they are, and what was done to them."""
    for id_ in framework.programmes:
        rules = [
            placed
            for name in LISTS
            for placed in framework.lists.get(("programmes", id_, name), ())
        ]
        theirs = [rule for rule in rules if rule.set_by[:1] != (framework.id,)]
        touched = [rule for rule in theirs if framework.id in rule.set_by]
        added = len(rules) - len(theirs)
        if not added and not touched:
            continue
        title = framework.title_of(id_)
        if not theirs:
            yield f"{title}: {counted(added, 'rule')}."
            continue
        words = f"{title}: {counted(len(theirs), 'inherited rule')}"
        if touched:
            words += f", {len(touched)} of them told or set anew here"
        yield f"{words}, {added} added." if added else f"{words}."


# --- the chapters ---------------------------------------------------------------------


def _chapters(framework: Framework, on: date | None) -> Iterator[Chapter]:
    own = list(_listed(framework, "", ""))
    if own:
        yield Chapter(
            title="For everybody",
            pages=(Page(title="", id="", pages=tuple(own)),),
        )
    for section in _ORDER:
        chapter = _chapter(framework, section, on)
        if chapter.pages or chapter.inherited:
            yield chapter

    def title_of_rule(id_: str) -> str:
        placed = framework.rules.get(id_)
        title = None if placed is None else placed.rule.title
        return title or framework.title_of(id_)

    amends = framework.file.amends
    if amends:
        pages = tuple(
            Page(
                title=title_of_rule(one.rule),
                id=one.rule,
                sentences=amendment_sentences(one, title_of_rule),
            )
            for one in amends
        )
        yield Chapter(title="What it changes in what it inherits", pages=pages)


def _chapter(framework: Framework, section: str, on: date | None) -> Chapter:
    pages, inherited = [], []
    for id_, entry in framework.section(section).items():
        origins = framework.origins.get((section, id_), (framework.id,))
        if framework.id in origins:
            pages.append(_page(framework, section, id_, entry, on))
        elif section in _NAMED:
            inherited.append(framework.title_of(id_))
    return Chapter(
        title=capital(plain_title(section)),
        pages=tuple(pages),
        inherited=tuple(inherited),
    )


def _page(
    framework: Framework, section: str, id_: str, entry: Any, on: date | None
) -> Page:
    if isinstance(entry, str):  # a format in words
        return Page(title=entry, id=id_)
    if isinstance(entry, tuple):  # a group of ids
        named = joined([framework.title_of(one) for one in entry], "or")
        return Page(title=capital(plain_title(id_)), id=id_, sentences=(f"{named}.",))
    return Page(
        title=entry.title or capital(plain_title(id_)),
        id=id_,
        sentences=entry_sentences(entry, framework.title_of),
        facts=tuple(_facts(framework, section, id_, entry, on)),
        pages=tuple(_listed(framework, section, id_)),
    )


def _listed(framework: Framework, section: str, id_: str) -> Iterator[Chapter]:
    """The rules of an entry, list by list; in its own lists what is inherited is named.

    An entry that is told here is told whole: whoever reads of a programme needs all
    that it asks.
    """
    for name in LISTS:
        placed = framework.lists.get((section, id_, name), ())
        told = [one for one in placed if section or framework.id in one.set_by]
        if told:
            yield Chapter(
                title=_LISTS[name],
                pages=tuple(_rule(one, framework) for one in told),
                inherited=tuple(
                    requirement_of(one, framework).title
                    for one in placed
                    if one not in told
                ),
            )


def _rule(placed: Placed, framework: Framework) -> Page:
    card = requirement_of(placed, framework)
    return Page(
        title=card.title,
        id=card.id,
        sentences=(card.sentence,),
        facts=tuple(told_by(card)),
    )


def _facts(
    framework: Framework, section: str, id_: str, entry: Entry, on: date | None
) -> Iterator[Detail]:
    yield from about_details(entry.about)
    if entry.note:
        yield Detail("note", entry.note)
    if entry.formerly:
        yield Detail("formerly", joined(map(plain_title, entry.formerly)))
    if on is not None and entry.review_by is not None and entry.review_by.by(on):
        yield Detail("look again", f"was due by {known_words(entry.review_by)}")
    doubts = _marks(entry)
    if doubts:
        yield Detail("unsure", doubts)
    origins = framework.origins.get((section, id_), (framework.id,))
    if entry.source:
        source = source_shown(framework.source(origins[-1], entry.source))
        if source is not None:
            yield Detail("source", source_words(source))
    if origins != (framework.id,):
        yield Detail("set by", joined(origins))


def _marks(entry: Entry) -> str:
    marks = {
        key: mark
        for mark in ("illustrative", "unverified", "not_stated")
        for key in getattr(entry, mark)
    }
    return marks_words(marks)


def _doubts(framework: Framework) -> Iterator[str]:
    """Everything in the framework's own words that is marked as unsure."""
    file = framework.file
    own = {
        key: mark
        for mark in ("illustrative", "unverified", "not_stated")
        for key in getattr(file, mark)
    }
    if own:
        yield f"{framework.title}: {marks_words(own)}."
    for section in _ORDER:
        for id_, entry in framework.section(section).items():
            origins = framework.origins.get((section, id_), ())
            if isinstance(entry, Entry) and framework.id in origins:
                words = _marks(entry)
                if words:
                    yield f"{framework.title_of(id_)}: {words}."
    for placed in framework.rules.values():
        if placed.set_by[:1] == (framework.id,):
            card: Requirement = requirement_of(placed, framework)
            if card.marks:
                yield f"{card.title}: {marks_words(card.marks)}."
