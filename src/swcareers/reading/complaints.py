"""What is wrong with YAML that a parser is content with.

The reader meets a key, a text or an alias; here stands what is said about it when it
cannot be meant as it is written. Marks are counted from 0, places from 1.
"""

import re
from typing import Any, TypeAlias

from swcareers.reading.characters import control_character
from swcareers.reading.document import At, Lines, Mark, Plain, pointer
from swcareers.reading.plain import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, Stop
from swcareers.values.places import Place
from swcareers.values.problems import Problem
from swcareers.values.text import shown

Event: TypeAlias = Any  # PyYAML's stubs say no more about an event than that

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
ODD_KEYS = NOTHING | {"<<"}
MAX_REPEATED = 10_000  # entries that aliases may repeat, all together
_CURLY = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a\u2039\u203a"
_TEXTS = ("title", "note", "because", "confirmation")
_LIKE_AN_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")  # `swe` in an `extends`
_CUT_OFF = re.compile(r" #\d")  # `Team #4` loses its number to a comment
_TOP = At(0, 0)


def needs_a_closer_look(text: str) -> bool:
    """Whether some scalar of this text may not be what it seems.

    Almost no text does, and looking at every scalar twice would cost as much as
    reading it.
    """
    if any(sign in text for sign in "&!\\"):
        return True
    if not text.isascii() and any(sign in text for sign in _CURLY):
        return True
    return " #" in text and _CUT_OFF.search(text) is not None


