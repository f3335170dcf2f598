"""Whether an item counts: what `where` asks of it, in three answers.

Yes, no, or the record does not tell. Each no and each doubt has its reason. A test
may look one step along, to a person, on the day of the act.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from swcareers.evaluation import moments, persons
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.outcome import Item, Reason
from swcareers.evaluation.situation import Situation
from swcareers.record.model import Hours
from swcareers.rules.requirement import (
    Among,
    Compare,
    FieldTest,
    InWindow,
    Is,
    Of,
    Test,
    Where,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.points import Point, Window

PERSON_WORDS = ("holds", "role", "may")


@attrs.frozen
class Admission:
    """Whether something counts, and why not where it does not for certain.

    Attributes:
        admitted: None: the record does not tell, or a person has to decide.
    """

    admitted: bool | None
    reason: Reason | None = None


YES = Admission(True)


def passes(where: Where, item: Item | Spell, situation: Situation) -> Admission:
    """Whether an item passes all that `where` asks."""
    doubt: Admission | None = None
    for test in where.tests:
        found = _test(test, item, where, situation)
        if found.admitted is not True:
            found = _or_decided(_decision_of(test.test), item, found, situation)
        if found.admitted is False:
            return _or_decided(where.or_decided, item, found, situation)
        if found.admitted is None and doubt is None:
            doubt = found
    if where.any_of:
        answers = [passes(other, item, situation) for other in where.any_of]
        if not any(answer.admitted for answer in answers):
            unsure = [one for one in answers if one.admitted is None]
            if not unsure:
                return _or_decided(where.or_decided, item, answers[0], situation)
            doubt = doubt or unsure[0]
    if doubt is not None:
        return _or_decided(where.or_decided, item, doubt, situation)
    return YES


def _decision_of(test: Test) -> str | None:
    return test.or_decided if isinstance(test, Is | Compare | InWindow) else None


def _or_decided(
    decision: str | None, item: Item | Spell, found: Admission, situation: Situation
) -> Admission:
    """What a decision about the item says, where one may overrule."""
    if decision is None or found.admitted is True:
        return found
    declared = situation.book.decisions.get(decision)
    who = "" if declared is None or declared.by is None else str(declared.by)
    latest: Item | None = None
    for taken in situation.facts.of("decisions", (decision,)):
        about = taken.fields.get("of")
        if about not in (None, item.place, item.name):
            continue
        if situation.facts.present(taken, situation.on):
            latest = taken
    if latest is None:
        return Admission(
            None, Reason("person_decides", {"who": who, "decision": decision})
        )
    word = str(latest.fields.get("is", "agreed"))
    if declared is not None and declared.meaning(word) == "met":
        return YES
    return found if found.admitted is False else Admission(False, found.reason)


def _test(
    test: FieldTest, item: Item | Spell, where: Where, situation: Situation
) -> Admission:
    if test.field in PERSON_WORDS:
        person = item.fields.get("person")
        return _person_test(test, person, item, where.as_at, situation)
    value = value_of(item, test.field, situation)
    asked = test.test
    if isinstance(asked, Compare) and asked.present is not None:
        there = value is not None and value != ()
        if there is asked.present:
            return YES
        return _fails(test.field, "there" if asked.present else "not there", value)
    if value is None:
        if (
            isinstance(item, Spell)
            and isinstance(asked, Is)
            and test.field == "employer"
        ):
            # A post without an employer is a post with the framework's own.
            return _is(test.field, asked, "us", situation)
        return Admission(None, missing_field(item.name, test.field, situation))
    match asked:
        case Is():
            return _is(test.field, asked, value, situation)
        case Compare():
            return _compare(test.field, asked, value, situation)
        case InWindow():
            return _in_window(test.field, asked, value, situation)
        case Among():
            return _among(asked, value, item, situation)
        case Of():
            return _one_step(test.field, asked, value, item, situation)


def value_of(item: Item | Spell, field: str, situation: Situation) -> Any:
    """What an item says in a field, or what is declared of it. None: nothing."""
    if field == "date":
        return item.day if isinstance(item, Item) else item.first
    found = item.fields.get(field)
    if found is not None:
        return found
    if field == "person":
        return None
    if isinstance(item, Spell):
        return None
    return _declared(item.name, field, situation)


def missing_field(id_: str, field: str, situation: Situation) -> Reason:
    """Why a field is not there: the record does not say, or no source states it."""
    for section in _DECLARED:
        declared = situation.book.section(section).get(id_)
        if declared is not None and {field, "all"} & set(declared.not_stated):
            return Reason("not_stated", {"key": field})
    return Reason("field_missing", {"field": field})


_DECLARED = ("modules", "learning", "qualifications", "approvals", "programmes")


def _declared(id_: str, field: str, situation: Situation) -> Any:
    """What a framework declares of a thing. None: nothing."""
    for section in _DECLARED:
        declared = situation.book.section(section).get(id_)
        if declared is not None:
            value = getattr(declared, field, None)
            if isinstance(value, bool):
                return "true" if value else "false"
            return value
    return None


def _fails(field: str, wanted: str, found: object) -> Admission:
    return Admission(
        False,
        Reason(
            "fails_where",
            {"field": field, "wanted": wanted, "found": words_of(found)},
        ),
    )


def words_of(value: object) -> str:
    """A value as it was written."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


