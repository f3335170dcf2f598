"""Answers as plain data: what a report holds, for people and for programs.

Everything here is text, numbers, dates and tuples of such; it goes to JSON and back
without loss and can be compared, stored and sent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from swcareers.framework.framework import Framework

Side = Literal["support", "assessment"]
VerdictName = Literal["not_met", "not_yet", "undecided", "met", "not_applicable"]


@attrs.frozen(kw_only=True)
class SourceShown:
    """A publication a rule comes from.

    Attributes:
        publisher: who says so.
        title: what it is called.
        date: when it was published, as known.
        clause: which part of it.
        url: where it can be read.
    """

    publisher: str | None = None
    title: str | None = None
    date: str | None = None
    clause: str | None = None
    url: str | None = None


@attrs.frozen(kw_only=True)
class Requirement:
    """A rule as people read it.

    Attributes:
        id: programme/rule; stable.
        title: what people call it.
        kind: the kind word.
        side: support (what the employer provides) or assessment (the learner).
        list: entry, requires, throughout or support.
        owner: the id of the programme, stage, approval ... it stands in; empty for
            the framework's own lists.
        strength: must, should or recommended.
        sentence: the rule in one plain English sentence, from the rule alone.
        sources: who says so, the nearest first.
        set_by: the frameworks that set it and amended it, in that order.
        marks: doubtful keys and their mark (illustrative, unverified, not_stated).
        consequence: what follows where it is not met, in words.
        note: what a reader of the rule should know.
        place: file and line.
        also: other ids that mean it: the parent programme's, earlier ones.

    >>> import swcareers as sw
    >>> thurrock = sw.load_framework("thurrock")
    >>> offer = thurrock.offer(sw.Audience(stage="nqsw"), on="2026-11-06")
    >>> offer.support[0].side
    'support'
    """

    id: str
    title: str
    kind: str
    side: Side
    list: str
    owner: str
    strength: str
    sentence: str
    sources: tuple[SourceShown, ...] = ()
    set_by: tuple[str, ...] = ()
    marks: Mapping[str, str] = attrs.field(factory=dict)
    consequence: str | None = None
    note: str | None = None
    place: str | None = None
    also: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Counted:
    """One item of the record beside a rule.

    Attributes:
        item: where in the record (``evidence/4``).
        what: what it is, in words.
        day: the day as written; None where the record has none.
        because: why it was left out; None where it counts.
        planned: it has not happened yet.
    """

    item: str
    what: str
    day: str | None = None
    because: str | None = None
    planned: bool = False


@attrs.frozen(kw_only=True)
class Slot:
    """One slot of a cadence.

    Attributes:
        first: its first day.
        last: its last day, included.
        status: kept, excused, open or missed.
        item: what keeps it; None where nothing does.
    """

    first: date
    last: date
    status: str
    item: str | None = None


@attrs.frozen(kw_only=True)
class Answer:
    """How a requirement stands, explained.

    Attributes:
        requirement: the rule that is answered.
        verdict: the verdict in the words of the language; programs read this.
        words: the same for people ("partly evidenced", "not recorded").
        because: a sentence where the verdict needs one.
        who: the role that has to decide, where a person has.
        flags: late, overdue, exempt, waived, provisional, not_recorded, awaiting.
        have: how much counts; None where nothing is counted.
        have_at_most: how much may count, where a date or field is not known.
        need: how much is needed.
        unit: what they are counted in; None: items. "share": a part of 1.
        counted: what counts.
        left_out: what does not, each with its reason.
        planned: what is booked; it counts for nothing yet.
        due: the next day by which something is wanted.
        closes: the day after which nothing counts.
        late_days: how late it was met.
        met_on: from which day it is met, as known.
        earliest: the first day it can be met.
        label: which point, occurrence or period, where the rule repeats.
        slots: the slots of a cadence, in the order of time.
        longest_gap: first and last day of the longest time without, of a cadence.
        parts: the answers this one is made of.
        conditions: of its `applies_when` and `unless`, as far as they were asked.

    >>> import swcareers as sw
    >>> learner = sw.load_record({"record": "example", "learning": [], "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2026-06-01"}]})
    >>> page = sw.report(learner, sw.load_framework("thurrock"), on="2026-11-06")
    >>> page["career-conversation"].verdict
    'undecided'
    """

    requirement: Requirement
    verdict: VerdictName
    words: str
    because: str | None = None
    who: str | None = None
    flags: tuple[str, ...] = ()
    have: Decimal | None = None
    have_at_most: Decimal | None = None
    need: Decimal | None = None
    unit: str | None = None
    counted: tuple[Counted, ...] = ()
    left_out: tuple[Counted, ...] = ()
    planned: tuple[Counted, ...] = ()
    due: date | None = None
    closes: date | None = None
    late_days: int = 0
    met_on: str | None = None
    earliest: date | None = None
    label: str | None = None
    slots: tuple[Slot, ...] = ()
    longest_gap: tuple[date, date] | None = None
    parts: tuple["Answer", ...] = ()
    conditions: tuple["Answer", ...] = ()

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.requirement.id

    def walk(self) -> Iterator["Answer"]:
        """This answer and all it is made of, from the top."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def __getitem__(self, id_: str) -> "Answer":
        """The answer to a rule, by its id or an unambiguous end of it.

        Behind an ``@`` stands which point, occurrence or period is meant.

        Raises:
            KeyError: there is no such rule here, or several.
        """
        return find(self.walk(), id_)


