"""Files as they are written: strict YAML, strict JSON, and where everything stands.

Every scalar is text, so that `no`, `on`, `12:30`, `017` and `1.10` stay what was
written. Data and positions are built in one pass over the events of the parser,
which is faster than letting PyYAML build objects, and positions come with it free.

This is the only module that knows of PyYAML, and for that reason longer than others.
What a parser is content with and a reader is not stands in `complaints`, what a parser
says when it gives up in `syntax`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import repeat, starmap
from typing import Any

import yaml
from yaml.reader import ReaderError

from swcareers.reading.characters import (
    cleaned,
    decoded,
    first_line,
    without_control,
    without_tabs,
)
from swcareers.reading.complaints import (
    MAX_REPEATED,
    NOTHING,
    ODD_KEYS,
    Complaints,
    Event,
    needs_a_closer_look,
)
from swcareers.reading.document import (
    At,
    Document,
    Lines,
    Mark,
    Marks,
    Plain,
    SourceError,
)
from swcareers.reading.files import MAX_BYTES, bytes_of, check_size, refusal
from swcareers.reading.json_text import mark_json, read_json
from swcareers.reading.plain import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_PROBLEMS,
    Stop,
    document,
    plain,
)
from swcareers.reading.syntax import (
    Fault,
    Slip,
    explained,
    next_section,
    space_missing,
)
from swcareers.values.places import Place
from swcareers.values.problems import Problem

__all__ = [
    "MAX_BYTES",
    "Document",
    "Plain",
    "SourceError",
    "document",
    "plain",
    "read",
]

# PyYAML's stubs make the marks of an event optional; they never are.
_Scalar: Event = yaml.ScalarEvent
_Mapping: Event = yaml.MappingStartEvent
_Sequence: Event = yaml.SequenceStartEvent
_Alias: Event = yaml.AliasEvent
_MappingEnd: Event = yaml.MappingEndEvent
_SequenceEnd: Event = yaml.SequenceEndEvent
_DocumentStart: Event = yaml.DocumentStartEvent
_TAGS = {
    _Scalar: "tag:yaml.org,2002:str",
    _Mapping: "tag:yaml.org,2002:map",
    _Sequence: "tag:yaml.org,2002:seq",
}

# Chosen once, when the module is loaded; the tests exercise both. Of these loaders
# only the parser is used: no tag of YAML ever makes an object here.
PARSER: Callable[[str], Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read(
    source: str | os.PathLike[str], *, text: str | bytes | None = None
) -> Document:
    """The data of a YAML or JSON file, by its suffix, and the place of each entry.

    Args:
        source: the path; with `text`, only the name under which places are given.
        text: what the file holds, when it has been read already.

    Raises:
        SourceError: the file cannot be read, with all problems found in it.

    >>> offer = read("offer.yaml", text="title: Our offer\\nedition: 1.10\\n")
    >>> offer.data
    {'title': 'Our offer', 'edition': '1.10'}
    >>> str(offer.place(["edition"]))
    'offer.yaml:2:10'
    """
    name = os.fspath(source)
    suffix = os.path.splitext(name)[1].lower()
    held = bytes_of(name, suffix) if text is None else text
    check_size(name, held)
    problems: list[Problem] = []
    if isinstance(held, bytes):
        held, problems = decoded(name, held)
    written, unseen = cleaned(name, held.removeprefix("\ufeff"))
    lines = Lines(written)
    if not written.strip():
        raise refusal(name, "SWC106", "the file is empty")
    if suffix == ".json":
        data, found = read_json(name, written)
        find_marks: Callable[[], Marks] = cache(lambda: mark_json(name, written)[0])
    else:
        marks, found = _read_yaml(name, lines)
        data, find_marks = marks.root, lambda: marks
    if problems or unseen or found:
        problems = _without_followers([*problems, *unseen], found)
    if not problems and not isinstance(data, dict):
        problems.append(_not_a_mapping(name, lines, data, find_marks().top))
    if problems or not isinstance(data, dict):
        raise SourceError(_with_lines(problems, lines))
    return Document(name=name, data=data, lines=lines, find_marks=find_marks)


def _with_lines(problems: Sequence[Problem], lines: Lines) -> list[Problem]:
    return [
        problem.on_line(lines.line(problem.place.line)) if problem.place else problem
        for problem in problems
    ]


def _not_a_mapping(name: str, lines: Lines, data: Plain, top: Mark) -> Problem:
    slip = space_missing(lines.line(top.line + 1), top.line)
    if slip:
        return _problem(name, slip)
    what = "a list" if isinstance(data, list) else "a text"
    return Problem(
        code="SWC107",
        message=f"the file holds {what} where keys with their values are needed",
        place=Place(name, top.line + 1, top.column + 1),
        hint="write: title: (a colon and a space after each key)",
    )


def _read_yaml(name: str, lines: Lines) -> tuple[Marks, list[Problem]]:
    """The data of a YAML text with its marks, and what is wrong with it."""
    text = lines.text
    tabs: list[Problem] = []
    unseen: list[Problem] = []
    if "\t" in text:
        text, tabs = without_tabs(name, text)
    try:
        marks, found = _read_sections(name, text)
    except (ReaderError, UnicodeEncodeError):
        text, unseen = without_control(name, text)
        marks, found = _read_sections(name, text)
    limit = first_line(tabs)
    if limit is not None:  # nobody can tell what belongs where below a tab
        found = [one for one in found if one.place and one.place.line < limit]
    return marks, _without_followers([*unseen, *tabs], found)


def _without_followers(
    first: Sequence[Problem], then: Sequence[Problem]
) -> list[Problem]:
    """The problems, less those that another of the same line brought about."""
    lines = {problem.place.line for problem in first if problem.place}
    return [
        *first,
        *(one for one in then if not (one.place and one.place.line in lines)),
    ]


def _read_sections(name: str, text: str) -> tuple[Marks, list[Problem]]:
    """Read on after a syntax error, from the next key at the edge of the page.

    A parser cannot go on after an error, but its author wants to see them all.
    """
    lines = Lines(text)
    reading = first = _Reading(name, text, lines)
    problems: list[Problem] = []
    while True:
        slip = reading.run()
        problems += reading.complaints.problems
        if slip is None:
            break
        problem = _problem(name, slip)
        unexplained = slip.code == "SWC111"
        problems = (
            _without_followers(problems, [problem])
            if unexplained
            else [*problems, problem]
        )
        start = next_section(lines.all(), max(slip.at[0], reading.start))
        if start is None or len(problems) >= MAX_PROBLEMS:
            break
        rest = "\n".join(lines.all()[start:])
        reading = _Reading(name, rest, lines, start, reading)
    return Marks(first.root, first.top, first.marks), problems


def _problem(name: str, slip: Slip) -> Problem:
    line, column = slip.at
    place = Place(name, line + 1, column + 1)
    return Problem(code=slip.code, message=slip.message, place=place, hint=slip.hint)


class _Reading:
    """One pass over the events of a text: data, marks and problems together."""

    def __init__(
        self,
        name: str,
        text: str,
        lines: Lines,
        start: int = 0,
        before: "_Reading | None" = None,
    ) -> None:
        self.text = text
        self.lines = lines
        self.start = start  # how many lines of the file come before this text
        self.root: Plain = ""
        self.top: Mark = At(0, 0)
        self.marks: dict[int, list[Mark]] = {}
        self.complaints = Complaints(name, lines, start)
        self.path = self.complaints.path
        self.events: Iterator[Event] = iter(())
        # An anchor that is still open leads to itself: its value is None.
        self.anchors: dict[str, Plain | None] = before.anchors if before else {}
        self.unused: dict[str, Mark] = {}
        self.repeated = 0
        self.keys_above: dict[str, int] = before.keys_so_far() if before else {}
        self.wary = needs_a_closer_look(text)

    def run(self) -> Slip | None:
        """Read to the end, or to the first thing that cannot be parsed."""
        try:
            get_event = PARSER(self.text).get_event
            # Not `iter(get_event, None)`, which asks each event whether it is None:
            # a document is over before there are no more.
            self.events = starmap(get_event, repeat((), MAX_NODES))
            self.document()
        except StopIteration:
            self.complaints.too_many()
        except Stop:
            pass
        except yaml.MarkedYAMLError as error:
            return self.slip(error)
        return None

    def slip(self, error: yaml.MarkedYAMLError) -> Slip:
        began = error.context_mark
        at = error.problem_mark or began or At(0, 0)
        fault = Fault(
            said=f"{error.context or ''} {error.problem or ''}".lower(),
            at=(at.line + self.start, at.column),
            began=(began.line + self.start, began.column) if began else None,
            lines=self.lines.all(),
        )
        return explained(fault)

    def document(self) -> None:
        events, say = self.events, self.complaints.say
        next(events)
        if next(events).__class__ is not _DocumentStart:
            say("SWC106", "the file holds only comments")
            return
        event = next(events)
        self.top = event.start_mark
        if event.__class__ is _Scalar and not event.value and not event.style:
            say("SWC106", "the file is empty", self.top)
        else:
            self.root = self.node(event)
        next(events)
        more = next(events)
        if more.__class__ is _DocumentStart:
            message = "a second document begins here; a file holds one"
            hint = "take the line --- away, or make a file of each document"
            say("SWC108", message, more.start_mark, hint)
        for mark in self.unused.values():
            self.complaints.unused_anchor(mark)

    def node(self, event: Event) -> Plain:
        """The value that begins with this event."""
        kind = event.__class__
        if kind is _Scalar:
            return self.scalar(event)
        if kind is _Alias:
            return self.alias(event)
        if len(self.path) >= MAX_DEPTH:
            raise self.complaints.too_deep(event.start_mark)
        if event.tag is not None:
            self.check_tag(event)
        if event.anchor is None:
            return self.mapping() if kind is _Mapping else self.sequence()
        self.anchors[event.anchor] = None
        value = self.mapping() if kind is _Mapping else self.sequence()
        self.anchors[event.anchor] = value
        return value

    def mapping(self) -> dict[str, Plain]:
        """What stands between here and the end of the mapping.

        Scalars are taken here without a call: most of a file is scalars.
        """
        entries: dict[str, Plain] = {}
        marks = self.marks[id(entries)] = []
        path, events, wary = self.path, self.events, self.wary
        if not path:
            self.root = entries  # at hand when the text breaks off
        for event in events:
            if event.__class__ is not _Scalar:
                if event.__class__ is _MappingEnd:
                    return entries
                self.key_that_is_no_text(event)
                continue
            key = event.value
            if (wary or key in ODD_KEYS) and not self.complaints.odd_key(event):
                self.scalar(event)
            inner = next(events)
            value: Plain
            if inner.__class__ is _Scalar:
                value = inner.value
                if wary or value in NOTHING:
                    if not (value or inner.style or inner.tag or inner.anchor):
                        self.complaints.about_nothing(event, entries)
                        continue
                    path.append(key)
                    value = self.scalar(inner)
                    path.pop()
            else:
                path.append(key)
                value = self.node(inner)
                path.pop()
            if key in entries:
                first = marks[2 * list(entries).index(key)].line + self.start
                self.complaints.written_twice(event, first)
            else:
                entries[key] = value
                marks.append(event.start_mark)
                marks.append(inner.start_mark)
                if not path and key in self.keys_above:
                    self.complaints.written_twice(event, self.keys_above[key])
        raise StopIteration

    def sequence(self) -> list[Plain]:
        """What stands between here and the end of the list."""
        items: list[Plain] = []
        marks = self.marks[id(items)] = []
        path, events, wary = self.path, self.events, self.wary
        for event in events:
            value: Plain
            if event.__class__ is _Scalar:
                value = event.value
                if wary or value in NOTHING:
                    path.append(len(items))
                    value = self.scalar(event)
                    path.pop()
            elif event.__class__ is _SequenceEnd:
                return items
            else:
                path.append(len(items))
                value = self.node(event)
                path.pop()
            items.append(value)
            marks.append(event.start_mark)
        raise StopIteration

    def scalar(self, event: Event) -> str:
        """The text of a scalar, looked at closely."""
        text: str = event.value
        if event.anchor is not None:
            self.anchors[event.anchor] = text
            if not event.style:
                self.unused[event.anchor] = event.start_mark
        if event.tag is None or not self.check_tag(event):
            self.complaints.about_text(event)
        return text

    def alias(self, event: Event) -> Plain:
        """What an alias stands for: the same data, not a copy."""
        name, mark = event.anchor, event.start_mark
        self.unused.pop(name, None)
        value = self.anchors.get(name)
        if value is None:
            inside = name in self.anchors
            self.complaints.alias_that_leads_nowhere(name, mark, inside)
            return ""
        size, height = _measured(value, MAX_REPEATED - self.repeated)
        self.repeated += size
        if self.repeated > MAX_REPEATED:
            raise self.complaints.repeated_too_much(mark)
        if len(self.path) + height > MAX_DEPTH:
            raise self.complaints.too_deep(mark)
        return value

    def key_that_is_no_text(self, event: Event) -> None:
        """Report a list, mapping or alias as a key, and read past it."""
        before = len(self.complaints.problems)
        self.node(event)
        del self.complaints.problems[before:]  # one thing is wrong here, not three
        self.complaints.key_that_is_no_text(event.start_mark)
        inner = next(self.events)
        if inner.__class__ is not _Scalar:
            self.node(inner)

    def check_tag(self, event: Event) -> bool:
        """Whether the tag is refused; those of plain data change nothing."""
        refused: bool = event.tag != _TAGS[event.__class__]
        if refused:
            self.complaints.refused_tag(event.start_mark)
        return refused

    def keys_so_far(self) -> dict[str, int]:
        """The keys at the edge of the page, each with its first line, from 0."""
        keys = dict(self.keys_above)
        if isinstance(self.root, dict):
            marks = self.marks[id(self.root)][::2]
            for key, mark in zip(self.root, marks, strict=False):
                keys.setdefault(key, mark.line + self.start)
        return keys


def _measured(value: Plain, budget: int) -> tuple[int, int]:
    """How many entries a value has and how deep it is; stops beyond the budget."""
    if isinstance(value, str):
        return 1, 0
    size, height = 1, 0
    for inner in value.values() if isinstance(value, dict) else value:
        more, below = _measured(inner, budget - size)
        size, height = size + more, max(height, below)
        if size > budget:
            break
    return size, height + 1
