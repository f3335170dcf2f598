"""Without a learner: what somebody in a post may take up, can count on and must do."""

from datetime import date

import attrs

from swcareers.framework.framework import Framework, Placed
from swcareers.queries.answers import Requirement, SourceShown
from swcareers.queries.explaining import marks_of, requirement_of, source_shown
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.rules.requirement import Audience, Entry
from swcareers.values.points import FixedDay, YearDay
from swcareers.wording.entries import entry_sentences

_OF_POST = ("stage", "employer", "service", "setting", "contract", "joined", "holds")


@attrs.frozen(kw_only=True)
class Offered:
    """One thing on offer, or one way on, in words.

    Attributes:
        section: learning, programmes, qualifications, approvals or progressions.
        sentences: what it is, in plain sentences.
        open: whether it can be joined on that day; None: nobody says.
        expected: announced and not yet there, in what words.
    """

    id: str
    section: str
    title: str
    format: str | None
    access: str | None
    sentences: tuple[str, ...]
    open: bool | None = None
    expected: str | None = None
    sources: tuple[SourceShown, ...] = ()
    marks: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Offer(PlainAnswer):
    """What a framework holds for somebody in a post, on a day.

    Attributes:
        support: what the employer provides.
        throughout: what holds as long as one is in the post or on the register.
        requires: what the programmes for this post ask.
        learning: what may be taken up.
        ways: programmes, qualifications, approvals and progressions from here.

    >>> import swcareers as sw
    >>> thurrock = sw.load_framework("thurrock")
    >>> thurrock.offer(sw.Audience(stage="nqsw"), on="2026-11-06").framework
    'thurrock'
    """

    framework: str
    on: date
    audience: Audience
    support: tuple[Requirement, ...]
    throughout: tuple[Requirement, ...]
    requires: tuple[Requirement, ...]
    learning: tuple[Offered, ...]
    ways: tuple[Offered, ...]


def offer(framework: Framework, audience: Audience, *, on: date | str) -> Offer:
    """What somebody in that post may take up, can count on and must do.

    A key that the audience leaves open fits everything: an audience of nothing is
    shown all there is.

    Raises:
        ValueError: `on` is no date.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> nqsw = sw.Audience(stage="nqsw", service="children")
    >>> found = newham.offer(nqsw, on="2026-11-06").learning
    >>> "systemic-start" in [one.id for one in found]
    True
    """
    day = day_of(on)
    lists: dict[str, list[Requirement]] = {
        "support": [], "throughout": [], "requires": [], "entry": [],
    }  # fmt: skip
    for (section, owner, name), rules in framework.lists.items():
        if not _concerns(framework, section, owner, audience):
            continue
        for placed in rules:
            if placed.rule.subject not in (None, "learner", "employer"):
                continue  # about a partnership or a cohort: nobody counts on it
            if _for(placed.rule, audience, framework) and _in_force(placed, day):
                lists[name].append(requirement_of(placed, framework))
    learning = [
        _offered("learning", id_, entry, framework, day)
        for id_, entry in framework.learning.items()
        if _for(entry, audience, framework)
    ]
    ways = [
        _offered(section, id_, entry, framework, day)
        for section in ("programmes", "qualifications", "approvals", "progressions")
        for id_, entry in framework.section(section).items()
        if _for(entry, audience, framework) and _from_here(entry, audience, framework)
    ]
    return Offer(
        framework=framework.id,
        on=day,
        audience=audience,
        support=tuple(lists["support"]),
        throughout=tuple(lists["throughout"]),
        requires=tuple(lists["requires"]),
        learning=tuple(learning),
        ways=tuple(ways),
    )


def _concerns(
    framework: Framework, section: str, owner: str, audience: Audience
) -> bool:
    """Whether the rules of an entry are for somebody who is only in a post."""
    if not section:
        return True
    entry = framework.section(section)[owner]
    if section == "stages":
        return not audience.stage or owner in audience.stage
    if section == "programmes":
        return _for(entry, audience, framework) and _is_leaf(owner, framework, audience)
    return False


def _is_leaf(owner: str, framework: Framework, audience: Audience) -> bool:
    """A parent programme says nothing that its children for this post do not."""
    return not any(
        other.extends == owner and _for(other, audience, framework)
        for other in framework.programmes.values()
    )


def _for(entry: Entry, audience: Audience, framework: Framework) -> bool:
    wanted = entry.for_
    if wanted is None:
        return True
    for name in _OF_POST:
        asked: tuple[str, ...] = getattr(wanted, name)
        given: tuple[str, ...] = getattr(audience, name)
        if not asked or not given:
            continue
        words = {member for one in asked for member in framework.members(one)}
        if framework.us & words:
            words |= framework.us
        if not words & set(given):
            return False
    return True


def _from_here(entry: Entry, audience: Audience, framework: Framework) -> bool:
    start: tuple[str, ...] = getattr(entry, "from_", ())
    if not start or not audience.stage or "any" in start:
        return True
    stages = {member for one in start for member in framework.members(one)}
    return bool(stages & set(audience.stage))


def _in_force(placed: Placed, day: date) -> bool:
    versions = placed.rule.versions
    if not versions:
        return True
    begun = [
        one for one in versions if one.from_ is not None and one.from_.by(day) is True
    ]
    return bool(begun) and not begun[-1].withdrawn


def _offered(
    section: str, id_: str, entry: Entry, framework: Framework, day: date
) -> Offered:
    origin = framework.origins[section, id_][0]
    source = entry.source or next(
        (file.source for file in framework.files if file.framework == origin), None
    )
    shown = source_shown(framework.source(origin, source)) if source else None
    format_ = getattr(entry, "format", None)
    return Offered(
        id=id_,
        section=section,
        title=framework.title_of(id_),
        format=None if format_ is None else framework.title_of(format_),
        access=getattr(entry, "access", None),
        sentences=entry_sentences(entry, framework.title_of),
        open=_open(entry, day),
        expected=entry.expected,
        sources=() if shown is None else (shown,),
        marks=marks_of(entry),
    )


def _open(entry: Entry, day: date) -> bool | None:
    """Whether one of its windows holds the day; None where it has none."""
    if not entry.open:
        return None
    for window in entry.open:
        inside = True
        for point, before in ((window.from_, False), (window.to, True)):
            if isinstance(point, FixedDay):
                edge = point.day.latest if before else point.day.earliest
            elif isinstance(point, YearDay):
                edge = point.in_year(day.year)
            else:
                continue
            inside = inside and (day <= edge if before else day >= edge)
        if inside:
            return True
    return False
