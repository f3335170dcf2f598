"""Plain English in small pieces."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swcareers.values.text import (
    counted,
    did_you_mean,
    joined,
    number,
    plural,
    safe,
    shown,
)

KEYS = ["title", "requires", "support", "at_least", "at_most", "evidence", "event"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("require", "requires"),
        ("atleast", "at_least"),
        ("at-most", "at_most"),
        ("at least", "at_least"),
        ("evidnece", "evidence"),
        ("suport", "support"),
    ],
)
def test_a_slip_is_recognised(written: str, meant: str) -> None:
    assert did_you_mean(written, KEYS) == meant


@pytest.mark.parametrize("written", ["", "banana", "x", "t" * 5000])
def test_no_guess_is_made_for_a_word_that_is_like_none(written: str) -> None:
    assert did_you_mean(written, KEYS) is None


@given(st.sampled_from(KEYS), st.data())
@settings(max_examples=100)
def test_one_letter_left_out_is_always_recognised(
    word: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    assert did_you_mean(word[:at] + word[at + 1 :], [word]) == word


def test_a_list_in_a_sentence() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"], "or") == "a or b"
    assert joined(iter("abc")) == "a, b and c"


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("session", "sessions"),
        ("direct observation", "direct observations"),
        ("piece of evidence", "pieces of evidence"),
        ("masterclass", "masterclasses"),
        ("entry", "entries"),
        ("day", "days"),
        ("person", "people"),
        ("GBP", "GBP"),
        ("practice supervision", "practice supervisions"),
    ],
)
def test_plurals(word: str, many: str) -> None:
    assert plural(word) == many
    assert counted(2, word) == f"2 {many}"
    assert counted(1, word) == f"1 {word}"
    assert counted(0, word) == f"0 {many}"


def test_numbers_are_written_as_people_write_them() -> None:
    assert number(Fraction(5, 4)) == "1.25"
    assert number(Fraction(2, 3)) == "2/3"
    assert number(Decimal("60.0")) == "60"
    assert number(Decimal("1E+2")) == "100"
    assert number(-2) == "-2"


def test_a_shown_text_is_one_short_line_without_control_characters() -> None:
    assert shown("a\n b") == '"a b"'
    assert shown("\x1b[2Jx") == '"·[2Jx"'
    assert shown("") == '""'
    assert len(shown("word " * 100)) <= 62


@given(st.text())
@settings(max_examples=100)
def test_a_safe_line_prints_and_keeps_every_column(line: str) -> None:
    assert safe(line).isprintable()
    assert len(safe(line)) == len(line)
