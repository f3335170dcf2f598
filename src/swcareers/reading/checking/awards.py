"""What keeps an award of credit from meaning anything: parts, lines and ways."""

from collections.abc import Sequence

from swcareers.framework.loaded import Path
from swcareers.framework.model import Qualification, Regulation, Way
from swcareers.reading.checking.counts import Counts
from swcareers.reading.checking.ids import Declared, Walk
from swcareers.reading.checking.items import module
from swcareers.reading.checking.known import Known
from swcareers.reading.checking.wheres import Wheres
from swcareers.rules.requirement import Count, Modules, Part
from swcareers.values.amounts import Amount
from swcareers.values.text import counted

# A regulation is written for many awards: how much each needs is theirs to say.
_WITHOUT_EFFECT = {
    "covering": "name the modules, as in modules: [family, law] with at_least: all, or "
    "ask for values that differ, as in distinct: pathway with at_least: 2",
    "besides": "make them two parts of made_of: a module fills one part",
    "shares_with": "leave it out: a module fills one part, and lines share all they "
    "look at",
}
_MANY = 10  # so many modules of any kind are seldom asked for, and so much credit is
_EACH_AWARD = Amount.parse("all")


class Awards:
    """Looks at the qualifications and regulations of a framework."""

    def __init__(self, walk: Walk, counts: Counts, wheres: Wheres) -> None:
        """Look at the entries this walk has met."""
        self._walk = walk
        self._said = walk.said
        self._counts = counts
        self._wheres = wheres

    def check(self) -> None:
        """Look at every award and every regulation."""
        for declared in self._walk.entries:
            entry = declared.entry
            if isinstance(entry, Qualification):
                self._qualification(declared, entry)
            elif isinstance(entry, Regulation) and declared.writes("accepts"):
                self._ways(declared, entry.accepts, _EACH_AWARD)
                at = (*declared.path, "accepts")
                self._told_apart(entry.accepts, at, declared, set(), "way")
        for seen in self._walk.rules:
            ask = seen.rule.ask
            if isinstance(ask, Modules) and ask.at_least is not None:
                path = seen.at("at_least", "modules")
                if path is not None and not seen.rule.versions:
                    self._too_few(ask.modules, ask.at_least, path, seen.framework)
                    self._of_what(ask, path[:-1], seen.framework)

    def _qualification(self, declared: Declared, award: Qualification) -> None:
        whole = self._walk.known.framework.qualifications[declared.id]
        need = award.at_least or award.credits or whole.at_least or whole.credits
        if {"at_least", "credits", "all"} & {*award.not_stated, *whole.not_stated}:
            need = need or _EACH_AWARD
        if any(edition.entry and edition.entry.at_least for edition in whole.versions):
            need = need or _EACH_AWARD
        for name, parts in (("made_of", award.made_of), ("of_which", award.of_which)):
            if parts and declared.writes(name):
                path = (*declared.path, name)
                self._counts.lines(
                    parts,
                    module(),
                    path,
                    declared.framework,
                    need,
                    None,
                    cuts=False,
                )
                self._parts(parts, path, declared.framework)
        if declared.writes("accepts"):
            self._ways(declared, award.accepts, need)
        if declared.writes("at_least"):
            self._of_what(award, declared.path, declared.framework)
        self._names(declared, award)

    def _names(self, declared: Declared, award: Qualification) -> None:
        """Parts and lines have ids unlike each other, and so have ways."""
        known: set[str] = set()
        for key in ("made_of", "of_which"):
            if declared.writes(key):
                parts: tuple[Part, ...] = getattr(award, key)
                self._told_apart(parts, (*declared.path, key), declared, known, "line")
        ways: set[str] = set()
        if declared.writes("accepts"):
            at = (*declared.path, "accepts")
            self._told_apart(award.accepts, at, declared, ways, "way")
        book = self._walk.known.framework
        follows = book.regulations.get(award.follows or "")
        shared = () if follows is None else follows.accepts
        for index, way in enumerate(shared):
            # A way without an id is called by its place among all of them.
            name = way.id or f"way-{len(award.accepts) + index + 1}"
            if name in ways:
                self._said.error(
                    "SWC302", declared.framework, (*declared.path, "follows"),
                    f"{name} is the id of a way here and of one in {award.follows}",
                    "give the way here an id of its own",
                )  # fmt: skip

    def _told_apart(
        self,
        things: Sequence[Part | Way],
        path: Path,
        declared: Declared,
        known: set[str],
        noun: str,
    ) -> None:
        for index, thing in enumerate(things):
            name = thing.id or f"{noun}-{index + 1}"
            if name in known and (thing.id or noun == "way"):
                self._said.error(
                    "SWC302", declared.framework, (*path, index),
                    f"{name} is the id of two {noun}s of {declared.id}",
                    "give one of them an id of its own",
                )  # fmt: skip
            known.add(name)
            if isinstance(thing, Part):
                at = (*path, index, "of_which")
                self._told_apart(thing.of_which, at, declared, known, noun)

    def _ways(
        self, declared: Declared, ways: tuple[Way, ...], need: Amount | None
    ) -> None:
        framework = declared.framework
        for index, way in enumerate(ways):
            path = (*declared.path, "accepts", index)
            self._of_what(way, path, framework)
            if way.where is not None:
                self._wheres.where(way.where, module(), (*path, "where"), framework)
            if way.at_most is not None and way.excess is None:
                self._counts.no_excess(way.at_most, (*path, "at_most"), framework)
            if way.excess is not None and way.at_most is None:
                self._counts.no_most((*path, "excess"), framework)
            if way.at_most is not None:
                at = (*path, "at_most")
                self._counts.share(way.at_most, need, at, framework)
            if way.of_which:
                inner, at = way.at_most or need, (*path, "of_which")
                self._counts.lines(
                    way.of_which, module(), at, framework, inner, None, cuts=False
                )
                self._parts(way.of_which, at, framework)

    # --- lists too short for their bound ---

    def _parts(self, parts: tuple[Part, ...], path: Path, framework: str) -> None:
        for index, part in enumerate(parts):
            if part.modules and part.at_least is not None:
                at = (*path, index, "at_least")
                self._too_few(part.modules, part.at_least, at, framework)
            self._of_what(part, (*path, index), framework)
            self._without_effect(part, (*path, index), framework)
            self._without_credit(part, (*path, index), framework)
            self._parts(part.of_which, (*path, index, "of_which"), framework)

    def _of_what(
        self, asked: Count | Qualification | Way, path: Path, framework: str
    ) -> None:
        """A bare number of modules that was more likely meant as credits."""
        if isinstance(asked, Count) and asked.distinct is not None:
            return
        if {*getattr(asked, "modules", ())} - {"any", "taken"}:
            return  # so many of a list: too many are refused
        sizes = [one.credits for one in self._walk.known.framework.modules.values()]
        if sizes and not any(sizes):
            return  # modules without credit are counted one by one
        for key in ("at_least", "at_most"):
            bound: Amount | None = getattr(asked, key, None)
            if bound is None or bound.unit is not None or bound.number is None:
                continue
            if bound.number >= _MANY:
                self._said.warning(
                    "SWC374", framework, (*path, key),
                    f"{bound} without a unit is {bound} modules",
                    f"write {bound} credits, if credit is meant",
                )  # fmt: skip

    def _without_effect(self, part: Part, path: Path, framework: str) -> None:
        """What a count can say and a part of an award cannot: a module is placed."""
        for key, hint in _WITHOUT_EFFECT.items():
            if getattr(part, key):
                self._said.error(
                    "SWC370", framework, (*path, key),
                    f"{key} has no effect in an award, which places its modules",
                    hint,
                )  # fmt: skip

    def _without_credit(self, part: Part, path: Path, framework: str) -> None:
        """Learning and programmes that no part can hold: they carry no credit."""
        book = self._walk.known.framework
        for place, id_ in enumerate(part.modules):
            for name in book.members(id_):
                found = book.entry_of(name, "modules", "learning", "programmes")
                if found is not None and name not in book.credit_bearing:
                    self._said.error(
                        "SWC372", framework, (*path, "modules", place),
                        f"{name} carries no credit, so no part of an award can hold it",
                        f"write credits at {name}, as in credits: 20 credits; or ask "
                        f"for it under requires, as in completes: {name}",
                    )  # fmt: skip

    def _too_few(
        self, ids: tuple[str, ...], need: Amount, path: Path, framework: str
    ) -> None:
        known: Known = self._walk.known
        book = known.framework
        names = [name for id_ in ids for name in book.members(id_)]
        if need.number is None or {"any", "taken"} & set(names):
            return
        if need.unit is None and need.number > len(names):
            there = counted(len(names), "module")
        elif need.unit == "credits":
            bearing = book.credit_bearing
            sizes = [bearing[name].credits for name in names if name in bearing]
            total = sum(size.number or 0 for size in sizes if size is not None)
            stated = [
                s for s in sizes if s and s.number and s.unit in (None, "credits")
            ]
            if len(stated) < len(names) or need.number <= total:
                return
            there = f"{total} credits"
        else:
            return
        self._said.error(
            "SWC348", framework, path,
            f"{need} are asked for, and all the modules listed make {there}",
            "list more modules, write any, or ask for less",
        )  # fmt: skip
