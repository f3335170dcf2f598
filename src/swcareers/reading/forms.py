"""Single values and tests as they are written: texts, words, ids, who, and where."""

from collections.abc import Callable
from sys import intern
from typing import Any, TypeAlias, get_args

from swcareers.reading.model_types import (
    Plain,
    Unfit,
    Unreadable,
    form_of_test,
    is_window,
    members,
)
from swcareers.rules.requirement import (
    Among,
    Compare,
    FieldTest,
    InWindow,
    Is,
    Of,
    Test,
    Where,
    Who,
)
from swcareers.values.points import Point, Window, parse_point, parse_window
from swcareers.values.text import did_you_mean, joined, shown

Hook: TypeAlias = Callable[[Plain, Any], Any]
Compared: TypeAlias = Callable[[Plain], Compare]

# --- texts -----------------------------------------------


def text_of(value: Plain, _: Any = None) -> str:
    """One text."""
    if type(value) is str:
        return intern(value)  # the same few words stand in record after record
    what = "a list" if isinstance(value, list) else "keys and values"
    raise Unreadable(f"One text is needed here, not {what}", "SWC205")


def whole_number(value: Plain, _: Any = None) -> int:
    """A number in digits."""
    text = text_of(value)
    if not (text.isascii() and text.isdigit()):
        raise Unreadable(f'"{text}" is not a whole number: write it in digits, as in 4')
    return int(text)


def truth(value: Plain, _: Any = None) -> bool:
    """The text true or false."""
    text = text_of(value)
    if text not in ("true", "false"):
        raise Unreadable(f'"{text}" is neither true nor false: write one of them')
    return text == "true"


_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def id_of(value: Plain, _: Any = None) -> str:
    """An id: small letters, digits and hyphens."""
    text = text_of(value)
    if not _ID_LETTERS.issuperset(text) or not text or text[0] == "-":
        raise Unreadable(_no_id(text))
    return text


def _no_id(text: str) -> str:
    kept = "".join(c if c in _ID_LETTERS else "-" for c in text.lower()).strip("-")
    meant = "-".join(part for part in kept.split("-") if part)
    suggestion = f"write {meant}" if meant else "write one such as direct-observation"
    return (
        f"{shown(text)} is not an id, which has small letters, digits and hyphens: "
        f"{suggestion}"
    )


def one_of_words(type_: Any) -> Hook:
    """What reads one of a few words."""
    words: tuple[str, ...] = get_args(members(type_)[0])

    def read(value: Plain, _: Any) -> str:
        text = text_of(value)
        if text not in words:
            meant = did_you_mean(text, words)
            end = f"did you mean {meant}?" if meant else f"write {joined(words, 'or')}"
            raise Unreadable(f"{shown(text)} is not a word for this: {end}", "SWC206")
        return text

    return read


# --- who, and where -----------------------------------------------


def who(value: Plain, _: Any = None) -> Who:
    """One role, or several and whether one of them is enough."""
    if isinstance(value, str):
        return Who(roles=(value,))
    if isinstance(value, list):
        roles = ", ".join(str(role) for role in value)
        raise Unreadable(
            "A list does not say whether one of them is enough: write "
            f"{{any_of: [{roles}]}} or {{all_of: [{roles}]}}",
            "SWC213",
        )
    if len(value) == 1:
        ((word, roles),) = value.items()
        if word in ("any_of", "all_of") and isinstance(roles, list) and roles:
            return Who(roles=tuple(map(text_of, roles)), together=word == "all_of")
    raise Unreadable(
        "Who is one role, {any_of: [one, other]} or {all_of: [one, other]}", "SWC213"
    )


def where_of(value: Plain, compare: Compared) -> Where:
    """Fields and what each must be; `compare` reads bounds."""
    if not isinstance(value, dict):
        raise Unreadable(
            "Write the field and what it must be, as in {observer: {role: assessor}}",
            "SWC204",
        )
    if not value:
        raise Unreadable("Nothing is asked here: write a field and a test", "SWC208")
    tests: list[FieldTest] = []
    any_of: tuple[Where, ...] = ()
    as_at: Point | Window | None = None
    or_decided: str | None = None
    for field, plain in value.items():
        if field == "any":
            if not isinstance(plain, list) or not plain:
                message = "any is followed by a list of alternatives, each in braces"
                raise Unreadable(message, "SWC203", ("any",))
            any_of = tuple([where_of(item, compare) for item in plain])
        elif field == "as_at":
            as_at = point_or_window(plain)
        elif field == "or_decided":
            or_decided = text_of(plain)
        else:
            tests.append(FieldTest(field=field, test=_test(plain, compare)))
    return Where(tests=tuple(tests), any_of=any_of, as_at=as_at, or_decided=or_decided)


def _test(plain: Plain, compare: Compared) -> Test:
    match form_of_test(plain):
        case "text":
            return Is(values=(plain,))
        case "list":
            return Is(values=_words(plain))
        case "window":
            window = {key: plain[key] for key in plain if key != "or_decided"}
            return InWindow(window=parse_window(window), or_decided=_decided(plain))
        case "compare":
            return compare(plain)
        case "is":
            strange = [key for key in plain if key not in ("is", "or_decided")]
            if strange:
                raise Unfit(strange)
            words = plain["is"]
            values = _words(words) if isinstance(words, list) else (text_of(words),)
            return Is(values=values, or_decided=_decided(plain))
        case "among":
            ((word, where),) = plain.items()
            return Among(every=word == "all", where=where_of(where, compare))
        case "where":
            return Of(where=where_of(plain, compare))


def _words(plain: list[Plain]) -> tuple[str, ...]:
    if not plain:
        raise Unreadable("The list is empty: nothing could ever count", "SWC208")
    return tuple(map(text_of, plain))


def _decided(plain: Plain) -> str | None:
    return text_of(plain["or_decided"]) if "or_decided" in plain else None


def point_or_window(value: Plain, _: Any = None) -> Point | Window:
    """A moment, or a stretch of days."""
    return parse_window(value) if is_window(value) else parse_point(value)
