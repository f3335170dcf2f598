"""The words a record uses for how far a module has come.

Any other word is not a pass: such a module counts only by a way that asks for it.
"""

PASSED = frozenset(("passed", "completed"))
UNDER_WAY = frozenset(("studying", "booked", "registered", "attending", "deferred"))
FAILED = frozenset(("failed",))
GIVEN_UP = frozenset(("left", "withdrawn"))
KNOWN = PASSED | UNDER_WAY | FAILED | GIVEN_UP


def is_no_pass(state: str) -> bool:
    """Whether the word, if there is one, says that a module was not passed.

    >>> is_no_pass(""), is_no_pass("passed"), is_no_pass("referred")
    (False, False, True)
    """
    return bool(state) and state not in PASSED
