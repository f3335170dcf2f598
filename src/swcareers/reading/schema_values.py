"""How the schemas describe single values: amounts, dates, moments, tests and the rest.

A schema has two readers. An editor gives a value its YAML type (3 is a number, true a
boolean); the library reads every scalar as text. So a scalar has several types, and
its `pattern`, which is asked of texts only, is never stricter than the parser: the
parser says better what is wrong.
"""

from typing import Any

from swcareers.reading.model_types import BOUNDS
from swcareers.values.durations import UNITS

Schema = dict[str, Any]

SCALAR = ("string", "number", "boolean")
ID_PATTERN = "^[a-z0-9][a-z0-9-]*$"
_DAY = r"\d{4}-\d{2}(-\d{2}( \d{2}:\d{2})?)?|((about|early|mid|late) )?\d{4}"
_LENGTH = rf"\d+ ({'|'.join(UNITS)})s?"
_AMOUNT = (
    r"\d+(\.\d+)?%|\d+/\d+|\d+(\.\d+)?( [A-Za-z][A-Za-z -]*)?|\d:\d|[A-Za-z][\w '/-]*"
)
_MOMENT = (
    rf"(week|month) \d+|\d+ [A-Z][a-z]+( \d{{2}}:\d{{2}})?|{_DAY}|[a-z][a-z0-9/-]*"
)


def ref(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def having(*keys: str) -> Schema:
    """Holds where one of the keys is there."""
    if len(keys) == 1:
        return {"required": list(keys)}
    return {"anyOf": [{"required": [key]} for key in keys]}


def closed(properties: Schema, **more: Any) -> Schema:
    """Keys and values, no other keys than these."""
    return {
        "type": "object",
        **more,
        "properties": properties,
        "additionalProperties": False,
    }


def _scalar(
    title: str, description: str, examples: list[Any], pattern: str, *types: str
) -> Schema:
    return {
        "title": title,
        "description": description,
        "examples": examples,
        "type": ["string", *types],
        "pattern": f"^({pattern})$",
    }


def values() -> dict[str, Schema]:
    """The definitions of all single values, by name."""
    return {
        "text": {
            "title": "Text",
            "description": "One text, number or word.",
            "examples": ["ASYE assessor"],
            "type": list(SCALAR),
        },
        "texts": {
            "title": "A text or several",
            "description": "One text, or a list of them.",
            "examples": ["nqsw", ["nqsw", "student"]],
            "type": [*SCALAR, "array"],
            "items": ref("text"),
            "uniqueItems": True,
        },
        "id": {
            "title": "Id",
            "description": "A short stable name: small letters, digits and hyphens.",
            "examples": ["direct-observation"],
            "type": ["string", "number"],
            "pattern": ID_PATTERN,
        },
        "whole-number": _scalar(
            "Whole number", "A number in digits.", ["4"], "[0-9]+", "integer"
        ),
        "truth": _scalar(
            "True or false", "true or false.", ["true"], "true|false", "boolean"
        ),
        "amount": _scalar(
            "Amount",
            "How much, with its unit: a bare number counts items. Also a share (90%, "
            "1/3), all, surplus, or the id of a figure.",
            ["3", "80 hours", "24 credits", "300 GBP", "90%", "1/3", "all"],
            _AMOUNT,
            "number",
        ),
        "duration": _scalar(
            "Length of time",
            "A whole number of hours, days, working days, weeks, months or years.",
            ["12 months", "2 weeks", "8 working days"],
            _LENGTH,
        ),
        "date": _scalar(
            "Date as known",
            "A day, with a time where it is known, or as much as is known of it.",
            ["2026-09-01", "2026-03-23 23:59", "2023-05", "2018", "about 2014"],
            _DAY,
            "number",
        ),
        "date-or-unknown": _scalar(
            "Date as known, or unknown",
            "A day, or as much as is known of it, or the word unknown.",
            ["2022-09-01", "unknown"],
            f"unknown|{_DAY}",
            "number",
        ),
        "hours": _scalar(
            "Hours",
            "Hours worked of those of full time, or a share of full time.",
            ["37 of 37", "22.2 of 37", "60%", "0.6"],
            r"[\s\d._/eE+-]+(%| of [\s\d._/eE+-]+)?",
            "number",
        ),
        "point": _point(),
        "window": _window(),
        "point-or-window": {
            "title": "A moment or a stretch",
            "description": "A moment, or a stretch of days: then throughout it.",
            "examples": ["start", {"from": "start", "to": "end"}],
            "if": {"type": "object", "not": having("at_least", "at_most")},
            "then": ref("window"),
            "else": ref("point"),
        },
        "who": _who(),
        "where": _where(),
        "test": _test(),
        "test-window": _test_window(),
        "test-is": _test_is(),
        "test-among": _test_among(),
    }


def _point() -> Schema:
    return {
        "title": "Moment",
        "description": "A day, a day of every year, a moment of the programme's own "
        "time, a named moment or event, or so long before or after another moment.",
        "examples": [
            "2026-09-01", "1 November", "start", "week 6", "month 3", "handover",
            {"at_most": "3 weeks", "after": "start"},
        ],
        "type": ["string", "number", "object"],
        "pattern": f"^({_MOMENT})$",
        "properties": {
            "at_least": {
                "title": "At least",
                "description": "So long before or after it, or longer.",
                "examples": ["10 days"],
                **ref("duration"),
            },
            "at_most": {
                "title": "At most",
                "description": "So long before or after it, or less.",
                "examples": ["3 weeks"],
                **ref("duration"),
            },
            "before": {
                "title": "Before",
                "description": "The moment it lies before.",
                "examples": ["start"],
                **ref("point"),
            },
            "after": {
                "title": "After",
                "description": "The moment it lies after.",
                "examples": ["handover"],
                **ref("point"),
            },
        },
        "additionalProperties": False,
    }  # fmt: skip


def _window_keys() -> Schema:
    return {
        "from": {
            "title": "From",
            "description": "The first moment, included.",
            "examples": ["start"],
            **ref("point"),
        },
        "to": {
            "title": "To",
            "description": "The last moment, included.",
            "examples": ["end"],
            **ref("point"),
        },
        "last": {
            "title": "Last",
            "description": "The last so long before a moment.",
            "examples": ["3 years"],
            **ref("duration"),
        },
        "before": {
            "title": "Before",
            "description": "With last: the moment before which it ends.",
            "examples": ["start"],
            **ref("point"),
        },
    }


def _window() -> Schema:
    return closed(
        _window_keys(),
        title="Stretch of days",
        description="From a moment to another, both included, one of which may be "
        "left out; or the last so long before a moment.",
        examples=[
            {"from": "2026-09-01", "to": "end"},
            {"last": "3 years", "before": "start"},
        ],
        minProperties=1,
    )


def _who() -> Schema:
    several = {"type": "array", "minItems": 1, "items": ref("text")}
    return {
        "title": "Who",
        "description": "One role, any of several, or all of several together.",
        "examples": ["assessor", {"any_of": ["assessor", "programme-coordinator"]}],
        "type": ["string", "object"],
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "any_of": {
                "title": "Any of",
                "description": "One of these is enough.",
                "examples": [["assessor", "programme-coordinator"]],
                **several,
            },
            "all_of": {
                "title": "All of",
                "description": "All of these together.",
                "examples": [["assessor", "employer"]],
                **several,
            },
        },
        "additionalProperties": False,
    }


