"""Lines of text that never run beyond a width, and of which nothing is cut."""

import re
from collections.abc import Iterable, Iterator

from swcareers.values.spellings import MONTHS
from swcareers.values.text import safe, width

NARROWEST, WIDEST = 40, 110  # longer lines are hard to read
# A day is not parted from its month, nor a month from its number, by a line's end.
_SHORT = [month[:3] for month in MONTHS]
_DAY = re.compile(
    rf"(\d) (?=(?:{'|'.join([*MONTHS, *_SHORT])})\b)|\b([Ww]eek|[Mm]onth) (?=\d)"
)
_TIED = "\N{NO-BREAK SPACE}"

# The signs of the page in letters that every code page has.
_PLAIN = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{MIDDLE DOT}": "-",
        "\N{RIGHTWARDS ARROW}": "->",
    }
)


def page_width(wide: int) -> int:
    """How wide a page is laid out in a terminal of so many columns."""
    return max(NARROWEST, min(wide, WIDEST))


def finished(lines: Iterable[str], *, plain: bool = False) -> str:
    """Lines as one text: safe to print, nothing at their ends.

    Args:
        plain: only signs that every code page has, beside the letters of names.
    """
    shown = [safe(line).rstrip() for line in lines]
    if plain:
        shown = [line.translate(_PLAIN) for line in shown]
    return "\n".join(shown) + "\n"


def labelled(rows: Iterable[tuple[str, str]], wide: int, indent: int) -> list[str]:
    """Pairs of a label and a text, the texts under each other."""
    listed = list(rows)
    widest = max((width(label) for label, _ in listed), default=0)
    column = min(widest, wide // 3)
    lines = []
    for label, text in listed:
        lead = " " * indent
        gap = " " * (indent + column + 2)
        if width(label) > column:
            lines += wrap(label, wide, lead)
            lines += wrap(text, wide, gap)
        else:
            first = f"{lead}{label}{' ' * (column - width(label))}  "
            lines += wrap(text, wide, gap, first)
    return lines


def wrap(text: str, wide: int, lead: str, first: str | None = None) -> list[str]:
    """A text in lines of at most `wide` columns; a longer word is broken, not cut."""
    tied = _DAY.sub(rf"\1\2{_TIED}", " ".join(text.split()))
    return [line.replace(_TIED, " ") for line in _wrapped(tied, wide, lead, first)]


def _wrapped(text: str, wide: int, lead: str, first: str | None) -> Iterator[str]:
    line, empty = (lead if first is None else first), True
    for word in _broken(text.split(" "), max(wide - width(lead), 8)):
        space = "" if empty else " "
        if not empty and width(line) + 1 + width(word) > wide:
            yield line
            line, space = lead, ""
        line, empty = f"{line}{space}{word}", False
    yield line


def _broken(words: Iterable[str], room: int) -> Iterator[str]:
    """Words, of which those that fit on no line are broken into pieces."""
    for word in words:
        piece = ""
        for letter in word:
            if width(piece) + width(letter) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece
