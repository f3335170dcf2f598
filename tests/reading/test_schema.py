"""The schemas say what the models say, explain every key, and are never too strict."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from spoilt_files import FILES, model_of, shipped

from swcareers.framework.model import FrameworkFile
from swcareers.reading import schema as schemas
from swcareers.reading.model_types import MODELS, Unfit, key_of, key_types
from swcareers.reading.schema import NAMES, generated, schema
from swcareers.reading.schema_models import name_of
from swcareers.reading.schema_values import values
from swcareers.reading.structure import structure
from swcareers.record.cases import CaseFile
from swcareers.record.model import Hours, Record
from swcareers.rules.requirement import KINDS, Entry, Rule, Where, Who
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.points import parse_point, parse_window

ALL = {name: schema(name) for name in NAMES}
TOPS = {"framework": FrameworkFile, "record": Record, "cases": CaseFile}
EVERY_NAME = pytest.mark.parametrize("name", NAMES)


def parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a schema, the schema among them."""
    if isinstance(part, list):
        for item in part:
            yield from parts(item)
    elif isinstance(part, dict):
        yield part
        for word, item in part.items():
            if word not in ("examples", "enum"):
                yield from parts(item)


def resolved(found: dict[str, Any], part: Any) -> dict[str, Any]:
    """A part with what its reference adds; what stands beside it is nearer."""
    while "$ref" in part:
        target: Any = found
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        part = {**target, **{k: v for k, v in part.items() if k != "$ref"}}
    return dict(part)


@cache
def definition(name: str) -> Draft202012Validator:
    """One definition of the framework's schema, by itself."""
    found = {**ALL["framework"]["$defs"], **values()}
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": found})


# --- The files ------------------------------------------------------------------------


def test_the_shipped_schemas_are_those_the_models_give(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert schemas.main(["--check"]) == 0
    assert "current" in capsys.readouterr().out


def test_a_stale_schema_is_named_and_can_be_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(schemas, "shipped_folder", lambda _: tmp_path / "schemas")
    assert schemas.main(["--write"]) == 0
    (tmp_path / "schemas" / "record.json").write_text("{}", "utf-8")
    capsys.readouterr()
    assert schemas.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert "record.json" in said
    assert "framework.json" not in said
    assert "--write" in said
    assert schemas.main(["--write"]) == 0
    assert schemas.main(["--check"]) == 0


def test_a_wrong_use_says_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert schemas.main([]) == 2
    assert "--check" in capsys.readouterr().out


def test_the_same_models_give_the_same_file_each_time() -> None:
    for name in NAMES:
        assert schemas.written(generated(name)) == schemas.written(generated(name))
        assert json.loads(schemas.written(generated(name))) == generated(name)


def test_an_unknown_schema_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="framework, record, cases"):
        schema("frameworks")  # type: ignore[arg-type] # that is the slip


def test_whoever_asks_for_a_schema_may_change_what_they_get() -> None:
    schema("record")["title"] = "changed"
    assert schema("record")["title"] == "Record"


# --- What they say --------------------------------------------------------------------


@EVERY_NAME
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(ALL[name])


@EVERY_NAME
def test_every_reference_leads_somewhere_and_every_definition_is_used(
    name: str,
) -> None:
    found = ALL[name]
    used = {part["$ref"] for part in parts(found) if "$ref" in part}
    for reference in used:
        assert resolved(found, {"$ref": reference})
    assert {ref.split("/")[2] for ref in used} == set(found["$defs"])


@EVERY_NAME
def test_every_key_has_a_title_a_description_and_an_example(name: str) -> None:
    found = ALL[name]
    for part in parts({k: v for k, v in found.items() if k != "if"}):
        properties = part.get("properties", {})
        if not isinstance(properties, dict) or "required" in part.get("required", ()):
            continue
        for key, written in properties.items():
            if written == {"type": "object"}:
                continue  # only asks which form a test has
            explained = resolved(found, written)
            assert {"title", "description", "examples"} <= explained.keys(), key


@pytest.mark.parametrize("cls", MODELS, ids=lambda cls: cls.__name__)
def test_every_example_can_be_read_and_fits_its_schema(cls: type) -> None:
    for key, type_ in key_types(cls).items():
        explained = key_of(type_)
        assert explained is not None
        if key in ("versions", "variants"):
            entry = {"evidence": "a", key: explained.example}
            structure(entry, Rule)
        else:
            structure(explained.example, type_)


