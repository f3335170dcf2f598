"""Kinds that count dated facts: evidence, events, modules, awards, judgements."""

from collections.abc import Sequence
from datetime import date, timedelta

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.belonging import besides, of_other_programmes
from swcareers.evaluation.completing import (
    completed_learning,
    completed_programme,
    with_credit,
)
from swcareers.evaluation.counting import Refused, Sifted, Weighed, sift, unit_of
from swcareers.evaluation.entries import closed_for_good
from swcareers.evaluation.facts import Spell, in_order
from swcareers.evaluation.holding import holding
from swcareers.evaluation.lasting import stays, while_valid
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.reckoning import outcome_of, tally
from swcareers.evaluation.replies import loose, missing_section, undecided
from swcareers.evaluation.situation import Situation
from swcareers.evaluation.straight import counted
from swcareers.framework.framework import Placed
from swcareers.record.states import is_no_pass
from swcareers.rules.requirement import (
    Assessed,
    Completes,
    Count,
    Evidence,
    Happened,
    Holds,
    Modules,
    Where,
)
from swcareers.values.dates import KnownDate
from swcareers.values.often import changed
from swcareers.values.points import Window

# What the other kinds need of this module, too.
__all__ = (
    "assessed", "completed_learning", "completes", "evidence", "happened", "holding",
    "holds", "loose", "missing_section", "modules", "undecided",
)  # fmt: skip


def evidence(ask: Evidence, placed: Placed, situation: Situation) -> Outcome:
    """So much evidence of a type."""
    found = counted(placed, situation)
    return evidence_at_length(ask, placed, situation) if found is None else found


def evidence_at_length(ask: Evidence, placed: Placed, situation: Situation) -> Outcome:
    """So much evidence of a type, whatever it is counted by."""
    book, facts = situation.book, situation.facts
    names = None if ask.evidence == "any" else book.members(ask.evidence)
    from_learning = names is None or "cpd" in names
    if not facts.has("evidence") and not (from_learning and facts.has("learning")):
        return missing_section(placed, "evidence")
    items = facts.of("evidence", names)
    if names is not None and ask.at_least is not None and not ask.covering:
        # All of a group: each of its types.
        ask = attrs.evolve(ask, covering=names) if ask.at_least.word == "all" else ask
    refused = of_other_programmes(ask.shares_with, situation)
    return count_items(ask, items, placed, situation, extra=refused)


def count_items(
    ask: Count,
    items: Sequence[Item],
    placed: Placed,
    situation: Situation,
    *,
    extra: Refused | None = None,
    all_of: int | None = None,
) -> Outcome:
    """Items held against a count, as the outcome of its rule.

    Args:
        extra: what else may keep an item from counting.
        all_of: how many `all` is, where the rule names them; each then counts once.
    """
    unit = unit_of(ask, situation)
    sifted = sift(items, ask.where, situation, unit, extra=extra)
    if all_of is not None:
        sifted = once_each(sifted)
    sifted = besides(ask, sifted, placed, situation)
    found = tally(ask, sifted.candidates, situation, all_of=all_of)
    return outcome_of(placed, sifted, found, unit)


def happened(ask: Happened, placed: Placed, situation: Situation) -> Outcome:
    """An event happened."""
    found = moments.occurrences(ask.event, situation)
    if isinstance(found, Reason):
        return undecided(placed, found)
    items = [one.item for one in found]
    bound = situation.anchors.get(ask.event)
    if bound is not None:  # inside `for_each` of this event: this occurrence
        items = [one for one in items if one.day and one.day.earliest == bound.earliest]
    return count_items(ask, items, placed, situation)


def modules(ask: Modules, placed: Placed, situation: Situation) -> Outcome:
    """Modules: chosen ones, any of those that count here, or any taken."""
    facts, book = situation.facts, situation.book
    if not facts.has("modules"):
        return missing_section(placed, "modules")
    taken = ask.modules == ("taken",)
    names = None
    if not taken and ask.modules != ("any",):
        names = {name for one in ask.modules for name in book.members(one)}
    all_of = None if names is None else len(names)
    counting = None if taken else situation.counting
    unit = unit_of(ask, situation)
    if counting is not None and names is None:
        # What counts here has been placed; whether it was passed is settled.
        sifted = sift(counting.items, ask.where, situation, unit)
    elif counting is not None:
        # Modules by name are there where they count, or were passed and not needed.
        here = {item.place: item for item in counting.items}
        sifted = sift(
            [here.get(item.place, item) for item in facts.of("modules", names)],
            ask.where, situation, unit,
            extra=lambda item: None if item.place in here else _not_passed(item),
        )  # fmt: skip
    else:
        items = facts.of("modules", names)
        if taken:
            items = in_order([*items, *with_credit(situation)])
        begun = _asks(ask.where, "started")
        if begun:
            # Asked about its beginning, a module is there from the day it began.
            items = in_order(map(_as_begun, items))
        extra = None if taken or begun else _not_passed
        sifted = sift(items, ask.where, situation, unit, extra=extra)
    if all_of is not None:
        sifted = once_each(sifted)
    sifted = besides(ask, sifted, placed, situation)
    found = tally(ask, sifted.candidates, situation, all_of=all_of)
    return outcome_of(placed, sifted, found, unit)