# --- is ---------------------------------------------------------------------------


def _is(field: str, asked: Is, value: Any, situation: Situation) -> Admission:
    values = {_called(field, one, situation) for one in _texts(value)}
    for wanted in asked.values:
        if wanted == "us":
            if values & situation.book.us:
                return YES
        elif wanted == "same":
            same = _same(field, situation)
            if not same:
                return Admission(None, Reason("field_missing", {"field": field}))
            if same & values:
                return YES
        elif _names(field, wanted, values, situation):
            return YES
    return _fails(field, " or ".join(asked.values), value)


def _names(field: str, wanted: str, values: set[str], situation: Situation) -> bool:
    """Whether a word, what it is also called, or its group is among the values."""
    if _called(field, wanted, situation) in values:
        return True
    return bool(values & set(situation.book.members(wanted)))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, tuple | list):
        return map(str, value)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, Amount) and value.number is not None and value.unit is None:
        return (words_of(value), str(value.number))
    return (str(value),)


def _called(field: str, word: str, situation: Situation) -> str:
    scale = situation.book.scales.get(field)
    return word if scale is None else scale.also_called.get(word, word)


def _same(field: str, situation: Situation) -> set[str]:
    """What the present post, or each of several, says in a field."""
    found: set[str] = set()
    for spell in situation.facts.spells_of("posts"):
        if spell.covers(situation.day):
            value = spell.fields.get(field)
            if value is not None:
                found.add(str(value))
            elif field == "employer":
                found.add("us")
    return found


# --- compare ----------------------------------------------------------------------


def _compare(field: str, asked: Compare, value: Any, situation: Situation) -> Admission:
    if asked.not_ and set(_texts(value)) & set(asked.not_):
        return _fails(field, f"not {' or '.join(asked.not_)}", value)
    bounds = (
        (asked.at_least, "at least"),
        (asked.at_most, "at most"),
        (asked.under, "under"),
    )
    for bound, words in bounds:
        if bound is None:
            continue
        order = _order(field, value, bound, situation)
        if order is None:
            return Admission(None, Reason("field_missing", {"field": field}))
        short = order < 0 if words == "at least" else order > 0
        if short or (words == "under" and order == 0):
            return _fails(field, f"{words} {bound}", value)
    for point, words in ((asked.before, "before"), (asked.after, "after")):
        if point is None:
            continue
        found = _side(field, value, point, words, situation)
        if found.admitted is not True:
            return found
    return YES


def _side(
    field: str, value: Any, point: Point, words: str, situation: Situation
) -> Admission:
    when = moments.moment(point, situation)
    if isinstance(when, Reason):
        return Admission(None, when)
    day = date_of(value)
    if day is None:
        return _fails(field, f"{words} {point}", value)
    if words == "before":
        if day.latest < when.earliest:
            return YES
        surely_not = when.latest is not None and day.earliest >= when.latest
    else:
        if when.latest is not None and day.earliest > when.latest:
            return YES
        surely_not = day.latest <= when.earliest
    if surely_not:
        return _fails(field, f"{words} {point}", value)
    return Admission(None, Reason("only_year_known", {"date": str(value)}))


def _order(field: str, value: Any, bound: Amount, situation: Situation) -> int | None:
    """-1 under the bound, 0 on it, 1 over it; None: they cannot be compared."""
    wanted = bound.number
    if wanted is None and bound.figure is not None:
        scale = situation.book.scales.get(field)
        order = scale.order if scale is not None else ()
        place = {word: index for index, word in enumerate(order)}
        left = place.get(_called(field, str(value), situation))
        right = place.get(_called(field, bound.figure, situation))
        if left is None or right is None:
            return None
        return (left > right) - (left < right)
    number = number_of(
        _called(field, value, situation) if isinstance(value, str) else value
    )
    if number is None or wanted is None:
        return None
    return (number > wanted) - (number < wanted)


def number_of(value: Any) -> Fraction | None:
    """A value as a number; None where it is none."""
    if isinstance(value, Amount):
        return value.number
    if isinstance(value, Hours):
        return value.share
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, str):
        try:
            return Amount.parse(value).number
        except ValueError:
            return None
    return None


# --- windows, lists, one step along -----------------------------------------------


def date_of(value: Any) -> KnownDate | None:
    """A value as a date; None where it is none."""
    if isinstance(value, KnownDate):
        return value
    if isinstance(value, str):
        try:
            return KnownDate.parse(value)
        except ValueError:
            return None
    return None


def _in_window(
    field: str, asked: InWindow, value: Any, situation: Situation
) -> Admission:
    day = date_of(value)
    if day is None:
        return _fails(field, "a date", value)
    found = moments.stretch(asked.window, situation)
    if isinstance(found, Reason):
        return Admission(None, found)
    holds = found.holds(day)
    if holds:
        return YES
    if holds is None:
        return Admission(None, Reason("only_year_known", {"date": str(day)}))
    return Admission(
        False, Reason("outside_window", {"field": field, "window": str(asked.window)})
    )


