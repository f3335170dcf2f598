"""JSON files: strict, fast for good ones, and exact about places when asked.

A good file is read by the standard library alone. Only when something is wrong, or
when a place is asked for, is the text gone through a second time, sign by sign.
"""

import json
import re
from itertools import chain, repeat
from typing import Any

from swcareers.reading.characters import Places, control_character, without_control
from swcareers.reading.document import At, Mark, Marks, Plain, pointer
from swcareers.reading.plain import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, Stop
from swcareers.values.places import Place
from swcareers.values.problems import Problem

_WORDS = {"true": "true", "false": "false"}
_SIGN = re.compile(
    r'[ \t\r\n]*(?:([\[\]{},:])|("[^"\\]*(?:\\.[^"\\]*)*")|([^\s,:\[\]{}"]+))'
)
_LAST_COMMA = re.compile(r",[ \t\r\n]*[\]}]")
_BLANK = tuple(" \t\r\n")
_NOT_NUMBERS = ("NaN", "Infinity", "-Infinity")


class _LookCloser(Exception):  # noqa: N818 - not an error: a second look finds it
    """The quick way met something that it cannot report."""


def read_json(name: str, text: str) -> tuple[Plain, list[Problem]]:
    """The data of a JSON text, numbers and truth values as text, nulls left out.

    A key whose value is null is left out: nothing is written there.

    Returns:
        the data, and what is wrong; with problems, the data mean nothing.
    """
    try:
        return _settled(text), []
    except (_LookCloser, RecursionError):
        found = mark_json(name, text)[1]
        return "", found or [_too_deep(Place(name, 1, 1))]
    except json.JSONDecodeError as error:
        hidden = without_control(name, text)[1]
        return "", hidden or [_slip(name, text, error)]


def _settled(text: str) -> Plain:
    data = _DECODER.decode(text)
    settler = _Settler("\\" in text)
    plain = settler.settled(data, 1)
    # A key is followed by a colon. Where there are as many colons as keys, none was
    # written twice; where texts hold some, too, each mapping is looked at.
    if text.count(":") != settler.keys:
        json.loads(text, parse_constant=_refuse, object_pairs_hook=_each_key_once)
    return plain


def _refuse(word: str) -> str:
    raise _LookCloser(word)


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)


