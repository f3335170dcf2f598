"""What an item must be to count, as the end of a noun phrase.

``{observer: {role: assessor}}`` becomes "with an observer who is the ASYE assessor".
"""

from swcareers.rules.requirement import (
    Among,
    Compare,
    FieldTest,
    InWindow,
    Is,
    Of,
    Where,
)
from swcareers.values.amounts import Amount
from swcareers.values.text import joined
from swcareers.wording.moments import asked_at_words, point_words, window_words
from swcareers.wording.nouns import (
    Titles,
    is_plain,
    names,
    noun,
    plain_title,
    quoted,
    the,
    with_article,
)
from swcareers.wording.phrases import (
    amount_words,
    held_words,
    place_words,
    stage_many,
)

# Fields that are themselves what they are counted in: "at least 90 minutes".
_COUNTED_IN = frozenset(
    ("minutes", "hours", "days", "weeks", "credits", "points", "pages", "words")
)
_PLACES = frozenset(("employer", "service", "setting", "contract"))
_GAINED = {"certificated": "a certificate from elsewhere", "experiential": "experience"}
# A field that ends so wants its value right behind it: "gained by study".
_LEADS_ON = ("_by", "_from", "_with", "_at", "_in", "_for", "_to", "_as")


def where_words(where: Where, titles: Titles) -> str:
    """All the tests in one phrase; empty where nothing is asked."""
    phrases = [_field_words(test, titles) for test in where.tests]
    if where.any_of:
        ways = [where_words(way, titles) for way in where.any_of]
        phrases.append(f"either {'; or '.join(ways) if _long(ways) else _or(ways)}")
    words = joined(phrases, "and")
    if where.as_at is not None:
        words = f"{words} ({asked_at_words(where.as_at, titles)})".strip()
    if where.or_decided is not None:
        words = f"{words} ({_or_decided_words(where.or_decided, titles)})".strip()
    return words


def _or(ways: list[str]) -> str:
    return joined(ways, "or")


def _long(ways: list[str]) -> bool:
    return any(", " in way or " and " in way for way in ways)


def _or_decided_words(decision: str, titles: Titles) -> str:
    return f"or where it is decided: {quoted(titles(decision))}"


def field_name(field: str) -> str:
    """A field of the record in words: ``learner_kind`` is "learner kind".

    >>> field_name("nqsws_a_year")
    'nqsws a year'
    """
    return plain_title(field)


def _field_words(test: FieldTest, titles: Titles) -> str:
    field = test.field
    match test.test:
        case Is() as same:
            words = _is_words(field, same.values, titles)
            return _decided(words, same.or_decided, titles)
        case Compare() as bounds:
            words = _compare_words(field, bounds, titles)
            return _decided(words, bounds.or_decided, titles)
        case InWindow() as inside:
            words = f"{_dated(field)} {window_words(inside.window, titles)}"
            return _decided(words, inside.or_decided, titles)
        case Among() as among:
            which = "all of whose" if among.every else "at least one of whose"
            inner = where_words(among.where, titles)
            return f"{which} {field_name(field)} are {inner}"
        case Of() as of:
            inner = where_words(of.where, titles)
            if field.endswith(_LEADS_ON):
                return f"{field_name(field)} somebody {inner}"
            return f"with {with_article(field_name(field))} {inner}"


def _decided(words: str, decision: str | None, titles: Titles) -> str:
    if decision is None:
        return words
    return f"{words} ({_or_decided_words(decision, titles)})"


def _dated(field: str) -> str:
    return "dated" if field == "date" else field_name(field)


def _is_words(field: str, values: tuple[str, ...], titles: Titles) -> str:
    """What a field must equal, in the words people use for that field."""
    name = field_name(field)
    if values == ("true",):
        return f"marked {quoted(name)}"
    if values == ("false",):
        return f"not marked {quoted(name)}"
    if field in _PLACES:
        return place_words(field, values, titles)
    if field in _COUNTED_IN and all(value.isdecimal() for value in values):
        one = name.removesuffix("s") if values == ("1",) else name
        return f"of {joined(values, 'or')} {one}"
    shown = [_value_words(field, value, titles) for value in values]
    match field:
        case "holds":
            return held_words(values, titles)
        case "role":
            roles = [the(noun(value, titles)) for value in values]
            return f"who is {joined(roles, 'or')}"
        case "may":
            return f"who may {names(values, titles, 'or')}"
        case "stage":
            return f"as {joined([stage_many(v, titles) for v in values], 'or')}"
        case "level":
            return f"at level {joined([v.strip('“”') for v in shown], 'or')}"
        case "date":
            return f"dated {joined(shown, 'or')}"
        case "by":
            return f"by {joined(shown, 'or')}"
        case "gained_by":
            told = [_GAINED.get(v, v) for v in values]
            return f"gained by {joined(told, 'or')}"
    if field.endswith(_LEADS_ON):
        return f"{name} {joined(shown, 'or')}"
    return f"with {_a(name)} of {joined(shown, 'or')}"


def _a(name: str) -> str:
    """A field as a noun; "nqsws a year" takes no article."""
    return name if name.split(" ")[0].endswith("s") else with_article(name)


def _value_words(field: str, value: str, titles: Titles) -> str:
    if value == "us":
        return "this organisation"
    if value == "same":
        return f"the same as in the present post ({field_name(field)})"
    title = titles(value)
    if not is_plain(title, value):
        words = noun(value, titles).strip("“”")
    else:
        # A word of the field's own list; its writing is kept where it has capitals.
        words = value if any(map(str.isupper, value)) else plain_title(value)
    return words if field.endswith(_LEADS_ON) else quoted(words)


def _compare_words(field: str, bounds: Compare, titles: Titles) -> str:
    name = field_name(field)
    phrases: list[str] = []
    given: list[tuple[str, Amount]] = [
        (word, amount)
        for word, amount in (
            ("at least", bounds.at_least),
            ("at most", bounds.at_most),
            ("under", bounds.under),
        )
        if amount is not None
    ]
    for word, amount in given:
        shown = amount_words(amount, titles)
        if field in _COUNTED_IN and amount.unit is None and amount.number is not None:
            one = field.removesuffix("s") if amount.number == 1 else field
            phrases.append(f"{word} {shown} {one}")
        elif field == "level":
            phrases.append(
                {"at least": f"at level {shown} or above",
                 "at most": f"at level {shown} or below"}.get(
                    word, f"at a level under {shown}")
            )  # fmt: skip
        else:
            phrases.append(f"with {_a(name)} of {word} {shown}")
    if bounds.before is not None:
        phrases.append(f"{_dated(field)} before {point_words(bounds.before, titles)}")
    if bounds.after is not None:
        phrases.append(f"{_dated(field)} after {point_words(bounds.after, titles)}")
    if bounds.not_:
        phrases.append(_not_words(field, bounds.not_, titles))
    if bounds.present is not None:
        phrases.append(f"{'with' if bounds.present else 'without'} {name} given")
    return joined(phrases, "and")


def _not_words(field: str, values: tuple[str, ...], titles: Titles) -> str:
    if field in (*_PLACES, "holds", "role", "may", "level", "stage"):
        words = _is_words(field, values, titles)
        for verb in ("who is ", "who may "):
            if words.startswith(verb):
                return f"{verb}not {words.removeprefix(verb)}"
        return f"not {words}"
    shown = [_value_words(field, value, titles) for value in values]
    return f"with {_a(field_name(field))} other than {joined(shown, 'or')}"
