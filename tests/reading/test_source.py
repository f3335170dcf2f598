"""Files are read as they are written, and every fault is told in its place.

All tests run with PyYAML's parser in C, where there is one, and with the one in
Python: a message must not depend on the machine.
"""

import json
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.reading import source
from swcareers.reading.document import Document, Plain
from swcareers.reading.source import SourceError, plain, read
from swcareers.values.problems import CODES, Problem

document_of = source.document
CHOSEN = source.PARSER
PARSERS = {"python": yaml.BaseLoader}
if yaml.__with_libyaml__:
    PARSERS["c"] = yaml.CBaseLoader


@pytest.fixture(params=PARSERS, autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(source, "PARSER", PARSERS[request.param])
    return str(request.param)


def of(text: str | bytes, name: str = "offer.yaml") -> Document:
    return read(name, text=text)


def faults(text: str | bytes, name: str = "offer.yaml") -> tuple[Problem, ...]:
    with pytest.raises(SourceError) as raised:
        of(text, name)
    return raised.value.problems


def only_fault(text: str | bytes, name: str = "offer.yaml") -> Problem:
    (found,) = faults(text, name)
    return found


def told(text: str | bytes, name: str = "offer.yaml") -> list[str]:
    """Each problem as `line:column code`."""
    return [
        f"{found.place.line}:{found.place.column} {found.code}"
        for found in faults(text, name)
        if found.place
    ]


# --- What is read ---------------------------------------------------------------------


def test_libyaml_is_chosen_where_it_is_there() -> None:
    assert CHOSEN is PARSERS.get("c", PARSERS["python"])


@pytest.mark.parametrize(
    "scalar",
    ["no", "on", "True", "12:30", "017", "1_000", "1.10", "0x1F", ".inf", "2026-09-01"],
)
def test_a_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert of(f"value: {scalar}").data == {"value": scalar}
    assert of(f"{scalar}: value").data == {scalar: "value"}


def test_lists_mappings_and_texts_of_every_style() -> None:
    text = """\
# yaml-language-server: $schema=../../schemas/framework.json
plain: words in
  two lines
single: 'it''s'
double: "a\\tb"
folded: >
  one
  line
kept: |
  two
  lines
flow: {list: [a, b,], empty: [], none: {}}
block:
- x
- - y
  - z
quoted: "null"
empty: ""
"""
    assert of(text).data == {
        "plain": "words in two lines",
        "single": "it's",
        "double": "a\tb",
        "folded": "one line\n",
        "kept": "two\nlines\n",
        "flow": {"list": ["a", "b"], "empty": [], "none": {}},
        "block": ["x", ["y", "z"]],
        "quoted": "null",
        "empty": "",
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_byte_order_marks_change_no_place(
    ending: str, mark: bytes
) -> None:
    text = ending.join(["title: Café", "list:", "  - é: x", ""])
    document = of(mark + text.encode())
    assert document.data == {"title": "Café", "list": [{"é": "x"}]}
    assert str(document.place(["title"], "key")) == "offer.yaml:1:1"
    assert str(document.place(["list", 0, "é"])) == "offer.yaml:3:8"
    assert document.line_text(3) == "  - é: x"


def test_spaces_from_word_and_tabs_after_a_colon_are_spaces() -> None:
    text = "title:\u00a0Our\u00a0offer\n\u00a0\nlist:\t[a,\tb]\nnote:\tx\n"
    assert of(text).data == {"title": "Our offer", "list": ["a", "b"], "note": "x"}


def test_a_document_may_begin_and_end_with_the_signs_of_yaml() -> None:
    assert of("%YAML 1.2\n---\ntitle: x\n...\n").data == {"title": "x"}


def test_the_tags_of_plain_data_change_nothing() -> None:
    text = "a: !!str 1\nb: !!seq [x]\nc: !!map {d: e}\n"
    assert of(text).data == {"a": "1", "b": ["x"], "c": {"d": "e"}}


def test_an_anchor_shares_what_it_stands_for() -> None:
    document = of("a: &usual {access: everyone}\nb: *usual\nc: [*usual]\n")
    assert document.data["a"] is document.data["b"]
    assert str(document.place(["b"])) == "offer.yaml:2:4"
    assert str(document.place(["b", "access"])) == "offer.yaml:1:20"


def test_curly_quotes_inside_a_text_are_part_of_it() -> None:
    text = "a: the “week” of Children\u2019s services\nb: '“quoted”'\n"
    assert of(text).data["b"] == "“quoted”"
    assert of(text).data["a"] == "the “week” of Children\u2019s services"


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "Offer.YML"
    path.write_bytes(b"title: x\n")
    assert read(path).data == read(str(path)).data == {"title": "x"}
    assert read(path).name == str(path)


# --- Where it stands ------------------------------------------------------------------

PLACED = """\
title: Our offer
programmes:
  asye:
    requires:
      - id: observations
        at_least: 3
      - {id: reviews, at: [month 3, month 6]}
    outcome: asye-outcome
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), "1:1", "1:1"),
        (("title",), "1:1", "1:8"),
        (("programmes",), "2:1", "3:3"),
        (("programmes", "asye", "requires"), "4:5", "5:7"),
        (("programmes", "asye", "requires", 0), "5:9", "5:9"),
        (("programmes", "asye", "requires", 0, "at_least"), "6:9", "6:19"),
        (("programmes", "asye", "requires", 1), "7:9", "7:9"),
        (("programmes", "asye", "requires", 1, "at", 1), "7:37", "7:37"),
        (("programmes", "asye", "outcome"), "8:5", "8:14"),
    ],
)
def test_every_key_and_value_has_its_place(
    path: tuple[str | int, ...], key: str, value: str
) -> None:
    document = of(PLACED)
    assert str(document.place(path, "key")) == f"offer.yaml:{key}"
    assert str(document.place(path)) == f"offer.yaml:{value}"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("programmes", "asye", "title"), "3:3"),
        (("programmes", "asye", "requires", 0, "evidence"), "5:9"),
        (("programmes", "asye", "requires", 7), "4:5"),
        (("title", "deeper", "still"), "1:1"),
        (("edition",), "1:1"),
    ],
)
def test_a_missing_key_is_placed_at_the_key_of_its_mapping(
    path: tuple[str | int, ...], place: str
) -> None:
    assert str(of(PLACED).place(path)) == f"offer.yaml:{place}"


def test_a_problem_brings_its_place_its_pointer_and_its_line() -> None:
    path = ["programmes", "asye", "requires", 0, "at_least"]
    found = of(PLACED).problem("SWC207", "three of what?", path, hint="write: 3 hours")
    assert found.render().splitlines() == [
        "offer.yaml:6:19 SWC207 three of what?",
        "            at_least: 3",
        "                      ^",
        "  write: 3 hours",
    ]
    assert found.pointer == "/programmes/asye/requires/0/at_least"


def test_a_line_outside_the_file_is_empty() -> None:
    assert of(PLACED).line_text(0) == of(PLACED).line_text(99) == ""


plain_data = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc_é/~", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
).map(lambda inner: {"top": inner})


def all_paths(data: Plain) -> list[tuple[str | int, ...]]:
    steps: list[tuple[str | int, Plain]] = []
    if isinstance(data, dict):
        steps = list(data.items())
    elif isinstance(data, list):
        steps = list(enumerate(data))
    below = [(step, *rest) for step, inner in steps for rest in all_paths(inner)]
    return [(), *below]


@settings(max_examples=60)
@given(plain_data, st.sampled_from([None, 1, 3]))
def test_json_and_yaml_agree_on_data_and_on_every_place(
    data: dict[str, Plain], indent: int | None
) -> None:
    """JSON is YAML: one text, two ways of reading, equal in all."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    as_json, as_yaml = of(text, "a.json"), of(text.replace('"/', '"/'), "a.json.yaml")
    assert as_json.data == as_yaml.data == data
    for path in all_paths(data):
        for end in ("key", "value"):
            one, other = as_json.place(path, end), as_yaml.place(path, end)
            assert one is not None
            assert other is not None
            assert (one.line, one.column) == (other.line, other.column)


@settings(max_examples=60)
@given(plain_data)
def test_what_yaml_writes_is_read_back(data: dict[str, Plain]) -> None:
    """read(dump(x)) == x, and each text begins where its place says."""
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    document = of(text)
    assert document.data == data
    for path in all_paths(data):
        place = document.place(path)
        assert place is not None
        here: Plain = data
        for step in path:
            here = here[step]
        if isinstance(here, str):
            assert document.line_text(place.line)[place.column - 1] == '"'


# --- What is refused ------------------------------------------------------------------


def test_all_faults_of_a_file_are_told_in_one_run() -> None:
    text = """\
title: “Our offer”
edition:
note: !important x
title: Again
domains: {rights: {title: Rights, justice}}
review_by: ~
team: Team #4
"""
    assert told(text) == [
        "1:8 SWC119",
        "2:1 SWC123",
        "3:7 SWC129",
        "4:1 SWC122",
        "5:33 SWC121",
        "6:12 SWC124",
        "7:12 SWC130",
    ]


def test_after_a_syntax_error_reading_goes_on_at_the_next_key_of_the_page() -> None:
    text = """\
title: Thurrock: our offer
edition: 2026
  from: 2026-09-01
support:
  - {id: a, id: b}
learning: [coaching
edition: 2027
about:
  note: "x" y
end:
  a: 1
  a: 2
"""
    assert told(text) == [
        "1:16 SWC117",
        "3:3 SWC116",
        "5:13 SWC122",
        "6:11 SWC115",
        "7:1 SWC122",
        "9:13 SWC120",
        "12:3 SWC122",
    ]


def test_a_key_written_twice_names_both_lines() -> None:
    found = only_fault("a: 1\nb: 2\na: 3\n")
    assert str(found) == 'offer.yaml:3:1 SWC122 "a" is written twice; first in line 1'


def test_keys_are_compared_within_one_mapping_only() -> None:
    assert of("a: {x: 1}\nb: {x: 2}\nc: [{x: 1}, {x: 2}]\n")


@pytest.mark.parametrize(
    ("text", "comma", "hint"),
    [
        (
            "{title: Rights, justice and economic wellbeing}",
            15,
            'write: title: "Rights, justice and economic wellbeing"',
        ),
        ("{title: a, b, c, number: 1}", 10, 'write: title: "a, b, c"'),
        ("{title: a ,\n  b}", 11, 'write: title: "a, b"'),
        ('{title: a, "b"}', 10, 'write: title: "a, b"'),
        ("{title: 'say \"a\"', b}", 18, "put the whole text in quotes"),
    ],
)
def test_a_comma_that_splits_a_text_in_braces_is_told_once_at_the_comma(
    text: str, comma: int, hint: str
) -> None:
    found = only_fault(f"rights: \n {text}")
    assert found.code == "SWC121"
    assert found.place
    assert (found.place.line, found.place.column) == (2, comma + 1)
    assert found.hint == hint


def test_words_alone_in_braces_are_no_split_text() -> None:
    assert told("a: {x, y}") == ["1:5 SWC123", "1:8 SWC123"]
    assert told("a: {for: [x], y}") == ["1:15 SWC123"]
    assert told("a: {x: y, z: }") == ["1:11 SWC123"]


# Each slip on the second of three lines, where YAML would let it stand or fail at
# quite another place.
SLIPS = {
    "a:b": "2:2 SWC113",
    "a:[b]": "2:2 SWC113",
    'a: "b': "2:4 SWC114",
    "a: 'b": "2:4 SWC114",
    "a: [b, c": "2:4 SWC115",
    "a: {b: c, d: e": "2:4 SWC115",
    "a: [{b: c} {d: e}]": "2:12 SWC115",
    "  a: b": "2:3 SWC116",
    "a: b: c": "2:5 SWC117",
    "a: {b: c: d}": "2:9 SWC117",
    "a: @b": "2:4 SWC118",
    "a: `b`": "2:4 SWC118",
    "a: %b": "2:4 SWC118",
    "a: *b*": "2:4 SWC118",
    "a: * b": "2:4 SWC118",
    "a: & b": "2:4 SWC118",
    "a: &b c": "2:4 SWC118",
    "a: - b": "2:4 SWC118",
    "a: ? b": "2:4 SWC118",
    "a: | b": "2:4 SWC118",
    "a: >50": "2:4 SWC118",
    "a: ,b": "2:4 SWC118",
    "a: ]": "2:4 SWC118",
    "a: “b”": "2:4 SWC119",
    "“a”: b": "2:1 SWC119",
    'a: "b" c': "2:8 SWC120",
    'a: "b"c': "2:7 SWC120",
    "a: [b] c": "2:8 SWC120",
    "a b c": "2:1 SWC111",
    "- a": "2:1 SWC116",
    "a: {b: c}}": "2:10 SWC120",
    "a: 'Manager's guide'": "2:12 SWC120",
    "a: [b, , c]": "2:8 SWC123",
    "a:": "2:1 SWC123",
    "a: # b": "2:1 SWC123",
    "a: null": "2:4 SWC124",
    "a: [~]": "2:5 SWC124",
    "{a: b}: c": "2:1 SWC125",
    "[a]: c": "2:1 SWC125",
    ": c": "2:1 SWC125",
    "a: {{ b }}": "2:5 SWC125",
    "a: *b": "2:4 SWC126",
    "a: &a [*a]": "2:8 SWC126",
    "a: &a {b: [*a]}": "2:12 SWC126",
    "<<: {b: c}": "2:1 SWC128",
    "a: !b c": "2:4 SWC129",
    "a: !": "2:4 SWC129",
    "a: !b! c": "2:4 SWC129",
    "a: !b!c d": "2:4 SWC129",
    "a: !!python/name:os.system x": "2:4 SWC129",
    "a: !!set {b}": "2:4 SWC129",
    "a: b #4": "2:6 SWC130",
    'a: "b \\d"': "2:7 SWC131",
    'a: "b \\u12"': "2:7 SWC131",
    'a: "\\x1b[2J"': "2:4 SWC105",
    "a: b\x07c": "2:5 SWC105",
    "a: b\x00c": "2:5 SWC105",
    "a: b\u200bc": "2:5 SWC105",
    "a: b\u2028c: d": "2:5 SWC105",
    "a: b\ufeffc": "2:5 SWC105",
    "a: b\ud800c": "2:5 SWC105",
}


@pytest.mark.parametrize(("slip", "place"), SLIPS.items(), ids=ascii)
def test_a_slip_is_told_where_it_is(slip: str, place: str) -> None:
    if slip == "a: !!set {b}":
        assert place in told(f"y: 1\n{slip}\nz: 2\n")
    else:
        assert told(f"y: 1\n{slip}\nz: 2\n") == [place]


@pytest.mark.parametrize(
    ("slip", "hint"),
    [
        ("title: Week: one", 'write: title: "Week: one"'),
        ("- title: Week: one", 'write: title: "Week: one"'),
        ("title: @home", 'write: title: "@home"'),
        ("title:home", "write: title: home"),
        ('title: "home', 'write: a second " at the end of the text'),
        ("title: [home", "write: ] after its last entry"),
    ],
)
def test_a_slip_is_told_with_what_to_write(slip: str, hint: str) -> None:
    assert only_fault(f"{slip}\n").hint == hint


def test_a_quote_that_a_later_quote_seems_to_close_is_told_where_it_opens() -> None:
    assert told('a: "x\nb: y\nc: "z"\nd: 1\n') == ["1:4 SWC114"]


def test_indentation_with_tabs_is_told_line_by_line() -> None:
    text = "a: 1\na: 2\nb:\n\tc: 1\n \t d: 2\n\t\n\t# e\nf: x\nf: y\n"
    assert told(text) == ["2:1 SWC122", "4:1 SWC112", "5:2 SWC112"]


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff", "# only\n", "---\n", b""])
def test_an_empty_file_is_told(text: str | bytes) -> None:
    assert only_fault(text).code == "SWC106"
    assert only_fault(text, "a.json").code in {"SWC106", "SWC132"}


@pytest.mark.parametrize("text", ["[a, b]", "- a", "words", '"words"'])
def test_a_file_that_is_no_mapping_is_told(text: str) -> None:
    assert only_fault(text).code == "SWC107"


def test_bytes_that_are_not_utf8_are_told_line_by_line_with_the_rest() -> None:
    text = "title: café — “x”\nnote: fine\nfee: £5\nfee: 6\n"
    assert told(text.encode("cp1252")) == [
        "1:11 SWC104",
        "3:6 SWC104",
        "4:1 SWC122",
    ]
    first = faults(text.encode("cp1252"))[0]
    assert first.line == "title: café — “x”"
    assert '"é" is not saved as UTF-8' in first.message


def test_a_file_saved_as_utf16_is_told() -> None:
    assert only_fault("title: x\n".encode("utf-16")).code == "SWC104"


def test_files_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    for path in (tmp_path / "none.yaml", folder, "nul\x00.yaml", "a.docx", "a"):
        with pytest.raises(SourceError) as raised:
            read(path)
        assert raised.value.problems[0].code in {"SWC101", "SWC102"}


def test_an_explicit_text_needs_no_suffix() -> None:
    assert of("a: b", "form").data == {"a": "b"}


# --- What would cost too much ---------------------------------------------------------


def peak(text: str | bytes, name: str = "offer.yaml") -> int:
    """Bytes held at most while the text is refused."""
    tracemalloc.start()
    try:
        only_fault(text, name)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_file_of_ten_megabytes_is_not_even_held(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: [" + b"x, " * 3_400_000 + b"]")
    tracemalloc.start()
    with pytest.raises(SourceError) as raised:
        read(path)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [found.code for found in raised.value.problems] == ["SWC103"]
    assert held < 3 * source.MAX_BYTES


@pytest.mark.parametrize("name", ["deep.yaml", "deep.json"])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_a_hundred_thousand_lists_in_each_other_are_refused(
    name: str, opening: str
) -> None:
    text = '{"a": ' + opening * 100_000
    assert only_fault(text, name).code == "SWC109"
    assert peak(text, name) < 12 * len(text)


def test_block_lists_in_each_other_are_refused() -> None:
    assert only_fault("a:\n " + "- " * 100_000 + "b").code == "SWC109"


def test_forty_levels_are_read_and_one_more_is_not() -> None:
    for name in ("a.yaml", "a.json"):
        assert of('{"a": ' + "[" * 39 + "]" * 39 + "}", name)
        assert only_fault('{"a": ' + "[" * 40 + "]" * 40 + "}", name).code == "SWC109"
    inner: object = "x"
    for _ in range(39):
        inner = [inner]
    assert document_of({"a": inner})
    with pytest.raises(SourceError, match="SWC109"):
        document_of({"a": [inner]})


def test_an_alias_bomb_is_refused_without_growing() -> None:
    lines = ["a: &a [" + ", ".join(["x"] * 10) + "]"]
    for above, here in zip("abcdefghijk", "bcdefghijkl", strict=True):
        lines.append(f"{here}: &{here} [" + ", ".join([f"*{above}"] * 10) + "]")
    bomb = "\n".join(lines)
    assert only_fault(bomb).code == "SWC127"
    assert peak(bomb) < 1_000_000


def test_aliases_cannot_reach_deeper_than_lists_can() -> None:
    lines = ["a: &a0 [x]"]
    lines += [f"a{n}: &a{n} [[[[[[*a{n - 1}]]]]]]" for n in range(1, 8)]
    assert only_fault("\n".join(lines)).code == "SWC109"


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = '{"a": [' + "1," * 100_001 + "1]}"
    assert only_fault(many, "a.json").code == "SWC110"
    monkeypatch.setattr(source, "MAX_NODES", 1_000)  # the parser in Python is slow
    assert only_fault(many).code == "SWC110"
    assert only_fault("a:\n" + "- x\n" * 1_000).code == "SWC110"
    assert only_fault("".join(f"k{n}: x\n" for n in range(600))).code == "SWC110"
    assert only_fault("".join(f"k{n}: []\n" for n in range(600))).code == "SWC110"


def test_no_more_problems_are_told_than_anybody_mends() -> None:
    assert len(faults("a:\n" * 5000)) == 200
    found = faults("".join(f"k{n}: x: y\n" for n in range(5000)))
    assert len(found) == 200


# --- JSON -----------------------------------------------------------------------------


def test_json_numbers_and_truth_values_are_text_and_null_is_nothing_written() -> None:
    text = '{"a": 1.10, "b": 1e3, "c": true, "d": [false, -0], "e": null, "f": "null"}'
    assert of(text, "a.json").data == {
        "a": "1.10",
        "b": "1e3",
        "c": "true",
        "d": ["false", "-0"],
        "f": "null",
    }


def test_places_in_json_pass_over_what_is_null() -> None:
    text = '{"a": null,\n\t"b": {"c": null, "d\\"": [1, "x\\\\",\r\n true]}}'
    document = of(text, "a.json")
    assert str(document.place(["b"], "key")) == "a.json:2:2"
    assert str(document.place(["b", 'd"', 1])) == "a.json:2:30"
    assert str(document.place(["b", 'd"', 2])) == "a.json:3:2"
    assert str(document.place(["a"])) == "a.json:1:1"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,}', "1:8 SWC132"),
        ("{'a': 1}", "1:2 SWC132"),
        ('{"a" 1}', "1:6 SWC132"),
        ('{"a": [1 2]}', "1:10 SWC132"),
        ('{"a": [1, ]}', "1:9 SWC132"),
        ('{"a": x}', "1:7 SWC132"),
        ('{"a": "x}', "1:7 SWC132"),
        ('{"a": "x\ny"}', "1:9 SWC132"),
        ('{"a": "\\d"}', "1:8 SWC132"),
        ('{"a": 1} 2', "1:10 SWC132"),
        ('{"a": 1', "1:7 SWC132"),
        ('{"a": "x\x07"}', "1:9 SWC105"),
        ('{"a": "\\u001b[2J"}', "1:7 SWC105"),
        ('{"\\u0007": 1}', "1:2 SWC105"),
        ('{"a": 1, "a": 2}', "1:10 SWC122"),
        ('{"a": 1, "\\u0061": null}', "1:10 SWC122"),
        ('{"a": [null]}', "1:8 SWC124"),
        ('{"": 1}', "1:2 SWC125"),
        ('{"a": -Infinity}', "1:7 SWC133"),
        ('{"a": NaN, "b": "\\d"}', "1:7 SWC133"),
        ("[1]", "1:1 SWC107"),
        ("3", "1:1 SWC107"),
    ],
)
def test_faults_of_json_are_told_in_their_place(text: str, place: str) -> None:
    assert told(text, "a.json")[0] == place


