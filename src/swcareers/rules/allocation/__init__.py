"""Placing credit: which module counts where, exactly, and what is missing.

Usable alone: plain items, awards with parts, lines and ways in, and an answer
as data. It knows nothing of YAML, of a record or of a framework.

Example:
    72 credits with a core of 24, options of 24 and 50 at level 6; held are
    the core and one option of 12:

    >>> from swcareers.rules.allocation import (
    ...     AtLeast, Award, Item, Line, Part, place)
    >>> held = [Item(id="foundations", credit=24), Item(id="family", credit=12)]
    >>> certificate = Award(
    ...     id="certificate", at_least=AtLeast(number=72),
    ...     parts=[Part(id="core", takes={"foundations"}, at_least=AtLeast(number=24)),
    ...            Part(id="options", takes={"family"}, at_least=AtLeast(number=24)),
    ...            Part(id="rest")],
    ...     lines=[Line(id="level 6", at_least=AtLeast(number=50))])
    >>> answer = place(held, [certificate])
    >>> answer.standing("certificate").missing.credits
    Fraction(36, 1)
"""

from swcareers.rules.allocation.easy import Hardness, hardness
from swcareers.rules.allocation.place import breaches, place, place_each
from swcareers.rules.allocation.placement import (
    Breach,
    CannotHold,
    Gap,
    Imagined,
    LeftOut,
    Placed,
    Placement,
    Standing,
    Unmet,
)
from swcareers.rules.allocation.problem import (
    AtLeast,
    AtMost,
    Award,
    Every,
    Fixed,
    Item,
    Kind,
    Line,
    Part,
    Way,
)

__all__ = [
    "AtLeast",
    "AtMost",
    "Award",
    "Breach",
    "CannotHold",
    "Every",
    "Fixed",
    "Gap",
    "Hardness",
    "Imagined",
    "Item",
    "Kind",
    "LeftOut",
    "Line",
    "Part",
    "Placed",
    "Placement",
    "Standing",
    "Unmet",
    "Way",
    "breaches",
    "hardness",
    "place",
    "place_each",
]
