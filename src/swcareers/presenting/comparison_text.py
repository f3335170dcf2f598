"""Comparisons, cohorts and maps in plain text."""

from collections.abc import Sequence
from datetime import date

from swcareers.presenting.plain_lines import POINTER, Lines
from swcareers.queries.answers import Step
from swcareers.queries.cohort import Cohort
from swcareers.queries.compare import Comparison, Difference
from swcareers.queries.grouping import Groups
from swcareers.queries.moving_boroughs import Asked, Moving
from swcareers.queries.pathway import Pathway
from swcareers.queries.person_row import PersonRow
from swcareers.values.text import counted, joined
from swcareers.wording.moments import date_text_words, day_words
from swcareers.wording.nouns import lowered


def compare_text(found: Comparison, *, width: int = 80, plain: bool = False) -> str:
    """What is different between two frameworks, seen from the left one."""
    page = Lines(width, plain=plain)
    page.head(f"{found.left.title} → {found.right.title}", day_words(found.on))
    page.gap()
    page.say(found.words)
    for head, listed in (
        ("Rules that differ", [one for one in found.rules if _both(one)]),
        ("Rules only there", [one for one in found.rules if one.kind == "only_right"]),
        ("Rules only here", [one for one in found.rules if one.kind == "only_left"]),
        ("Stages and ways", found.stages),
        ("The offer gains", found.gained),
        ("The offer loses", found.lost),
        ("On offer in both, and not alike", found.changed),
    ):
        _differences(page, head, listed)
    return page.text()


def _both(one: Difference) -> bool:
    return one.kind in ("differs", "restated")


def _differences(page: Lines, head: str, listed: Sequence[Difference]) -> None:
    if not listed:
        return
    page.gap()
    page.say(f"{head} ({len(listed)})")
    for one in listed:
        if one.keys:
            pieces = [
                f"called “{key.right}” there"
                if key.key.lower() == "title"
                else f"{key.key.lower()}: {key.left} → {key.right}"
                for key in one.keys
            ]
            page.item(f"{one.title}: {'; '.join(pieces)}")
        elif _both(one):
            page.item(one.words)
        else:
            said = (one.left or one.right) if one.section == "rules" else ""
            page.item(f"{one.title}: {said}" if said else one.title)


def compare_for_text(found: Moving, *, width: int = 80, plain: bool = False) -> str:
    """What a move to another framework means for one record."""
    page = Lines(width, plain=plain)
    page.head(found.reference, day_words(found.on))
    page.say(f"{found.left.title} → {found.right.title}")
    page.gap()
    page.say(_capital(found.words))
    if found.held:
        page.gap()
        page.say("What is held")
        for held in found.held:
            page.item(held.words)
    for kind, head in (
        ("again", "Would be asked again"),
        ("new", "New, and not there yet"),
        ("met_at_once", "New, and there at once"),
        ("eased", "Would be met there"),
        ("gone", "Not asked there"),
        ("recognised", "Recognised"),
        ("still", "Open in both"),
    ):
        _asked(page, head, found.of(kind))
    return page.text()


def _asked(page: Lines, head: str, listed: Sequence[Asked]) -> None:
    if not listed:
        return
    page.gap()
    page.say(f"{head} ({len(listed)})")
    for one in listed:
        because = f": {lowered(one.because)}" if one.because else ""
        stands = one.right or one.left
        page.item(f"{one.title}, {stands}{because}".rstrip("."))


def cohort_text(
    found: Cohort,
    *,
    by: str | None = None,
    since: date | str | None = None,
    at_least: int = 5,
    full: bool = False,
    width: int = 80,
    plain: bool = False,
) -> str:
    """A cohort: one sentence first, then what was not understood, then the people.

    Args:
        full: beneath each line, all that needs attention and is coming.
        by: also count by team, service, setting, stage, employer or contract; or
            assessor: what is to come, by whoever assesses.
        since: also give the figures since this day.
        at_least: groups smaller than this are withheld by name.
    """
    page = Lines(width, plain=plain)
    page.head(found.framework.title, day_words(found.on))
    page.gap()
    page.say(found.sentence)
    if found.problems:
        page.gap()
        entries = counted(len(found.problems), "entry")
        page.say(f"{entries} of these records could not be used:")
        for one in found.problems[:5]:
            page.item(f"{one.reference}, {one.problem.pointer}: {one.problem.message}")
        if len(found.problems) > 5:
            page.say(f"and {len(found.problems) - 5} more", 5)
    page.gap()
    for row in found.people:
        if full:
            page.gap()
        _person(page, row, found.on, full=full)
    if by == "assessor":
        _assessors(page, found)
    elif by is not None:
        _groups(page, found.by(by, at_least=at_least))
        page.gap()
        page.say(f"What the employer provides, by {by}")
        _groups(page, found.support(by=by, at_least=at_least), head=False)
    if since is not None:
        page.gap()
        page.say(f"Since {date_text_words(str(since))}, as these records tell")
        for figure in found.figures(since=since, at_least=at_least):
            page.item(figure.words)
    page.gap()
    page.say("References, not names, in the order given; nobody is ranked.")
    return page.text()


