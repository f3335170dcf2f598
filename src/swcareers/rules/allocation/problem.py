"""What is asked of placement: items with credit, awards, and what they demand.

Plain values, known by their ids. Nothing here knows of YAML, a record or a
framework: whoever asks has already worked out which item a part takes, which
item a line looks at and by which way a result comes to count, so that any
condition of the language ends up as a set of ids. Shares are worked out too:
every bound is a constant.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

Unit = Literal["credits", "modules", "distinct"]
Excess = Literal["cut", "left_out", "breach"]
Strength = Literal["must", "should"]


def _whole_number_or_fraction(number: int | Fraction) -> Fraction:
    return Fraction(number)


def _not_negative(
    instance: object, field: "attrs.Attribute[Fraction]", value: Fraction
) -> None:
    if value < 0:
        raise ValueError(f"{field.name} cannot be less than nothing, but is {value}")


def _ids_or_all(ids: Iterable[str] | None) -> frozenset[str] | None:
    return None if ids is None else frozenset(ids)


def _ids(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(ids)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)


def _pairs(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(pairs)


@attrs.frozen(kw_only=True)
class AtLeast:
    """A lower bound: so much credit, so many modules, or so many that differ.

    `unit` is `credits`, `modules` (each counts one, whatever its size) or
    `distinct` (modules alike in the value the line compares count once).
    """

    number: Fraction = attrs.field(
        converter=_whole_number_or_fraction, validator=_not_negative
    )
    unit: Unit = "credits"


@attrs.frozen(kw_only=True)
class Every:
    """A lower bound of `all`: each module of the list, once at least."""

    modules: tuple[str, ...] = attrs.field(converter=_names)


@attrs.frozen(kw_only=True)
class AtMost:
    """An upper bound, and what becomes of what lies above it.

    `cut`: up to so much credit of it is counted, one module in part.
    `left_out`: modules are taken whole; what would go above is not used here.
    `breach`: having more is not allowed, used or not; a test of the record.

    Raises:
        ValueError: a number of modules is cut (a module is counted or not).
    """

    number: Fraction = attrs.field(
        converter=_whole_number_or_fraction, validator=_not_negative
    )
    excess: Excess
    unit: Unit = "credits"

    def __attrs_post_init__(self) -> None:
        if self.excess == "cut" and self.unit != "credits":
            raise ValueError(
                "only credit can be cut: a number of modules is kept with "
                "left_out or breach"
            )


@attrs.frozen(kw_only=True)
class Item:
    """A module result that may be placed: whole, and once unless reused.

    `module` is what it is a result of (its own id if not given); two attempts
    at one module share it. `achieved` orders placement among equals: the
    earliest first, no date last. `previous` holds the placements last
    recorded, as pairs of award and part. `counted_by` names conferred awards
    outside the question that have counted it: only a way with `takes_from`
    may then take it.
    """

    id: str
    credit: Fraction = attrs.field(
        converter=_whole_number_or_fraction, validator=_not_negative
    )
    module: str = attrs.field(
        default=attrs.Factory(lambda item: item.id, takes_self=True)
    )
    achieved: date | None = None
    previous: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_pairs)
    counted_by: frozenset[str] = attrs.field(default=frozenset(), converter=_ids)


@attrs.frozen(kw_only=True)
class Part:
    """A part of an award: it holds modules, and a module fills one part.

    `takes` are the ids of the items it can hold; None: any.
    """

    id: str
    takes: frozenset[str] | None = attrs.field(default=None, converter=_ids_or_all)
    at_least: AtLeast | Every | None = None
    at_most: AtMost | None = None
    strength: Strength = "must"


@attrs.frozen(kw_only=True)
class Line:
    """A line (`of_which`): it looks at what is placed, and holds nothing.

    It sees the items named in `sees` (None: any) where they are placed in one
    of `parts` (None: anywhere in the award) and came by one of `ways` (None:
    by any). `values` says what `distinct` compares, by the id of an item or of a
    kind that is one named module; the module if not given. A kind of any size is
    as many modules as it takes, no two of them alike.
    """

    id: str
    sees: frozenset[str] | None = attrs.field(default=None, converter=_ids_or_all)
    parts: frozenset[str] | None = attrs.field(default=None, converter=_ids_or_all)
    ways: frozenset[str] | None = attrs.field(default=None, converter=_ids_or_all)
    at_least: AtLeast | Every | None = None
    at_most: AtMost | None = None
    strength: Strength = "must"
    values: Mapping[str, str] | None = None


@attrs.frozen(kw_only=True)
class Way:
    """A way in which a result comes to count, with its budget.

    `admits` are the ids of the items it admits; None: any. An item comes by
    the first way, as written, that admits it. `takes_from` names awards: the
    way then admits only what one of them has counted. `at_least` binds only
    when the way is used ("if you transfer any, at least 12").
    """

    id: str
    admits: frozenset[str] | None = attrs.field(default=None, converter=_ids_or_all)
    takes_from: frozenset[str] | None = attrs.field(default=None, converter=_ids_or_all)
    at_least: AtLeast | None = None
    at_most: AtMost | None = None


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of module that could still be added: an imagined module.

    It could go to any of `parts` and is seen by `lines` (there, and where the
    line looks), coming by `way` (None: by no way that has a budget). With
    `whole` None it is of any size; otherwise it is a named module not yet
    held, of that much credit, usable once and only whole; `module` is then
    its name in an `Every`.
    """

    id: str
    parts: frozenset[str] = attrs.field(converter=_ids)
    lines: frozenset[str] = attrs.field(default=frozenset(), converter=_ids)
    way: str | None = None
    whole: Fraction | None = attrs.field(
        default=None, converter=attrs.converters.optional(_whole_number_or_fraction)
    )
    module: str | None = None


def _parts(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(parts)


def _lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(lines)


def _ways(ways: Iterable[Way]) -> tuple[Way, ...]:
    return tuple(ways)


def _kinds(kinds: Iterable[Kind] | None) -> tuple[Kind, ...] | None:
    return None if kinds is None else tuple(kinds)


@attrs.frozen(kw_only=True)
class Award:
    """An award and what it demands: parts that hold, lines that look, ways in.

    `at_least` and `at_most` bind its total. With no `ways` every item that a
    part takes counts. `kinds` are the modules that could be added; None: for
    each part one module of any size, and one of each name that an `Every`
    asks for, seen by every line that asks for something and by none that
    caps.
    """

    id: str
    parts: tuple[Part, ...] = attrs.field(converter=_parts)
    lines: tuple[Line, ...] = attrs.field(default=(), converter=_lines)
    ways: tuple[Way, ...] = attrs.field(default=(), converter=_ways)
    at_least: AtLeast | None = None
    at_most: AtMost | None = None
    kinds: tuple[Kind, ...] | None = attrs.field(default=None, converter=_kinds)


Holder = Award | Part | Line | Way
"""What has bounds of its own."""


def holders(award: Award) -> tuple[Holder, ...]:
    """The award, its parts, its lines and its ways: all that has bounds.

    >>> [one.id for one in holders(Award(id="a", parts=[Part(id="core")]))]
    ['a', 'core']
    """
    return (award, *award.parts, *award.lines, *award.ways)


@attrs.frozen(kw_only=True)
class Fixed:
    """A placement fixed by a recorded decision; `part` None: not in this award."""

    item: str
    award: str
    part: str | None
