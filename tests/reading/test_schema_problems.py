"""What a schema does not allow is told in plain words, in its place, all at once."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from swcareers.reading.schema_problems import schema_problems
from swcareers.reading.source import document, read
from swcareers.values.problems import CODES, Problem

DURATION = {
    "title": "Length of time",
    "description": "A whole number of days, weeks or months.",
    "examples": ["12 months", "2 weeks"],
    "type": ["string", "number"],
    "pattern": "^[0-9]+ (day|week|month)s?$",
}
KINDS = ["evidence", "cadence", "holds", "measure"]
COMMON = {
    "id": {"type": "string", "pattern": "^[a-z-]+$"},
    "strength": {"enum": ["must", "should", "recommended"]},
    "level": {"enum": [4, 5, 6]},
    "waivable": {"enum": [True, False]},
    "at": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "due": {
        "title": "Due",
        "description": "By when.",
        "examples": ["12 months"],
        "$ref": "#/$defs/duration",
    },
    "who": {"$ref": "#/$defs/who"},
    "share": {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
    "note": {"type": "string", "minLength": 1},
}
RULE = {
    "title": "Rule",
    "type": "object",
    "properties": {
        **COMMON,
        **{kind: {"type": "string"} for kind in KINDS},
        "at_least": {"type": ["string", "number"]},
        "every": {"$ref": "#/$defs/duration"},
        "title": {"type": "string"},
    },
    "additionalProperties": False,
    "oneOf": [{"required": [kind]} for kind in KINDS],
    "allOf": [
        {"if": {"required": ["cadence"]}, "then": {"required": ["every"]}},
        {
            "if": {"required": ["holds"]},
            "then": {"not": {"required": ["at_least"]}},
        },
        {"not": {"required": ["at_least", "every"]}},
    ],
}
WHO = {
    "description": "A role, or several.",
    "examples": ["assessor", {"any_of": ["assessor", "manager"]}],
    "oneOf": [
        {"type": "string", "pattern": "^[a-z-]+$"},
        {
            "type": "object",
            "properties": {"any_of": {"type": "array"}},
            "required": ["any_of"],
            "additionalProperties": False,
        },
    ],
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["framework", "title"],
    "properties": {
        "framework": {"type": "string", "examples": ["thurrock"]},
        "title": {"type": "string", "examples": ["Our offer"]},
        "edition": {"type": "integer"},
        "requires": {
            "type": "array",
            "minItems": 1,
            "items": {"$ref": "#/$defs/rule"},
        },
        "stages": {
            "type": "object",
            "propertyNames": {
                "description": "Small letters and hyphens.",
                "pattern": "^[a-z-]+$",
            },
            "additionalProperties": {
                "type": "object",
                "minProperties": 1,
                "dependentRequired": {"until": ["from"]},
            },
        },
    },
    "additionalProperties": False,
    "$defs": {"duration": DURATION, "rule": RULE, "who": WHO},
}
GOOD = "framework: demo\ntitle: Our offer\n"


def told(text: str, schema: dict[str, Any] = SCHEMA) -> tuple[Problem, ...]:
    return schema_problems(schema, read("a.yaml", text=text))


def of_rule(rule: str) -> tuple[Problem, ...]:
    """What is told of one rule in braces, which begins in column 5."""
    return told(f"{GOOD}requires:\n  - {rule}\n")


def only(problems: tuple[Problem, ...]) -> Problem:
    (found,) = problems
    assert found.code in CODES
    return found


def where(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{p.place.line}:{p.place.column} {p.code}" for p in problems if p.place]


def test_the_schema_of_these_tests_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_good_file_has_no_problems() -> None:
    rules = [
        "{id: a, evidence: x, at_least: 3, strength: must, level: 5, waivable: true}",
        "{cadence: x, every: 2 weeks, who: assessor, share: 0.5}",
        "{measure: x, who: {any_of: [a]}, at: [b, c], due: 12 months}",
    ]
    lines = "".join(f"  - {rule}\n" for rule in rules)
    assert not told(f"{GOOD}edition: 2026\nstages: {{a: {{b: c}}}}\nrequires:\n{lines}")


# --- Keys -----------------------------------------------------------------------------


def test_an_unknown_key_is_told_with_the_key_that_was_meant() -> None:
    found = only(told(f"{GOOD}editon: 2\n"))
    assert str(found) == 'a.yaml:3:1 SWC201 "editon" is not a key here'
    assert found.hint == "write: edition"
    assert found.pointer == "/editon"
    assert found.line == "editon: 2"


def test_a_key_like_none_is_told_with_the_keys_there_are() -> None:
    assert only(told(f"{GOOD}banana: 2\n")).hint == (
        "the keys here are framework, title, edition, requires and stages"
    )


def test_a_key_that_is_there_already_is_not_proposed_again() -> None:
    found = only(told(f"{GOOD}titel: x\n"))
    assert found.hint == "title is there already: take one of them away"


def test_a_dash_without_its_space_is_seen() -> None:
    found = told(f"{GOOD}requires:\n  -evidence: x\n")
    assert only(found).code == "SWC203"
    hint = only(told(f"{GOOD}stages:\n  -a: {{b: c}}\n-edition: 2\n")).hint
    assert hint == "write: - edition"


def test_several_unknown_keys_are_told_one_by_one() -> None:
    assert where(told(f"{GOOD}a: 1\nb: 2\n")) == ["3:1 SWC201", "4:1 SWC201"]


def test_missing_keys_are_told_together_at_the_key_of_their_mapping() -> None:
    found = only(told("edition: 2\n"))
    assert found.message == '2 keys are missing here: "framework" and "title"'
    found = only(of_rule("{id: a, cadence: x}"))
    assert found.message == 'a key is missing here: "every"'
    assert where((found,)) == ["4:5 SWC202"]


def test_a_missing_key_is_told_with_an_example() -> None:
    assert only(told("framework: x\n")).hint == "for example: title: Our offer"


def test_a_key_that_is_missing_because_it_is_mistyped_is_told_once() -> None:
    found = only(told("framework: x\ntitel: y\n"))
    assert (found.code, found.hint) == ("SWC201", "write: title")


def test_a_key_needed_beside_another_is_told() -> None:
    found = only(told(f"{GOOD}stages: {{a: {{until: x}}}}\n"))
    assert found.message == 'a key is missing here: "from"'
    assert found.hint == '"until" needs it beside itself'


def test_keys_that_do_not_go_together_are_told() -> None:
    found = only(of_rule("{evidence: x, at_least: 2, every: 1 week}"))
    assert found.code == "SWC212"
    assert found.message == '"at_least" and "every" do not go together'


def test_a_key_that_a_branch_forbids_is_told_at_the_key() -> None:
    found = only(of_rule("{holds: x, at_least: 2}"))
    assert where((found,)) == ["4:16 SWC212"]
    assert found.message == '"at_least" does not belong here'
    forbidden = {"properties": {"a": {"properties": {"b": False}}}}
    assert where(told("a: {b: c}\n", forbidden)) == ["1:1 SWC212"]


def test_a_key_that_is_no_name_is_told_at_the_key() -> None:
    found = only(told(f"{GOOD}stages:\n  Senior Worker: {{a: b}}\n"))
    assert where((found,)) == ["4:3 SWC207"]
    assert found.message == (
        '"Senior Worker" cannot be a key here (Small letters and hyphens)'
    )


# --- Shapes and texts -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("requires: x", "SWC203", 'not one text: start the line with "- "'),
        ("requires: {evidence: x}", "SWC203", "not keys with values"),
        ("requires: [x]", "SWC204", "keys with their values are needed here"),
        ("requires: [[x]]", "SWC204", "not a list"),
        ("stages: [a]", "SWC204", "keys with their values are needed here, not a list"),
        ("edition: [2]", "SWC205", "one text is needed here, not a list"),
        ("edition: {a: b}", "SWC205", "not keys with values"),
        ("edition: two", "SWC207", '"two" cannot stand here'),
        ("edition: 1.5", "SWC207", '"1.5" cannot stand here'),
        ("requires: []", "SWC208", "at least 1 entry must stand here"),
        ("stages: {a: {}}", "SWC208", "at least 1 key must stand here"),
    ],
)
def test_a_wrong_shape_is_told(text: str, code: str, words: str) -> None:
    found = only(told(f"{GOOD}{text}\n"))
    assert found.code == code
    assert words in found.message


def test_what_to_write_is_told_where_it_is_plain() -> None:
    assert only(told(f"{GOOD}edition: [2]\n")).hint == "write: 2"
    assert only(told(f"{GOOD}requires: x\n")).hint == "write: [x]"
    assert only(told(f"{GOOD}stages: a:b\n")).hint == "write: a: b"


def test_a_text_of_the_wrong_pattern_is_told_with_what_is_expected() -> None:
    found = only(of_rule("{evidence: x, due: 2 wekks}"))
    assert found.code == "SWC207"
    assert found.message == (
        '"2 wekks" cannot stand here (A whole number of days, weeks or months)'
    )
    assert found.hint == "for example: 12 months or 2 weeks"


def test_a_word_that_is_none_of_the_words_is_told() -> None:
    assert only(of_rule("{evidence: x, strength: shoud}")).hint == "write: should"
    found = only(of_rule("{evidence: x, level: 9}"))
    assert (found.code, found.hint) == ("SWC206", "write 4, 5 or 6")
    assert only(of_rule("{evidence: x, waivable: yes}")).hint == "write true or false"
    assert only(of_rule("{evidence: x, strength: [must]}")).code == "SWC205"


@pytest.mark.parametrize("share", ["-1", "1", "2.5"])
def test_a_number_outside_its_bounds_is_told(share: str) -> None:
    assert only(of_rule(f"{{evidence: x, share: {share}}}")).code == "SWC207"


def test_an_empty_text_is_told() -> None:
    assert "empty" in only(of_rule('{evidence: x, note: ""}')).message


def test_an_entry_that_stands_twice_in_a_list_is_told_at_the_second() -> None:
    found = only(of_rule("{evidence: x, at: [start, end, start]}"))
    assert where((found,)) == ["4:36 SWC211"]
    assert found.message == '"start" stands in the list already'


# --- Kind words and other choices -----------------------------------------------------


def test_a_rule_without_a_kind_word_is_told_at_its_key() -> None:
    found = only(of_rule("{id: a, title: b}"))
    assert where((found,)) == ["4:5 SWC209"]
    assert found.hint == "the kind words are evidence, cadence, holds and measure"


def test_a_mistyped_kind_word_is_told_once() -> None:
    found = only(of_rule("{id: a, evidance: b, at_least: 3}"))
    assert where((found,)) == ["4:13 SWC201"]
    assert found.hint == "write: evidence"


def test_two_kind_words_are_told_at_the_second() -> None:
    found = only(of_rule("{id: a, evidence: b, holds: c}"))
    assert where((found,)) == ["4:26 SWC210"]
    assert found.message.startswith('"evidence" and "holds" are kind words')


def test_without_its_kind_word_only_what_is_no_key_anywhere_is_told() -> None:
    """The keys of a rule depend on its kind: `every` may be right."""
    branches = {
        "$defs": {
            "cadence": {
                "properties": {"id": {}, "cadence": {}, "every": {}},
                "additionalProperties": False,
            },
            "holds": {
                "properties": {"id": {}, "holds": {}},
                "additionalProperties": False,
            },
            "any": {"properties": {"id": {}}, "additionalProperties": False},
            "kind": {"oneOf": [{"required": ["cadence"]}, {"required": ["holds"]}]},
        },
        "if": {"$ref": "#/$defs/kind"},
        "then": {
            "allOf": [
                {"if": {"required": [kind]}, "then": {"$ref": f"#/$defs/{kind}"}}
                for kind in ("cadence", "holds")
            ]
        },
        "else": {"allOf": [{"$ref": "#/$defs/any"}, {"$ref": "#/$defs/kind"}]},
    }
    assert where(told("id: a\nevery: b\n", branches)) == ["1:1 SWC209"]
    assert where(told("id: a\nevery: b\nhold: c\n", branches)) == ["3:1 SWC201"]
    assert where(told("banana: a\nevery: b\n", branches)) == [
        "1:1 SWC209",
        "1:1 SWC201",
    ]
    assert where(told("cadence: a\nholds: b\nevery: c\n", branches)) == ["2:1 SWC210"]
    assert where(told("holds: b\nevery: c\n", branches)) == ["2:1 SWC201"]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("[a]", "SWC205"),
        ("Assessor!", "SWC207"),
        ("{anyof: [a]}", "SWC201"),
        ("{any_of: a}", "SWC203"),
    ],
)
def test_of_several_forms_the_one_that_was_meant_is_explained(
    who: str, code: str
) -> None:
    assert [p.code for p in of_rule(f"{{evidence: x, who: {who}}}")] == [code]


def test_where_a_text_or_keys_may_stand_both_are_named_with_an_example() -> None:
    found = only(of_rule("{evidence: x, who: [a]}"))
    assert "one text, or keys with their values, is needed" in found.message
    assert found.hint == "for example: assessor or {any_of: [assessor, manager]}"


@pytest.mark.parametrize(
    ("schema", "value", "code"),
    [
        ({"anyOf": [{"enum": ["us", "same"]}, DURATION]}, "sam", "SWC206"),
        ({"anyOf": [{"enum": ["us"]}, {"const": "same"}]}, "banana", "SWC206"),
        ({"anyOf": [{"enum": ["us"]}, DURATION]}, "banana", "SWC213"),
        ({"anyOf": [{"enum": ["us"]}, {"type": "array"}]}, "{a: b}", "SWC205"),
        ({"anyOf": [{"type": "object"}, {"type": "array"}]}, "b", "SWC204"),
        ({"oneOf": [{"type": "string"}, {"minLength": 1}]}, "b", "SWC213"),
        ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, "{c: d}", "SWC209"),
        (
            {"anyOf": [{"required": ["a", "b"]}, {"required": ["c"]}]},
            "{d: e}",
            "SWC213",
        ),
        ({"contains": {"const": "a"}}, "[b]", "SWC213"),
        ({"const": 3}, "4", "SWC206"),
        ({"not": {"enum": ["a"]}}, "a", "SWC213"),
    ],
)
def test_every_choice_has_its_words(
    schema: dict[str, Any], value: str, code: str
) -> None:
    whole = {"properties": {"x": schema}}
    assert [found.code for found in told(f"x: {value}\n", whole)] == [code]


# --- All together ---------------------------------------------------------------------


def test_all_problems_are_told_in_the_order_of_the_file() -> None:
    text = """\