def _or_decided() -> Schema:
    return {"$ref": "#/$defs/compare/properties/or_decided"}


def _where() -> Schema:
    return {
        "title": "Where",
        "description": "Fields and what each must be; all must hold. An item that "
        "fails is listed as left out, with the reason.",
        "examples": [{"observer": {"role": "assessor"}, "minutes": {"at_least": "90"}}],
        "type": "object",
        "minProperties": 1,
        "properties": {
            "any": {
                "title": "Any",
                "description": "Alternatives, of which one must hold.",
                "examples": [[{"level": "7"}, {"mark": {"at_least": "60"}}]],
                "type": "array",
                "minItems": 1,
                "items": ref("where"),
            },
            "as_at": {
                "title": "As at",
                "description": "The day, or the stretch throughout which, a person "
                "or course is asked about. Left out: the day of the act.",
                "examples": ["start"],
                **ref("point-or-window"),
            },
            "or_decided": _or_decided(),
        },
        "additionalProperties": ref("test"),
    }


def _test() -> Schema:
    among = {
        "maxProperties": 1,
        "anyOf": [
            {"required": [word], "properties": {word: {"type": "object"}}}
            for word in ("all", "any")
        ],
    }
    forms = (
        (having("last", "from", "to"), "test-window"),
        (having(*BOUNDS), "compare"),
        (having("is"), "test-is"),
        (among, "test-among"),
    )
    chain = ref("where")
    for condition, name in reversed(forms):
        chain = {"if": condition, "then": ref(name), "else": chain}
    return {
        "title": "Test",
        "description": "What a field must be: a word, one of several, a bound, a "
        "stretch of days, or a test of the person, course or award it names.",
        "examples": [
            "permanent",
            ["us", "same"],
            {"at_least": "90"},
            {"last": "3 years", "before": "today"},
            {"holds": "social-work-england"},
        ],
        "type": [*SCALAR, "array", "object"],
        "minItems": 1,
        "items": ref("text"),
        "if": {"type": "object"},
        "then": chain,
    }


def _test_window() -> Schema:
    return closed(
        {**_window_keys(), "or_decided": _or_decided()},
        title="Test: a date in a stretch",
        description="The field is a date that lies in this stretch of days.",
        examples=[{"from": "start", "to": "end"}],
    )


def _test_is() -> Schema:
    return closed(
        {
            "is": {
                "title": "Is",
                "description": "The word, or words, one of which it must be.",
                "examples": ["current"],
                "type": [*SCALAR, "array"],
                "minItems": 1,
                "items": ref("text"),
            },
            "or_decided": _or_decided(),
        },
        title="Test: a word",
        description="The field is this word, or a decision lets the item count.",
        examples=[{"is": "current", "or_decided": "still-current"}],
    )


def _test_among() -> Schema:
    return closed(
        {
            "all": {
                "title": "All",
                "description": "Every member of the list must pass.",
                "examples": [{"service": "children"}],
                **ref("where"),
            },
            "any": {
                "title": "Any",
                "description": "One member of the list is enough.",
                "examples": [{"service": "children"}],
                **ref("where"),
            },
        },
        title="Test: members of a list",
        description="The field is a list: all of its members, or any of them, pass.",
        examples=[{"any": {"service": "children"}}],
    )
