"""Who acts: the learner, the employer, an assessor, a panel, or nobody but time."""

from datetime import date
from typing import Literal

import attrs

from swcareers.evaluation.outcome import Outcome
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.explaining import answer_of, title_of
from swcareers.rules.requirement import (
    Assessed,
    Confirmed,
    Decided,
    InPlace,
    Measured,
    Rule,
    TimeIn,
    TimeSince,
    Who,
)
from swcareers.wording.nouns import lowered
from swcareers.wording.phrases import who_words
from swcareers.wording.rules import sentence

Actor = Literal["learner", "employer", "assessor", "panel", "nobody", "not stated"]

# Roles are named by each framework; these pieces of their ids tell what they are.
_PANEL = (
    "panel", "board", "committee", "moderation", "partnership", "authority", "body",
    "regulator", "university",
)  # fmt: skip
_ASSESSOR = ("assessor", "educator", "mentor", "examiner", "tutor")
_EMPLOYER = ("employer", "manager", "coordinator", "supervisor", "lead", "academy")
_LEARNER = ("learner", "candidate", "student")


@attrs.frozen(kw_only=True)
class Doing:
    """Something that is missing, and who does it.

    Attributes:
        what: in words.
        who: learner, employer, assessor, panel (any body that decides), nobody (time
            alone), or not stated.
        role: the role that acts, in words; None: no role is named.
        stands: how it stands, in words ("partly evidenced", "1 of 3").
        by: the day it is wanted by; None where no day is set.
        earliest: the first day it can be done, as far as lengths are known.
        planned: the day it is booked for; None where it is not.
        id: the rule, programme or award it is.
        of: what it belongs to: a programme, an approval, a way.
        of_title: what people call that.
        sentence: the rule in one plain sentence.
        ways: where one of several is enough: the others, in words.
        informs: it informs those who decide and is no condition by itself.
        because: why it cannot be told, or cannot be done, where that is so.
    """

    what: str
    who: Actor
    role: str | None = None
    stands: str = ""
    by: date | None = None
    earliest: date | None = None
    planned: str | None = None
    id: str = ""
    of: str = ""
    of_title: str = ""
    sentence: str = ""
    ways: tuple[str, ...] = ()
    informs: bool = False
    because: str | None = None


def actor_of(rule: Rule, side: str, book: Framework) -> tuple[Actor, str | None]:
    """Who acts so that a rule comes to be met, and the role as people say it."""
    ask = rule.ask
    match ask:
        case Decided():
            declared = book.decisions.get(ask.decision)
            if declared is None or declared.by is None:
                return "not stated", None
            return of_role(declared.by, book)
        case Assessed():
            head = ask.assessed.partition("/")[0]
            found = book.capabilities.get(head)
            by = found.judged.by if found is not None and found.judged else None
            return "assessor", by or "a named person"
        case TimeIn() | TimeSince():
            return "nobody", None
        case Measured() | InPlace():
            return "employer", None
        case Confirmed():
            if rule.confirmed_by is not None:
                return of_role(rule.confirmed_by, book)
            return ("employer" if side == "support" else "not stated"), None
        case _:
            return ("employer" if side == "support" else "learner"), None


def of_role(who: Who, book: Framework) -> tuple[Actor, str]:
    """What a role is: the employer, an assessor, a body that decides."""
    words = who_words(who, book.title_of)
    for role in who.roles:
        text = f"{role} {lowered(book.title_of(role))}"
        for actor, pieces in _ACTORS:
            if any(piece in text for piece in pieces):
                return actor, words
    return "panel", words


_ACTORS: tuple[tuple[Actor, tuple[str, ...]], ...] = (
    ("panel", _PANEL),
    ("assessor", _ASSESSOR),
    ("employer", _EMPLOYER),
    ("learner", _LEARNER),
)


def who_acts(doing: Doing) -> str:
    """Who acts, as a line says it: "the employer", "nobody: time passes"."""
    match doing.who:
        case "nobody":
            return "time"
        case "not stated":
            return "no source says who"
        case _:
            return doing.role or doing.who


def doing_of(
    placed: Placed,
    outcome: Outcome,
    book: Framework,
    *,
    earliest: date | None = None,
    of: str = "",
    informs: bool = False,
) -> Doing:
    """A rule that is not met as something that somebody does."""
    found = answer_of(outcome, placed.side, book)
    rule = outcome.rule if outcome.rule.ask is not None else placed.rule
    who, role = actor_of(rule, placed.side, book)
    stands = found.words
    if found.have is not None and found.need is not None and found.unit != "share":
        unit = f" {found.unit}" if found.unit and found.unit not in _REPEATS else ""
        stands += f", {found.have:f} of {found.need:f}{unit}"
    booked = next((item.day for item in found.planned if item.day), None)
    return Doing(
        what=title_of(placed, book),
        who=who,
        role=role,
        stands=stands,
        by=found.due,
        earliest=earliest,
        planned=booked,
        id=placed.path,
        of=of,
        sentence=sentence(rule, book.title_of),
        informs=informs,
        because=found.because,
    )


_REPEATS = frozenset(("slots", "points", "occurrences", "periods", "parts"))
