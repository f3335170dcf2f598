"""An answer as plain data, and back again."""

from collections.abc import Mapping
from typing import Any, Self

from swcareers.reading.structure import from_plain, to_plain


class PlainAnswer:
    """What every answer can do: be written as plain data, and be read from it.

    >>> import swcareers as sw
    >>> thurrock = sw.load_framework("thurrock")
    >>> levels = sw.between(thurrock, "nqsw", "social-worker", on="2026-11-06")
    >>> type(levels).from_json(levels.to_json()) == levels
    True
    """

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Itself as plain data for `json.dumps`; `from_json` reads it back."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """What `to_json` wrote; equal to the one it was made from."""
        return from_plain(plain, cls)