# An answer is made of answers: the name is known only now.
attrs.resolve_types(Answer)


def find(answers: Iterator[Answer], id_: str) -> Answer:
    """The one answer whose id is `id_`, means it, or ends in it.

    Behind an ``@`` stands which point or period is meant: ``asye/reviews@month 3``.
    What stands in a condition is looked for last: ``asye/reviews/unless``.
    """
    id_, _, label = id_.partition("@")
    within = tuple(answers)
    conditions = [one for one in _conditions(within) if _labelled(one[1], label)]
    listed = [answer for answer in within if _labelled(answer.label, label)]
    for among in (listed, [condition for condition, _ in conditions]):
        found = _meant(among, id_)
        if found is not None:
            return found
    raise KeyError(f"{id_}: no such rule is asked about here")


def _conditions(answers: Iterable[Answer]) -> Iterator[tuple[Answer, str | None]]:
    """What stands in the conditions of answers, and where each rule was asked."""
    for answer in answers:
        for condition in answer.conditions:
            inside = tuple(condition.walk())
            yield from ((one, one.label or answer.label) for one in inside)
            yield from _conditions(inside)


def _meant(listed: Sequence[Answer], id_: str) -> Answer | None:
    """The one of some answers that an id means; None where none is meant.

    Raises:
        KeyError: several are.
    """
    ways = (
        lambda one: one.id == id_,
        lambda one: id_ in one.requirement.also,
        lambda one: one.id.endswith(f"/{id_}"),
    )
    for way in ways:
        found = {answer.id: answer for answer in reversed(listed) if way(answer)}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            ids = ", ".join(sorted(found))
            raise KeyError(f"{id_}: several rules are meant: {ids}")
    return None


def _labelled(there: str | None, label: str) -> bool:
    if not label:
        return there is None
    return there is not None and (there == label or there.endswith(f" {label}"))


@attrs.frozen(kw_only=True)
class Notice:
    """Something that needs somebody: a date by today and nothing there.

    Attributes:
        id: the rule it is about.
        title: what people call it.
        side: support (the employer) or assessment (the learner).
        message: what is wanted, in a sentence.
        since: from which day it was wanted.
        next: the next day by which something can be done about it.
    """

    id: str
    title: str
    side: Side
    message: str
    since: date | None = None
    next: date | None = None


@attrs.frozen(kw_only=True)
class Step:
    """Something that is coming, or that somebody has to do.

    Attributes:
        what: in words.
        who: learner, employer, or the role that acts.
        by: the day it is wanted by; None where no day is set.
        planned: the day it is booked for; None where it is not.
        id: the rule it is for.
    """

    what: str
    who: str
    by: date | None = None
    planned: str | None = None
    id: str = ""


@attrs.frozen(kw_only=True)
class Mark:
    """A point of the programme's year on the line at the head of the report.

    Attributes:
        label: start, month 3, end.
        day: on which day it falls.
        state: done in time, done late, missed, or still open; or an end of the line.
    """

    label: str
    day: date
    state: Literal["start", "done", "late", "open", "missed", "end"] = "open"


@attrs.frozen(kw_only=True)
class Run:
    """One run of a programme: its own time.

    Attributes:
        programme: its id.
        title: what people call it.
        start: the first day, as known.
        first: the first day it can have been.
        last: the last day, as it stands; None where it cannot be said.
        position: where it has come to in its own time, as in "month 6".
        paused: whether the clock stands still today.
        moved_by: what moved the end, each in words.
        marks: its fixed points, in the order of time.
    """

    programme: str
    title: str
    start: str | None
    first: date | None = None
    last: date | None = None
    position: str | None = None
    paused: bool = False
    moved_by: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@attrs.frozen(kw_only=True)
class FrameworkRead:
    """Which framework an answer was read against.

    Attributes:
        id: its id.
        edition: which edition; None where it has none.
        title: what people call it.
        digest: of its text and of all it extends: the same digest, the same rules.
    """

    id: str
    edition: str | None
    title: str
    digest: str

    @classmethod
    def of(cls, framework: "Framework") -> "FrameworkRead":
        """What an answer says of a framework."""
        return cls(
            id=framework.id,
            edition=framework.edition,
            title=framework.title,
            digest=framework.digest,
        )


@attrs.frozen(kw_only=True)
class Unused:
    """Something in the record that could not be used, and why.

    Attributes:
        code: the problem's code; stable.
        message: what is wrong.
        pointer: where in the record, as a JSON pointer.
        place: file, line and column; None where the record came from no file.
        hint: what to write instead.
        severity: error, it is not used; warning, it is used and needs a look.
    """

    code: str
    message: str
    pointer: str
    place: str | None = None
    hint: str | None = None
    severity: Literal["error", "warning"] = "error"