def _asks(where: Where | None, field: str) -> bool:
    return where is not None and any(test.field == field for test in where.tests)


def _as_begun(item: Item) -> Item:
    started = item.fields.get("started")
    if not isinstance(started, KnownDate) or item.planned:
        return item
    return attrs.evolve(item, day=started)


def _not_passed(item: Item) -> Reason | None:
    state = str(item.fields.get("state") or "")
    if is_no_pass(state) and not item.planned:
        return Reason(
            "fails_where", {"field": "state", "wanted": "passed", "found": state}
        )
    if item.day is None and not state and not item.planned:
        unknown = "achieved" in getattr(item, "fields", {})
        return None if unknown else Reason("undated", {})
    return None


def completes(ask: Completes, placed: Placed, situation: Situation) -> Outcome:
    """A programme, a module or learning has been completed."""
    book = situation.book
    names = book.members(ask.completes)
    items: list[Item] = []
    missing: str | None = None
    for name in names:
        if name in book.programmes:
            found, section = completed_programme(name, situation)
        elif name in book.modules:
            section = "modules"
            found = [
                item
                for item in situation.facts.of("modules", (name,))
                if _not_passed(item) is None
            ]
        else:
            section = "learning"
            found = completed_learning(name, situation)
        if not found and not situation.facts.has(section):
            missing = section
        items += found
    if not items and missing is not None:
        return missing_section(placed, missing)
    outcome = count_items(ask, in_order(items), placed, situation, all_of=len(names))
    return _unless_silent(outcome, missing)


# --- holding ----------------------------------------------------------------------


def holds(ask: Holds, placed: Placed, situation: Situation) -> Outcome:
    """A qualification, approval or registration is held on the day, or throughout."""
    if not isinstance(placed.rule.as_at, Window) or situation.throughout is None:
        return _held(ask, placed, situation)
    first, last = situation.throughout
    alone = changed(situation, first=None, last=None, throughout=None)
    days = sorted({first, last} | _days_after_an_end(situation, first, last))
    found = [_held(ask, placed, changed(alone, as_at=day)) for day in days]
    least = min(found, key=lambda one: one.verdict)
    if least.verdict is not Verdict.NOT_YET:
        return found[-1] if least.met else least
    over = any(
        one.verdict is Verdict.NOT_YET and day < situation.on
        for day, one in zip(days, found, strict=True)
    )
    if over and stays(placed.rule.as_at):
        return changed(least, verdict=Verdict.NOT_MET)
    return least


def _days_after_an_end(situation: Situation, first: date, last: date) -> set[date]:
    """The days of a stretch from which something may be held no more."""
    facts, book = situation.facts, situation.book
    ends = [
        while_valid(spell.name, spell, book).last
        for section in ("registrations", "approvals")
        for spell in facts.spells_of(section)
    ]
    for decision in facts.of("decisions", None):
        if decision.day is None:
            continue
        ends.append(decision.day.moved(lambda day: day - _DAY))  # it may take one away
        granted = Spell(decision.place, decision.name, decision.day, None, False, {})
        ends += [while_valid(name, granted, book).last for name in book.approvals]
    days = {day + _DAY for end in ends if end for day in (end.earliest, end.latest)}
    return {day for day in days if first <= day <= last}


_DAY = timedelta(days=1)


def _held(ask: Holds, placed: Placed, situation: Situation) -> Outcome:
    """A qualification, approval or registration is held on the day."""
    names = situation.book.members(ask.holds)
    by_item: dict[int, Weighed] = {}
    left_out: list[LeftOut] = []
    planned: list[Item] = []
    missing: str | None = None
    for name in names:
        found = holding(name, situation)
        if isinstance(found, Reason):
            missing = found.values.get("section", "awards")
            continue
        for weighed in found:
            if weighed.item.planned:
                planned.append(weighed.item)
            elif weighed.reason is not None and weighed.amount == 0:
                left_out.append(LeftOut(weighed.item, weighed.reason))
            else:
                by_item[id(weighed.item)] = weighed
    unit = unit_of(ask, situation)
    items = [one.item for one in by_item.values()]
    sifted = sift(items, ask.where, _on_the_day(situation), unit)
    candidates = []
    for one in sifted.candidates:
        known = by_item[id(one.item)]
        sure = one.sure and known.sure
        reason = None if sure else known.reason or one.reason
        candidates.append(attrs.evolve(one, sure=sure, reason=reason))
    whole = Sifted(
        tuple(candidates), (*sifted.left_out, *left_out), (*sifted.planned, *planned)
    )
    whole = besides(ask, once_each(whole), placed, situation)
    if missing is not None and not whole.candidates:
        return missing_section(placed, missing)
    tallied = tally(ask, whole.candidates, situation, all_of=len(names))
    outcome = outcome_of(placed, whole, tallied, unit)
    there = {one.item.name for one in whole.candidates}
    outcome = _no_longer(outcome, set(names) - there, len(there), situation)
    return _unless_silent(outcome, missing)


