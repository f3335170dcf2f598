"""The questions that can be asked: several awards together, or each alone."""

from collections.abc import Sequence
from fractions import Fraction

from swcareers.rules.allocation.aims import Aims, hold
from swcareers.rules.allocation.answer import Telling
from swcareers.rules.allocation.easy import takes_all
from swcareers.rules.allocation.model import build
from swcareers.rules.allocation.placement import Breach, Placement
from swcareers.rules.allocation.problem import (
    Award,
    Fixed,
    Item,
    Line,
    Part,
    Way,
    holders,
)

STEPS = 10_000


def place(
    items: Sequence[Item],
    awards: Sequence[Award],
    *,
    fixed: Sequence[Fixed] = (),
    steps: int = STEPS,
    settle: bool = True,
) -> Placement:
    """Place the items in the awards, together, in the order asked.

    Args:
        items: the modules held.
        awards: what is asked for; the earlier comes first.
        fixed: placements fixed by a recorded decision.
        steps: how many steps the search may take for the verdict and what is
            missing, and again for the placement among equals; the same
            question and budget always give the same answer.
        settle: whether the placement among equals is asked for (aims 3 to 6 of
            `aims`), and not only verdicts and what is missing. Without it any
            placement that reaches them is given, many times faster.

    Raises:
        ValueError: names that are repeated or refer to nothing, cuts that
            overlap, a fixed placement of something that is not there.
    """
    whole = build(items, awards)
    model, failed, pinned = hold(whole, fixed)
    found = [breaches(items, award) for award in awards]
    breached = frozenset(a for a, one in enumerate(found) if one)
    aims = Aims(model, breached, steps, settle=settle)
    reached = aims.reach()
    telling = Telling(aims, reached, model, pinned)
    method = reached.method
    if len(awards) == 1 and takes_all(awards[0], items):
        method = "take all"
    standings = tuple(telling.standing(a, found[a], method) for a in range(len(awards)))
    return Placement(
        standings=standings,
        placed=telling.placed(),
        left_out=telling.left_out(whole),
        cannot_hold=failed,
        proven=all(standing.proven for standing in standings),
        settled=reached.settled,
        steps=reached.steps,
    )


def place_each(
    items: Sequence[Item],
    awards: Sequence[Award],
    *,
    fixed: Sequence[Fixed] = (),
    steps: int = STEPS,
) -> tuple[Placement, ...]:
    """Place the items in each award alone, as if nothing else were asked."""
    return tuple(
        place(
            items,
            [award],
            fixed=[pin for pin in fixed if pin.award == award.id],
            steps=steps,
        )
        for award in awards
    )


def breaches(items: Sequence[Item], award: Award) -> tuple[Breach, ...]:
    """The bounds that must not be exceeded and are, by all that was taken.

    A test of the record, before placement: give it what was taken for the
    award, used or not. A part is asked about all it could take, a way about
    all it could admit.
    """
    found = []
    for holder in holders(award):
        cap = holder.at_most
        strength = "must" if isinstance(holder, Award | Way) else holder.strength
        if cap is None or cap.excess != "breach" or strength != "must":
            continue
        seen = [item for item in items if _is_taken(item, holder, award)]
        values = (holder.values if isinstance(holder, Line) else None) or {}
        have = {
            "credits": sum((item.credit for item in seen), Fraction(0)),
            "modules": Fraction(len(seen)),
            "distinct": Fraction(
                len({values.get(item.id, item.module) for item in seen})
            ),
        }[cap.unit]
        if have > cap.number:
            found.append(
                Breach(line=holder.id, unit=cap.unit, have=have, allowed=cap.number)
            )
    return tuple(found)


def _is_taken(item: Item, holder: Award | Part | Line | Way, award: Award) -> bool:
    if isinstance(holder, Award):
        return True
    if isinstance(holder, Part):
        return holder.takes is None or item.id in holder.takes
    if isinstance(holder, Way):
        return holder.admits is None or item.id in holder.admits
    if holder.sees is not None and item.id not in holder.sees:
        return False
    where = [
        part for part in award.parts if holder.parts is None or part.id in holder.parts
    ]
    by = [way for way in award.ways if holder.ways is None or way.id in holder.ways]
    return (
        holder.parts is None or any(_is_taken(item, part, award) for part in where)
    ) and (holder.ways is None or any(_is_taken(item, way, award) for way in by))
