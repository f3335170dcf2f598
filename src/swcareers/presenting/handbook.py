"""A framework as a handbook: everything it says, in plain sentences."""

import textwrap
from collections.abc import Iterator
from datetime import date

from swcareers.framework.framework import LISTS, SECTIONS, Framework, Placed
from swcareers.queries.explaining import requirement_of
from swcareers.reading.catalogue import shipped
from swcareers.reading.source import read
from swcareers.rules.requirement import Entry
from swcareers.values.text import joined
from swcareers.wording.entries import entry_sentences

_HEADINGS = {
    "capabilities": "Capabilities and standards",
    "stages": "Stages of a career",
    "roles": "Who acts",
    "progressions": "Ways from stage to stage",
    "programmes": "Programmes",
    "learning": "What is on offer",
    "modules": "Modules",
    "qualifications": "Qualifications",
    "regulations": "Regulations",
    "approvals": "Approvals",
    "decisions": "Decisions people take",
    "events": "Events",
    "evidence_types": "Types of evidence",
    "groups": "Groups",
    "registers": "Registers",
    "formats": "Formats of learning",
    "measures": "Measures",
    "periods": "Periods",
    "figures": "Figures",
    "units": "Units",
    "scales": "Scales",
    "calendars": "Calendars",
    "entitlements": "What meeting rules gives",
}
_LISTS = {
    "entry": "To join",
    "requires": "To finish",
    "throughout": "All the time",
    "support": "Support from the employer",
}
_MARKS = {
    "illustrative": "made up for the example",
    "unverified": "not seen in a source",
    "not_stated": "stated by no source",
}


def handbook_text(framework: Framework, *, on: date, width: int = 80) -> str:
    """A framework in plain sentences: what it says itself, then what it inherits.

    Args:
        on: the day it is read on; later editions are told as such.
        width: columns.
    """
    lines = list(_head(framework, on))
    for section in SECTIONS:
        own = [
            (id_, entry)
            for id_, entry in framework.section(section).items()
            if framework.id in framework.origins[section, id_]
        ]
        if own:
            lines += ["", _HEADINGS[section], "─" * len(_HEADINGS[section])]
            for id_, entry in own:
                lines += _entry(section, id_, entry, framework)
    own_rules = [
        (name, placed)
        for name in LISTS
        for placed in framework.lists.get(("", "", name), ())
        if framework.id in placed.set_by
    ]
    if own_rules:
        lines += ["", "For everybody", "─────────────"]
        for name in LISTS:
            rules = [placed for list_, placed in own_rules if list_ == name]
            lines += _rules(name, rules, framework, "  ")
    lines += list(_inherited(framework))
    return "\n".join(_wrapped(lines, width))


def _head(framework: Framework, on: date) -> Iterator[str]:
    own = framework.file
    yield framework.title
    yield "═" * min(len(framework.title), 60)
    edition = f", edition {framework.edition}" if framework.edition else ""
    yield f"{framework.id}{edition}, read on {on.day} {on:%B %Y}."
    if own.extends:
        names = joined([f"{id_} ({edition})" for id_, edition in own.extends.items()])
        yield f"It builds on {names}."
    if own.note:
        yield own.note
    if isinstance(own.about, dict):
        yield from _about(own.about)
    for source in own.sources.values():
        parts = [source.publisher, source.title, source.date and str(source.date)]
        yield f"Source: {', '.join(part for part in parts if part)}."


def _about(about: object, lead: str = "") -> Iterator[str]:
    """What is said that is not a rule, as it stands."""
    if isinstance(about, dict):
        for key, value in about.items():
            words = str(key).replace("_", " ")
            if isinstance(value, str):
                yield f"{lead}{words[:1].upper()}{words[1:]}: {value}"
            else:
                yield f"{lead}{words[:1].upper()}{words[1:]}:"
                yield from _about(value, lead + "  ")
    elif isinstance(about, list | tuple):
        for value in about:
            if isinstance(value, str):
                yield f"{lead}- {value}"
            elif isinstance(value, dict) and all(
                isinstance(inside, str) for inside in value.values()
            ):
                yield f"{lead}- " + "; ".join(f"{k} {v}" for k, v in value.items())
            else:
                yield from _about(value, lead)


def _entry(
    section: str, id_: str, entry: object, framework: Framework
) -> Iterator[str]:
    titles = framework.title_of
    if isinstance(entry, str):
        yield f"  {entry} ({id_})"
        return
    if isinstance(entry, tuple):
        yield f"  {id_}: {joined([titles(one) for one in entry])}"
        return
    if not isinstance(entry, Entry):
        return
    yield ""
    yield f"  {titles(id_)} ({id_})"
    for words in entry_sentences(entry, titles):
        yield f"    {words}"
    if entry.about is not None:
        yield from _about(entry.about, "    ")
    if entry.note:
        yield f"    {entry.note}"
    marks = list(_marks(entry))
    if marks:
        yield f"    [{'; '.join(marks)}]"
    for name in LISTS:
        rules = framework.lists.get((section, id_, name), ())
        yield from _rules(name, rules, framework, "    ")


def _rules(
    name: str, rules: tuple[Placed, ...] | list[Placed], framework: Framework, lead: str
) -> Iterator[str]:
    if not rules:
        return
    yield f"{lead}{_LISTS[name]}"
    for placed in rules:
        card = requirement_of(placed, framework)
        yield f"{lead}  · {card.title}: {card.sentence}"
        by = [one for one in card.set_by if one != framework.id]
        who = f"set by {joined(by)}" if by else ""
        if by and framework.id in card.set_by:
            who += f", in the words of {framework.id}"
        sources = joined(
            [", ".join(filter(None, (s.publisher, s.title))) for s in card.sources]
        )
        marks = "; ".join(_marks(placed.rule))
        tail = "; ".join(filter(None, (who, sources, marks)))
        if tail:
            yield f"{lead}    [{tail}]"


def _marks(entry: Entry) -> Iterator[str]:
    for mark, words in _MARKS.items():
        keys = getattr(entry, mark)
        if keys:
            named = [
                "all of it" if key == "all" else key.replace("_", " ") for key in keys
            ]
            yield f"{joined(named)} {words}"


def _inherited(framework: Framework) -> Iterator[str]:
    others = [file for file in framework.files if file is not framework.file]
    if not others:
        return
    yield ""
    yield "Inherited"
    yield "─────────"
    for file in others:
        count = sum(
            file.framework in placed.set_by for placed in framework.rules.values()
        )
        edition = f", edition {file.edition}" if file.edition else ""
        rules = f", {count} rules" if count else ""
        title = file.title or file.framework
        how = f"swcareers show {file.framework}"
        yield f"  {title} ({file.framework}{edition}){rules}: {how}"


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    for line in lines:
        if len(line) <= width:
            yield line
            continue
        lead = line[: len(line) - len(line.lstrip())]
        if line.lstrip().startswith(("· ", "- ")):
            lead += "  "
        yield from textwrap.wrap(
            line, width, subsequent_indent=lead, break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip


def shipped_rows() -> list[dict[str, str]]:
    """The shipped frameworks as rows: id, edition and title."""
    rows = []
    for listed in shipped():
        data = read(listed.path).data
        title = data.get("title", "")
        rows.append(
            {
                "id": listed.id,
                "edition": listed.edition,
                "title": title if isinstance(title, str) else "",
            }
        )
    return rows
