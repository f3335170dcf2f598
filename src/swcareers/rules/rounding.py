"""How a mean is rounded, as the language writes it."""

import re
from fractions import Fraction

_WRITTEN = re.compile(r"half up to (\d+(?:\.\d+)?)")


def rounding_step(how: str) -> Fraction:
    """The step a mean is rounded to: "half up to 0.1".

    Raises:
        ValueError: the text is no rounding; the message says what to write.

    >>> rounding_step("half up to 1")
    Fraction(1, 1)
    >>> rounding_step("nearest")
    Traceback (most recent call last):
    ValueError: "nearest" is not how rounding is written: write half up to 1
    """
    found = _WRITTEN.fullmatch(how)
    if found is None or not Fraction(found[1]):
        raise ValueError(f'"{how}" is not how rounding is written: write half up to 1')
    return Fraction(found[1])
