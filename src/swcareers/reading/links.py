"""Whether a framework holds together: its ids, and what its rules mean.

Everything is looked at after it was read and put together, in one walk through the
files and a few loops over what the walk met. Nothing here needs a learner.
"""

from collections.abc import Iterator

import attrs

from swcareers.framework.framework import Framework
from swcareers.framework.loaded import Trouble
from swcareers.framework.model import FrameworkFile
from swcareers.reading.checking.awards import Awards
from swcareers.reading.checking.careers import check_careers
from swcareers.reading.checking.circles import check_circles
from swcareers.reading.checking.counts import Counts
from swcareers.reading.checking.entries import Entries
from swcareers.reading.checking.ids import Walk
from swcareers.reading.checking.items import Items
from swcareers.reading.checking.known import Known
from swcareers.reading.checking.names import check_names
from swcareers.reading.checking.rules import Rules
from swcareers.reading.checking.seen import Said
from swcareers.reading.checking.versions import check_versions
from swcareers.reading.checking.wheres import Wheres
from swcareers.reading.checking.words import check_reasons, check_words
from swcareers.reading.structure import changed_rule


def framework_troubles(framework: Framework) -> Iterator[Trouble]:
    """What does not hold together in a framework, each with where and what to write.

    Errors are found in every file it is made of, warnings in its own alone.

    Args:
        framework: as it was put together; it may have troubles already.
    """
    said = Said(framework.id)
    walk = Walk(Known(framework), said)
    for file in framework.files:
        walk.file(file)
        _amendments(walk, file)
    items = Items(framework)
    wheres = Wheres(walk, items)
    counts = Counts(walk, items, wheres)
    Rules(walk, items, wheres, counts).check()
    Entries(walk, items, wheres).check()
    Awards(walk, counts, wheres).check()
    check_versions(walk)
    check_names(walk)
    check_careers(framework, said)
    check_circles(framework, said)
    check_words(walk)
    check_reasons(walk)
    if framework.qualifications and not any(
        one.severity == "error" for one in said.troubles
    ):
        # Placing credit is read only where there is an award to be proven.
        from swcareers.reading.checking.credit import check_credit

        check_credit(framework, said)
    yield from said.troubles


def _amendments(walk: Walk, file: FrameworkFile) -> None:
    """Look at the new keys of each amendment, as the rule it makes."""
    book = walk.known.framework
    for index, amendment in enumerate(file.amends):
        paths = book.paths_of(amendment.rule)
        if not paths or not amendment.changes:
            continue  # that no rule has this id is said where they are put together
        placed = book.rules[paths[0]]
        rule = placed.rule
        if rule.versions:
            written = [one.entry for one in rule.versions if one.entry is not None]
            rule = written[-1] if written else rule
        bare = attrs.evolve(rule, versions=(), variants=())
        rule = changed_rule(bare, amendment.changes)
        walk.at(file.framework, placed.section, placed.owner)
        keys = frozenset(amendment.changes)
        walk.rule(rule, ("amends", index), placed.strength, keys)
