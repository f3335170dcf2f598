"""A record and a framework brought together: whom to ask what, and the answers.

The one place where a question begins. It says which rules concern a person on a day,
asks each once, and gives the outcomes by what they belong to.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from swcareers.evaluation import groups, moments, runs
from swcareers.evaluation.audience import current_posts
from swcareers.evaluation.credit.asking import credit_of_awards
from swcareers.evaluation.credit.outcome import outcome_of_credit, rule_of
from swcareers.evaluation.credit.standing import Credit
from swcareers.evaluation.credit.terms import is_described
from swcareers.evaluation.entries import under, where_it_applies
from swcareers.evaluation.evaluation import answer
from swcareers.evaluation.facts import facts_of
from swcareers.evaluation.holding import holding
from swcareers.evaluation.lasting import while_valid
from swcareers.evaluation.outcome import Item, Outcome, Reason, Verdict
from swcareers.evaluation.renamed import renamed
from swcareers.evaluation.situation import Counting, Run, Situation
from swcareers.evaluation.timing import too_late
from swcareers.framework.framework import Framework, ListName, Placed
from swcareers.record.model import Record
from swcareers.rules.requirement import Decided, Rule


@attrs.frozen(eq=False)
class Asked:
    """One entry that concerns a person, with the outcomes of its rules.

    Attributes:
        section, id: the entry; empty for the framework's own lists.
        title: what people call it.
        run: the run it is asked in, where it is one.
        outcomes: each rule with its outcome, in the order of the lists.
        decision: the outcome that completes it, where one is declared.
        over: it has been completed or left; nothing in it needs anybody any more.
    """

    section: str
    id: str
    title: str
    run: Run | None
    outcomes: tuple[tuple[Placed, Outcome], ...]
    decision: Outcome | None = None
    over: bool = False

    def side(self, side: str) -> Outcome | None:
        """The answer of one side, as a tree; None: nothing is asked on it."""
        pairs = [(placed, one) for placed, one in self.outcomes if placed.side == side]
        decision = self.decision if side == "assessment" else None
        if not pairs and decision is None:
            return None
        rules = tuple(placed for placed, _ in pairs)
        whole = groups.of_all(self.id or side, rules, title=self.title)
        outcome = groups.together(whole, [one for _, one in pairs])
        if decision is None:
            return outcome
        parts = [*outcome.parts, decision]
        if decision.met or decision.verdict is Verdict.NOT_MET:
            # A programme with an outcome is completed by that decision alone.
            return attrs.evolve(
                outcome, verdict=decision.verdict, parts=tuple(parts), why=decision.why
            )
        return attrs.evolve(
            outcome,
            verdict=min(outcome.verdict, Verdict.NOT_YET)
            if decision.verdict is not Verdict.NOT_APPLICABLE
            else Verdict.NOT_APPLICABLE,
            parts=tuple(parts),
        )


def situation_of(record: Record, framework: Framework, on: date) -> Situation:
    """The situation in which everything about this person on this day is asked."""
    return Situation(facts_of(renamed(record, framework)), framework, on, answer)


def asked(
    record: Record, framework: Framework, on: date, *, programme: str | None = None
) -> tuple[Asked, ...]:
    """Everything that concerns a person on a day, asked.

    Args:
        programme: only this programme, and those that extend it.
    """
    base = situation_of(record, framework, on)
    found: list[Asked] = []
    for run in runs.runs(base):
        if programme is not None and programme not in _lineage(
            run.programme, framework
        ):
            continue
        if begun(run, on):
            found.append(_programme(run, base))
    if programme is not None:
        return tuple(found)
    found += _studies(base)
    found += _approvals(base)
    found += _stages(base)
    found += _learning(base)
    own = _own_lists(base)
    return tuple([*found, own] if own.outcomes else found)


def begun(run: Run, on: date) -> bool:
    """Whether a run has begun, or may have, by a day."""
    if run.provisional:
        return False
    return run.start is None or run.start.earliest <= on


def _lineage(programme: str, framework: Framework) -> list[str]:
    found = [programme]
    entry = framework.programmes.get(programme)
    while entry is not None and entry.extends and entry.extends not in found:
        found.append(entry.extends)
        entry = framework.programmes.get(entry.extends)
    return found


def _programme(run: Run, base: Situation) -> Asked:
    inside = attrs.evolve(base, run=run)
    book = base.book
    decision = _decision(run.programme, inside)
    over = run.ended is not None and run.ended.by(base.on) is True
    if decision is not None and decision.verdict in (Verdict.MET, Verdict.NOT_MET):
        over = True
    return Asked(
        "programmes",
        run.programme,
        book.title_of(run.programme),
        run,
        tuple(_lists("programmes", run.programme, inside)),
        decision,
        over,
    )


def _decision(programme: str, situation: Situation) -> Outcome | None:
    name = moments.outcome_of(programme, situation)
    if name is None:
        return None
    declared = situation.book.decisions.get(name)
    title = None if declared is None else declared.title
    rule = Rule(id="outcome", title=title, ask=Decided(decision=name))
    placed = Placed(
        path=f"{programme}/outcome",
        rule=rule,
        strength="must",
        side="assessment",
        list="requires",
        section="programmes",
        owner=programme,
    )
    # The decision about this run: an earlier run had its own.
    run = situation.run
    first = run.start.earliest if run is not None and run.start is not None else None
    return situation.ask(placed, situation.within(first, None))


def _lists(
    section: str,
    id_: str,
    situation: Situation,
    names: Sequence[ListName] = ("entry", "requires", "throughout", "support"),
) -> Iterator[tuple[Placed, Outcome]]:
    declared = situation.book.entry_of(id_, section) if section else None
    condition = None
    if declared is not None:
        condition = where_it_applies(declared[1], id_, situation)
    for name in names:
        asked_in = _at_entry(situation) if name == "entry" else situation
        for placed in situation.book.lists.get((section, id_, name), ()):
            outcome = under(condition, asked_in.ask(placed, asked_in))
            yield placed, _settled(outcome, asked_in) if name == "entry" else outcome


def _at_entry(situation: Situation) -> Situation:
    """Entry is asked about the day of entry, and then settled."""
    run = situation.run
    if run is None or run.start is None:
        return situation
    day = min(run.start.latest, situation.on)
    return attrs.evolve(situation, as_at=day)


def _settled(outcome: Outcome, asked_in: Situation) -> Outcome:
    """Once the day of entry has passed, what was not there is not met."""
    day = asked_in.as_at
    if outcome.verdict is Verdict.NOT_YET and day is not None and day < asked_in.on:
        return too_late(outcome)
    return outcome


def _studies(base: Situation) -> Iterator[Asked]:
    for run in runs.study_runs(base):
        if not begun(run, base.on):
            continue
        book = base.book
        section = (
            "qualifications" if run.programme in book.qualifications else "approvals"
        )
        inside = attrs.evolve(base, run=run)
        credit = _credit(run.programme, base)
        over = any(
            base.facts.present(item, base.on)
            for item in base.facts.of("awards", (run.programme,))
        )
        outcomes = tuple(_lists(section, run.programme, inside, ("entry",)))
        if credit is not None:
            # What else it asks may look at the modules that count in it.
            inside = attrs.evolve(inside, counting=_counting(credit))
            outcomes += tuple(_credit_outcome(credit))
        outcomes += tuple(
            _lists(section, run.programme, inside, _asked_of(section, over))
        )
        if outcomes:
            title = book.title_of(run.programme)
            yield Asked(section, run.programme, title, run, outcomes, None, over)


def _asked_of(section: str, over: bool) -> tuple[ListName, ...]:
    """What holds while one studies; an approval is kept only once it is given."""
    if section == "qualifications" and not over:
        return "requires", "throughout", "support"
    return "requires", "support"


def _credit(award: str, base: Situation) -> Credit | None:
    """How the credit of an award stands, where it says what it is made of."""
    entry = base.book.qualifications.get(award)
    if entry is None or not is_described(entry):
        return None
    return credit_of_awards((award,), base).together[0]


def _credit_outcome(credit: Credit) -> Iterator[tuple[Placed, Outcome]]:
    placed, outcome = rule_of(credit), outcome_of_credit(credit)
    if placed is not None and outcome is not None:
        yield placed, outcome


def _counting(credit: Credit) -> Counting | None:
    return None if credit.certain is None else credit.certain.counting


def _approvals(base: Situation) -> Iterator[Asked]:
    """What keeps an approval current, for as long as it is held."""
    for name in base.book.approvals:
        held = [
            spell
            for spell in base.facts.spells_of("approvals", (name,))
            if while_valid(name, spell, base.book).covers(base.on) is not False
            and not spell.planned
        ]
        granted = [] if held else _granted(name, base)
        if not held and not granted:
            continue
        first = held[0].first if held else granted[0].day
        place = held[0].place if held else granted[0].place
        run = Run(
            programme=name,
            place=place,
            start=first,
            why=Reason("start_unknown", {"programme": name}),
        )
        inside = attrs.evolve(base, run=run)
        outcomes = tuple(_lists("approvals", name, inside, ("throughout", "support")))
        if outcomes:
            yield Asked("approvals", name, base.book.title_of(name), run, outcomes)


def _granted(name: str, base: Situation) -> list[Item]:
    """The decisions by which an approval is held, where no spell of it is recorded."""
    found = holding(name, base)
    return [
        one.item
        for one in (() if isinstance(found, Reason) else found)
        if one.sure and one.item.place.startswith("decisions/")
    ]


def _stages(base: Situation) -> Iterator[Asked]:
    seen: set[str] = set()
    for post, _ in current_posts(base):
        stage = post.name
        if stage in seen or stage not in base.book.stages:
            continue
        seen.add(stage)
        run = Run(programme=stage, place=post.place, start=post.first)
        inside = attrs.evolve(base, run=run)
        outcomes = tuple(_lists("stages", stage, inside))
        if outcomes:
            yield Asked("stages", stage, base.book.title_of(stage), run, outcomes)


def _learning(base: Situation) -> Iterator[Asked]:
    """What the employer provides for learning somebody has taken up."""
    for name in base.book.learning:
        items = [
            item
            for item in base.facts.of("learning", (name,))
            if base.facts.present(item, base.on) is not False
        ]
        if not items:
            continue
        run = Run(programme=name, place=items[0].place, start=items[0].day)
        inside = attrs.evolve(base, run=run)
        outcomes = tuple(_lists("learning", name, inside, ("entry", "support")))
        if outcomes:
            yield Asked("learning", name, base.book.title_of(name), run, outcomes)


def _own_lists(base: Situation) -> Asked:
    return Asked("", "", base.book.title, None, tuple(_lists("", "", base)))
