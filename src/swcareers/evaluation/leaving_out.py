"""Which whole items are left out where a limit leaves some out: in favour of the
learner, and the same choice every time."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod

import attrs

Positions = frozenset[int]
Worth = tuple[bool, Fraction, int]

# So many choices are looked at one by one; beyond them a good one is looked for.
MOST_CHOICES = 4096


@attrs.frozen
class Choice:
    """The items that are kept.

    Attributes:
        proven: no other choice is worth more.
    """

    kept: Positions
    proven: bool


def choices(
    removable: Sequence[int],
    alike: Sequence[Hashable],
    everything: Positions,
    allowed: Callable[[Positions], bool],
    worth: Callable[[Positions], Worth],
) -> Choice:
    """The choice that is worth most; of equals, the one that keeps the earliest.

    Args:
        removable: the items some of which have to go, in order of their days.
        alike: for each of them, all that can tell it from another.
        everything: all items.
        allowed: whether no limit is passed.
        worth: whether it is enough, how much counts, how many lines are met.
    """
    groups: dict[Hashable, list[int]] = {}
    for place, what in zip(removable, alike, strict=True):
        groups.setdefault(what, []).append(place)
    alternatives = list(groups.values())
    rest = everything - frozenset(removable)
    if prod(len(group) + 1 for group in alternatives) <= MOST_CHOICES:
        return Choice(
            _best(_all_choices(alternatives, rest), allowed, worth, rest), True
        )
    kept = _one_by_one(removable, rest, allowed, worth)
    # Where even that is enough, no other choice could be better.
    return Choice(kept, worth(kept)[0])


def _all_choices(groups: list[list[int]], rest: Positions) -> Iterator[Positions]:
    for numbers in product(*(range(len(group), -1, -1) for group in groups)):
        chosen = (
            place
            for group, number in zip(groups, numbers, strict=True)
            for place in group[:number]
        )
        yield rest.union(chosen)


def _best(
    found: Iterator[Positions],
    allowed: Callable[[Positions], bool],
    worth: Callable[[Positions], Worth],
    rest: Positions,
) -> Positions:
    best, most = rest, worth(rest)
    for kept in found:
        if not allowed(kept):
            continue
        value = worth(kept)
        if value > most or (value == most and _earlier(kept, best)):
            best, most = kept, value
    return best


def _earlier(one: Positions, other: Positions) -> bool:
    """Whether one choice keeps the earlier items (or, of the same, more of them)."""
    return (
        sorted(one - other) < sorted(other - one) if other - one else bool(one - other)
    )


def _one_by_one(
    removable: Sequence[int],
    rest: Positions,
    allowed: Callable[[Positions], bool],
    worth: Callable[[Positions], Worth],
) -> Positions:
    """Items taken in as long as they fit: from the largest, and from the earliest."""
    best, most = rest, worth(rest)
    by_size = sorted(removable, key=lambda place: worth(frozenset({place}))[1:])
    for order in (removable, by_size, by_size[::-1]):
        kept = rest
        for place in order:
            more = kept | {place}
            if allowed(more):
                kept = more
        value = worth(kept)
        if value > most:
            best, most = kept, value
    return best
