"""Small linear programs, solved exactly: how much imagined credit is least.

The dual simplex method on whole numbers with one common denominator (after
Edmonds), so nothing is ever rounded. Smallest index first wherever there is a
choice (Bland), so it always ends and always the same way. Meant for the dozen
rows of an award, not for large programs.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def least(
    costs: Sequence[int], rows: Sequence[tuple[Sequence[int], int | Fraction]]
) -> tuple[Fraction, list[Fraction]] | None:
    """The least cost of amounts, none negative, that satisfy every row.

    Args:
        costs: what one unit of each amount costs; none may be negative.
        rows: coefficients and bound: the sum is to be at most the bound.

    Returns:
        The least cost and amounts that reach it; None if nothing satisfies
        every row.

    Example:
        Three lines of 2 credits, each pair of lines filled by one kind:

        >>> least([1, 1, 1], [([-1, -1, 0], -2), ([0, -1, -1], -2),
        ...                   ([-1, 0, -1], -2)])[0]
        Fraction(3, 1)
    """
    width = len(costs)
    height = len(rows)
    # Bounds alone may be fractions; in whole numbers of one common part.
    part = lcm(*(bound.denominator for _, bound in rows))
    # A column for each amount, one for each row's slack, one for the bound.
    table = [
        [*coefficients, *(int(i == j) for j in range(height)), int(bound * part)]
        for i, (coefficients, bound) in enumerate(rows)
    ]
    top = [*costs, *([0] * (height + 1))]
    basis = list(range(width, width + height))
    denominator = 1
    while True:
        leaving = -1
        for i in range(height):
            if table[i][-1] < 0 and (leaving < 0 or basis[i] < basis[leaving]):
                leaving = i
        if leaving < 0:
            break
        row = table[leaving]
        entering = -1
        for j in range(width + height):
            if row[j] < 0 and (
                entering < 0 or top[j] * row[entering] > top[entering] * row[j]
            ):
                entering = j
        if entering < 0:
            return None
        # The row turned round, so that the common denominator stays positive.
        row[:] = [-value for value in row]
        pivot = row[entering]
        filled = [(j, value) for j, value in enumerate(row) if value]
        for other in (*table, top):
            factor = other[entering]
            if other is row or (not factor and pivot == denominator):
                continue
            if pivot == denominator == 1:
                for j, value in filled:
                    other[j] -= factor * value
            else:
                other[:] = [
                    (value * pivot - factor * taken) // denominator
                    for value, taken in zip(other, row, strict=True)
                ]
        basis[leaving] = entering
        denominator = pivot
    amounts = [Fraction(0)] * (width + height)
    for i, column in enumerate(basis):
        amounts[column] = Fraction(table[i][-1], denominator * part)
    return Fraction(-top[-1], denominator * part), amounts[:width]
