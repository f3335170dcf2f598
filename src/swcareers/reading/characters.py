"""From the bytes of a file to text that can be trusted character by character."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from swcareers.values.places import Place
from swcareers.values.problems import Problem
from swcareers.values.text import counted

# Spaces that look like spaces: Word and web pages put them in unasked. They are
# read as ordinary ones, so that `title:` with one after it means what it shows.
_SPACES = "\u00a0\u2007\u202f"
# Seen by nobody, yet they make two equal words unequal, turn the order of a line
# round, or (the first three) begin a new line for a YAML parser only.
_UNSEEN = "\u0085\u2028\u2029\u00ad\u200b\u2060\ufeff" + "".join(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
# What YAML refuses, too: control characters, halves of characters, non-characters.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_ALLOWED = re.compile(f"{_CONTROL.pattern[:-1]}{_UNSEEN}]")
_TAB_FIRST = re.compile(r"(?:(?<=[\r\n])|\A) *\t[ \t]*(?=[^\s#])")
_SHOWN_AT_MOST = 20
_NAMES = {
    "\x00": "a NUL character",
    "\x0b": "a line break made with Shift and Enter in Word",
    "\x1b": "an escape character",
    "\u0085": "an invisible line break",
    "\u2028": "an invisible line break",
    "\u2029": "an invisible paragraph break",
    "\u00ad": "a soft hyphen",
    "\u200b": "a space without width",
    "\u2060": "a space without width",
    "\ufeff": "a byte-order mark",
}


class Places:
    """Turns the number of a character in a text into a place of a file."""

    def __init__(self, name: str, text: str) -> None:
        """Remember where the lines of the text begin."""
        self._name = name
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]

    def at(self, index: int) -> Place:
        """The place of the character with that number, counted from 0."""
        line = bisect_right(self._starts, index)
        return Place(self._name, line, index - self._starts[line - 1] + 1)


def decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """The text of UTF-8 bytes, a byte-order mark at the start left out.

    Bytes that are not UTF-8 are read as Windows would have written them, so that
    the rest of the file can still be looked at.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        found = Problem(
            code="SWC104",
            message="the file is saved as UTF-16, which is not read here",
            place=Place(name, 1, 1),
            hint='save it again with the encoding "UTF-8"',
        )
        return data.decode("utf-16", errors="replace"), [found]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", errors="surrogateescape")
    wrong = [m.start() for m in re.finditer(r"[\udc80-\udcff]", text)]
    places = Places(name, text)
    first_of_line: dict[int, int] = {}
    for index in wrong:
        first_of_line.setdefault(places.at(index).line, index)
    text = re.sub(r"[\udc80-\udcff]", _as_windows_wrote_it, text)
    problems = [
        Problem(
            code="SWC104",
            message=f'"{text[index]}" is not saved as UTF-8 here',
            place=places.at(index),
            hint='save the file again with the encoding "UTF-8"',
        )
        for index in list(first_of_line.values())[:_SHOWN_AT_MOST]
    ]
    return text, problems


def _as_windows_wrote_it(found: re.Match[str]) -> str:
    byte = bytes([ord(found[0]) - 0xDC00])
    return byte.decode("cp1252", errors="replace")


def cleaned(name: str, text: str) -> tuple[str, list[Problem]]:
    """The text without characters that mislead the eye, and what was wrong.

    Every character replaced is replaced by one space: columns stay right. Only
    what is cheap to see is looked for here; `without_control` does the rest when a
    parser has complained.
    """
    if text.isascii():
        return text, []
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    if any(unseen in text for unseen in _UNSEEN):
        return without_control(name, text)
    return text, []


def without_control(name: str, text: str) -> tuple[str, list[Problem]]:
    """The text with a space for every character that must not be in a file."""
    places = Places(name, text)
    found = [
        Problem(
            code="SWC105",
            message=f"{_named(match[0])} stands here and cannot be seen",
            place=places.at(match.start()),
            hint="delete it and type the text again",
        )
        for match, _ in zip(
            _NOT_ALLOWED.finditer(text), range(_SHOWN_AT_MOST), strict=False
        )
    ]
    return _NOT_ALLOWED.sub(" ", text), found


def control_character(text: str) -> str | None:
    """The name of the first character in a value that no text may contain.

    None when there is none. Line breaks and tabs are allowed.

    >>> control_character("two\\nlines") is None
    True
    >>> control_character("\\x1b[31mred")
    'an escape character'
    """
    if text.isprintable():
        return None
    found = _NOT_ALLOWED.search(text)
    return _named(found[0]) if found else None


def _named(character: str) -> str:
    default = f"a control character (U+{ord(character):04X})"
    return _NAMES.get(character, default)


def without_tabs(name: str, text: str) -> tuple[str, list[Problem]]:
    """The text with a space for each tab, and the lines that began with one.

    A tab after a colon or inside a text is harmless; one that indents is not: how
    far it reaches differs from editor to editor.
    """
    places = Places(name, text)
    found = [
        Problem(
            code="SWC112",
            message="this line is indented with "
            + counted(match[0].count("\t"), "tab"),
            place=places.at(match.start() + match[0].index("\t")),
            hint="put spaces in their place, as many as in the lines beside it",
        )
        for match, _ in zip(
            _TAB_FIRST.finditer(text), range(_SHOWN_AT_MOST), strict=False
        )
    ]
    return text.replace("\t", " "), found


def first_line(problems: Iterable[Problem]) -> int | None:
    """The line of the first of these problems, or None."""
    return min((p.place.line for p in problems if p.place), default=None)
