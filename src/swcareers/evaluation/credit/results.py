"""The modules of a record as results that may count: how much, since when, how sure.

A result is one entry of the record: a module, or learning or a programme for which
the framework says how much credit it carries. What is declared of it fills in what the
record leaves out; silence about how it was gained means by study, and silence about
passing outright means that it need not be.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.completing import with_credit
from swcareers.evaluation.credit.terms import CREDITS, rate_into
from swcareers.evaluation.facts import in_order
from swcareers.evaluation.outcome import Item, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Counting, Run, Situation
from swcareers.record.states import GIVEN_UP, UNDER_WAY, is_no_pass
from swcareers.rules.requirement import Entry
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate

# achieved: for certain. maybe: the record does not tell, or a person has to say.
# coming: under way, or planned. failed: counts only by a way that asks about it.
# over: left, or not there on the day.
Stage = Literal["achieved", "maybe", "coming", "failed", "over"]


@attrs.frozen(eq=False)
class Result:
    """A module on the record, as something that may count.

    Attributes:
        item: with what is declared filled in.
        stage: whether it is there.
        why: why it is not there for certain.
        counted_by: conferred awards that have counted it.
        may_be_counted_by: conferred awards that may have: the record does not say.
    """

    item: Item
    stage: Stage
    why: Reason | None = None
    counted_by: frozenset[str] = frozenset()
    may_be_counted_by: frozenset[str] = frozenset()

    @property
    def module(self) -> str:
        """What it is a result of."""
        return self.item.name

    @property
    def achieved(self) -> date | None:
        """The first day on which it can have been achieved, or is planned to be."""
        return None if self.item.day is None else self.item.day.earliest


def results_of(situation: Situation) -> tuple[Result, ...]:
    """Every module of the record that is there, under way or planned on the day."""
    counted = conferred(situation)
    found = []
    for item in _bearing(situation):
        filled = attrs.evolve(item, fields=_filled(item, situation))
        stage, why = _stage(filled, situation)
        if stage == "over" and why is None:
            continue
        stage, why = _entered(filled, stage, why, situation)
        by, maybe = _counted(filled, counted)
        found.append(Result(filled, stage, why, by, maybe))
    return tuple(found)


def _bearing(situation: Situation) -> tuple[Item, ...]:
    """What of the record carries credit: modules, learning and programmes."""
    modules = situation.facts.of("modules", None)
    return (*modules, *in_order(with_credit(situation)))


def _filled(item: Item, situation: Situation) -> Mapping[str, Any]:
    declared = situation.book.credit_bearing.get(item.name)
    fields = {"gained_by": "study", **item.fields, "module": item.name}
    if getattr(declared, "must_pass", None) is None:
        fields.setdefault("must_pass", "false")
    return fields


def _stage(item: Item, situation: Situation) -> tuple[Stage, Reason | None]:
    state = str(item.fields.get("state", ""))
    on = situation.on
    if state in GIVEN_UP:
        return "over", _not_passed(state)
    there = situation.facts.present(item, on)
    if item.planned or state in UNDER_WAY:
        started = item.fields.get("started")
        if isinstance(started, KnownDate) and started.by(on) is False:
            return "coming", Reason("planned", {})
        code = "planned" if item.planned else "under_way"
        return "coming", Reason(code, {})
    if there is False:
        return "over", None
    if is_no_pass(state):
        return "failed", _not_passed(state)
    if there is None:
        return "maybe", Reason("only_year_known", {"date": str(item.day or "")})
    if item.day is None and not state:
        return "maybe", Reason("undated", {})
    return "achieved", None


def _not_passed(state: str) -> Reason:
    return Reason("fails_where", {"field": "state", "wanted": "passed", "found": state})


# --- entry of a module --------------------------------------------------------------


def _entered(
    item: Item, stage: Stage, why: Reason | None, situation: Situation
) -> tuple[Stage, Reason | None]:
    """A module counts if its entry was met when it began, by what was taken then."""
    if stage in ("over", "coming"):
        return stage, why
    for outcome in entry_of(item.name, _began(item), situation):
        if outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
            continue
        rule = Reason("entry_not_met", {"rule": outcome.path})
        if outcome.verdict is Verdict.UNDECIDED:
            stage, why = ("maybe" if stage == "achieved" else stage), outcome.why
        else:
            return "over", rule
    return stage, why


def _began(item: Item) -> date | None:
    started = item.fields.get("started")
    day = started if isinstance(started, KnownDate) else item.day
    return None if day is None else day.latest


def entry_of(
    module: str, began: date | None, situation: Situation
) -> tuple[Outcome, ...]:
    """How the entry of a module stands on the day of beginning; only what must be."""
    rules = situation.book.lists.get(("modules", module, "entry"), ())
    if not rules:
        return ()
    day = situation.on if began is None else min(began, situation.on)
    start = KnownDate.of(day)
    run = Run(programme=module, place=f"modules/{module}", start=start)
    inside = attrs.evolve(situation, run=run, on=day, as_at=None, counting=None)
    return tuple(inside.ask(r, inside) for r in rules if r.strength == "must")


# --- what conferred awards have counted ---------------------------------------------


@attrs.frozen(eq=False)
class Conferred:
    """An award on the record and what it counted; None: the record does not say."""

    award: str
    item: Item
    counted: tuple[str, ...] | None


def conferred(situation: Situation) -> tuple[Conferred, ...]:
    """The awards conferred by the day, each with the modules it counted."""
    entries = situation.facts.record.awards or ()
    found = []
    for item in situation.facts.of("awards", None):
        if item.planned or situation.facts.present(item, situation.on) is False:
            continue
        entry = entries[int(item.place.rpartition("/")[2])]
        silent = not entry.counted and item.name in situation.book.qualifications
        found.append(Conferred(item.name, item, None if silent else entry.counted))
    return tuple(found)


def counting_of(held: Item, situation: Situation) -> Counting | None:
    """What an award on the record has counted, as its own rules see it.

    None where the record does not say, or where it is not of the record's awards.
    """
    section, _, place = held.place.partition("/")
    if section != "awards":
        return None
    entries = situation.facts.record.awards or ()
    named = set(entries[int(place)].counted)
    items = [
        attrs.evolve(item, fields=_filled(item, situation))
        for item in _bearing(situation)
        if {item.name, item.place} & named
    ]
    return Counting(tuple(items)) if named else None


def _counted(
    item: Item, awards: tuple[Conferred, ...]
) -> tuple[frozenset[str], frozenset[str]]:
    """Which awards have counted a module, and which may have."""
    sure, maybe = set(), set()
    placed_in = str(item.fields.get("counted_as", "")).partition("/")[0]
    for one in awards:
        named = one.counted is not None and {item.name, item.place} & {*one.counted}
        if named or placed_in == one.award:
            sure.add(one.award)
        elif one.counted is None and not placed_in and _could(item, one):
            maybe.add(one.award)
    return frozenset(sure), frozenset(maybe)


def _could(item: Item, award: Conferred) -> bool:
    """Whether a module was there when an award was conferred."""
    if item.planned:
        return False
    if item.day is None or award.item.day is None:
        return True
    return item.day.earliest <= award.item.day.latest


# --- credit -------------------------------------------------------------------------


def credit_of(item: Item, unit: str, situation: Situation) -> Fraction | Reason:
    """The credit of a module in the unit an award is counted in, by dated rates."""
    value = item.fields.get("credits")
    if value is None:
        declared = situation.book.credit_bearing.get(item.name)
        value = None if declared is None else declared.credits
    return credit_from(value, unit, item.day, situation)


def credit_from(
    value: Any, unit: str, day: KnownDate | None, situation: Situation
) -> Fraction | Reason:
    """An amount of credit in a unit; a bare number is UK credit."""
    number = admission.number_of(value)
    if number is None:
        return Reason("field_missing", {"field": CREDITS})
    own = value.unit if isinstance(value, Amount) and value.unit else CREDITS
    rate = rate_into(unit, own, day, situation)
    if rate is None:
        return Reason("unlike_units", {"unit": own, "wanted": unit})
    return number * rate


def declared_item(
    module: str, declared: Entry | None, day: date, more: Mapping[str, Any]
) -> Item:
    """A module nobody has taken yet, as if it were achieved on a day."""
    fields = {
        "gained_by": "study", "state": "passed", "module": module,
        "started": KnownDate.of(day), "achieved": KnownDate.of(day), **more,
    }  # fmt: skip
    if getattr(declared, "must_pass", None) is None:
        fields.setdefault("must_pass", "false")
    return Item(f"offered/{module}", module, KnownDate.of(day), False, fields)