_AWARDS = ("qualifications", "approvals", "programmes", "learning", "modules")


def _no_longer(
    outcome: Outcome, wanted: set[str], there: int, situation: Situation
) -> Outcome:
    """What nobody can earn any more is not a matter of time."""
    if outcome.verdict is not Verdict.NOT_YET or outcome.unit is not None:
        return outcome
    closed: list[date] = []
    for name in wanted:
        declared = situation.book.entry_of(name, *_AWARDS)
        ended = None if declared is None else closed_for_good(declared[1], situation)
        if ended is not None:
            closed.append(ended)
    open_still = len(wanted) - len(closed)
    if not closed or there + open_still >= (outcome.need or 1) or outcome.planned:
        return outcome
    why = Reason("closed_since", {"date": str(max(closed))})
    return changed(outcome, verdict=Verdict.NOT_MET, why=why)


def _on_the_day(situation: Situation) -> Situation:
    """A state is asked about the day: an award need not be gained in the period."""
    period = situation.period
    if period is None or situation.first != period[0]:
        return situation
    return changed(situation, first=None)


def _unless_silent(outcome: Outcome, missing: str | None) -> Outcome:
    """What is not met for want of a section that the record does not have."""
    if missing is None or outcome.verdict is not Verdict.NOT_YET:
        return outcome
    why = Reason("information_missing", {"section": missing})
    return changed(outcome, verdict=Verdict.UNDECIDED, why=why)


def once_each(sifted: Sifted) -> Sifted:
    """Each name once: having a thing twice does not make two of it."""
    best: dict[str, Weighed] = {}
    for one in sifted.candidates:
        known = best.get(one.item.name)
        if known is None or (one.sure and not known.sure):
            best[one.item.name] = one
    return attrs.evolve(sifted, candidates=tuple(best.values()))


# --- judgements -------------------------------------------------------------------


def assessed(ask: Assessed, placed: Placed, situation: Situation) -> Outcome:
    """A named person judged the learner at a level, or against a set."""
    facts, book = situation.facts, situation.book
    set_id, _, level = ask.assessed.partition("/")
    declared = book.capabilities.get(set_id)
    names = {ask.assessed}
    if declared is not None and level in declared.levels:
        order = list(declared.levels)
        # A judgement at a higher level of the same set holds for a lower one.
        names.update(f"{set_id}/{one}" for one in order[order.index(level) :])
    elif declared is not None and not level:
        names.update(
            item.name
            for item in facts.of("assessments", None)
            if item.name.startswith(f"{set_id}/")
        )
    if not facts.has("assessments"):
        return changed(
            missing_section(placed, "assessments"), flags=frozenset({"awaiting"})
        )
    items = facts.of("assessments", names)
    judged = declared.judged if declared is not None else None
    of_another = of_other_programmes((), situation)

    def refused(item: Item) -> Reason | None:
        elsewhere = of_another(item)
        if elsewhere is not None:
            return elsewhere
        if judged is not None and judged.by and not item.fields.get("by"):
            return Reason("not_by_named_person", {})
        views = item.fields.get("views") or {}
        if judged is not None and judged.a_view_on_each and declared is not None:
            wanted = (
                declared.domains
                if judged.a_view_on_each == "domain"
                else declared.areas
            )
            if wanted and set(wanted) - set(views):
                return Reason("views_missing", {"set": set_id})
        verdict = item.fields.get("verdict")
        if verdict not in (None, "met"):
            return Reason(
                "fails_where",
                {"field": "verdict", "wanted": "met", "found": str(verdict)},
            )
        return None

    sifted = sift(items, ask.where, situation, None, extra=refused)
    sifted = besides(ask, sifted, placed, situation)
    found = tally(ask, sifted.candidates, situation, touches=_views_touched)
    outcome = outcome_of(placed, sifted, found, None)
    return changed(
        outcome, flags=outcome.flags | ({"awaiting"} if not outcome.met else set())
    )


def _views_touched(item: Item, situation: Situation) -> list[str]:
    set_id = item.name.partition("/")[0]
    views = item.fields.get("views") or ()
    return [item.name, *(f"{set_id}/{view}" for view in views)]
