"""Kinds that count dated facts: evidence, events, modules, awards, judgements."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from fractions import Fraction

import attrs

from swcareers.evaluation import moments
from swcareers.evaluation.counting import Sifted, Weighed, sift, unit_of
from swcareers.evaluation.facts import Spell, in_order
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.reckoning import outcome_of, tally
from swcareers.evaluation.situation import Situation
from swcareers.framework.assembly import named_parts
from swcareers.framework.framework import Placed
from swcareers.framework.model import Conferred
from swcareers.rules.requirement import (
    Assessed,
    Completes,
    Count,
    Decided,
    Evidence,
    Happened,
    Holds,
    Modules,
    Rule,
    Where,
)
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration


def loose(rule: Rule, path: str) -> Placed:
    """A rule that stands in no list: the condition of something else."""
    return Placed(
        path=f"{path}/when",
        rule=rule,
        strength="must",
        side="assessment",
        list="requires",
        parts=tuple(loose(part, f"{path}/{end}") for part, end in named_parts(rule)),
    )


def undecided(placed: Placed, reason: Reason, **more: object) -> Outcome:
    """An answer the record cannot give."""
    return attrs.evolve(
        Outcome(
            path=placed.path, rule=placed.rule, verdict=Verdict.UNDECIDED, why=reason
        ),
        **more,  # type: ignore[arg-type]  # fields of an outcome
    )


def missing_section(placed: Placed, section: str) -> Outcome:
    """The record has no such section: it is silent, which is not an answer."""
    return undecided(placed, Reason("information_missing", {"section": section}))


def evidence(ask: Evidence, placed: Placed, situation: Situation) -> Outcome:
    """So much evidence of a type."""
    book, facts = situation.book, situation.facts
    names = None if ask.evidence == "any" else book.members(ask.evidence)
    from_learning = names is None or "cpd" in names
    if not facts.has("evidence") and not (from_learning and facts.has("learning")):
        return missing_section(placed, "evidence")
    items = facts.of("evidence", names)
    return count_items(ask, items, placed, situation, share_check=True)


def count_items(
    ask: Count,
    items: Sequence[Item],
    placed: Placed,
    situation: Situation,
    *,
    share_check: bool = False,
    all_of: int | None = None,
) -> Outcome:
    """Items held against a count, as the outcome of its rule."""
    unit = unit_of(ask, situation)
    refused = _belongs(ask, placed, situation) if share_check else None
    sifted = sift(items, ask.where, situation, unit, extra=refused)
    found = tally(ask, sifted.candidates, situation, all_of=all_of)
    return outcome_of(placed, sifted, found, unit)


def _belongs(
    ask: Count, placed: Placed, situation: Situation
) -> Callable[[Item], Reason | None] | None:
    """A test for evidence of another programme, and of rules it may not share with."""
    taken: set[str] = set()
    for path in ask.besides:
        full = f"{placed.owner}/{path}" if placed.owner else path
        other = situation.book.rules.get(full) or situation.book.rules.get(path)
        if other is not None and other.path != placed.path:
            taken.update(item.place for item in situation.ask(other, situation).counted)
    run = situation.run
    allowed: set[str] = set()
    if run is not None:
        allowed.update(moments.children_of(run.programme, situation))
        line = situation.book.programmes.get(run.programme)
        while line is not None and line.extends and line.extends not in allowed:
            allowed.add(line.extends)
            line = situation.book.programmes.get(line.extends)
        for name in ask.shares_with:
            allowed.update(moments.children_of(name, situation))

    def refused(item: Item) -> Reason | None:
        if item.place in taken:
            return Reason("used_elsewhere", {"rule": ", ".join(ask.besides)})
        programme = item.fields.get("programme")
        if allowed and programme is not None and programme not in allowed:
            return Reason("for_other_programme", {"programme": str(programme)})
        return None

    return refused if taken or allowed else None


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
    if counting is not None:
        # What counts here has been placed; whether it was passed is settled.
        items = tuple(i for i in counting.items if names is None or i.name in names)
        sifted = sift(items, ask.where, situation, unit)
    else:
        items = facts.of("modules", names)
        begun = _asks(ask.where, "started")
        if begun:
            # Asked about its beginning, a module is there from the day it began.
            items = in_order(map(_as_begun, items))
        extra = None if taken or begun else _not_passed
        sifted = sift(items, ask.where, situation, unit, extra=extra)
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
    state = item.fields.get("state")
    if state in ("failed", "left", "withdrawn", "studying"):
        return Reason(
            "fails_where", {"field": "state", "wanted": "passed", "found": str(state)}
        )
    if item.day is None and state not in ("passed", "completed") and not item.planned:
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
            found, section = _completed_programme(name, placed, situation)
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
    # Each name once: completing a thing twice does not make two of it.
    best: dict[str, Item] = {}
    for item in in_order(items):
        best.setdefault(item.name, item)
    return count_items(ask, list(best.values()), placed, situation, all_of=len(names))


def _completed_programme(
    name: str, placed: Placed, situation: Situation
) -> tuple[list[Item], str]:
    found = [
        attrs.evolve(one.item, name=name)
        for one in moments.completions(name, situation)
    ]
    section = "decisions"
    if moments.outcome_of(name, situation) is None:
        section = "programmes"
        found += [
            Item(spell.place, name, spell.last, spell.planned, spell.fields)
            for spell in moments.programme_spells(name, situation)
            if spell.last is not None
        ]
    return found, section


def completed_learning(name: str, situation: Situation) -> list[Item]:
    """Learning that was taken up to its end: all its sessions, or said to be so."""
    items = situation.facts.of("learning", (name,))
    done = [item for item in items if item.fields.get("state") == "completed"]
    if done:
        return [*done, *(item for item in items if item.planned)]
    taken = [
        item
        for item in items
        if item.fields.get("state") in (None, "attended") and not item.planned
    ]
    declared = situation.book.learning.get(name)
    wanted = 1 if declared is None or declared.sessions is None else declared.sessions
    dated = [
        item
        for item in taken
        if situation.facts.present(item, situation.on) is not False
    ]
    if len(dated) >= wanted:
        return [dated[wanted - 1]]
    return [item for item in items if item.planned]


# --- holding ----------------------------------------------------------------------


def holds(ask: Holds, placed: Placed, situation: Situation) -> Outcome:
    """A qualification, approval or registration is held on the day."""
    names = situation.book.members(ask.holds)
    items: list[Item] = []
    doubts: list[Weighed] = []
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
                doubts.append(weighed)
                items.append(weighed.item)
    sifted = sift([one.item for one in doubts], ask.where, situation, None)
    sure = {id(one.item) for one in doubts if one.sure}
    candidates = tuple(
        attrs.evolve(one, sure=one.sure and id(one.item) in sure)
        for one in _once_each(sifted.candidates)
    )
    if missing is not None and not candidates:
        return missing_section(placed, missing)
    whole = Sifted(candidates, (*sifted.left_out, *left_out), tuple(planned))
    tallied = tally(ask, candidates, situation, all_of=len(names))
    return outcome_of(placed, whole, tallied, None)


def _once_each(candidates: Sequence[Weighed]) -> list[Weighed]:
    best: dict[str, Weighed] = {}
    for one in candidates:
        known = best.get(one.item.name)
        if known is None or (one.sure and not known.sure):
            best[one.item.name] = one
    return list(best.values())


def holding(name: str, situation: Situation) -> list[Weighed] | Reason:
    """Everything by which an award is, may be, or was held.

    An amount of 0 marks what does not count any more, with its reason. A `Reason`
    says that the record has no section in which it could stand.
    """
    book, facts = situation.book, situation.facts
    found: list[Weighed] = []
    section = "awards"
    if name in book.registers:
        section = "registrations"
        found += _spells_held(
            name, facts.spells_of("registrations", (name,)), situation
        )
    elif name in book.approvals:
        section = "approvals"
        found += _approval_held(name, situation)
    for item in facts.of("awards", (name,)):
        there = facts.present(item, situation.day)
        if item.planned:
            found.append(Weighed(item, False, Fraction(1)))
        elif there is not False:
            reason = (
                None if there else Reason("only_year_known", {"date": str(item.day)})
            )
            found.append(Weighed(item, there is True, Fraction(1), reason))
    for other in _recognised(name, situation):
        found.append(attrs.evolve(other, item=attrs.evolve(other.item, name=name)))
    if not found and not facts.has(section):
        return Reason("information_missing", {"section": section})
    return found


def _spells_held(
    name: str, spells: Sequence[Spell], situation: Situation
) -> list[Weighed]:
    found = []
    for spell in spells:
        item = Item(spell.place, name, spell.first, spell.planned, spell.fields)
        if spell.planned:
            found.append(Weighed(item, False, Fraction(1)))
            continue
        covers = spell.covers(situation.day)
        if covers is False:
            if spell.last is not None and spell.last.latest < situation.day:
                ended = Reason("closed_since", {"date": str(spell.last)})
                found.append(Weighed(item, False, Fraction(0), ended))
            continue
        reason = None
        if covers is None:
            reason = Reason("only_year_known", {"date": str(spell.first or "")})
        found.append(Weighed(item, covers is True, Fraction(1), reason))
    return found


def _approval_held(name: str, situation: Situation) -> list[Weighed]:
    book, facts = situation.book, situation.facts
    approval = book.approvals[name]
    spells = [
        _with_end(spell, approval.lasts)
        for spell in facts.spells_of("approvals", (name,))
    ]
    found = _spells_held(name, spells, situation)
    if any(one.sure for one in found) or name in situation.asking:
        return found
    rules = book.lists.get(("approvals", name, "requires"), ())
    decided = any(
        inner.rule.kind == "decision" for top in rules for inner in top.walk()
    )
    if rules and not decided:
        # With no decision among its rules it holds while they are met.
        inside = attrs.evolve(situation, asking=(*situation.asking, name), run=None)
        outcomes = [
            situation.ask(rule, inside) for rule in rules if rule.strength == "must"
        ]
        verdict = min((one.verdict for one in outcomes), default=Verdict.NOT_YET)
        if verdict >= Verdict.UNDECIDED:
            days = [one.met_on for one in outcomes if one.met_on is not None]
            day = max(days, key=lambda d: d.latest, default=None)
            item = Item(f"rules/{name}", name, day, False, {})
            met = verdict is not Verdict.UNDECIDED
            why = next((one.why for one in outcomes if one.why is not None), None)
            found.append(Weighed(item, met, Fraction(1), None if met else why))
    elif decided:
        found += _granted(name, situation)
    return found


def _granted(name: str, situation: Situation) -> list[Weighed]:
    """An approval held since the decision that granted it, though no spell says so."""
    book, facts = situation.book, situation.facts
    lasts = book.approvals[name].lasts
    found = []
    for top in book.lists.get(("approvals", name, "requires"), ()):
        ask = top.rule.ask
        if not isinstance(ask, Decided) or ask.decision not in book.decisions:
            continue
        decision, declared = ask.decision, book.decisions[ask.decision]
        for item in facts.of("decisions", (decision,)):
            if declared.meaning(str(item.fields.get("is", "agreed"))) != "met":
                continue
            if _on_record_since(item, name, situation):
                continue  # the record says itself from when to when it was held
            spell = Spell(item.place, name, item.day, None, item.planned, {})
            found += _spells_held(name, [_with_end(spell, lasts)], situation)
    return found


def _on_record_since(decision: Item, name: str, situation: Situation) -> bool:
    """Whether a spell of an approval stands for the decision that granted it."""
    day = decision.day
    return any(
        not spell.planned
        and (spell.last is None or day is None or spell.last.latest >= day.earliest)
        for spell in situation.facts.spells_of("approvals", (name,))
    )


def _with_end(spell: Spell, lasts: Duration | None) -> Spell:
    """A spell that ends, at the latest, when the approval's validity does."""
    if lasts is None or spell.first is None:
        return spell
    ends = spell.first.moved(lambda day: lasts.after(day) - timedelta(days=1))
    if spell.last is None or spell.last.earliest > ends.latest:
        return attrs.evolve(spell, last=ends)
    return spell


