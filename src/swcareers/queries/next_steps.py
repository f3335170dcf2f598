"""Where am I, every way out of here, and what can be joined besides."""

from collections.abc import Iterator
from datetime import date

import attrs

from swcareers.framework.framework import Framework
from swcareers.framework.model import ChosenBy
from swcareers.queries.asking import situation_of
from swcareers.queries.entry import EntryAnswer, entry_from_here
from swcareers.queries.moving import Way, ends_of, way_of, ways_from
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.reaching import Reacher
from swcareers.queries.report import day_of
from swcareers.queries.whereabouts import Here, here, standing
from swcareers.record.model import Record


@attrs.frozen(kw_only=True)
class NextSteps(PlainAnswer):
    """Where somebody stands, and every way out of there.

    Attributes:
        reference: the record's own reference.
        here: stage, level as last judged, post.
        ways: those from this stage first, then those from any; each as it stands.
        words: a sentence where there are none.
        joins: programmes, approvals and qualifications that are for the present post,
            or for everybody, and are neither begun nor held: each as `entry` answers.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> [way.to for way in sw.next_steps(record, newham, on="2026-11-06")][0]
    ('social-worker',)
    """

    reference: str
    framework: str
    on: date
    here: Here
    ways: tuple[Way, ...]
    words: str = ""
    joins: tuple[EntryAnswer, ...] = ()

    def __iter__(self) -> Iterator[Way]:
        """The ways, in their order."""
        return iter(self.ways)

    def __len__(self) -> int:
        """How many ways there are."""
        return len(self.ways)

    def __getitem__(self, id_: str) -> Way:
        """A way by the id of its progression.

        Raises:
            KeyError: no such way leads out of here.
        """
        for way in self.ways:
            if way.id == id_:
                return way
        raise KeyError(id_)


def next_steps(record: Record, framework: Framework, *, on: date | str) -> NextSteps:
    """Where somebody stands on a day, and every progression out of there.

    From this stage, from a group it is in, from any, and to where a decision chooses.
    A way whose rules no source states is open, but not described.

    Raises:
        ValueError: `on` is no date.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "decisions": [], "posts": [
    ...     {"stage": "nqsw", "from": "2026-06-01"}]})
    >>> found = sw.next_steps(record, sw.load_framework("thurrock"), on="2026-11-06")
    >>> [(way.to_title, way.words) for way in found]
    [('Social worker', 'not yet: 4 things missing')]
    """
    day = day_of(on)
    base = situation_of(record, framework, day)
    found = standing(base)
    reacher = Reacher(record, framework, day)
    ways: list[tuple[bool, Way]] = []
    for name in ways_from(found.stage, found.outside, framework):
        declared = framework.progressions[name]
        ends = [one for one in ends_of(declared, framework) if one != found.stage]
        if isinstance(declared.to, ChosenBy):
            ends = ends[:1] or [""]
        own = found.stage is not None and "any" not in declared.from_
        for end in ends:
            ways.append((not own, way_of(name, end, reacher, found, day)))
    ways.sort(key=lambda pair: pair[0])
    return NextSteps(
        reference=record.record,
        framework=framework.id,
        on=day,
        here=here(base),
        ways=tuple(way for _, way in ways),
        words="" if ways else _none(found.stage, found.outside, framework),
        joins=tuple(_joins(record, framework, day)),
    )


def _joins(record: Record, framework: Framework, day: date) -> Iterator[EntryAnswer]:
    for section in ("programmes", "approvals", "qualifications"):
        for name in framework.section(section):
            found = entry_from_here(record, framework, name, on=day)
            if found.already is None and found.fits is not False:
                yield found


def _none(stage: str | None, outside: bool, framework: Framework) -> str:
    if not framework.progressions:
        return f"{framework.title} describes no ways from stage to stage."
    if stage is None and not outside:
        return "The record does not say at which stage the present post is."
    from_ = "outside" if stage is None else framework.title_of(stage)
    return f"No way on from here is described ({from_})."
