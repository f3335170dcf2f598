"""Frozen values that are made by the hundred in one answer.

A class that attrs freezes takes about four times as long to make as one that it does
not: every field goes past the guard. What an answer is made of while it is found is
made often, seen by this library alone and never changed, so only the type checkers
hold it frozen. What users are given (records, frameworks, answers) is frozen for all.

>>> from swcareers.values.often import often_made
>>> @often_made
... class Seen:
...     place: str
>>> Seen("evidence/4").place
'evidence/4'
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as often_made
else:
    from attrs import define as often_made

__all__ = ["often_made"]
