"""What loading proves of an award of credit without a learner.

The least credit that meets it, with nothing held, must exist and be the size it
states. Beside that: lines that the others imply, shares that no whole module can
reach, and awards smaller than the national one of their type.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from swcareers.evaluation.credit.question import Beside, Question
from swcareers.evaluation.credit.reader import terms_of
from swcareers.evaluation.credit.required import not_looked_for
from swcareers.evaluation.credit.terms import Bound, Terms, WayIn, is_described
from swcareers.evaluation.evaluation import answer
from swcareers.evaluation.facts import facts_of
from swcareers.evaluation.figures import figure_of
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.framework.loaded import Path
from swcareers.framework.model import Qualification
from swcareers.reading.checking.seen import Said
from swcareers.reading.checking.told_apart import crossing_cuts, shut_ways
from swcareers.record.model import Record
from swcareers.rules.allocation import AtLeast, AtMost, Every, Standing
from swcareers.rules.requirement import FieldTest, Is, Part, Where
from swcareers.values.amounts import Amount
from swcareers.values.text import number
from swcareers.wording.credit import (
    amount_of_credit,
    bound_title,
    gap_words,
    way_title,
)

# Long after every edition begins, so that the last of each is looked at.
_DAY = date(2150, 1, 1)
_STEPS = 5_000  # an award nobody has begun is proven or refused in far fewer
# The least by which an upper bound can be passed: credit comes in parts.
_A_LITTLE = {
    "credits": Fraction(1, 100),
    "modules": Fraction(1),
    "distinct": Fraction(1),
}
# Where the sizes of national awards stand, and those that were not seen.
_SIZES = ("award-credits", "award-credits-not-seen")
_AT_LEVEL = ("award-credits-at-level", "award-credits-at-level-not-seen")


def check_credit(framework: Framework, said: Said) -> None:
    """Look at every award that says what it is made of."""
    described = [
        name
        for name, entry in framework.qualifications.items()
        if is_described(entry) and framework.origins["qualifications", name]
    ]
    if not described:
        return
    nobody = Record(record="nobody", modules=(), awards=(), decisions=())
    base = Situation(facts_of(nobody), framework, _DAY, answer)
    for name in described:
        for day in _days(framework.qualifications[name], framework):
            _Proof(name, attrs.evolve(base, on=day), said).check()


def _days(award: Qualification, book: Framework) -> Iterator[date]:
    """The first day of each edition of an award, and one after them all."""
    regulation = book.regulations.get(award.follows or "")
    editions = (*award.versions, *(regulation.versions if regulation else ()))
    days = {one.from_.earliest for one in editions if one.from_ is not None}
    yield from sorted(days)
    yield _DAY


class _Proof:
    """Looks at one award as if nobody had learned anything yet."""

    def __init__(self, award: str, base: Situation, said: Said) -> None:
        self.award, self.base, self.said = award, base, said
        self.book = base.book
        self.entry: Qualification = base.book.qualifications[award]
        self.framework = base.book.origins["qualifications", award][-1]

    def check(self) -> None:
        """Look at the edition of the day."""
        terms = terms_of(self.award, self.base)
        self.entry = terms.entry
        self._shut(terms)
        crossing = crossing_cuts(terms)
        if crossing is not None:
            self._crossing(*crossing)
            return
        self._not_looked_for()
        self._gaps(terms)
        known = [terms.unknown, *(bound.unknown for bound in terms.bounds)]
        if any(known):
            return  # a figure that depends on a learner, or is not stated
        stands = self._asked(terms)
        if not self._can_be_met(terms, stands):
            return
        self._implied(terms)
        self._never_bites(terms)
        self._shares(terms)
        self._national(terms)

    def _gaps(self, terms: Terms) -> None:
        """Tables that have no row for this award."""
        found = [(terms.unknown, self._path("at_least"))]
        found += [(b.unknown, self._written(b)) for b in terms.bounds]
        found += [(way.unknown, self._written(way)) for way in terms.ways]
        for reason, path in found:
            if reason is not None and reason.code == "no_rule_stated":
                self.said.error(
                    "SWC362", self.framework, path,
                    "the table of this figure has no row for this award",
                    "add a row for it to the figure, or a last row such as "
                    "{otherwise: 30 credits}",
                )  # fmt: skip

    def _not_looked_for(self) -> None:
        """Rules on the modules that count, which the placing of them cannot heed."""
        for placed in not_looked_for(self.award, self.book):
            title = placed.rule.title or self.book.title_of(placed.path)
            self.said.warning(
                "SWC373", placed.set_by[0] if placed.set_by else self.framework,
                placed.at,
                f"“{title}” is asked of the modules that count, and which count is "
                "chosen without a look at it: it can be called unmet although another "
                "choice meets it",
                "write it as a line under of_which; or write modules: taken, or name "
                "the modules, where it does not matter which of them count",
            )  # fmt: skip

    def _asked(self, terms: Terms) -> Standing:
        """How an award stands with nothing held."""
        beside = (Beside(terms, {}),)
        question = Question(results=(), awards=beside, steps=_STEPS)
        return question.ask("certain").placement.standing(self.award)

    def _path(self, *keys: str | int) -> Path:
        """Where something of the award stands: in an edition that writes it, there."""
        top: Path = ("qualifications", self.award)
        versions = self.book.qualifications[self.award].versions
        for place, edition in enumerate(versions):
            if edition.entry is self.entry and keys and keys[0] in edition.keys:
                return (*top, "versions", place, *keys)
        return (*top, *keys)

    def _title(self, one: Bound | WayIn) -> str:
        if isinstance(one, WayIn):
            return f"“{way_title(one)}”"
        return f"“{bound_title(one, self.book.title_of)}”"

    def _crossing(self, one: Bound | WayIn, other: Bound | WayIn) -> None:
        self.said.error(
            "SWC363", self.framework, self._written(other),
            f"{self._title(one)} and {self._title(other)} both cut, and a module can "
            "be in both: what counts would depend on which cuts first",
            "put one inside the of_which of the other, let their tests exclude each "
            "other, or write excess: left_out",
        )  # fmt: skip

    def _written(self, one: Bound | WayIn) -> Path:
        """Where a part, line or way of the award itself stands."""
        if isinstance(one, Bound):
            where = one.where_from
            return self._path(*where) if where[0] != "accepts" else self._path()
        for place, way in enumerate(self.entry.accepts):
            if way is one.written:
                return self._path("accepts", place)
        return self._path()

    def _shut(self, terms: Terms) -> None:
        """Ways that admit nothing more; a regulation's are looked at by themselves."""
        own = tuple(way for way in terms.ways if way.written in terms.entry.accepts)
        shared = tuple(way for way in terms.ways if way not in own)
        for ways in (own, shared):
            for way in shut_ways(ways, terms.situation):
                self.said.warning(
                    "SWC369", self.framework, self._written(way),
                    f"the way {self._title(way)} admits nothing that an earlier one "
                    "does not admit, and the first that admits a module is used",
                    "write it before the wider one, or leave it out",
                )  # fmt: skip

    def _can_be_met(self, terms: Terms, stands: Standing) -> bool:
        if not stands.proven:
            return False
        least = stands.but_for_breach
        if least is None:
            self.said.error(
                "SWC365", self.framework, self._path(),
                f"nothing meets this award, whatever is taken{self._unmet(terms)}",
                "list more modules, raise what may count at most, or ask for less",
            )  # fmt: skip
            return False
        need = terms.need
        if need is None or need.unit != "credits" or least.modules:
            return True
        if least.credits > need.number:
            asked = amount_of_credit(need.number, terms.unit)
            self.said.error(
                "SWC365", self.framework, self._path("at_least"),
                f"this award asks for {asked}; the least that meets it is "
                f"{gap_words(least, terms.unit)}",
                f"write at_least: {gap_words(least, terms.unit)}, or ask for less in "
                "its parts and lines",
            )  # fmt: skip
            return False
        return True

    def _unmet(self, terms: Terms) -> str:
        """What is in the way: a bound without which it could be met."""
        for bound in terms.bounds:
            for less in (
                attrs.evolve(bound, need=None), attrs.evolve(bound, most=None),
            ):  # fmt: skip
                found = self._asked(_with(terms, bound, less))
                if found.missing is not None:
                    return f": “{bound_title(bound, self.book.title_of)}” is in the way"
        if terms.ways and self._asked(attrs.evolve(terms, ways=())).missing is not None:
            return ": no result could come by any of its ways (accepts)"
        return ""

    # --- lines that the others imply --------------------------------------------------

    def _implied(self, terms: Terms) -> None:
        for bound in terms.lines:
            if bound.most is not None or bound.strength != "must":
                continue
            if bound.need is None or bound.ways is not None:
                continue
            if self._without(terms, bound):
                continue
            self.said.warning(
                "SWC366", self.framework, self._path(*bound.where_from),
                f"{self._title(bound)} is never short: the rest of the award implies "
                "it",
                "leave it out, or look whether its figure is right",
            )  # fmt: skip

    def _without(self, terms: Terms, bound: Bound) -> bool:
        """Whether everything else can be met while this line is short by one."""
        need = bound.need
        if isinstance(need, Every):
            need = AtLeast(number=len(need.modules), unit="modules")
        if need is None or need.number < 1:
            return True
        less = AtMost(number=need.number - 1, excess="left_out", unit=need.unit)
        turned = attrs.evolve(bound, need=None, most=less)
        stands = self._asked(_with(terms, bound, turned))
        return stands.missing is not None or not stands.proven

    def _never_bites(self, terms: Terms) -> None:
        """Upper bounds that the others keep anyway."""
        for bound in terms.lines:
            most = bound.most
            if most is None or most.excess == "breach" or bound.need is not None:
                continue
            beyond = AtLeast(number=most.number + _A_LITTLE[most.unit], unit=most.unit)
            turned = attrs.evolve(bound, most=None, need=beyond)
            stands = self._asked(_with(terms, bound, turned))
            if stands.missing is None and stands.proven:
                self.said.warning(
                    "SWC366", self.framework, self._written(bound),
                    f"{self._title(bound)} is never above its most: the rest of the "
                    "award implies it",
                    "leave it out, or look whether its figure is right",
                )  # fmt: skip

    # --- shares -----------------------------------------------------------------------

    def _shares(self, terms: Terms) -> None:
        """A share that no whole number of credits is: 33% of 72."""
        for amount, bound, path in _amounts(terms):
            if amount is None or bound is None or amount.unit != "share":
                continue
            if bound.number.denominator == 1 or bound.unit != "credits":
                continue
            whole = Fraction(bound.number / (amount.number or 1))
            self.said.warning(
                "SWC367", self.framework, self._path(*path),
                f"{amount} of {number(whole)} is {_to_places(bound.number)} credits, "
                "which no whole module reaches",
                "write the credits that are meant"
                if "/" in amount.text
                else "write the fraction that is meant, as in 1/3, or the credits",
            )  # fmt: skip

    # --- national sizes ---------------------------------------------------------------

    def _national(self, terms: Terms) -> None:
        if terms.entry.type is None or terms.unit != "credits":
            return
        total = self._size(_SIZES, terms)
        need = terms.need
        if total is not None and need is not None and need.number < total:
            self.said.warning(
                "SWC368", self.framework, self._path("at_least"),
                f"an award of the type {terms.entry.type} has at least "
                f"{number(total)} credits nationally, and this one asks for "
                f"{number(need.number)}",
                f"write at_least: {number(total)} credits, or a note that says why",
            )  # fmt: skip
        at_level = self._size(_AT_LEVEL, terms)
        level = terms.entry.level
        if at_level is None or level is None or not at_level:
            return
        if self._with_less_at(level, at_level, terms):
            self.said.warning(
                "SWC368", self.framework, self._path(),
                f"an award of the type {terms.entry.type} has at least "
                f"{number(at_level)} credits at its level nationally, and this one "
                f"can be met with fewer at level {level}",
                f"write of_which: {{where: {{level: {level}}}, "
                f"at_least: {number(at_level)} credits}}, or a note that says why",
            )  # fmt: skip

    def _size(self, figures: tuple[str, ...], terms: Terms) -> Fraction | None:
        for name in figures:
            if name not in self.book.figures:
                continue
            found = figure_of(Amount.parse(name), terms.situation)
            if isinstance(found, Amount) and found.number is not None:
                return found.number
        return None

    def _with_less_at(self, level: str, wanted: Fraction, terms: Terms) -> bool:
        """Whether the award can be met with less than so much at a level."""
        test = FieldTest(field="level", test=Is(values=(level,)))
        where = Where(tests=(test,))
        line = Bound(
            id="at-its-level",
            path=f"{self.award}/at-its-level",
            sort="line",
            written=Part(where=where),
            modules=None,
            wheres=(where,),
            most=AtMost(number=wanted - 1, excess="left_out"),
        )
        asked = attrs.evolve(terms, bounds=(*terms.bounds, line))
        return self._asked(asked).missing is not None


def _with(terms: Terms, bound: Bound, changed: Bound) -> Terms:
    bounds = tuple(changed if one is bound else one for one in terms.bounds)
    return attrs.evolve(terms, bounds=bounds)


def _amounts(
    terms: Terms,
) -> Iterator[tuple[Amount | None, AtLeast | AtMost | None, Path]]:
    """Every bound as it is written, beside the number it stands for."""
    for bound in terms.bounds:
        if bound.where_from and bound.where_from[0] == "accepts":
            continue  # those of a way are asked with it
        need = bound.need if isinstance(bound.need, AtLeast) else None
        yield bound.written.at_least, need, (*bound.where_from, "at_least")
        yield bound.written.at_most, bound.most, (*bound.where_from, "at_most")
    own = {id(way): place for place, way in enumerate(terms.entry.accepts)}
    for way in terms.ways:
        place = own.get(id(way.written))
        if place is not None:
            yield way.written.at_least, way.need, ("accepts", place, "at_least")
            yield way.written.at_most, way.most, ("accepts", place, "at_most")


def _to_places(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