def _each_key_once(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _LookCloser


class _Settler:
    """Turns what the standard library made of a file into plain data, in place.

    Attributes:
        nodes: how many entries there are.
        keys: how many of them have a key.
    """

    def __init__(self, escapes: bool) -> None:
        self.escapes = escapes
        self.nodes = 0
        self.keys = 0

    def settled(self, value: Any, depth: int) -> Plain:
        items: Any
        if isinstance(value, dict):
            if "" in value:
                raise _LookCloser
            items = value.items()
            self.keys += len(value)
        elif isinstance(value, list):
            items = enumerate(value)
        else:
            return self.scalar(value)
        self.nodes += len(value)
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _LookCloser
        changed = []
        for key, inner in items:
            if type(inner) is str and not self.escapes:
                continue
            if depth < MAX_DEPTH and self.only_entries_of_texts(inner):
                continue
            new = None if inner is None else self.settled(inner, depth + 1)
            if new is not inner or new is None:
                changed.append((key, new))
        for key, new in changed:
            if new is not None:
                value[key] = new
            elif isinstance(value, dict):
                del value[key]
            else:
                raise _LookCloser
        if self.escapes and isinstance(value, dict):
            for key in value:
                self.scalar(key)
        plain: Plain = value
        return plain

    def only_entries_of_texts(self, value: Any) -> bool:
        """Whether it is a list of mappings of texts, as the sections of records are.

        They are settled as they stand; no step here is taken in Python.
        """
        if type(value) is not list or self.escapes:
            return False
        if not value or type(value[0]) is not dict:
            return False
        try:
            if True in map(dict.__contains__, value, repeat("")):
                return False  # a key without a name
            "".join(chain.from_iterable(map(dict.values, value)))
        except TypeError:  # one is no mapping, or holds something that is no text
            return False
        keys = sum(map(len, value))
        self.keys += keys
        self.nodes += len(value) + keys
        return True

    def scalar(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str) and not control_character(value):
            return value
        raise _LookCloser


def mark_json(name: str, text: str) -> tuple[Marks, list[Problem]]:
    """Where everything stands in a text that the standard library could read.

    Returns:
        the marks, with a tree of their own; and every key written twice, null in a
        list, number that is none, empty key and hidden character.
    """
    marker = _Marker(name, text)
    top = marker.peek()
    try:
        root = marker.value()
    except Stop:
        root = {}
    return Marks(root, top, marker.marks), marker.problems


class _Marker:
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.places = Places(name, text)
        self.position = 0
        self.nodes = 0
        self.path: list[str | int] = []
        self.marks: dict[int, list[Mark]] = {}
        self.problems: list[Problem] = []

    def peek(self) -> At:
        """Where the next sign begins; the position moves there."""
        while self.text[self.position : self.position + 1] in _BLANK:
            self.position += 1
        place = self.places.at(self.position)
        return At(place.line - 1, place.column - 1)

    def comes(self, sign: str) -> bool:
        """Whether this is the next sign."""
        return self.text.startswith(sign, self.position)

    def next(self) -> str:
        """The next sign: a bracket, comma or colon, a text in quotes, or a word."""
        found = _SIGN.match(self.text, self.position)
        if found is None:
            raise Stop
        self.position = found.end()
        return found[found.lastindex or 0]

    def value(self) -> Plain:
        """The next value; the empty text for what is refused."""
        at = self.peek()
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fault("SWC110", f"the file has more than {MAX_NODES:,} entries", at)
            raise Stop
        sign = self.next()
        if sign in "{[":
            if len(self.path) >= MAX_DEPTH:
                self.problems.append(_too_deep(self.place(at)))
                raise Stop
            return self.mapping() if sign == "{" else self.sequence()
        if sign in _NOT_NUMBERS:
            self.fault("SWC133", f"{sign} is not a number that can be counted", at)
        return self.unquoted(sign, at)

    def unquoted(self, sign: str, at: Mark) -> str:
        if not sign.startswith('"'):
            return _WORDS.get(sign, sign)
        try:
            text: str = json.loads(sign)
        except json.JSONDecodeError:
            self.fault("SWC132", "this text is not written as JSON", at)
            return ""
        hidden = control_character(text)
        if hidden:
            self.fault("SWC105", f"{hidden} is in this text", at)
        return text

    def mapping(self) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        marks = self.marks[id(result)] = []
        first: dict[str, At] = {}
        while True:
            at = self.peek()
            sign = self.next()
            if sign == "}":
                return result
            if sign == ",":
                continue
            key = self.unquoted(sign, at)
            self.next()  # the colon
            self.path.append(key)
            value_at = self.peek()
            if not key:
                self.fault("SWC125", "a key must be a plain word, not empty", at)
            if key in first:
                before = first[key].line + 1
                message = f'"{key}" is written twice; first in line {before}'
                self.fault("SWC122", message, at)
            nothing = self.comes("null")
            value = self.value()
            self.path.pop()
            if not nothing and key not in result:
                marks.extend((at, value_at))
                result[key] = value
            first.setdefault(key, at)

    def sequence(self) -> list[Plain]:
        result: list[Plain] = []
        marks = self.marks[id(result)] = []
        while True:
            at = self.peek()
            if self.comes("]"):
                self.next()
                return result
            if self.comes(","):
                self.next()
                continue
            self.path.append(len(result))
            if self.comes("null"):
                message = "null is written where a value is needed"
                self.fault("SWC124", message, at, "leave it out of the list")
            result.append(self.value())
            marks.append(at)
            self.path.pop()

    def place(self, at: Mark) -> Place:
        return Place(self.name, at.line + 1, at.column + 1)

    def fault(self, code: str, message: str, at: Mark, hint: str | None = None) -> None:
        self.problems.append(
            Problem(
                code=code,
                message=message,
                place=self.place(at),
                pointer=pointer(self.path),
                hint=hint,
            )
        )
        if len(self.problems) >= MAX_PROBLEMS:
            raise Stop


def _too_deep(place: Place) -> Problem:
    message = f"lists and mappings stand more than {MAX_DEPTH} deep in each other"
    return Problem(code="SWC109", message=message, place=place)


def _slip(name: str, text: str, error: json.JSONDecodeError) -> Problem:
    """The parser's complaint in plain words."""
    at = min(error.pos, max(len(text) - 1, 0))
    said = error.msg
    hint = None
    # Newer Pythons complain of the comma, older ones of the bracket after it.
    comma = at if text[at : at + 1] == "," else len(text[:at].rstrip()) - 1
    if _LAST_COMMA.match(text, max(comma, 0)):
        at = comma
        message = "no comma may stand after the last entry"
        hint = "take away the comma after the last entry"
    elif said.startswith("Expecting property name"):
        message = "a key in double quotes is needed here"
    elif said.startswith("Expecting ','"):
        message = "a comma or a closing bracket is missing before this"
    elif said.startswith("Expecting ':'"):
        message = "a colon is missing before this"
    elif said.startswith("Extra data"):
        message = "the file ended before this: it holds one mapping in { }"
    elif said.startswith("Unterminated string"):
        message = "this quotation mark is never closed"
    elif said.startswith("Invalid control character"):
        message = "a text in quotes must not run over the end of the line"
    elif "escape" in said:
        message = "a backslash and what follows it mean nothing here"
        hint = "write: \\\\ for a backslash"
    else:
        message = "a value is missing or not written as JSON here"
        if text[at : at + 1].isalpha():
            hint = "put texts in double quotes"
    place = Places(name, text).at(at)
    return Problem(code="SWC132", message=message, place=place, hint=hint)