def _person(page: Lines, row: PersonRow, on: date, *, full: bool) -> None:
    """One line: where somebody is, what needs attention, what comes next."""
    where = joined([row.stage or "stage not told", *row.programmes][:2])
    pieces = [lowered(where)]
    if row.attention:
        verb = "needs" if len(row.attention) == 1 else "need"
        pieces.append(f"{counted(len(row.attention), 'thing')} {verb} attention")
    if row.not_recorded:
        pieces.append(f"{row.not_recorded} not recorded")
    if row.coming and not full:
        pieces.append(f"next {_coming(row.coming[0], on)}")
    if row.ready:
        pieces.append(f"ready to be considered: {joined(map(lowered, row.ready))}")
    sign = POINTER if row.attention else "·"
    page.item(f"{row.reference}: {'; '.join(pieces)}", 1, sign=sign)
    if not full:
        return
    for notice in row.attention:
        page.item(f"{notice.title}: {notice.message}", 3, sign=POINTER)
    for step in row.coming:
        page.item(_coming(step, on), 3)


def _coming(step: Step, on: date) -> str:
    day = step.planned or (step.by.isoformat() if step.by else "")
    booked = ", booked" if step.planned else ""
    return f"{date_text_words(day, near=on)}: {lowered(step.what)}{booked}"


def _assessors(page: Lines, found: Cohort) -> None:
    """What is to come for each assessor, by day."""
    page.gap()
    page.say("By assessor")
    for assessor, dues in found.by_assessor().items():
        if not dues:
            continue
        page.say(f"{assessor}:", 3)
        for due in dues:
            when = date_text_words(due.day, near=found.on) if due.day else "no day"
            booked = ", booked" if due.booked else ""
            page.item(f"{when}: {due.reference}, {lowered(due.what)}{booked}", 5)


def _groups(page: Lines, groups: Groups, *, head: bool = True) -> None:
    if head:
        page.gap()
        page.say(f"By {groups.key}")
    listed = [*groups.groups, *((groups.withheld,) if groups.withheld else ())]
    for group in listed:
        page.say(f"{group.name}: {counted(group.size, 'person')}", 3)
        page.rows(
            ((f"{there} of {of}", what) for what, (there, of) in group.counts.items()),
            5,
        )
    if groups.left_out:
        few = counted(groups.left_out, "person")
        page.say(f"{few}: too few to be counted by {groups.key}.", 3)


def pathway_text(found: Pathway, *, width: int = 80, plain: bool = False) -> str:
    """The map in words: stages by level, the ways, what is gained on them."""
    page = Lines(width, plain=plain)
    page.head(found.framework.title, day_words(found.on))
    stages = [node for node in found.nodes if node.kind == "stage"]
    if stages:
        page.gap()
        page.say("Stages")
        page.rows(
            (
                node.title,
                node.level_title.rpartition(", ")[2]
                if node.level_title
                else "level not stated",
            )
            for node in sorted(
                stages, key=lambda one: (one.rank is None, one.rank or 0)
            )
        )
    page.gap()
    page.say("Ways" if found.ways else "No ways from stage to stage are described.")
    titles = {node.id: node.title for node in found.nodes}
    for way in found.ways:
        named = {**titles, "any": "any stage", "outside": "outside"}
        from_ = joined((lowered(named.get(one, one)) for one in way.from_), "or")
        to = joined((lowered(named.get(one, one)) for one in way.to), "or")
        page.item(f"{way.words} From {from_} to {to or 'a stage that is chosen'}.")
    for kind, head in (
        ("programme", "Programmes"),
        ("approval", "Approvals"),
        ("qualification", "Qualifications"),
    ):
        nodes = [node for node in found.nodes if node.kind == kind]
        if nodes:
            page.gap()
            page.say(head)
        for node in nodes:
            pieces = [f"for {node.audience}"] if node.audience else []
            if node.needs:
                needs = joined(lowered(titles.get(one, one)) for one in node.needs)
                pieces.append(f"needs {needs}")
            if node.expected:
                pieces.append(f"expected: {node.expected}")
            if node.unknown:
                pieces.append(f"not stated: {joined(node.unknown)}")
            page.item(f"{node.title}{': ' if pieces else ''}{'; '.join(pieces)}")
    return page.text()


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
