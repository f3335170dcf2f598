"""Ways from stage to stage: what each asks, how far along somebody is, how soon."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import attrs

from swcareers.evaluation.outcome import Outcome, Verdict
from swcareers.evaluation.situation import Run, Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.framework.model import ChosenBy, Progression
from swcareers.queries.acting import Actor, Doing
from swcareers.queries.answers import Answer, SourceShown, VerdictName
from swcareers.queries.declared import next_open_day, opening, shown_source
from swcareers.queries.earliest import Earliest, earliest_of
from swcareers.queries.explaining import answer_of, marks_of
from swcareers.queries.gaining import entering
from swcareers.queries.reached import Cause, Reached
from swcareers.queries.reaching import Reacher
from swcareers.queries.verdicts import least, words_of
from swcareers.queries.whereabouts import Standing, level_of, rank_of, standing

Direction = Literal["up", "sideways", "down", "in", "not stated"]


@attrs.frozen(kw_only=True)
class Way:
    """A way from stage to stage, as it stands for somebody on a day.

    Attributes:
        id, title: the progression.
        from_: the stages it starts from (``any`` and ``outside`` are words of their
            own); in JSON ``from_``.
        to: the stage it leads to; several where a decision chooses.
        chosen_by: the decision that chooses the stage, in words.
        direction: by the levels the two stages are mapped to.
        mechanism: how the step is taken; None: no source states it.
        mechanism_words: the same in words.
        described: whether any source states what it asks. False: it is open, but not
            described; never that nothing is asked.
        verdict, words: how far along the person is.
        have, need: how many of its rules are met, of how many.
        answers: each rule with its full answer.
        missing: what is missing, in the order in which to do it, and who acts.
        earliest: the first day to be ready to be considered.
    """

    id: str
    title: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    to_title: str
    chosen_by: str | None = None
    direction: Direction = "not stated"
    mechanism: str | None = None
    mechanism_words: str = ""
    described: bool = True
    verdict: VerdictName = "undecided"
    words: str = ""
    have: int = 0
    need: int = 0
    answers: tuple[Answer, ...] = ()
    missing: tuple[Doing, ...] = ()
    earliest: Earliest | None = None
    note: str | None = None
    sources: tuple[SourceShown, ...] = ()
    marks: dict[str, str] = attrs.field(factory=dict)


MECHANISMS: dict[str, tuple[str, Actor]] = {
    "automatic": ("it follows by itself", "nobody"),
    "appraisal": ("at an appraisal", "employer"),
    "panel": ("by a panel", "panel"),
    "application": ("by application", "learner"),
    "vacancy": ("into a vacant post", "learner"),
    "external": ("decided outside", "panel"),
}


def starts_of(progression: Progression, book: Framework) -> tuple[str, ...]:
    """The stages a way starts from, groups opened; `any` and `outside` as words."""
    found: dict[str, None] = {}
    for one in progression.from_:
        for member in book.members(one):
            found[member] = None
    return tuple(found)


def ends_of(progression: Progression, book: Framework) -> tuple[str, ...]:
    """The stages a way leads to: one, those of a group, or those a decision names."""
    to = progression.to
    if to is None:
        return ()
    if isinstance(to, ChosenBy):
        declared = book.decisions.get(to.chosen_by)
        words = () if declared is None else tuple(declared.outcomes)
        return tuple(word for word in words if word in book.stages)
    return book.members(to)


def ways_from(stage: str | None, outside: bool, book: Framework) -> tuple[str, ...]:
    """The ways that can be taken from where somebody stands, by their ids.

    `any` is any stage: also one that is not told, and not the outside.
    """
    index: dict[str, list[int]] | None = book.memo.get("ways from")
    if index is None:
        index = book.memo["ways from"] = {}
        for number, declared in enumerate(book.progressions.values()):
            for start in starts_of(declared, book):
                index.setdefault(start, []).append(number)
    names = book.memo.setdefault("ways", tuple(book.progressions))
    if outside:
        return tuple(names[number] for number in index.get("outside", ()))
    own = index.get(stage, []) if stage is not None else []
    return tuple(names[number] for number in sorted({*own, *index.get("any", ())}))


def direction_of(from_: str | None, to: str, book: Framework) -> Direction:
    """Up, sideways or down by the levels of two stages, where both are stated."""
    if from_ is None:
        return "in"
    one, other = level_of(from_, book), level_of(to, book)
    ranks = rank_of(one, book), rank_of(other, book)
    if ranks[0] is None or ranks[1] is None:
        return "not stated"
    if (one or "").partition("/")[0] != (other or "").partition("/")[0]:
        return "not stated"
    if ranks[0] == ranks[1]:
        return "sideways"
    return "up" if ranks[0] < ranks[1] else "down"


def rules_of(
    progression: str, stage: str | None, to: str, book: Framework
) -> tuple[tuple[Placed, str], ...]:
    """The rules of a way: to leave the stage, of the way itself, to enter the next.

    Each with where it stands: leave, way or enter.
    """
    leave = book.lists.get(("stages", stage or "", "requires"), ())
    own = book.lists.get(("progressions", progression, "requires"), ())
    enter = book.lists.get(("stages", to, "entry"), ())
    return (
        *((placed, "leave") for placed in leave),
        *((placed, "way") for placed in own),
        *((placed, "enter") for placed in enter),
    )


def within_of(where: str, stage: str | None, to: str) -> Any:
    """Puts a situation where a rule of a way is asked."""
    if where == "enter":
        return entering(to)
    if where == "leave":

        def within(situation: Situation) -> Situation:
            found = standing(situation)
            first = None if found.post is None else found.post.first
            run = Run(programme=stage or "", place="posts", start=first)
            return attrs.evolve(situation, run=run)

        return within
    return lambda situation: situation


def ask_way(
    progression: str, stage: str | None, to: str, situation: Situation
) -> list[tuple[Placed, Outcome]]:
    """The rules of a way with their outcomes; those that decide nothing left out."""
    found = []
    for placed, where in rules_of(progression, stage, to, situation.book):
        if placed.side == "support":
            continue
        inside = within_of(where, stage, to)(situation)
        found.append((placed, inside.ask(placed, inside)))
    return found


def move(
    reacher: Reacher, progression: str, stage: str | None, to: str, day: date
) -> Reached:
    """The first day to be ready to be considered for a step, with what it needs."""
    book = reacher.book
    declared = book.progressions[progression]
    reached = Reached(day)
    considered = _decided(progression, stage, to, reacher.situation(day))
    for _ in range(8):
        start = reached.day or day
        opened = Reached(start) if considered else _open_from(reacher, declared, start)
        if opened.day is None:
            return opened
        if opened.day > start:
            reached = reached.then(opened)
            continue
        for where in ("leave", "way", "enter"):
            rules = [
                placed
                for placed, at in rules_of(progression, stage, to, book)
                if at == where
            ]
            found = reacher.rules(
                rules, start, within_of(where, stage, to), of=progression
            )
            reached = reached.beside(Reached(day, reached.chain).then(found)) if (
                reached.day == day
            ) else reached.then(found)  # fmt: skip
            if reached.day is None:
                return reached
        if reached.day == start:
            break
    if not described(declared, book, stage, to):
        reacher.unknown[progression] = "no source says what it asks"
        title = book.title_of(progression)
        cause = Cause(progression, title, reached.day or day, "not known")
        reached = Reached(reached.day, (*reached.chain, cause))
    return reached


def _decided(progression: str, stage: str | None, to: str, inside: Situation) -> bool:
    """Whether a decision about a step has been taken, so that it was considered."""
    return any(
        outcome.met and outcome.rule.kind == "decision"
        for _, outcome in ask_way(progression, stage, to, inside)
    )


def _open_from(reacher: Reacher, entry: Progression, day: date) -> Reached:
    """The first day, from this one, on which a step can be considered."""
    situation = reacher.situation(day)
    opens = next_open_day(entry, situation)
    if opens == day:
        return Reached(day)
    id_ = entry.id or ""
    title = reacher.book.title_of(id_)
    if opens is None:
        words = opening(entry, situation).words
        return Reached(None, blocked=f"{title}: {words[:1].lower()}{words[1:]}")
    return Reached(opens, (Cause(id_, title, opens, "window"),))


def step_into(reacher: Reacher, progression: str, to: str, day: date) -> None:
    """Note the step itself, and add the post it leads to."""
    declared = reacher.book.progressions[progression]
    words, who = MECHANISMS.get(
        declared.mechanism or "", ("no source says how", "not stated")
    )
    title = reacher.book.title_of(to)
    reacher.todo(
        Doing(
            what=f"Step to {title}",
            who=who,
            stands=words,
            earliest=day,
            id=progression,
        )
    )
    reacher.add(("posts", _post(reacher, to, day)))


def _post(reacher: Reacher, to: str, day: date) -> dict[str, str]:
    """The next post: like the present one, at the next stage."""
    fields: Mapping[str, Any] | None = next(
        (fact for section, fact in reversed(reacher.facts) if section == "posts"), None
    )
    if fields is None:
        found = standing(reacher.situation(day)).post
        fields = {} if found is None else found.fields
    post = {"stage": to, "from": day.isoformat()}
    for name in ("employer", "service", "setting", "contract", "hours"):
        value = fields.get(name)
        if value is not None:
            post[name] = str(value)
    return post


def described(
    declared: Progression, book: Framework, stage: str | None, to: str
) -> bool:
    """Whether a source states what a way asks."""
    marked = set(declared.not_stated) & {"requires", "all"}
    return not marked or bool(declared.requires)


def way_of(
    progression: str, to: str, reacher: Reacher, found: Standing, day: date
) -> Way:
    """A way as it stands for somebody, with what is missing and how soon."""
    book = reacher.book
    declared = book.progressions[progression]
    asked = ask_way(progression, found.stage, to, reacher.situation(day))
    deciding = [
        outcome
        for placed, outcome in asked
        if placed.strength == "must" and outcome.verdict is not Verdict.NOT_APPLICABLE
    ]
    known = described(declared, book, found.stage, to)
    trial = reacher.copy()
    reached = move(trial, progression, found.stage, to, day)
    verdict = min((one.verdict for one in deciding), default=Verdict.MET)
    if not known:
        verdict = min(verdict, Verdict.UNDECIDED)
    reachable = reached.day is not None or reached.blocked is None
    words = words_of(
        verdict,
        described=known or not reachable,
        doings=trial.doings,
        reachable=reachable,
    )
    ends = ends_of(declared, book) if isinstance(declared.to, ChosenBy) else (to,)
    chosen = declared.to.chosen_by if isinstance(declared.to, ChosenBy) else None
    source = shown_source("progressions", progression, None, book)
    mechanism = MECHANISMS.get(declared.mechanism or "")
    return Way(
        id=progression,
        title=book.title_of(progression),
        from_=starts_of(declared, book),
        to=ends,
        to_title=book.title_of(to) if to else "a stage that a decision chooses",
        chosen_by=None if chosen is None else book.title_of(chosen),
        direction=direction_of(found.stage, to, book) if to else "not stated",
        mechanism=declared.mechanism,
        mechanism_words=mechanism[0] if mechanism else "no source states how",
        described=known,
        verdict=least([verdict]),
        words=words,
        have=sum(one.met for one in deciding),
        need=len(deciding),
        answers=_answers(asked, book, progression),
        missing=in_order(trial.doings),
        earliest=earliest_of(reached, trial),
        note=declared.note,
        sources=() if source is None else (source,),
        marks=marks_of(declared),
    )


def _answers(
    asked: Sequence[tuple[Placed, Outcome]], book: Framework, owner: str
) -> tuple[Answer, ...]:
    return tuple(
        answer_of(outcome, placed.side, book, owner=owner) for placed, outcome in asked
    )


def in_order(doings: Sequence[Doing]) -> tuple[Doing, ...]:
    """What is missing in the order in which it can be done.

    By the first day on which each can be there; what informs a decision comes before
    it, by the day it is wanted. Otherwise as the rules follow each other.
    """
    ends = {doing.of: doing.earliest for doing in doings if doing.earliest is not None}

    def key(pair: tuple[int, Doing]) -> tuple[date, int]:
        number, doing = pair
        day = doing.earliest or doing.by or ends.get(doing.of) or date.max
        if doing.informs:
            day = min(day, ends.get(doing.of) or date.max)
        return day, number

    return tuple(doing for _, doing in sorted(enumerate(doings), key=key))


def ways_into(stage: str, reacher: Reacher) -> tuple[Way, ...]:
    """The ways that lead from here straight into a stage."""
    base = reacher.situation(reacher.on)
    found = standing(base)
    return tuple(
        way_of(name, stage, reacher, found, reacher.on)
        for name in ways_from(found.stage, found.outside, reacher.book)
        if stage in ends_of(reacher.book.progressions[name], reacher.book)
    )