@EVERY_NAME
def test_every_example_fits_its_own_place_in_the_schema(name: str) -> None:
    found = ALL[name]
    for part in parts(found):
        for example in part.get("examples", ()):
            if part.get("$ref", "").endswith("s/id") or "$defs" in part:
                continue
            here = {k: v for k, v in part.items() if k != "examples"}
            whole = {**here, "$defs": found["$defs"]}
            errors = list(Draft202012Validator(whole).iter_errors(example))
            assert not errors, (part, errors[0].message)


@EVERY_NAME
def test_a_schema_knows_the_keys_of_every_model_and_no_others(name: str) -> None:
    found = ALL[name]
    classes = {name_of(cls): cls for cls in MODELS}
    for title, part in found["$defs"].items():
        cls = classes.get(title)
        if cls is None or not key_types(cls) or "additionalProperties" not in part:
            continue
        keys = set(key_types(cls))
        if cls in KINDS.values():
            keys |= set(key_types(Rule))
        if title == "amendment":
            assert keys < set(part["properties"])
            continue
        left = keys - set(part["properties"])
        assert left <= ({"id"} if issubclass(cls, Entry) else set())
        assert set(part["properties"]) <= keys
    assert set(found["properties"]) == set(key_types(TOPS[name]))


def test_every_kind_has_a_closed_definition_of_its_own() -> None:
    found = ALL["framework"]["$defs"]
    for kind in KINDS.values():
        part = found[name_of(kind)]
        assert part["additionalProperties"] is False
        assert kind.WORD in part["required"]


# --- Both readers ---------------------------------------------------------------------


class Editor(yaml.SafeLoader):
    """YAML 1.2 as an editor reads it: numbers and truth values, but no dates."""


Editor.yaml_implicit_resolvers = {}
Editor.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf")
)
Editor.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789")
)
Editor.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_editor_finds_nothing_wrong_with_a_shipped_file(path: Path) -> None:
    typed = yaml.load(path.read_text("utf-8"), Editor)
    names = {cls: name for name, cls in TOPS.items()}
    validator = Draft202012Validator(ALL[names[model_of(typed)]])
    assert [error.message for error in validator.iter_errors(typed)] == []


def test_the_shipped_files_use_all_three_schemas() -> None:
    assert {model_of(data) for data in shipped()} >= {FrameworkFile, Record}


PIECES = st.sampled_from(
    [
        "1", "12", "0.5", "2026", "-09", "-01", " ", "17:00", "about ", "late ", "week",
        "month", " days", " working days", "year", "s", "%", "/", "3", "hours", "GBP",
        "all", "start", "November", "1 ", "2:1", "pcf", "-", "_", "e", ".", " of ",
        "37", "+", "٣", "é", "A", "unknown", "'",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=5).map("".join),
    st.from_regex(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?", fullmatch=True),
    st.from_regex(r"\d{1,3} ?[a-z%]{0,8}( [a-z]{1,5})?", fullmatch=True),
    st.text(max_size=8),
)
PARSERS: dict[str, Callable[[str], object]] = {
    "amount": Amount.parse,
    "duration": Duration.parse,
    "date": KnownDate.parse,
    "date-or-unknown": KnownDate.parse,
    "hours": Hours.parse,
    "point": parse_point,
    "whole-number": lambda text: structure(text, int),
    "truth": lambda text: structure(text, bool),
    "id": lambda text: structure(text, key_types(Entry)["id"]),
}


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=200)
@given(text=TEXTS)
def test_a_pattern_is_never_stricter_than_its_parser(name: str, text: str) -> None:
    """Law: every text that can be read fits the schema's definition of it."""
    try:
        PARSERS[name](text)
    except ValueError:
        return
    assert definition(name).is_valid(text)


WORDS = st.sampled_from(["start", "2026-09-01", "3 years", "x", "1 week", "month 3"])
TREES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(
                ["from", "to", "last", "before", "after", "at_least", "at_most", "any",
                 "all", "is", "or_decided", "as_at", "any_of", "all_of", "role", "not"]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)  # fmt: skip
FORMS: dict[str, Callable[[Any], object]] = {
    "point": parse_point,
    "window": parse_window,
    "who": lambda plain: structure(plain, Who),
    "where": lambda plain: structure(plain, Where),
    "test": lambda plain: structure({"field": plain}, Where),
}


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=200)
@given(plain=TREES)
def test_a_form_is_never_stricter_than_its_parser(name: str, plain: Any) -> None:
    """Law: every list and mapping that can be read fits the schema's definition."""
    try:
        FORMS[name](plain)
    except (ValueError, Unfit):
        return
    assert definition(name).is_valid(plain)
