"""Prices for the lines: how a search knows early that something cannot be.

Give each lower bound a price for every credit towards it, and each cap a
charge for every credit under it. If at those prices the needs come to more
than all modules together, each offered where it fetches most, then no
placement meets them; and if using a module has a cost, the difference is a
cost that no placement can avoid. Any prices prove a bound, so they may come
from reckoning in floating point (`relaxed`): they are rounded to whole
numbers, and what they prove is reckoned exactly.
"""

from collections.abc import Sequence
from typing import NamedTuple

FINE = 1 << 14  # whole-number prices count this part of a credit


class Row(NamedTuple):
    """What has a price (a need), or a charge (a cap): how much of it."""

    number: int
    is_need: bool


class Offer(NamedTuple):
    """One choice for a module: its cost, and what it brings to each row.

    Numbers from the number of rows on are atoms: credit that counts for their
    rows only as far as it pays.
    """

    cost: int
    brings: tuple[tuple[int, int], ...]


class Market(NamedTuple):
    """All that prices are made for.

    `atoms` are the rows that see each atom. `modules` are the offers of each
    module, of which it takes one. `fillings` are imagined credit (or modules),
    up to a limit, spread over offers that each bring one to some rows.
    """

    rows: tuple[Row, ...]
    atoms: tuple[tuple[int, ...], ...]
    modules: tuple[tuple[Offer, ...], ...]
    fillings: tuple[tuple[int, tuple[Offer, ...]], ...]


class Priced(NamedTuple):
    """Whole-number prices (charges are negative), and what they prove.

    `worth` goes by row, then by atom. No placement costs less than `lowest` /
    FINE, of which `fixed` does not depend on what is placed.
    """

    worth: tuple[int, ...]
    fixed: int
    lowest: int


def reckon(market: Market, prices: Sequence[float]) -> Priced:
    """The bound that these prices prove, once rounded to parts of FINE."""
    worth = [
        max(0, round(price * FINE)) * (1 if row.is_need else -1)
        for price, row in zip(prices, market.rows, strict=True)
    ]
    worth += [max(0, sum(worth[r] for r in seen)) for seen in market.atoms]
    fixed = 0
    for limit, offers in market.fillings:
        fixed += limit * min(0, *(value_of(offer, worth) for offer in offers))
    total = fixed
    for price, row in zip(worth, market.rows, strict=False):
        total += price * row.number
    for offers in market.modules:
        total += min(value_of(offer, worth) for offer in offers)
    return Priced(tuple(worth), fixed, total)


def value_of(offer: Offer, worth: Sequence[int]) -> int:
    """What the choice costs at these prices, less what it fetches."""
    value = offer.cost * FINE
    for r, amount in offer.brings:
        value -= worth[r] * amount
    return value
