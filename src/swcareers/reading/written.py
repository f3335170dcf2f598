"""Typed values as they stand in a file: the way back from reading.

A record keeps what was read as typed values alone: they are a fraction of the plain
data they came from. Whoever needs those again gets them from here.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from swcareers.reading.document import Plain
from swcareers.values.keys import keys_of, spelling


def written(value: Any) -> Plain:
    """A value as plain data; read again, it gives an equal value.

    Keys that hold what they hold where they are not written are left out.

    >>> from swcareers.record.model import Post
    >>> from swcareers.values.dates import KnownDate
    >>> written(Post(stage="nqsw", from_=KnownDate.parse("2026-06")))
    {'stage': 'nqsw', 'from': '2026-06'}
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [written(item) for item in value]
    keys = keys_of(type(value)) if attrs.has(type(value)) else {}
    return _with_keys(value) if keys else str(value)


def _with_keys(value: Any) -> Plain:
    cls = type(value)
    found: dict[str, Plain] = {}
    own = keys_of(cls)
    for field in attrs.fields(cls):
        held = getattr(value, field.name)
        if field.name == "fields" and field.name not in own:
            found.update((key, written(item)) for key, item in held.items())
        elif field.name in own and held is not field.default and held != field.default:
            found[spelling(cls, field.name)] = written(held)
    return found
