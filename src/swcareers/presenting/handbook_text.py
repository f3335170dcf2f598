"""A framework as a handbook in plain text, for a terminal or a printer."""

from datetime import date

from swcareers.framework.framework import Framework
from swcareers.presenting.handbook import Chapter, Handbook, Page, handbook
from swcareers.presenting.layout import finished, labelled, page_width, wrap
from swcareers.values.text import width


def handbook_text(
    framework: Framework,
    on: date | None = None,
    width: int = 80,
    *,
    plain: bool = False,
) -> str:
    """A framework in plain sentences: every entry, every rule, who says so.

    Args:
        framework: any framework.
        on: the day it is read; None: no word on whether it is in force.
        width: columns of the terminal; under 40 is read as 40.
        plain: only signs that every code page has.
    """
    book = handbook(framework, on)
    wide = page_width(width) - 1
    lines = _head(book, wide)
    for chapter in book.chapters:
        lines += ["", "", *_ruled(chapter.title, wide)]
        for page in chapter.pages:
            lines += ["", *_page(page, wide, 1)] if page.title else []
            for inside in page.pages:
                lines += ["", *_inside(inside, wide, 5 if page.title else 1)]
        if chapter.inherited:
            lines += ["", *_inherited(chapter, wide, 1)]
    if book.doubts:
        lines += ["", "", *_ruled("What is unsure", wide), ""]
        lines += [line for one in book.doubts for line in wrap(one, wide, " ")]
    return finished(lines, plain=plain)


def _head(book: Handbook, wide: int) -> list[str]:
    gap = wide - 1 - width(book.title) - width(book.id)
    if gap >= 2:
        lines = [f" {book.title}{' ' * gap}{book.id}"]
    else:
        lines = [*wrap(book.title, wide, " "), f" {book.id}"]
    for words in book.head:
        lines += wrap(words, wide, " ")
    if book.counts:
        lines += [""]
        lines += [line for words in book.counts for line in wrap(words, wide, " ")]
    rows = [(one.label, one.text) for one in book.about]
    return [*lines, "", *labelled(rows, wide, 1)] if rows else lines


def _ruled(title: str, wide: int) -> list[str]:
    """The head of a chapter, with a line of its length under it."""
    lines = wrap(title, wide, " ")
    return [*lines, f" {'-' * max(width(line) - 1 for line in lines)}"]


def _page(page: Page, wide: int, indent: int) -> list[str]:
    lead = " " * indent
    lines = wrap(page.title, wide, lead)
    gap = wide - width(lines[-1]) - width(page.id)
    if page.id and len(lines) == 1 and gap >= 2:
        lines[-1] += " " * gap + page.id
    elif page.id:
        lines += wrap(page.id, wide, f"{lead}    ")
    if page.sentences:
        lines += wrap(" ".join(page.sentences), wide, f"{lead}    ")
    rows = [(one.label, one.text) for one in page.facts]
    return [*lines, *labelled(rows, wide, indent + 4)]


def _inside(chapter: Chapter, wide: int, indent: int) -> list[str]:
    """One list of rules under the entry it stands in."""
    lines = wrap(chapter.title, wide, " " * indent)
    for page in chapter.pages:
        lines += ["", *_page(page, wide, indent)]
    if chapter.inherited:
        lines += [""] if chapter.pages else []
        lines += _inherited(chapter, wide, indent)
    return lines


def _inherited(chapter: Chapter, wide: int, indent: int) -> list[str]:
    words = f"Inherited: {'; '.join(chapter.inherited)}."
    return wrap(words, wide, " " * indent)
