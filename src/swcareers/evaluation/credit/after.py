"""What is read after placement: averages, classes, titles, what an award confers.

Read top down, over the modules that are placed; nothing here changes what is placed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from swcareers.evaluation.credit.candidates import Candidate
from swcareers.evaluation.credit.terms import Terms
from swcareers.evaluation.dated import loose
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Counting, Situation
from swcareers.framework.model import Titled, Way
from swcareers.rules.allocation import Placed
from swcareers.rules.requirement import Rule
from swcareers.values.amounts import Amount


def counting(
    terms: Terms, placed: Iterable[Placed], candidates: Mapping[str, Candidate]
) -> Counting:
    """What an award counts: the modules placed in it, as its rules see them."""
    ways = {way.id: way.written for way in terms.ways}
    items = []
    unmarked, in_doubt = set(), set()
    for one in placed:
        item = candidates[one.item].result.item
        fields: dict[str, Any] = {**item.fields, "credits": one.counted}
        way = None if one.way is None else ways[one.way]
        if way is not None:
            fields["counted_as"] = one.way
            counts = _mark(way, one.item, item.name, fields, terms.situation)
            if counts is False:
                unmarked.add(one.item)
            elif counts is None:
                in_doubt.add(one.item)
        items.append(attrs.evolve(item, fields=fields))
    return Counting(tuple(items), frozenset(unmarked), frozenset(in_doubt))


def _mark(
    way: Way, place: str, module: str, fields: dict[str, Any], situation: Situation
) -> bool | None:
    """Whether the mark of what comes by a way counts; it may be capped."""
    rule = way.mark
    if rule is None:
        return True
    if rule == "left_out":
        return False
    if isinstance(rule, Mapping) and "at_most" in rule:
        most = Amount.parse(str(rule["at_most"]))
        mark = fields.get("mark")
        number = mark.number if isinstance(mark, Amount) else None
        if number is not None and most.number is not None and number > most.number:
            fields["mark"] = most
        return True
    if isinstance(rule, Mapping) and "decision" in rule:
        return _decided(str(rule["decision"]), place, module, situation)
    return True


def _decided(
    decision: str, place: str, module: str, situation: Situation
) -> bool | None:
    """What a person decided of the mark of a module; None: nothing yet."""
    declared = situation.book.decisions.get(decision)
    found: bool | None = None
    for taken in situation.facts.of("decisions", (decision,)):
        if taken.fields.get("of") not in (None, place, module):
            continue
        if situation.facts.present(taken, situation.on) is not True:
            continue
        word = str(taken.fields.get("is", "agreed"))
        found = declared is None or declared.meaning(word) == "met"
    return found


def within(terms: Terms, counted: Counting) -> Situation:
    """The situation in which an award's own rules are asked."""
    return attrs.evolve(terms.situation, counting=counted)


def holds(rule: Rule, path: str, situation: Situation) -> Outcome:
    """How a condition that stands in no list is answered."""
    return situation.ask(loose(rule, path), situation)


@attrs.frozen(eq=False)
class Read:
    """A class or title read from the top.

    Attributes:
        title: the first whose condition is met; None: none is.
        open: those that might still be it, as a person or a mark is awaited.
        why: what is awaited.
    """

    title: str | None
    open: tuple[str, ...] = ()
    why: Reason | None = None


def read_titles(rows: Iterable[Titled], path: str, situation: Situation) -> Read:
    """The title or class of what is counted."""
    open_: dict[str | None, None] = {}
    why: Reason | None = None
    title: str | None = None
    for row in rows:
        verdict = Verdict.MET
        if row.applies_when is not None:
            outcome = holds(row.applies_when, path, situation)
            verdict = outcome.verdict
            if verdict is Verdict.UNDECIDED:
                open_[row.title] = None
                why = why or outcome.why
        if verdict is Verdict.MET:
            title = row.title
            break
    # Two rows may give one title: it is not open between them.
    others = tuple(one for one in open_ if one not in (None, title))
    return Read(title, others, why if others else None)


@attrs.frozen(eq=False)
class Comes:
    """An award that comes with another, or may."""

    award: str
    verdict: Verdict
    why: Reason | None = None


def conferred_with(terms: Terms, situation: Situation) -> tuple[Comes, ...]:
    """What the award brings with it."""
    found = []
    for one in terms.entry.confers:
        if one.applies_when is None:
            found.append(Comes(one.award, Verdict.MET))
            continue
        outcome = holds(one.applies_when, f"{terms.award}/confers", situation)
        found.append(Comes(one.award, outcome.verdict, outcome.why))
    return tuple(found)
