"""Amounts with their units."""

from fractions import Fraction

import pytest

from swcareers.values.amounts import Amount


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("3", Fraction(3), None),
        ("80 hours", Fraction(80), "hours"),
        ("1 hour", Fraction(1), "hours"),
        ("1.5 hours", Fraction(3, 2), "hours"),
        ("24 credits", Fraction(24), "credits"),
        ("300 GBP", Fraction(300), "GBP"),
        ("1 GBP", Fraction(1), "GBP"),
        ("5 working days", Fraction(5), "working days"),
        ("90%", Fraction(9, 10), "share"),
        ("12.5%", Fraction(1, 8), "share"),
        ("1/3", Fraction(1, 3), "share"),
        ("0", Fraction(0), None),
    ],
)
def test_a_number_stands_with_its_unit(text, number, unit):
    amount = Amount.parse(text)
    assert (amount.number, amount.unit) == (number, unit)
    assert (amount.word, amount.figure) == (None, None)
    assert str(amount) == text


@pytest.mark.parametrize("word", ["all", "surplus"])
def test_two_words_stand_for_an_amount(word):
    amount = Amount.parse(word)
    assert amount.word == word
    assert (amount.number, amount.unit, amount.figure) == (None, None, None)


@pytest.mark.parametrize("name", ["refresher", "days-owed", "Grade E", "2:1", "asye/x"])
def test_any_other_name_is_a_figure_or_a_word_of_a_scale(name):
    assert Amount.parse(name).figure == name


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("£300", "write 300 GBP"),
        ("£1,000", "write 1000 GBP"),
        ("GBP 300", "write 300 GBP"),
        ("300 pounds", "write 300 GBP"),
        ("300 gbp", "write 300 GBP"),
        ("1,000", "write 1000"),
        ("1,200 hours", "write 1200 hours"),
        ("80hours", "write 80 hours"),
        ("80 hrs", "write 80 hours"),
        ("80 credit", "write 80 credits"),
        ("1 credits", "write 1 credit"),
        ("90 %", "write 90%"),
        ("90 per cent", "write 90%"),
        ("three", "write 3"),
        ("two sessions", "write 2 sessions"),
        ("-3", "less than nothing"),
        ("1/0", "divides by nothing"),
        ("", "is missing here"),
        (">= 3", "is not an amount"),
    ],
)
def test_another_spelling_is_refused_with_the_one_to_write(text, advice):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message is below
        Amount.parse(text)
    assert advice in str(refused.value)
