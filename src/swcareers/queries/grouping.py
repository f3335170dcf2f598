"""Counts by group, with small groups withheld by name and counted together."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import attrs

Row = TypeVar("Row")


@attrs.frozen(kw_only=True)
class Group:
    """One group and what is counted in it.

    Attributes:
        name: its name; of groups withheld together, how many they are.
        size: how many people.
        counts: what is counted: so many, of so many.
    """

    name: str
    size: int
    counts: dict[str, tuple[int, int]]


@attrs.frozen(kw_only=True)
class Groups:
    """Counts by group.

    Attributes:
        key: what the groups are of: team, service, ...
        groups: those large enough to be told apart, by name.
        withheld: the others, counted together; None: there are none, or even
            together they are too few.
        left_out: how many people are in no row at all, being too few.
        at_least: how large a group has to be.
    """

    key: str
    groups: tuple[Group, ...]
    withheld: Group | None = None
    left_out: int = 0
    at_least: int = 5


def grouped(
    keyed: Sequence[tuple[str, Row]],
    key: str,
    counts: Callable[[Iterable[Row]], dict[str, Any]],
    at_least: int,
) -> Groups:
    """Count by group, so that nobody can be told apart.

    Groups under `at_least` are counted together. Where even together they are too
    few, the smallest group that could be shown joins them: else the difference from
    the total would tell them apart.

    >>> rows = [("a", 1)] * 6 + [("b", 1)] * 2
    >>> found = grouped(rows, "team", lambda rows: {"n": (len(list(rows)), 8)}, 5)
    >>> [group.name for group in found.groups], found.withheld.size
    ([], 8)
    """
    rows: dict[str, list[Row]] = {}
    for name, row in keyed:
        rows.setdefault(name, []).append(row)
    small = {name: found for name, found in rows.items() if len(found) < at_least}
    large = {name: found for name, found in rows.items() if name not in small}
    together = [row for found in small.values() for row in found]
    while together and len(together) < at_least and large:
        name = min(large, key=lambda one: (len(large[one]), one))
        small[name] = large.pop(name)
        together += small[name]
    groups = tuple(
        Group(name=name, size=len(large[name]), counts=counts(large[name]))
        for name in sorted(large)
    )
    if not together:
        return Groups(key=key, groups=groups, at_least=at_least)
    if len(together) < at_least:
        return Groups(key=key, groups=groups, left_out=len(together), at_least=at_least)
    withheld = Group(
        name=f"{len(small)} withheld by name",
        size=len(together),
        counts=counts(together),
    )
    return Groups(key=key, groups=groups, withheld=withheld, at_least=at_least)
