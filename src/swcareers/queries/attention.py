"""What needs somebody, what is coming, and what only people decide.

*Attention* means one thing everywhere: a date by today and nothing there, on either
side, or a hard close before the next fixed point that nothing booked will meet. No
date and no entry is *not recorded*, counted apart. All else is quiet.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from swcareers.framework.framework import Framework
from swcareers.queries.answers import Answer, Mark, Notice, Run, Step
from swcareers.queries.explaining import exact
from swcareers.values.text import counted, joined
from swcareers.wording.moments import day_words, span_words
from swcareers.wording.nouns import lowered, quoted
from swcareers.wording.words import have_words

_NUMBERS = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    "Ten", "Eleven", "Twelve",
)  # fmt: skip


def tops(live: Iterable[Answer]) -> Iterable[Answer]:
    """The rules of what goes on, without the parts they are made of."""
    for owner in live:
        yield from owner.parts


def notices(
    live: Sequence[Answer], on: date, until: date, known_to: date
) -> tuple[Notice, ...]:
    """Everything that needs attention, the oldest first.

    Args:
        known_to: the day up to which the record was kept: what was wanted after it
            is not recorded, which is not the same as not there.
    """
    found = []
    for answer in tops(live):
        if answer.requirement.strength != "must" or answer.verdict == "not_applicable":
            continue
        notice = _notice(answer, on, until, known_to)
        if notice is not None:
            found.append(notice)
    return tuple(sorted(found, key=lambda one: (one.since or on, one.id)))


def _notice(answer: Answer, on: date, until: date, known_to: date) -> Notice | None:
    if answer.slots:
        return _empty_slots(answer, on, known_to)
    owing = [leaf for leaf in _leaves(answer) if _needs(leaf, known_to)]
    if not owing:
        closing = [leaf for leaf in _leaves(answer) if _closes_soon(leaf, on, until)]
        if not closing:
            return None
        leaf = min(closing, key=lambda one: one.closes or on)
        return _made(
            answer,
            f"Closes on {day_words(leaf.closes or on, near=on)}, and nothing booked "
            f"will meet it{_how_far(leaf, ': ')}.",
            None,
            leaf.closes,
        )
    sentences = []
    for leaf in owing:
        sentences.append(_said(leaf, on))
    first = min((leaf.due or leaf.closes or on for leaf in owing), default=on)
    later = [
        leaf.due
        for leaf in _leaves(answer)
        if leaf.due is not None and leaf.due > on and leaf.verdict != "met"
    ]
    return _made(answer, " ".join(sentences), first, min(later, default=None))


def _made(
    answer: Answer, message: str, since: date | None, following: date | None
) -> Notice:
    return Notice(
        id=answer.id,
        title=answer.requirement.title,
        side=answer.requirement.side,
        message=message,
        since=since,
        next=following,
    )


def _leaves(answer: Answer) -> list[Answer]:
    """The points, occurrences and periods a rule is owed at, or the rule itself."""
    repeated = [part for part in answer.parts if part.label is not None]
    if not repeated or answer.requirement.kind in ("any", "none"):
        return [answer]
    lines = [part for part in repeated if part.id != answer.id]
    if lines:  # lines of `of_which`, not occurrences
        return [answer]
    return [leaf for part in repeated for leaf in _leaves_of_part(part)]


def _leaves_of_part(part: Answer) -> list[Answer]:
    return [part]


def _needs(leaf: Answer, known_to: date) -> bool:
    if leaf.verdict in ("met", "not_applicable"):
        return False
    wanted = leaf.due or leaf.closes
    if wanted is not None and wanted > known_to:
        return False
    flags = set(leaf.flags)
    if flags & {"overdue", "missed", "closed", "breach"}:
        return True
    return leaf.verdict == "not_met" and leaf.label is not None


def _closes_soon(leaf: Answer, on: date, until: date) -> bool:
    if leaf.verdict not in ("not_yet", "undecided") or leaf.closes is None:
        return False
    if leaf.verdict == "undecided" and leaf.have is None:
        return False  # it cannot even be said whether it is asked
    if not on <= leaf.closes <= until:
        return False
    have, need = leaf.have or 0, leaf.need or 0
    return have + len(leaf.planned) < need or (need == 0 and not leaf.planned)


def _how_far(leaf: Answer, before: str) -> str:
    """How far it has come: in figures, or by the parts that are not there."""
    kind, have, need = leaf.requirement.kind, leaf.have, leaf.need
    if kind in ("any", "none", "measure"):
        return ""
    grouped = kind in ("all", "in_order")
    if not grouped and have is not None and need is not None and have < need:
        return f"{before}{have_words(exact(have), exact(need), leaf.unit)}"
    titles = [
        quoted(part.requirement.title)
        for part in leaf.parts
        if part.verdict in ("not_met", "not_yet")
        and part.requirement.strength == "must"
        and part.id != leaf.id
    ]
    return f"; missing: {joined(titles)}" if titles else ""


def _said(leaf: Answer, on: date) -> str:
    when = "" if leaf.label is None else _label(leaf.label)
    if "missed" in leaf.flags:
        who = f"; {lowered(leaf.who)} decides what follows" if leaf.who else ""
        return f"{_capital(when)} was missed{who}."
    if "overdue" in leaf.flags and leaf.due is not None:
        what = f"{_capital(when)} was" if when else "This was"
        return f"{what} due on {day_words(leaf.due, near=on)} and can still be done."
    if leaf.verdict == "not_met":
        about = f"{when}: " if when else ""
        closed = ""
        if leaf.closes is not None:
            closed = f" by {day_words(leaf.closes, near=on)}, when it closed"
        words = _NOT_MET.get(leaf.requirement.kind, "not met")
        return f"{_capital(about + words)}{closed}{_how_far(leaf, ', ')}."
    return f"{_capital(when) or 'This'} needs somebody."


# What is said of a rule that can be met no more, where its kind says it better.
_NOT_MET = {
    "confirmation": "not confirmed",
    "decision": "not decided so",
    "assessed": "not judged so",
    "holds": "not held",
    "completes": "not completed",
    "in_place": "not in place",
}


def _label(label: str) -> str:
    return label.replace("-", " ") if not label[:4].isdigit() else label


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _empty_slots(answer: Answer, on: date, known_to: date) -> Notice | None:
    missed = [
        slot
        for slot in answer.slots
        if slot.status == "missed" and slot.last <= known_to
    ]
    if not missed or answer.verdict == "met":
        return None
    shown = missed[-3:]
    spans = joined([span_words(slot.first, slot.last, near=on) for slot in shown])
    more = len(missed) - len(shown)
    before = f", and for {counted(more, 'slot')} before" if more else ""
    return _made(
        answer,
        f"None recorded for {spans}{before}.",
        missed[0].first,
        answer.due,
    )


def not_recorded(live: Sequence[Answer], on: date, known_to: date) -> tuple[str, ...]:
    """Rules with no date and no entry, or wanted since the record was last kept."""
    return tuple(
        answer.id
        for answer in tops(live)
        if answer.verdict not in ("met", "not_applicable")
        and answer.requirement.strength == "must"
        and ("not_recorded" in answer.flags or _since(answer, on, known_to))
    )


def _since(answer: Answer, on: date, known_to: date) -> bool:
    """Whether something was wanted between the last day of the record and today."""
    if known_to >= on:
        return False
    if answer.slots:
        return any(
            slot.status == "missed" and slot.last > known_to for slot in answer.slots
        )
    return any(
        leaf.verdict in ("not_yet", "not_met", "undecided")
        and (wanted := leaf.due or leaf.closes) is not None
        and known_to < wanted < on
        for leaf in _leaves(answer)
    )


def next_fixed_point(runs: Sequence[Run], on: date) -> Mark | None:
    """The next mark of any run: the day up to which a report looks ahead."""
    marks = [
        mark
        for run in runs
        if run.position != "over"
        for mark in run.marks
        if mark.day >= on and mark.state in ("open", "end")
    ]
    return min(marks, key=lambda mark: mark.day, default=None)


def coming(live: Sequence[Answer], on: date, until: date) -> tuple[Step, ...]:
    """What is due or booked up to the next fixed point, by day."""
    found: dict[tuple[str, str | None], Step] = {}
    for answer in tops(live):
        if answer.verdict == "not_applicable":
            continue
        if answer.slots:
            continue  # a session in every slot is told beside the cadence itself
        for leaf in _leaves(answer):
            step = _step(answer, leaf, on, until)
            if step is not None:
                found[answer.id, leaf.label] = step
        for item in answer.planned:
            if not any(
                step.planned == item.day
                for step in found.values()
                if step.id == answer.id
            ):
                day = _first_day(item.day)
                if day is not None and on <= day <= until:
                    found[answer.id, item.item] = Step(
                        what=answer.requirement.title,
                        who=_who(answer),
                        planned=item.day,
                        id=answer.id,
                    )
    return tuple(sorted(found.values(), key=lambda one: (_day(one) or until, one.what)))


def _step(answer: Answer, leaf: Answer, on: date, until: date) -> Step | None:
    if leaf.verdict in ("met", "not_met", "not_applicable") or leaf.due is None:
        return None
    if not on <= leaf.due <= until:
        return None
    label = f", {_label(leaf.label)}" if leaf.label else ""
    planned = leaf.planned[0].day if leaf.planned else None
    return Step(
        what=f"{answer.requirement.title}{label}",
        who=_who(answer),
        by=leaf.due,
        planned=planned,
        id=answer.id,
    )


def _first_day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _day(step: Step) -> date | None:
    return _first_day(step.planned) or step.by


def _who(answer: Answer) -> str:
    return "employer" if answer.requirement.side == "support" else "learner"


def for_people(live: Sequence[Answer], framework: Framework) -> tuple[Step, ...]:
    """What no count can decide: judgements, decisions, and open questions of rules."""
    found: dict[str, Step] = {}
    for answer in tops(live):
        for leaf in _open(answer):
            kind = leaf.requirement.kind
            unclear = "version_open" in leaf.flags
            missed = "missed" in leaf.flags and leaf.verdict == "undecided"
            if kind in ("assessed", "decision") or unclear or leaf.who or missed:
                said = ": no source says which version counts" if unclear else ""
                found.setdefault(
                    leaf.id,
                    Step(
                        what=f"{leaf.requirement.title}{said}",
                        who=leaf.who or _judge(leaf, framework),
                        id=leaf.id,
                    ),
                )
    return tuple(found.values())


def _open(answer: Answer) -> Iterable[Answer]:
    """An answer and its parts that still leave something to decide."""
    if answer.verdict in ("met", "not_met", "not_applicable"):
        return
    yield answer
    for part in answer.parts:
        yield from _open(part)


def _judge(leaf: Answer, framework: Framework) -> str:
    if leaf.requirement.kind != "assessed":
        return "nobody named"
    placed = framework.rules.get(leaf.id)
    ask = None if placed is None else placed.rule.ask
    name = str(getattr(ask, "assessed", "")).partition("/")[0]
    declared = framework.capabilities.get(name)
    if declared is not None and declared.judged is not None and declared.judged.by:
        return declared.judged.by
    return "a named person"


def one_sentence(
    attention: int, silent: int, fixed: Mark | None, anything: bool
) -> str:
    """The one sentence: what needs attention, what is not recorded, and the rest."""
    if not anything:
        return "Nothing in this framework is asked about this record today."
    before = ""
    if fixed is not None and fixed.label != "end":
        before = f" before {fixed.label}, {day_words(fixed.day)}"
    if not attention and not silent:
        return f"Nothing needs attention{before}."
    parts = []
    if attention:
        verb = "needs" if attention == 1 else "need"
        things = "thing" if attention == 1 else "things"
        parts.append(f"{_number(attention)} {things} {verb} attention")
    if silent:
        verb = "is" if silent == 1 else "are"
        count = _number(silent)
        if attention:
            parts.append(f"{count.lower()} {verb} not recorded")
        else:
            return (
                f"Nothing needs attention{before}; {count.lower()} "
                f"{'thing' if silent == 1 else 'things'} {verb} not recorded."
            )
    return f"{' and '.join(parts)}. All else due is in place."


def _number(value: int) -> str:
    return _NUMBERS[value] if value < len(_NUMBERS) else str(value)
