"""What a YAML parser says when it gives up, in words for people who write YAML.

A parser reports where it could go no further, which is seldom where the slip is,
and in the words of its own grammar. Each function below recognises one slip.
"""

import re
from collections.abc import Callable, Sequence

import attrs

from swcareers.values.text import shown

Spot = tuple[int, int]  # line and column, both from 0
_KEY = r"[^\s\"'\[\]{},#:][^\"'\[\]{},#:]*"
_KEY_AND_VALUE = re.compile(rf"^\s*(?:-\s+)*({_KEY}):\s+(\S.*)")
_NO_SPACE_AFTER_DASH = re.compile(r"^\s*-(?=[a-z{\[][^\n]*:)")
_NO_SPACE = re.compile(r"^\s*(?:-\s+)*([A-Za-z_][\w-]*):(?=[^\s/])")
_LOOKED_AT = 400  # characters of a line: no key is longer, and a hostile line may be
_CLOSED_BEFORE = re.compile(r"""["'\]}]""")
_SIGNS = {
    "@": "at the start of a text",
    "`": "at the start of a text",
    "%": "at the start of a text",
    "*": "at the start of a text (it takes the rest for the name of an alias)",
    "&": "at the start of a text (it takes the rest for the name of an anchor)",
    "|": "at the start of a text (it expects the text on the lines below)",
    ">": "at the start of a text (it expects the text on the lines below)",
    "?": "before a space",
    "-": "before a space: it begins an entry of a list",
    ",": "between entries",
    "]": "at the end of a list",
    "}": "at the end of a mapping",
    "!": "at the start of a text (it takes the rest for a tag)",
}