def _recognised(name: str, situation: Situation) -> list[Weighed]:
    """Other awards that are accepted in its place."""
    book = situation.book
    declared = book.qualifications.get(name) or book.approvals.get(name)
    if declared is None or name in situation.asking:
        return []
    inside = attrs.evolve(situation, asking=(*situation.asking, name))
    found: list[Weighed] = []
    for other in declared.recognised_as:
        names: tuple[str, ...] = (other.award,)
        if other.award == "any":
            names = tuple(item.name for item in situation.facts.of("awards", None))
        for one in names:
            held = holding(one, inside)
            for weighed in () if isinstance(held, Reason) else held:
                if weighed.amount:
                    found.append(_if_allowed(weighed, other, inside))
    return [one for one in found if one.amount]


def _if_allowed(weighed: Weighed, other: Conferred, situation: Situation) -> Weighed:
    if other.within is not None:
        found = moments.stretch(other.within, situation)
        inside = None
        if not isinstance(found, Reason) and weighed.item.day is not None:
            inside = found.holds(weighed.item.day)
        if inside is False:
            return attrs.evolve(weighed, amount=Fraction(0))
        if inside is None:
            weighed = attrs.evolve(weighed, sure=False)
    if other.applies_when is not None:
        outcome = situation.ask(loose(other.applies_when, other.award), situation)
        if outcome.verdict is Verdict.UNDECIDED:
            return attrs.evolve(weighed, sure=False, reason=outcome.why)
        if outcome.verdict is not Verdict.MET:
            return attrs.evolve(weighed, amount=Fraction(0))
    return weighed


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
        return attrs.evolve(
            missing_section(placed, "assessments"), flags=frozenset({"awaiting"})
        )
    items = facts.of("assessments", names)
    judged = declared.judged if declared is not None else None

    def refused(item: Item) -> Reason | None:
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
    found = tally(ask, sifted.candidates, situation, touches=_views_touched)
    outcome = outcome_of(placed, sifted, found, None)
    return attrs.evolve(
        outcome, flags=outcome.flags | ({"awaiting"} if not outcome.met else set())
    )


def _views_touched(item: Item, situation: Situation) -> list[str]:
    return [item.name, *map(str, item.fields.get("views") or ())]
