"""What an award requires of the modules that count in it: lines, where they can be.

A plain count of `modules: any` under `requires` asks what a line of `of_which` asks,
and placement looks for it. What only holds sometimes, or is one of several, placement
cannot look for.
"""

from collections.abc import Iterator

from swcareers.framework.framework import Framework, Placed
from swcareers.rules.requirement import All, Count, Modules, Part
from swcareers.values.amounts import Amount


def required_lines(award: str, book: Framework) -> Iterator[tuple[Placed, Part]]:
    """The rules of an award that are lines, each as the line it is."""
    for placed in book.lists.get(("qualifications", award, "requires"), ()):
        yield from _lines(placed)


def not_looked_for(award: str, book: Framework) -> Iterator[Placed]:
    """The rules on what an award counts that placement does not look for."""
    found = {placed.path for placed, _ in required_lines(award, book)}
    for top in book.lists.get(("qualifications", award, "requires"), ()):
        for placed in top.walk():
            ask = placed.rule.ask
            counts = isinstance(ask, Modules) and ask.modules == ("any",)
            if counts and placed.strength == "must" and placed.path not in found:
                yield placed


def _lines(placed: Placed) -> Iterator[tuple[Placed, Part]]:
    rule, ask = placed.rule, placed.rule.ask
    if placed.strength != "must" or _sometimes(placed):
        return
    if isinstance(ask, All):
        for part in placed.parts:
            yield from _lines(part)
    elif isinstance(ask, Modules) and ask.modules == ("any",) and _only_least(ask):
        yield (
            placed,
            Part(
                id=rule.id,
                title=rule.title,
                where=ask.where,
                distinct=ask.distinct,
                at_least=ask.at_least or _ONE,
                of_which=ask.of_which,
                waivable=rule.waivable,
            ),
        )


_ONE = Amount.parse("1")


def _sometimes(placed: Placed) -> bool:
    """Whether a rule looks at a part of the time, or does not always hold."""
    rule = placed.rule
    asked = (
        rule.within, rule.as_at, rule.at, rule.window, rule.for_each, rule.in_each,
    )  # fmt: skip
    return bool(
        placed.editions
        or placed.variants
        or placed.applies_when
        or placed.unless
        or any(one not in (None, ()) for one in asked)
    )


def _only_least(count: Count) -> bool:
    """Whether a count has lower bounds alone."""
    besides = count.covering or count.besides or count.shares_with
    return (
        not besides and count.at_most is None and all(map(_only_least, count.of_which))
    )
