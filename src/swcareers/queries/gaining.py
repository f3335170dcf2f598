"""Gaining a programme, an approval, a qualification, learning: entry to end."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.audience import fits
from swcareers.evaluation.credit.asking import credit_of_awards
from swcareers.evaluation.credit.outcome import outcome_of_credit, rule_of
from swcareers.evaluation.credit.terms import is_described
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.evaluation.situation import Run, Situation
from swcareers.framework.framework import Placed
from swcareers.framework.model import Approval, Learning, Module, Qualification
from swcareers.queries.acting import Actor, Doing, doing_of, of_role
from swcareers.queries.declared import (
    asked_at_entry,
    held_by_itself,
    next_open_day,
    opening,
)
from swcareers.queries.gained import (
    SECTIONS,
    current_run,
    has_gained,
    in_run,
    in_study,
    study_run,
)
from swcareers.queries.reached import Basis, Cause, Reached
from swcareers.queries.reaching import Reacher
from swcareers.rules.requirement import Entry
from swcareers.values.dates import KnownDate
from swcareers.wording.phrases import audience_words

# What can be gained on a day, and no longer than so many tries to find the day.
_TRIES = 6


# So many things one inside the other, each needed for the one before.
DEEPEST = 60


def _too_deep(title: str) -> str:
    return (
        f"{title} is needed for {DEEPEST} things one after another: how soon the last "
        "can be there cannot be said."
    )


def gain(reacher: Reacher, id_: str, day: date) -> Reached:
    """The first day on which somebody can hold or have completed a thing."""
    book = reacher.book
    found = book.entry_of(id_, *SECTIONS)
    if found is None:
        return Reached(None, blocked=f"Nothing is declared under {id_}.")
    section, entry = found
    if has_gained(section, id_, reacher.situation(day)):
        return Reached(day)
    title = book.title_of(id_)
    if id_ in reacher.asking:
        return Reached(None, blocked=f"{title} would be needed for itself.")
    if len(reacher.asking) >= DEEPEST:
        return Reached(None, blocked=_too_deep(title))
    if reacher.allowed is not None and _is_branch(section, id_, reacher):
        return Reached(None, blocked=f"{title} is not on this way.")
    before = reacher.asking
    reacher.asking = (*before, id_)
    reached = _GAIN[section](reacher, id_, entry, day)
    reacher.asking = before
    return reached


def _is_branch(section: str, id_: str, reacher: Reacher) -> bool:
    branching = section in ("programmes", "approvals", "qualifications")
    return branching and id_ not in (reacher.allowed or ())


# --- joining --------------------------------------------------------------------------


def join(reacher: Reacher, section: str, id_: str, day: date) -> Reached:
    """The first day on which somebody is ready to be considered for a thing."""
    book = reacher.book
    entry: Entry = book.section(section)[id_]
    reached = Reached(day)
    for _ in range(_TRIES):
        start = reached.day or day
        situation = reacher.situation(start)
        blocked = _not_for(entry, situation, book.title_of(id_))
        if blocked is not None:
            return Reached(None, blocked=blocked)
        opened = opening(entry, situation)
        opens = next_open_day(entry, situation)
        if opens is None:
            words = _inside(opened.words)
            return Reached(None, blocked=f"{book.title_of(id_)}: {words}")
        if opened.now is None and opened.words:
            reacher.unknown[id_] = "no source says on which day it is open"
        if opens > start:
            reached = reached.then(
                Reached(opens, (Cause(id_, book.title_of(id_), opens, "window"),))
            )
            continue
        found = reacher.rules(
            asked_at_entry(section, id_, book),
            start,
            entering(id_),
            of=id_,
        )
        reached = reached.then(found)
        if reached.day is None or reached.day == start:
            return reached
    return reached


def _inside(words: str) -> str:
    """A sentence behind a colon."""
    return f"{words[:1].lower()}{words[1:]}"


def entering(id_: str) -> Callable[[Situation], Situation]:
    """Puts a situation at the entry of a thing: a run that starts that day."""

    def within(situation: Situation) -> Situation:
        run = Run(
            programme=id_,
            place=f"entry/{id_}",
            start=KnownDate.of(situation.on),
            why=Reason("start_unknown", {"programme": id_}),
        )
        return attrs.evolve(situation, run=run)

    return within


def _not_for(entry: Entry, situation: Situation, title: str) -> str | None:
    """Why a thing is not for this post; None: it is, or that cannot be told."""
    if entry.for_ is None or fits(entry.for_, situation) is not False:
        return None
    words = audience_words(entry.for_, situation.book.title_of)
    return f"{title} is for {words}."


# --- one after another ----------------------------------------------------------------


def _programme(reacher: Reacher, id_: str, entry: Entry, day: date) -> Reached:
    book = reacher.book
    run = current_run(reacher.situation(day), id_)
    if run is None:
        child = _child(reacher, id_, day)
        if child is not None:
            id_, entry = child, book.programmes[child]
    else:
        id_ = run.programme
    title = book.title_of(id_)
    reached = Reached(day)
    if run is None:
        reached = join(reacher, "programmes", id_, day)
        if reached.day is None:
            return reached
        reacher.add(("programmes", {"programme": id_, **_started(reached.day)}))
        reacher.todo(_joining(title, id_, reached.day, entry))
        run = current_run(reacher.situation(reached.day), id_)
    start = reached.day or day
    name = moments.outcome_of(id_, reacher.situation(start))
    rules = book.lists.get(("programmes", id_, "requires"), ())
    if name is not None:
        _informing(reacher, id_, rules, start)
    reached = reached.then(_length(reacher, id_, title, run, start))
    if name is None:
        found = reacher.rules(rules, start, in_run(id_), of=id_)
        reached = reached.beside(reached.then(found))
        if reached.day is not None:
            ended = {"ended": reached.day.isoformat()}
            began = start if run is None or run.start is None else run.start.earliest
            reacher.add(("programmes", {"programme": id_, **_started(began), **ended}))
        return reached
    return reached.then(_outcome(reacher, id_, name, reached.day or start))


def _child(reacher: Reacher, id_: str, day: date) -> str | None:
    """Of the programmes that extend one, the first that is for this post."""
    situation = reacher.situation(day)
    for name in moments.children_of(id_, situation)[1:]:
        entry = reacher.book.programmes[name]
        if reacher.allowed is not None and name not in reacher.allowed:
            continue
        if entry.for_ is None or fits(entry.for_, situation) is not False:
            return name
    return None


def _informing(
    reacher: Reacher, id_: str, rules: tuple[Placed, ...], day: date
) -> None:
    """What informs those who decide: shown, and no condition of the decision."""
    situation = in_run(id_)(reacher.situation(day))
    asked = [(placed, situation.ask(placed, situation)) for placed in rules]
    wanting = [
        (placed, outcome)
        for placed, outcome in asked
        if outcome.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)
        and placed.strength == "must"
    ]
    for placed, outcome in sorted(wanting, key=lambda one: one[1].due or date.max):
        reacher.todo(doing_of(placed, outcome, reacher.book, of=id_, informs=True))


def _outcome(reacher: Reacher, id_: str, name: str, day: date) -> Reached:
    declared = reacher.book.decisions.get(name)
    good = next(
        (w for w, means in (declared.outcomes if declared else {}).items()
         if means == "met"),
        "agreed",
    )  # fmt: skip
    fact: dict[str, Any] = {"decision": name, "is": good, "date": day.isoformat()}
    who: Actor = "not stated"
    role: str | None = None
    if declared is not None and declared.by is not None:
        fact["by"] = declared.by.roles[0]
        who, role = of_role(declared.by, reacher.book)
    reacher.add(("decisions", fact))
    title = reacher.book.title_of(name)
    reacher.todo(
        Doing(
            what=title,
            who=who,
            role=role,
            stands="awaiting decision",
            earliest=day,
            id=f"{id_}/outcome",
            of=id_,
        )
    )
    return Reached(day, (Cause(f"{id_}/outcome", title, day, "act"),))


def _approval(reacher: Reacher, id_: str, entry: Entry, day: date) -> Reached:
    book = reacher.book
    rules = book.lists.get(("approvals", id_, "requires"), ())
    if held_by_itself(id_, book):
        return reacher.rules(rules, day, of=id_)
    reached = _study(reacher, "approvals", id_, entry, day)
    if reached.day is None:
        return reached
    found = reacher.rules(rules, reached.day, in_study(id_), of=id_)
    reached = reached.then(found)
    if reached.day is None:
        return reached
    if {"all", "requires"} & set(entry.not_stated):
        reached = reached.then(_no_length(reacher, id_, reached.day))
    day = reached.day or day
    reacher.add(("approvals", {"approval": id_, "from": day.isoformat()}))
    return reached


def _qualification(reacher: Reacher, id_: str, entry: Entry, day: date) -> Reached:
    book = reacher.book
    title = book.title_of(id_)
    reached = _study(reacher, "qualifications", id_, entry, day)
    if reached.day is None:
        return reached
    start = reached.day
    credit = _credit(reacher, id_, entry, start)
    if credit is not None:
        # Where an award is made of credit its clock is the time one may take.
        reached = reached.then(credit)
    else:
        run = study_run(reacher.situation(start), id_)
        reached = reached.then(_length(reacher, id_, title, run, start))
    rules = book.lists.get(("qualifications", id_, "requires"), ())
    if reached.day is not None:
        found = reacher.rules(rules, start, in_study(id_), of=id_)
        reached = reached.beside(Reached(start).then(found))
    if reached.day is None:
        return reached
    reacher.add(("awards", {"award": id_, "achieved": reached.day.isoformat()}))
    reacher.todo(
        Doing(
            what=f"{title} is conferred", who="panel", earliest=reached.day,
            id=f"{id_}/conferred", of=id_,
        )
    )  # fmt: skip
    return reached


def _credit(reacher: Reacher, id_: str, entry: Entry, day: date) -> Reached | None:
    """The credit an award is made of; None: no source says what it is made of."""
    if not isinstance(entry, Qualification) or not is_described(entry):
        return None
    situation = reacher.situation(day)
    credit = credit_of_awards((id_,), situation).together[0]
    placed, outcome = rule_of(credit), outcome_of_credit(credit)
    if outcome is not None and outcome.verdict is Verdict.MET:
        return Reached(day)
    title = reacher.book.title_of(id_)
    if placed is not None and outcome is not None:
        doing = doing_of(placed, outcome, reacher.book, earliest=day, of=id_)
        reacher.todo(attrs.evolve(doing, what="Credit still to earn"))
    reacher.unknown[id_] = "no source says how long the credit still to earn takes"
    reacher.gaps[f"{id_}/credit"] = "Credit"
    return Reached(day, (Cause(id_, title, day, "not known"),))


def _study(
    reacher: Reacher, section: str, id_: str, entry: Entry, day: date
) -> Reached:
    """Being on the way to an award: already, or from the first day one may."""
    if study_run(reacher.situation(day), id_) is not None:
        return Reached(day)
    reached = join(reacher, section, id_, day)
    if reached.day is None:
        return reached
    reacher.add(
        (
            "studies",
            {"qualification": id_, "state": "studying", **_started(reached.day)},
        )
    )
    title = reacher.book.title_of(id_)
    reacher.todo(_joining(title, id_, reached.day, entry))
    return reached


def _learning(reacher: Reacher, id_: str, entry: Entry, day: date) -> Reached:
    title = reacher.book.title_of(id_)
    reached = join(reacher, "learning", id_, day)
    if reached.day is None:
        return reached
    start = reached.day
    reacher.todo(_joining(title, id_, start, entry))
    lasts = entry.lasts if isinstance(entry, Learning) else None
    sessions = entry.sessions if isinstance(entry, Learning) else None
    if lasts is None or (sessions or 1) > 1:
        reached = reached.then(_no_length(reacher, id_, start))
    elif lasts.unit != "hour":
        over = lasts.after(start) - timedelta(days=1)
        reached = reached.then(Reached(over, (Cause(id_, title, over, "length"),)))
    done = reached.day or start
    reacher.add(
        ("learning", {"learning": id_, "state": "completed", "date": done.isoformat()})
    )
    return reached


def _module(reacher: Reacher, id_: str, entry: Entry, day: date) -> Reached:
    reached = reacher.rules(
        reacher.book.lists.get(("modules", id_, "entry"), ()), day, of=id_
    )
    if reached.day is None:
        return reached
    reached = reached.then(_no_length(reacher, id_, reached.day))
    done = (reached.day or day).isoformat()
    module: dict[str, Any] = {"module": id_, "state": "passed", "achieved": done}
    for key in ("credits", "level"):
        value = getattr(entry, key, None)
        if value is not None:
            module[key] = str(value)
    reacher.add(("modules", module))
    title = reacher.book.title_of(id_)
    reacher.todo(_joining(title, id_, reached.day or day, entry))
    return reached


def _register(reacher: Reacher, id_: str, entry: Entry, day: date) -> Reached:
    situation = reacher.situation(day)
    opens = next_open_day(entry, situation)
    title = reacher.book.title_of(id_)
    if opens is None:
        words = _inside(opening(entry, situation).words)
        return Reached(None, blocked=f"{title}: {words}")
    reacher.add(("registrations", {"register": id_, "from": opens.isoformat()}))
    reacher.todo(Doing(what=title, who="learner", earliest=opens, id=id_))
    basis: Basis = "window" if opens > day else "act"
    return Reached(opens, (Cause(id_, title, opens, basis),))


_GAIN: dict[str, Callable[[Reacher, str, Any, date], Reached]] = {
    "programmes": _programme,
    "approvals": _approval,
    "qualifications": _qualification,
    "learning": _learning,
    "modules": _module,
    "registers": _register,
}


def _length(
    reacher: Reacher, id_: str, title: str, run: Run | None, day: date
) -> Reached:
    """The day a run is over by its own clock; a bound where no source says how long."""
    clock = None if run is None else run.clock
    if clock is None:
        began = run is None or run.start is not None
        return _no_length(reacher, id_, day, began=began)
    end = clock.end
    last = end.latest or end.earliest
    over = max(last, day)
    if over > day:
        reacher.todo(
            Doing(
                what=f"{title} runs its time", who="nobody", earliest=over,
                id=f"{id_}/clock", of=id_,
            )
        )  # fmt: skip
    return Reached(over, (Cause(id_, title, over, "length"),))


def _no_length(reacher: Reacher, id_: str, day: date, *, began: bool = True) -> Reached:
    """Something takes time, and nobody can say how much: the day is only a bound."""
    title = reacher.book.title_of(id_)
    why = "no source says how long it takes"
    reacher.unknown[id_] = why if began else "the record does not say when it began"
    return Reached(day, (Cause(id_, title, day, "not known"),))


def _started(day: date) -> dict[str, str]:
    return {"started": day.isoformat()}


_ACCESS = {
    "application": "Apply for", "nomination": "Be nominated for",
    "invitation": "Be invited to",
}  # fmt: skip


def _joining(title: str, id_: str, day: date, entry: Entry) -> Doing:
    access = getattr(entry, "access", None)
    towards = isinstance(entry, Approval | Qualification | Module)
    lead = _ACCESS.get(access or "", "Begin towards" if towards else "Join")
    return Doing(
        what=f"{lead} {title}",
        who="employer" if access in ("nomination", "invitation") else "learner",
        earliest=day,
        id=id_,
        of=id_,
    )