@attrs.frozen(kw_only=True)
class Fault:
    """What the parser said.

    Attributes:
        said: its words, in lower case.
        at: where it gave up.
        began: where the thing begins that it was reading; None when it did not say.
        lines: the lines of the file.
    """

    said: str
    at: Spot
    began: Spot | None
    lines: Sequence[str]

    def line(self, number: int) -> str:
        """The line of that number, from 0; empty outside the file."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def character(self, spot: Spot) -> str:
        """The character there; empty at the end of a line."""
        return self.line(spot[0])[spot[1] : spot[1] + 1]

    def says(self, *words: str) -> bool:
        """Whether the parser used one of these phrases."""
        return any(word in self.said for word in words)


@attrs.frozen
class Slip:
    """A fault in plain words; `at` is counted from 0."""

    code: str
    message: str
    at: Spot
    hint: str | None = None


def explained(fault: Fault) -> Slip:
    """The most probable slip behind a fault of the parser."""
    for recognise in _RECOGNISERS:
        slip = recognise(fault)
        if slip is not None:
            return slip
    return Slip(
        "SWC111",
        "this line cannot be read",
        fault.at,
        "look at its quotes, brackets, colons and indentation, and at the line above",
    )


def _a_backslash_or_an_open_quote(fault: Fault) -> Slip | None:
    if not fault.says("quoted scalar") or fault.began is None:
        return None
    if not fault.says("end of stream", "document"):
        line, column = fault.at
        column = max(fault.line(line).rfind("\\", 0, column + 1), 0)
        hint = "inside double quotes write \\\\ for a backslash, or use single quotes"
        message = "a backslash and what follows it mean nothing here"
        return Slip("SWC131", message, (line, column), hint)
    quote = fault.character(fault.began)
    hint = f"write: a second {quote} at the end of the text"
    return Slip("SWC114", f"this {quote} is never closed", fault.began, hint)


def _a_sign_kept_for_yaml(fault: Fault) -> Slip | None:
    spot = fault.at
    if fault.says("alias", "anchor", "block scalar", "directive"):
        spot = fault.began or fault.at
    elif fault.says("tag"):
        spot = fault.began or fault.at
        hint = _in_quotes(fault, spot) or "leave the ! and its word out"
        return Slip("SWC129", "a text cannot begin with !", spot, hint)
    elif fault.says("expected node content", "expected the node content"):
        if fault.says("flow node"):
            return Slip("SWC123", "nothing stands before this sign", spot)
    elif not fault.says(
        "start any token",
        "sequence entries are not allowed",
        "mapping keys are not allowed",
        "incompatible yaml",
    ):
        return None
    sign = fault.character(spot)
    if sign == "-":
        return Slip(
            "SWC118",
            "a list cannot begin on the line of its key",
            spot,
            "begin it on the next line; if this is a text, put it in quotes",
        )
    if sign not in _SIGNS:
        return None
    message = f"YAML keeps {sign} for itself {_SIGNS[sign]}"
    return Slip("SWC118", message, spot, _in_quotes(fault, spot))


def _a_colon_where_none_may_be(fault: Fault) -> Slip | None:
    if not fault.says("mapping values are not allowed"):
        return None
    number, column = fault.at
    line = fault.line(number)
    written = _KEY_AND_VALUE.match(line[: min(column, _LOOKED_AT)])
    if written:
        return _colon_in_text(fault, (number, written.start(2)))
    closing = _closing_without_opening(line)
    if closing is not None:
        message = f"no opening bracket belongs to this {line[closing]}"
        return Slip("SWC115", message, (number, closing))
    if ": " in line[:column]:
        return _colon_in_text(fault, (number, line.index(": ") + 2))
    above = _line_above(fault, number)
    slip = space_missing(fault.line(above), above)
    if slip:
        return slip
    start = _indentation(line)
    before = fault.line(above)
    if _KEY_AND_VALUE.match(before[:_LOOKED_AT]) and _indentation(before) < start:
        message = "this line is indented as if it belonged to the line above"
        hint = "begin it in the column of the key above"
        return Slip("SWC116", message, (number, start), hint)
    if above >= 0 and ":" not in before:
        return _no_colon(fault, above)
    return None


def _colon_in_text(fault: Fault, text: Spot) -> Slip:
    message = "a colon and a space inside a text begin a new key for YAML"
    return Slip("SWC117", message, fault.at, _in_quotes(fault, text))


def _a_key_without_its_colon(fault: Fault) -> Slip | None:
    if not fault.says("could not find expected ':'") or fault.began is None:
        return None
    number = fault.began[0]
    return space_missing(fault.line(number), number) or _no_colon(fault, number)


def space_missing(line: str, number: int) -> Slip | None:
    """What is wrong with a line like `title:Our offer`; None for any other.

    >>> space_missing("title:Our offer", 0).hint
    'write: title: Our offer'
    """
    found = _NO_SPACE.match(line[:_LOOKED_AT])
    if not found:
        return None
    message = f"a space is missing after the colon of {shown(found[1])}"
    hint = f"write: {found[1]}: {line[found.end() :].strip()}"
    return Slip("SWC113", message, (number, found.end() - 1), hint)


def _no_colon(fault: Fault, number: int) -> Slip:
    return Slip(
        "SWC111",
        "this line has no key: a key is followed by a colon and a space",
        (number, _indentation(fault.line(number))),
        "if it carries on the text above, indent it further than the key there",
    )


def _an_open_bracket_or_a_missing_comma(fault: Fault) -> Slip | None:
    if not fault.says("flow mapping", "flow sequence") or fault.began is None:
        return None
    opened = fault.character(fault.began)
    number, column = fault.at
    line = fault.line(number)
    outside = number > fault.began[0] and (
        _indentation(line) <= _indentation(fault.line(fault.began[0]))
    )
    if outside or number >= len(fault.lines) or not line[column:].strip():
        closing = {"{": "}", "[": "]"}.get(opened, "bracket")
        message = f"this {opened} is never closed"
        hint = f"write: {closing} after its last entry"
        return Slip("SWC115", message, fault.began, hint)
    since = max(line.rfind(sign, 0, column) for sign in ",{[") + 1
    written = _KEY_AND_VALUE.match(line[since:column][:_LOOKED_AT])
    if fault.character(fault.at) == ":" and written:
        slip = _colon_in_text(fault, (number, since + written.start(2)))
        return attrs.evolve(
            slip, hint="put the text in quotes; if a new key was meant, write a comma"
        )
    if fault.character(fault.at) == ":":
        number, column = _line_above(fault, number), 0
        column = len(fault.line(number).rstrip())
        message = "a comma is missing at the end of this line"
        return Slip("SWC115", message, (number, column), "write: ,")
    message = "a comma or a bracket is missing before this"
    return Slip("SWC115", message, fault.at)


def _something_after_the_end(fault: Fault) -> Slip | None:
    if not fault.says("expected key", "block end", "'-' indicator"):
        return None
    number, column = fault.at
    line = fault.line(number)
    sign = fault.character(fault.at)
    if sign and sign in "]}":
        return Slip("SWC120", f"this {sign} closes nothing", fault.at)
    if not _CLOSED_BEFORE.search(line[:column].rstrip()[-1:]):
        return None
    closed = line[:column].rstrip()[-1]
    if closed in "\"'" and line.count(closed, 0, column) % 2:
        opened = _odd_quote_above(fault, number, closed)
        if opened:
            hint = f"write: a second {closed} at the end of the text"
            return Slip("SWC114", f"this {closed} is never closed", opened, hint)
    if closed == "'" and column and line[column - 1] == "'":
        hint = "write: '' for an apostrophe, or put the text in double quotes"
        message = "this apostrophe ends the text that a single quote began"
        return Slip("SWC120", message, (number, column - 1), hint)
    what = "closing quote" if closed in "\"'" else f"closing {closed}"
    hint = "put the whole text in quotes, or end the line here"
    return Slip("SWC120", f"something stands after the {what}", fault.at, hint)


def _indentation_that_fits_nowhere(fault: Fault) -> Slip | None:
    number, column = fault.at
    if column != _indentation(fault.line(number)):
        return None
    before = [line.split() for line in fault.lines[:number]]
    if fault.says("document start") and ["..."] in before:
        return Slip("SWC108", "the document ended above, at the three dots", fault.at)
    if not fault.says("expected key", "block end", "'-' indicator", "document start"):
        return None
    if fault.character(fault.at) == ":":
        return Slip("SWC125", "a key is missing before this colon", fault.at)
    hint = "begin it in the column of the lines it belongs to"
    if fault.says("'-' indicator", "block collection"):
        message = "a key stands here among the entries of a list"
    elif fault.character(fault.at) == "-":
        message = "an entry of a list stands here among keys"
    else:
        message = "the indentation of this line fits no line above"
    return Slip("SWC116", message, fault.at, hint)


def _a_dash_without_its_space(fault: Fault) -> Slip | None:
    number = fault.at[0]
    line = fault.line(number)
    found = _NO_SPACE_AFTER_DASH.match(line[:_LOOKED_AT])
    if found is None:
        return None
    rest = line[found.end() :].strip()
    hint = f"write: - {rest}" if len(rest) <= 60 else "write - and a space"
    message = "a space is missing after the dash"
    return Slip("SWC113", message, (number, found.end() - 1), hint)


_RECOGNISERS: tuple[Callable[[Fault], Slip | None], ...] = (
    _a_dash_without_its_space,
    _a_backslash_or_an_open_quote,
    _a_sign_kept_for_yaml,
    _a_colon_where_none_may_be,
    _a_key_without_its_colon,
    _an_open_bracket_or_a_missing_comma,
    _something_after_the_end,
    _indentation_that_fits_nowhere,
)


def _line_above(fault: Fault, number: int) -> int:
    """The nearest line above with something on it; -1 when there is none."""
    for above in range(number - 1, -1, -1):
        text = fault.line(above).strip()
        if text and not text.startswith("#"):
            return above
    return -1


def _closing_without_opening(line: str) -> int | None:
    depth = 0
    for column, sign in enumerate(line):
        depth += (sign in "[{") - (sign in "]}")
        if depth < 0:
            return column
    return None


def _odd_quote_above(fault: Fault, number: int, quote: str) -> Spot | None:
    for above in range(number - 1, -1, -1):
        if fault.line(above).count(quote) % 2:
            return above, fault.line(above).rfind(quote)
    return None


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _in_quotes(fault: Fault, spot: Spot) -> str | None:
    """What to write: the key, and the text from `spot` to the end in quotes."""
    line = fault.line(spot[0])
    text = line[spot[1] :].split(" #")[0].strip()
    if set(text) & set('"\\{}[]') or not text or len(text) > 100:
        return "put the whole text in quotes"
    key = line[: spot[1]].strip().removeprefix("- ").strip()
    return f'write: {key} "{text}"'.replace("  ", " ")


_SECTION = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


def next_section(lines: Sequence[str], after: int) -> int | None:
    """The next line that has a key at the edge of the page, counted from 0.

    Below a fault it is the first place where the structure is certain again.
    """
    for number in range(after + 1, len(lines)):
        if _SECTION.match(lines[number]):
            return number
    return None
