"""What a count has to touch, and what an item touches: `covering`."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from swcareers.evaluation.outcome import Item
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework

Touches = Callable[[Item, Situation], Iterable[str]]


def members_of(
    covering: Sequence[str], book: Framework
) -> Mapping[str, frozenset[str]]:
    """What has to be touched, each with the words that touch it.

    A set of capabilities stands for its domains, a group for its members; any other
    name for itself.
    """
    found: dict[str, frozenset[str]] = {}
    for name in covering:
        declared = book.capabilities.get(name)
        if declared is not None:
            for member in declared.domains or declared.levels:
                whole = f"{name}/{member}"
                found[whole] = frozenset((whole, member))
        else:
            for member in book.members(name):
                found[member] = frozenset((member, member.rpartition("/")[2]))
    return found


def touched(
    item: Item,
    members: Mapping[str, frozenset[str]],
    situation: Situation,
    touches: Touches | None,
) -> frozenset[str]:
    """The members that an item touches."""
    words = set((touches or touched_by)(item, situation))
    # A word with a set before it is of that set alone: kss/1 is not domain 1 of
    # another set.
    tails = {word.rpartition("/")[2]: word for word in words if "/" in word}
    return frozenset(
        member
        for member, meant in members.items()
        if words & meant or ("/" not in member and member in tails)
    )


def touched_by(item: Item, situation: Situation) -> Iterable[str]:
    """The capabilities or other things an item is evidence of."""
    yield item.name
    for value in item.fields.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | list):
            yield from map(str, value)
        elif isinstance(value, dict):
            yield from value
