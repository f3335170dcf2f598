"""How much: the number and its unit, as they stand together in a bound."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from sys import intern
from typing import Literal, NoReturn

import attrs

from .durations import NUMBER_WORDS

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%|(\d+)/(\d+)")
_WITH_UNIT = re.compile(r"(\d+(?:\.\d+)?) ([A-Za-z][A-Za-z-]*(?: [A-Za-z-]+)*)")
# A figure by its id, a word of a scale, or a class of degree such as 2:1.
_NAME = re.compile(r"[A-Za-z][\w'/-]*(?: [\w'/-]+)*|\d:\d")
# fmt: off
_ONE_OF = {one: one + "s" for one in (
    "hour", "minute", "day", "working day", "week", "month", "year", "credit", "point",
    "session", "piece",
)}
# fmt: on
_ONLY_ONE = {many: one for one, many in _ONE_OF.items()}

_POUNDS = re.compile(r"(?:£ ?|GBP ?)([\d,]+(?:\.\d+)?)")
_POUNDS_BEHIND = re.compile(r"([\d,]+(?:\.\d+)?) ?(?:£|pounds?|quid|gbp)", re.I)
_THOUSANDS = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?)(.*)")
_NO_SPACE = re.compile(r"(\d+(?:\.\d+)?)([A-Za-z][a-zA-Z-]*)")
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|per ?cent|percent)")
_SHORT = {
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "min": "minutes",
    "mins": "minutes",
}


@attrs.frozen
class Amount:
    """How much of something, with its unit in the bound.

    Exactly one of ``number``, ``word`` and ``figure`` is there. ``unit`` is None for a
    bare count, ``"share"`` for a percentage or a fraction (90% is 9/10), else the word
    as written, in the plural. ``word`` is ``all`` or ``surplus``. ``figure`` names a
    declared figure or a word of a scale; which of the two is for its place to say.

    >>> Amount.parse("90%").number, Amount.parse("80 hours").unit
    (Fraction(9, 10), 'hours')
    """

    number: Fraction | None
    unit: str | None
    word: Literal["all", "surplus"] | None
    figure: str | None
    text: str

    @classmethod
    def parse(cls, text: str) -> "Amount":
        """Read an amount as the language writes it.

        Raises:
            ValueError: the text is no amount; the message says what to write.

        >>> Amount.parse("£300")
        Traceback (most recent call last):
        ValueError: "£300" is not how an amount is written: write 300 GBP
        """
        return _parse_amount(text)

    def __str__(self) -> str:
        """Give the amount as it was written."""
        return self.text


@lru_cache(maxsize=4096)
def _parse_amount(text: str) -> Amount:
    text = intern(text)
    if text == "all" or text == "surplus":
        word: Literal["all", "surplus"] = "all" if text == "all" else "surplus"
        return Amount(None, None, word, None, text)
    if _NUMBER.fullmatch(text):
        return Amount(Fraction(text), None, None, None, text)
    if found := _SHARE.fullmatch(text):
        if found[1] is not None:
            return Amount(Fraction(found[1]) / 100, "share", None, None, text)
        if int(found[3]) == 0:
            raise ValueError(f'"{text}" divides by nothing: write a share such as 1/3')
        share = Fraction(int(found[2]), int(found[3]))
        return Amount(share, "share", None, None, text)
    meant = _spelled(" ".join(text.split()))
    if meant is not None:
        raise ValueError(f'"{text}" is not how an amount is written: write {meant}')
    if found := _WITH_UNIT.fullmatch(text):
        number, unit = Fraction(found[1]), intern(_ONE_OF.get(found[2], found[2]))
        return Amount(number, unit, None, None, text)
    if _NAME.fullmatch(text):
        return Amount(None, None, None, text, text)
    _refuse(text)


def _refuse(text: str) -> NoReturn:
    if not text.strip():
        raise ValueError("An amount is missing here: write it like 3 or 80 hours")
    if re.match(r"[-\u2212]\s*\d", text):
        raise ValueError(f'"{text}" is less than nothing: an amount is 0 or more')
    raise ValueError(
        f'"{text}" is not an amount: write a number with its unit, such as 3, '
        "80 hours, 24 credits, 300 GBP, 90% or 1/3"
    )


def _spelled(text: str) -> str | None:
    """Spell in this library's way what somebody meant. None: no idea."""
    if found := (_POUNDS.fullmatch(text) or _POUNDS_BEHIND.fullmatch(text)):
        plain = found[1].replace(",", "")
        meant = f"{Decimal(plain):f} GBP" if _NUMBER.fullmatch(plain) else None
        return None if meant == text else meant
    if found := _THOUSANDS.fullmatch(text):
        return found[1].replace(",", "") + found[2]
    if found := _PER_CENT.fullmatch(text):
        return f"{found[1]}%"
    if found := _NO_SPACE.fullmatch(text):
        return f"{found[1]} {_SHORT.get(found[2], found[2])}"
    if found := _WITH_UNIT.fullmatch(text):
        number, unit = found[1], _SHORT.get(found[2], found[2])
        unit = _ONE_OF.get(unit, unit)
        if Fraction(number) == 1:  # 1 hour, but 1.5 hours
            unit = _ONLY_ONE.get(unit, unit)
        return None if unit == found[2] else f"{number} {unit}"
    first, _, rest = text.lower().partition(" ")
    if first in NUMBER_WORDS:
        return f"{NUMBER_WORDS[first]} {rest}".strip()
    return None
