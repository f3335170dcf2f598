"""The values of a ledger say what each of their attributes is."""

import inspect
import re

import attrs
import pytest

from swcareers.queries import ledger

VALUES = [
    one
    for one in vars(ledger).values()
    if attrs.has(one) and one.__module__ == ledger.__name__
]


@pytest.mark.parametrize("value", VALUES, ids=lambda one: one.__name__)
def test_each_attribute_is_told(value: type) -> None:
    text = inspect.getdoc(value) or ""
    told = set(re.findall(r"^    (\w+): ", text, flags=re.M))
    names = {one.name for one in attrs.fields(value)}
    assert told == names