def test_all_faults_of_a_json_file_are_told_in_one_run() -> None:
    text = '{"a": 1,\n"a": [null, NaN],\n"b": {"c": "x", "c": "\\u0000"}}'
    assert told(text, "a.json") == [
        "2:1 SWC122",
        "2:7 SWC124",
        "2:13 SWC133",
        "3:17 SWC122",
        "3:22 SWC105",
    ]


# --- Python ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (-7.5, "-7.5"),
        (1e-7, "0.0000001"),
        (Decimal("60.0"), "60.0"),
        (Decimal("1E+2"), "100"),
        (Fraction(1, 3), "1/3"),
        (Fraction(3), "3"),
        (True, "true"),
        (False, "false"),
        (date(2026, 11, 6), "2026-11-06"),
        (datetime(2026, 11, 6, 17, 5, 59), "2026-11-06 17:05"),  # noqa: DTZ001 - local
        (datetime(2026, 11, 6), "2026-11-06"),  # noqa: DTZ001 - local time
        ("no", "no"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_values_of_python_become_the_text_a_person_would_write(
    value: object, text: str
) -> None:
    assert plain(value) == text


def test_mappings_and_lists_of_python_become_plain() -> None:
    value = {"a": (1, [2.5]), "b": None, "c": {"d": {}}}
    assert plain(value) == {"a": ["1", ["2.5"]], "c": {"d": {}}}
    assert document_of(value).data == plain(value)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("1E+999999"),
        10**5000,
        1e300,
        {1, 2},
        b"x",
        object(),
        [None],
        {1: "x"},
        {"": "x"},
        "\x1b[2J",
        1j,
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_that_cannot_be_text_are_told(value: object) -> None:
    with pytest.raises(SourceError) as raised:
        plain({"a": value})
    (found,) = raised.value.problems
    assert found.code in {"SWC105", "SWC125", "SWC133"}
    assert found.pointer.startswith("/a")
    assert found.place is None


def test_a_value_that_holds_itself_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(SourceError, match="SWC109"):
        plain(value)


def test_all_faults_of_a_mapping_are_told_together() -> None:
    with pytest.raises(SourceError) as raised:
        document_of({"a": [set(), {"b": object()}], "c": float("nan")})
    assert [found.pointer for found in raised.value.problems] == [
        "/a/0",
        "/a/1/b",
        "/c",
    ]


def test_a_mapping_of_python_has_pointers_and_no_places() -> None:
    document = document_of({"a": ["x"]}, name="form")
    found = document.problem("SWC207", "what?", ["a", 0])
    assert str(found) == "/a/0 SWC207 what?"
    assert found.line is None


def test_only_a_mapping_is_a_document() -> None:
    with pytest.raises(SourceError, match="SWC107"):
        document_of([("a", "b")])  # type: ignore[arg-type]  # what is tested


# --- Whatever comes -------------------------------------------------------------------

YAML_SIGNS = st.text("ab:,-[]{}#&*!|>'\"%@`?~\\<= \n\r\t.é“\u00a0\u2028\x00\ufeff0")


def read_or_refused(text: str | bytes, name: str) -> None:
    try:
        document = of(text, name)
    except SourceError as error:
        lines = error.problems
        assert lines
        for found in lines:
            assert found.code in CODES
            assert found.place is not None
            assert found.place.line >= 1
            assert found.place.column >= 1
            assert found.render()
    else:
        for path in all_paths(document.data):
            assert document.place(path) is not None
            assert document.place((*path, "missing"), "key") is not None


@settings(max_examples=200)
@given(YAML_SIGNS)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    read_or_refused(text, "any.yaml")


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*SLIPS, "a: b", "c:", "  d: e", "  - f"]), max_size=9))
def test_any_pile_of_slips_is_told_in_words(lines: list[str]) -> None:
    read_or_refused("\n".join(lines), "any.yaml")


@settings(max_examples=100)
@given(st.binary())
def test_any_bytes_are_read_or_refused_in_words(held: bytes) -> None:
    read_or_refused(held, "any.yaml")
    read_or_refused(held, "any.json")


@settings(max_examples=100)
@given(st.text('{}[]",:\\ truefalsn0123.-u\n\t'))
def test_any_json_is_read_or_refused_in_words(text: str) -> None:
    read_or_refused(text, "any.json")


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.text(min_size=1),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    )
)
def test_any_json_that_python_writes_is_read_or_refused(value: object) -> None:
    read_or_refused(json.dumps(value), "any.json")