class Complaints:
    """The problems of one text, as they are met.

    Attributes:
        problems: what has been said so far.
        path: keys and indexes of the entry that is being read.
    """

    def __init__(self, name: str, lines: Lines, start: int) -> None:
        """Begin with the line `start` of the file, counted from 0."""
        self.problems: list[Problem] = []
        self.path: list[str | int] = []
        self._name = name
        self._lines = lines
        self._start = start
        self._split: tuple[int, str] | None = None

    def say(
        self, code: str, message: str, mark: Mark = _TOP, hint: str | None = None
    ) -> None:
        """Add a problem.

        Raises:
            Stop: there are as many as anybody mends in one go.
        """
        problem = Problem(
            code=code,
            message=message,
            place=Place(self._name, mark.line + self._start + 1, mark.column + 1),
            pointer=pointer(self.path),
            hint=hint,
        )
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            raise Stop

    def too_many(self) -> None:
        """Say that the file has more entries than are read."""
        self.say("SWC110", f"the file has more than {MAX_NODES:,} entries")

    def too_deep(self, mark: Mark) -> Stop:
        """Say that lists and mappings stand too deep; give what to raise."""
        message = f"lists and mappings stand more than {MAX_DEPTH} deep in each other"
        self.say("SWC109", message, mark)
        return Stop()

    def refused_tag(self, mark: Mark) -> None:
        """Say that a tag is not read."""
        message = "a tag, that is a word that begins with !, is not read here"
        hint = "take it away; if it is part of a text, put the text in quotes"
        self.say("SWC129", message, mark, hint)

    def unused_anchor(self, mark: Mark) -> None:
        """Say that a text lost its first word to an anchor nobody uses."""
        message = "YAML keeps & for itself at the start of a text"
        self.say("SWC118", message, mark, "put the whole text in quotes")

    def alias_that_leads_nowhere(self, name: str, mark: Mark, inside: bool) -> None:
        """Say that an alias has no anchor, or stands inside its own."""
        if inside:
            message = f"the alias *{name} stands inside what it stands for"
            self.say("SWC126", message, mark)
        elif not self._start:  # else its anchor may be in the part that was skipped
            message = f"no anchor &{name} stands above this alias"
            self.say("SWC126", message, mark, "if this is a text, put it in quotes")

    def repeated_too_much(self, mark: Mark) -> Stop:
        """Say that aliases repeat too much; give what to raise."""
        message = f"aliases repeat more than {MAX_REPEATED:,} entries"
        self.say("SWC127", message, mark)
        return Stop()

    def key_that_is_no_text(self, mark: Mark) -> None:
        """Say that a list, a mapping or an alias cannot be a key."""
        message = "a key must be a plain word, not a list, a mapping or an alias"
        self.say("SWC125", message, mark, "put it in quotes if it is a text")

    def written_twice(self, key: Event, first: int) -> None:
        """Say that a key is there already; `first` is its line in the file, from 0."""
        message = f"{shown(key.value)} is written twice; first in line {first + 1}"
        self.say("SWC122", message, key.start_mark, "take one of them away")

    def odd_key(self, key: Event) -> bool:
        """Whether something was said of a key that is empty or a merge."""
        if not key.value:
            message = "a key is missing before this colon"
            self.say("SWC125", message, key.start_mark)
        elif key.value == "<<" and not key.style:
            hint = "write out the keys it would have merged"
            self.say("SWC128", "the merge key << is not read", key.start_mark, hint)
        else:
            return False
        return True

    def about_text(self, event: Event) -> None:
        """Say what is wrong with a text, if anything."""
        text, mark = event.value, event.start_mark
        if event.style:
            hidden = control_character(text)
            if hidden:
                self.say("SWC105", f"{hidden} is in this text", mark)
        elif not text:
            if event.anchor is None:
                hint = "write a value, or take the dash away"
                self.say("SWC123", "nothing is written here", mark, hint)
        elif text in NOTHING:
            message = f"{text} means nothing at all to YAML"
            hint = "leave the entry out; if the word itself is meant, quote it"
            self.say("SWC124", message, mark, hint)
        elif text[0] in _CURLY:
            message = "curly quotation marks do not quote a text in YAML"
            hint = "use straight ones; around a text that has curly ones, too"
            self.say("SWC119", message, mark, hint)
        elif _CUT_OFF.match(self._after(event)):
            end = event.end_mark
            message = "# after a space begins a comment: the text ends before it"
            hint = "put the whole text in quotes"
            self.say("SWC130", message, At(end.line, end.column + 1), hint)

    def about_nothing(self, key: Event, entries: dict[str, Plain]) -> None:
        """Say that a key has no value, or that a comma made a key of a text."""
        rest = self._after(key).lstrip()
        comma = None if rest.startswith(":") else self._comma_before(key.start_mark)
        owner = next(reversed(entries), None)
        text = None if owner is None else entries[owner]
        if comma and owner is not None and isinstance(text, str):
            entries[owner] = whole = f"{text}, {key.value}"
            self._split_text(comma, entries, owner, whole)
            return
        hint = "write a value, or leave the key out"
        if "#" in rest:
            hint = "write a value; if # is part of it, put it in quotes"
        elif not rest.startswith(":"):
            hint = "if a list is meant, write [ ] in place of { }"
        message = f"nothing is written after {shown(key.value)}"
        self.say("SWC123", message, key.start_mark, hint)

    def _split_text(
        self, comma: Mark, entries: dict[str, Plain], owner: str, whole: str
    ) -> None:
        if self._split == (id(entries), owner):  # one text, one problem
            first = self.problems.pop().place
            comma = (
                At(first.line - self._start - 1, first.column - 1) if first else comma
            )
        self._split = id(entries), owner
        hint = f'write: {owner}: "{whole}"'
        rest = whole.rpartition(", ")[2]
        if owner not in _TEXTS and _LIKE_AN_ID.fullmatch(rest):
            hint += f"; or, if {rest} is a key, give it a value, as in {rest}: …"
        if '"' in whole or len(whole) > 120:
            hint = "put the whole text in quotes"
        message = "the text ends at this comma: inside braces it parts entries"
        self.say("SWC121", message, comma, hint)

    def _comma_before(self, mark: Mark) -> At | None:
        line, text = mark.line, self._line(mark.line)[: mark.column].rstrip()
        while not text and line > 0:
            line -= 1
            text = self._line(line).rstrip()
        return At(line, len(text) - 1) if text.endswith(",") else None

    def _line(self, number: int) -> str:
        return self._lines.line(number + self._start + 1)

    def _after(self, event: Event) -> str:
        """The rest of the line behind a scalar."""
        end = event.end_mark
        return self._line(end.line)[end.column :]
