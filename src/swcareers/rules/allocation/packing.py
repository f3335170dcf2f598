"""Many small sums side by side in one whole number.

Each slot of each award is a field of the number, with a spare bit above it.
Adding a module is then one addition, and whether every field still lies below
(or above) its bound is one subtraction and a look at the spare bits.
"""

from collections.abc import Iterable, Sequence

from swcareers.rules.allocation.frame import Adds, Frame
from swcareers.rules.allocation.model import Model, Option

Slot = tuple[int, int]  # award, slot


class Packing:
    """Where each slot of each award lies in the packed number."""

    def __init__(self, model: Model, frames: Sequence[Frame]) -> None:
        most = sum(model.credits) + sum(w.credit for f in frames for w in f.wholes)
        most += sum(need.number for f in frames for need in f.needs)
        most += len(model.items) + sum(len(f.wholes) for f in frames) + 1
        self.width = most.bit_length() + 1
        self.mask = (1 << self.width) - 1
        self.largest = (1 << self.width - 1) - 1
        self.offsets = []
        at = 0
        for frame in frames:
            self.offsets.append(at)
            at += self.width * len(frame.clips)
        self.known: dict[tuple[int, Option], int] = {}  # what items add, packed
        # The spare bit of every slot.
        self.spares = ((1 << at) - 1) // self.mask << self.width - 1

    def shift(self, award: int, slot: int) -> int:
        """How far up the field begins."""
        return self.offsets[award] + slot * self.width

    def put(self, award: int, slot: int, number: int) -> int:
        """The number in that field (never more than it can hold)."""
        return min(number, self.largest) << self.shift(award, slot)

    def field(self, award: int, slot: int) -> int:
        """All bits of the field but the spare one."""
        return self.largest << self.shift(award, slot)

    def fields(self, slots: Iterable[Slot]) -> int:
        """All bits of these fields but the spare ones."""
        found = 0
        for award, slot in slots:
            found |= self.field(award, slot)
        return found

    def spare(self, slots: Iterable[Slot]) -> int:
        """The spare bits of these fields."""
        found = 0
        for award, slot in slots:
            found |= self.largest + 1 << self.shift(award, slot)
        return found

    def pack(self, award: int, adds: Adds) -> int:
        """What a module adds."""
        found = 0
        for slot, amount in adds.items():
            found += amount << self.shift(award, slot)
        return found

    def sums(self, award: int, frame: Frame, packed: int) -> tuple[int, ...]:
        """The slots of one award as numbers."""
        packed >>= self.offsets[award]
        found = []
        for _ in frame.clips:
            found.append(packed & self.mask)
            packed >>= self.width
        return tuple(found)
