"""Versions in the order of time: no two at once, no day without one."""

from datetime import timedelta

from swcareers.framework.framework import LISTS
from swcareers.framework.loaded import Path
from swcareers.reading.checking.ids import Walk
from swcareers.reading.checking.seen import Said
from swcareers.rules.requirement import Edition, Entry, Rule
from swcareers.values.dates import KnownDate
from swcareers.values.text import joined


def check_versions(walk: Walk) -> None:
    """Look at the versions of every rule and of every entry."""
    for seen in walk.rules:
        if seen.rule.versions and (seen.keys is None or "versions" in seen.keys):
            _order(seen.rule, seen.path, seen.framework, walk.said)
    for declared in walk.entries:
        if declared.keys is None and declared.entry.versions:
            _order(declared.entry, declared.path, declared.framework, walk.said)
            _rules_inside(declared.entry, declared.path, declared.framework, walk.said)


def _order(entry: Entry, path: Path, framework: str, said: Said) -> None:
    before: Edition | None = None
    for index, edition in enumerate(entry.versions):
        at = (*path, "versions", index)
        if edition.until is not None:
            _end(edition, edition.until, (*at, "until"), framework, said)
        if edition.from_ is None:
            if edition.seen is None and edition.until is None:
                said.error(
                    "SWC324", framework, (*at, "from"),
                    "a version whose first day is unknown has to say when it was seen",
                    "write seen, as in {from: unknown, seen: 2026-11-14}",
                )  # fmt: skip
            continue
        if before is not None:
            _after(entry, before, edition.from_, at, framework, said)
        before = edition


def _after(
    entry: Entry,
    before: Edition,
    first: KnownDate,
    at: Path,
    framework: str,
    said: Said,
) -> None:
    """What is wrong between a version and the one before it."""
    earlier = before.from_
    if earlier is None:
        return
    if first.earliest <= earlier.earliest:
        same = first.earliest == earlier.earliest
        said.error(
            "SWC321", framework, (*at, "from"),
            f"this version begins on {first}, "
            + ("and so does the one before it" if same
               else f"before the one above it, which begins on {earlier}"),
            "write the versions in the order in which they begin, each on a day of "
            "its own",
        )  # fmt: skip
    elif before.until is not None and before.until.earliest > first.latest:
        said.error(
            "SWC321", framework, (*at, "from"),
            f"this version begins on {first}, and the one before it ends only on "
            f"{before.until}",
            "leave out until of the version before: it ends where the next one begins",
        )  # fmt: skip
    elif before.until is not None and before.until.latest < first.earliest:
        if "versions" in (*entry.not_stated, *entry.unverified):
            return
        said.warning(
            "SWC322", framework, (*at, "from"),
            f"from {before.until} to {first} no version holds",
            "leave out until of the version before; where no source tells, write "
            "not_stated: [versions]; where the rule rested, a version with withdrawn: "
            "true",
        )  # fmt: skip


def _end(
    edition: Edition, until: KnownDate, at: Path, framework: str, said: Said
) -> None:
    first = edition.from_
    if first is not None and until.latest <= first.earliest:
        said.error(
            "SWC321", framework, at,
            f"this version ends on {until}, before it begins on {first}",
            "write an until that lies after from",
        )  # fmt: skip
    elif until.exact and (next_day := until.latest + timedelta(days=1)).day == 1:
        said.warning(
            "SWC323", framework, at,
            f"until is the day after the last one, and {until} is the last day of a "
            "month",
            f"write until: {next_day}, if {until} is still included",
        )  # fmt: skip


def _rules_inside(entry: Entry, path: Path, framework: str, said: Said) -> None:
    if isinstance(entry, Rule):
        return
    for index, edition in enumerate(entry.versions):
        lists = [key for key in LISTS if key in edition.keys]
        if lists:
            said.error(
                "SWC326", framework, (*path, "versions", index, lists[0]),
                f"{joined(lists, 'and')} cannot change with a version of the entry: "
                "waivers and amendments could not tell the rules apart",
                "write the rules beside versions, and give each rule that changes "
                "versions of its own",
            )  # fmt: skip