framework: demo
editon: 2
requires:
  - {id: B, evidance: x}
  - text
  - {cadence: x, every: [1 week], strength: shoud}
stages: a
"""
    assert where(told(text)) == [
        "1:1 SWC202",
        "2:1 SWC201",
        "4:10 SWC207",
        "4:13 SWC201",
        "5:5 SWC204",
        "6:25 SWC205",
        "6:45 SWC206",
        "7:9 SWC204",
    ]


def test_a_mapping_of_python_is_told_by_pointers() -> None:
    data = {"framework": "a", "title": "b", "requires": [{"id": "c"}]}
    assert [str(p)[:20] for p in schema_problems(SCHEMA, document(data))] == [
        "/requires/0 SWC209 a"
    ]


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["x", "must", "3", "2 weeks", "", "X!"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*COMMON, *KINDS, "every", "title", "any_of", "evidance"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150)
@given(VALUES, VALUES)
def test_problems_are_told_exactly_when_the_schema_does_not_hold(
    rules: object, other: object
) -> None:
    """problems(schema, x) is empty if and only if x is valid."""
    from swcareers.reading.schema_problems import _prepared

    data = {"framework": "a", "title": "b", "requires": rules, "stages": {"a": other}}
    found = schema_problems(SCHEMA, document(data))
    assert bool(found) == (not _prepared(SCHEMA)[0].is_valid(data))
    seen = [(one.pointer, one.code) for one in found]
    for one in found:
        assert one.code in CODES
        assert one.render()
    assert len(seen) == len(set(seen))


def test_a_schema_is_prepared_once() -> None:
    from swcareers.reading import schema_problems as module

    told(GOOD)
    first = module._prepared(SCHEMA)
    assert module._prepared(SCHEMA)[0] is first[0]
    for number in range(40):
        told(GOOD, {"title": str(number)})
    assert len(module._PREPARED) <= 16
    assert not told(GOOD)