def _among(
    asked: Among, value: Any, item: Item | Spell, situation: Situation
) -> Admission:
    members: list[Item] = []
    if isinstance(value, Mapping):
        for name, inside in value.items():
            fields = inside if isinstance(inside, Mapping) else {"mark": inside}
            members.append(
                Item(item.place, str(name), persons.day_of(item), False, fields)
            )
    else:
        for inside in value if isinstance(value, tuple | list) else (value,):
            fields = {"is": inside, "person": inside}
            members.append(
                Item(item.place, str(inside), persons.day_of(item), False, fields)
            )
    answers = [passes(asked.where, member, situation) for member in members]
    wanted = not asked.every
    decisive = next((one for one in answers if one.admitted is wanted), None)
    if decisive is not None:
        return decisive
    doubt = next((one for one in answers if one.admitted is None), None)
    if doubt is not None:
        return doubt
    if asked.every:
        return YES
    return answers[0] if answers else Admission(False, Reason("fails_where", {}))


def _one_step(
    field: str, asked: Of, value: Any, item: Item | Spell, situation: Situation
) -> Admission:
    """Ask about the person, course or award in a field, on the day of the act."""
    where = asked.where
    doubt: Admission | None = None
    reference = str(value)
    for test in where.tests:
        if test.field in PERSON_WORDS:
            found = _person_test(test, reference, item, where.as_at, situation)
        else:
            found = _other_test(test, reference, item, situation)
        if found.admitted is False:
            return _or_decided(where.or_decided, item, found, situation)
        if found.admitted is None:
            doubt = doubt or found
    if where.any_of:
        answers = [
            _one_step(field, Of(where=other), value, item, situation)
            for other in where.any_of
        ]
        if not any(answer.admitted for answer in answers):
            unsure = [one for one in answers if one.admitted is None]
            if not unsure:
                return _or_decided(where.or_decided, item, answers[0], situation)
            doubt = doubt or unsure[0]
    if doubt is not None:
        return _or_decided(where.or_decided, item, doubt, situation)
    return YES


def _other_test(
    test: FieldTest, reference: str, item: Item | Spell, situation: Situation
) -> Admission:
    person = situation.facts.record.people.get(reference)
    fields: Mapping[str, Any] = {} if person is None else person.fields
    if person is None:
        award = next(iter(situation.facts.of("awards", (reference,))), None)
        fields = {} if award is None else award.fields
    seen = Item(item.place, reference, persons.day_of(item), False, fields)
    return _test(test, seen, Where(tests=(test,)), situation)


def _person_test(
    test: FieldTest,
    reference: Any,
    item: Item | Spell,
    as_at: Point | Window | None,
    situation: Situation,
) -> Admission:
    asked = test.test
    if isinstance(asked, Compare) and asked.not_:
        other = FieldTest(field=test.field, test=Is(values=asked.not_))
        found = _person_test(other, reference, item, as_at, situation)
        if found.admitted is None:
            return found
        if found.admitted is False:
            return YES
        return _fails(test.field, f"not {' or '.join(asked.not_)}", "")
    if not isinstance(asked, Is):
        return Admission(None, Reason("field_missing", {"field": test.field}))
    if reference is None:
        return Admission(None, Reason("field_missing", {"field": "person"}))
    days = persons.days_asked(item, as_at, situation)
    if isinstance(days, Reason):
        return Admission(None, days)
    first, last = days
    doubt: Admission | None = None
    for wanted in asked.values:
        if test.field == "role":
            answer = persons.in_role(str(reference), wanted, first, last, situation)
        elif test.field == "holds":
            answer = persons.holds_award(str(reference), wanted, first, last, situation)
        else:
            answer = _person_may(str(reference), wanted, first, last, item, situation)
        if answer is True:
            return YES
        if answer is None:
            doubt = Admission(None, Reason("field_missing", {"field": test.field}))
    if doubt is not None:
        return doubt
    return _fails(test.field, " or ".join(asked.values), "")


def _person_may(
    reference: str,
    act: str,
    first: KnownDate,
    last: KnownDate,
    item: Item | Spell,
    situation: Situation,
) -> bool | None:
    """Whether an approval somebody holds permits an act, of the kind in hand."""
    person = situation.facts.record.people.get(reference)
    if person is None:
        return None
    answers: list[bool | None] = []
    for id_, approval in situation.book.approvals.items():
        permits = [permit for permit in approval.permits if permit.act == act]
        if not permits:
            continue
        held = persons.holds_award(reference, id_, first, last, situation)
        if held is False:
            answers.append(False)
            continue
        fitting = persons.best(
            [
                True
                if permit.where is None
                else passes(permit.where, item, situation).admitted
                for permit in permits
            ]
        )
        answers.append(held if fitting else fitting)
    return persons.best(answers)
