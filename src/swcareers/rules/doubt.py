"""How few and how many slots can be kept by sessions whose slot is not known."""

from collections.abc import Collection, Sequence


def fewest_hit(sessions: Sequence[Sequence[int]], missing: Collection[int]) -> int:
    """Count the fewest of the missing slots that the sessions must keep.

    Each session is the slots it may be in, one after another. Only those with nowhere
    else to be count: two that may be in one slot keep one slot at the least.

    >>> fewest_hit([(1, 2), (2, 3), (4, 5)], {1, 2, 3, 4})
    1
    """
    forced = [one for one in sessions if all(place in missing for place in one)]
    hits, last_hit = 0, -1
    for one in sorted(forced, key=max):
        if min(one) > last_hit:
            hits, last_hit = hits + 1, max(one)
    return hits


def most_matched(
    sessions: Sequence[Sequence[int]], first: Sequence[int], then: Sequence[int]
) -> tuple[int, int]:
    """Count the most slots that the sessions can keep, one each.

    As many of ``first`` as possible, and with what is left as many of ``then``.

    >>> most_matched([(1, 2), (1,), (1, 3)], [1, 2], [3])
    (2, 1)
    """
    who_may: dict[int, list[int]] = {}
    for number, options in enumerate(sessions):
        for place in options:
            who_may.setdefault(place, []).append(number)
    keeps: dict[int, int] = {}

    def find(place: int, asked: set[int]) -> bool:
        for number in who_may.get(place, ()):
            if number not in asked:
                asked.add(number)
                if number not in keeps or find(keeps[number], asked):
                    keeps[number] = place
                    return True
        return False

    # A slot once kept stays kept, whoever keeps it.
    found = sum(find(place, set()) for place in first)
    return found, sum(find(place, set()) for place in then)
