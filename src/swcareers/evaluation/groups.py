"""Groups: all, any, none, in order. The least, the n-th best, and what bars."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from swcareers.evaluation.counting import bound_of
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import NEVER, Situation
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import All, AnyOf, InOrder, NoneOf, Rule
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed

_RANK = {"recommended": 0, "should": 1, "must": 2}


def _weaker(outcome: Outcome, part: Placed, group: Placed) -> bool:
    """Whether a part, as it applied here, is weaker than its group."""
    strength = outcome.rule.strength or part.strength
    return _RANK[strength] < _RANK[group.strength]


def all_of(ask: All, placed: Placed, situation: Situation) -> Outcome:
    """All parts: the least of their answers; weaker parts never decide."""
    outcomes = tuple(situation.ask(part, situation) for part in placed.parts)
    return together(placed, outcomes)


def of_all(path: str, parts: tuple[Placed, ...], *, title: str | None = None) -> Placed:
    """A group that nobody wrote: all of these rules, under one name."""
    return Placed(
        path=path,
        rule=Rule(id=path, title=title, ask=All(all=())),
        strength="must",
        side="assessment",
        list="requires",
        parts=parts,
    )


def together(placed: Placed, outcomes: Sequence[Outcome]) -> Outcome:
    """The least of the answers that apply and are not weaker than the group."""
    deciding = [
        one
        for one, part in zip(outcomes, placed.parts, strict=True)
        if one.verdict is not Verdict.NOT_APPLICABLE and not _weaker(one, part, placed)
    ]
    return least(placed, outcomes, deciding)


def least(
    placed: Placed, outcomes: Sequence[Outcome], deciding: Sequence[Outcome]
) -> Outcome:
    """The least of the deciding answers, as the answer of what they are parts of."""
    if not deciding:
        # What is left, if anything, is advice: nothing is required here.
        return Outcome(
            path=placed.path,
            rule=placed.rule,
            verdict=Verdict.NOT_APPLICABLE,
            parts=tuple(outcomes),
        )
    verdict = min(one.verdict for one in deciding)
    worst = next(one for one in deciding if one.verdict is verdict)
    met = [one for one in deciding if one.met]
    days = [one.met_on for one in met if one.met_on is not None]
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=verdict,
        have=Fraction(len(met)),
        need=Fraction(len(deciding)),
        unit="parts",
        parts=tuple(outcomes),
        met_on=_last(days) if verdict is Verdict.MET else None,
        earliest=_all_by(deciding),
        due=min((one.due for one in deciding if one.due is not None), default=None),
        why=worst.why if verdict is not Verdict.MET else None,
        who=worst.who if verdict is not Verdict.MET else None,
        flags=frozenset().union(*(one.flags & _CARRIED for one in deciding)),
    )


_CARRIED = frozenset({"provisional"})


def _last(days: Sequence[KnownDate]) -> KnownDate | None:
    return max(days, key=lambda day: (day.latest, day.earliest), default=None)


def _all_by(outcomes: Sequence[Outcome]) -> date | None:
    """The first day on which all can be met; None where one cannot be told."""
    days = []
    for one in outcomes:
        if one.met:
            continue
        if one.earliest is None:
            return None
        days.append(one.earliest)
    return max(days, default=None)


def any_of(ask: AnyOf, placed: Placed, situation: Situation) -> Outcome:
    """Any part, or so many: the n-th best of the answers that apply."""
    outcomes = tuple(situation.ask(part, situation) for part in placed.parts)
    applying = [one for one in outcomes if one.verdict is not Verdict.NOT_APPLICABLE]
    if not applying:
        return Outcome(
            path=placed.path,
            rule=placed.rule,
            verdict=Verdict.NOT_APPLICABLE,
            parts=outcomes,
        )
    wanted = bound_of(
        ask.at_least, Fraction(len(outcomes)), situation, all_of=len(applying)
    )
    if isinstance(wanted, Reason):
        return Outcome(
            path=placed.path,
            rule=placed.rule,
            verdict=Verdict.UNDECIDED,
            parts=outcomes,
            why=wanted,
        )
    number = 1 if wanted is None else -(-wanted // 1)
    ranked = sorted(applying, key=lambda one: one.verdict, reverse=True)
    met = [one for one in ranked if one.met]
    common = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_MET,
        have=Fraction(len(met)),
        need=Fraction(number),
        unit="parts",
        parts=outcomes,
    )
    if number <= 0:
        return changed(common, verdict=Verdict.MET)
    if number > len(ranked):
        return changed(common, why=Reason("too_few_ways", {"left": str(len(ranked))}))
    deciding = ranked[number - 1]
    days = sorted(
        (one.met_on for one in met if one.met_on is not None),
        key=lambda day: (day.latest, day.earliest),
    )
    ways = sorted(one.earliest for one in ranked if one.earliest is not None)
    waiting = [one for one in ranked[:number] if not one.met]
    return changed(
        common,
        verdict=deciding.verdict,
        met_on=days[number - 1] if deciding.met and len(days) >= number else None,
        earliest=ways[number - 1] if not deciding.met and len(ways) >= number else None,
        why=deciding.why if not deciding.met else None,
        who=next((one.who for one in waiting if one.who), None),
        flags=deciding.flags & _CARRIED,
    )


def none_of(ask: NoneOf, placed: Placed, situation: Situation) -> Outcome:
    """None of the parts is so: one that is met bars, a weaker one never does."""
    outcomes = tuple(situation.ask(part, situation) for part in placed.parts)
    asked = [
        one
        for one, part in zip(outcomes, placed.parts, strict=True)
        if not _weaker(one, part, placed) and one.verdict is not Verdict.NOT_APPLICABLE
    ]
    outcome = Outcome(
        path=placed.path, rule=placed.rule, verdict=Verdict.MET, parts=outcomes
    )
    if not asked:
        return changed(outcome, verdict=Verdict.NOT_APPLICABLE)
    if any(one.met for one in asked):
        return changed(outcome, verdict=Verdict.NOT_MET)
    unsure = next((one for one in asked if one.verdict is Verdict.UNDECIDED), None)
    if unsure is not None:
        return changed(outcome, verdict=Verdict.UNDECIDED, why=unsure.why)
    return outcome


def in_order(ask: InOrder, placed: Placed, situation: Situation) -> Outcome:
    """The parts one after another, each on facts from the day the last was met."""
    outcomes: list[Outcome] = []
    # Where the day the last was met is known roughly: from its last, from its first.
    current = [situation]
    doubt: Outcome | None = None
    for part in placed.parts:
        outcome = _alike([situation.ask(part, one) for one in current])
        if doubt is not None and outcome.met:
            # Whether it came after the part before it hangs on what is not known.
            outcome = changed(
                outcome, verdict=Verdict.UNDECIDED, why=doubt.why, met_on=None
            )
        outcomes.append(outcome)
        if outcome.verdict is Verdict.NOT_APPLICABLE:
            continue
        if outcome.met:
            day = outcome.met_on
            if day is not None:
                days = dict.fromkeys((day.latest, day.earliest))
                current = [_from(day, one) for day in days for one in current[:1]]
        elif _weaker(outcome, part, placed):
            continue  # advice that was not taken holds nothing up
        elif outcome.verdict is Verdict.UNDECIDED:
            doubt = doubt or outcome
        else:
            # What comes after cannot have begun: nothing dated counts towards it.
            doubt = None
            current = [_from(NEVER, situation)]
    return together(placed, outcomes)


def _from(day: date, situation: Situation) -> Situation:
    return changed(situation.within(day, None), label=None)


def _alike(outcomes: Sequence[Outcome]) -> Outcome:
    """One answer of two, where it is not known from which day to count."""
    first = outcomes[0]
    if all(one.verdict is first.verdict for one in outcomes):
        return first
    why = Reason("only_year_known", {})
    return changed(first, verdict=Verdict.UNDECIDED, why=why, met_on=None)
