"""A good framework of about 1,200 lines made of the shipped ones, and a bad one.

Sections of the shipped files stand one after the other under a new id, each entry of a
section once; nothing is extended, so that one file holds all there is to read.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from swcareers.reading import catalogue

# Shipped frameworks, those that the others extend first.
_TAKEN = (
    ("pcf", "2018"), ("swe", "2019 rules"), ("asye", "2022"), ("peps", "2022"),
    ("learning-formats", "2026"), ("amhp", "2008 regulations"),
)  # fmt: skip
_HEAD = """\
framework: measured
edition: as measured
title: Shipped frameworks in one file
source: gov-framework
"""
_SECTION = re.compile(r"^([a-z_]+):(.*)$")
_ENTRY = re.compile(r"^  (?:([a-z0-9-]+):|- ?\{? ?id: ([a-z0-9-]+))")
# Keys of a file as a whole: the new file has its own.
_OF_A_FILE = frozenset(
    (
        "framework", "edition", "title", "from", "until", "extends", "amends", "source",
        "about", "note", "unverified", "not_stated", "illustrative", "expected",
    )
)  # fmt: skip


def good_text() -> str:
    """The text of the good framework."""
    sections: dict[str, dict[str, list[str]]] = {}
    for path in _paths():
        own: dict[tuple[str, str], list[str]] = {}
        for section, entry, line in _lines(path):
            own.setdefault((section, entry), []).append(line)
        for (section, entry), lines in own.items():
            sections.setdefault(section, {}).setdefault(entry, lines)
    found = [_HEAD]
    for section, entries in sections.items():
        found.append(f"{section}:\n")
        for lines in entries.values():
            found += lines
    return "".join(found)


def _paths() -> Iterator[Path]:
    listed = list(catalogue.shipped())
    for id_, edition in _TAKEN:
        yield next(
            one.path for one in listed if one.id == id_ and one.edition == edition
        )


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Each line of a file below a section and in an entry, with their names."""
    section, entry = "", ""
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        found = _SECTION.match(line)
        if found is not None:
            section, entry = found[1], ""
        elif section not in _OF_A_FILE and not line.startswith("#"):
            begun = _ENTRY.match(line)
            if begun is not None:
                entry = begun[1] or begun[2]
            if entry and line.strip():
                yield section, entry, line


# What somebody mistypes: a text of the good framework and what stands there instead.
_SLIPS = (
    ("strength: should", "strength: shuold"),
    ("at_least: 3", "at_least: three pieces"),
    ("evidence: direct-observation", "evidence: direct-observatoin"),
    ("date: 2026-02-26", "date: 26/02/2026"),
    ("from: 2022-09-01", "from: 2022-02-30"),
    ("title:", "titel:"),
    ("not_stated: [date]", "not_stated: {date: true}"),
    ("publisher:", "publsher:"),
    ("every: 2 weeks", "every: fortnight"),
    ("due: month 3", "due: third month"),
)


def bad_text(mistakes: int = 30) -> str:
    """The same framework with so many mistakes spread over it."""
    text = good_text()
    made = 0
    for turn in range(mistakes):
        for right, wrong in _SLIPS:
            if made == mistakes:
                return text
            # Every so often through the file, so that not all stand at its top.
            places = [found.start() for found in re.finditer(re.escape(right), text)]
            if places:
                at = places[(turn * 7 + 3) % len(places)]
                text = text[:at] + wrong + text[at + len(right) :]
                made += 1
    return text
