"""What `where` asks: whether the item can have the field, and the field the value."""

import re

from swcareers.framework.loaded import Path
from swcareers.reading.checking.ids import Walk, item_path
from swcareers.reading.checking.items import (
    LOOSE_FIELDS,
    PERSON,
    PERSON_WORDS,
    SOMETHING,
    Asked,
    Held,
    Items,
)
from swcareers.reading.checking.known import To
from swcareers.rules.requirement import (
    Among,
    Compare,
    FieldTest,
    InWindow,
    Is,
    Of,
    Test,
    Where,
)
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.points import Window
from swcareers.values.text import did_you_mean, joined

_AWARDS: To = ("qualifications", "approvals", "registers", "groups")
_PERSON_REFERENCES: dict[str, To] = {
    "holds": _AWARDS, "role": ("roles",), "may": ("acts",),
}  # fmt: skip
# Words that compare a field, and are none.
_COMPARING = frozenset(("at_least", "at_most", "under", "before", "after", "not"))
# Comparisons as people write them: ">= 5", "5+", "5-6".
_COMPARISON = re.compile(r"(?=.*[<≥≤+-]|>=)(>=|≥|<=|≤|<)? ?(\d+)\+?(?:-(\d+))?")
# Words with a meaning of their own, whatever the field.
_US = frozenset({"us", "same"})
_SECTION_FIELDS = frozenset({"stages", "programmes", "modules", "learning"})


class Wheres:
    """Looks at every `where` of a framework."""

    def __init__(self, walk: Walk, items: Items) -> None:
        """Look with the eyes of this walk."""
        self._walk = walk
        self._dates = items.dates
        self._framework = ""

    def where(
        self, where: Where, asked: Asked | None, path: Path, framework: str
    ) -> None:
        """Look at one `where`.

        Args:
            asked: what it asks of; None: too many things to say.
        """
        self._framework = framework
        self._walk.at(framework)
        self._where(where, asked or SOMETHING, path)

    def _where(self, where: Where, asked: Asked, path: Path) -> None:
        for test in where.tests:
            self._test(test, asked, (*path, test.field))
        for index, other in enumerate(where.any_of):
            self._where(other, asked, (*path, "any", index))
        if where.or_decided is not None:
            self._decided(where.or_decided, path)
        if where.as_at is not None:
            at = (*path, "as_at")
            if isinstance(where.as_at, Window):
                self._walk.window(where.as_at, at, self._dates)
            else:
                self._walk.point(where.as_at, at, self._dates)

    def _test(self, test: FieldTest, asked: Asked, path: Path) -> None:
        field = test.field
        about_a_person = field in PERSON_WORDS and field not in asked.fields
        if about_a_person and (asked.person or asked is SOMETHING):
            self._person_word(test, path)
            return
        held = asked.fields.get(field)
        if held is None and field in _COMPARING:
            self._walk.said.error(
                "SWC353", self._framework, path,
                f"{field} stands where the name of a field is expected",
                "name the field, as in mark: {at_least: 35}",
            )  # fmt: skip
            return
        if field == "components" and not isinstance(test.test, Among):
            self._walk.said.error(
                "SWC353", self._framework, path,
                "components are several marks, and this is not asked of each",
                "write {all: {mark: {at_least: 35}}}",
            )  # fmt: skip
            return
        if held is None:
            if not asked.free:
                self._no_such_field(field, asked, path)
            held = "any"
        self._value(test.test, field, held, path)

    def _no_such_field(self, field: str, asked: Asked, path: Path) -> None:
        meant = did_you_mean(field, asked.fields)
        declared = sorted(asked.fields)
        self._walk.said.error(
            "SWC351", self._framework, path,
            f"{asked.noun} has no field {field}, so nothing could ever count",
            f"did you mean {meant}?" if meant
            else f"it can be asked about {joined(declared, 'and')}",
        )  # fmt: skip

    def _person_word(self, test: FieldTest, path: Path) -> None:
        to = _PERSON_REFERENCES[test.field]
        words = _words(test.test)
        for index, word in enumerate(words):
            self._walk.reference(to, word, item_path(path, index, words))
        self._decided_of(test.test, path)

    def _decided_of(self, test: Test, path: Path) -> None:
        decision = getattr(test, "or_decided", None)
        if decision is not None:
            self._decided(decision, path)

    def _decided(self, decision: str, path: Path) -> None:
        self._walk.reference(("decisions",), decision, (*path, "or_decided"))

    # --- what a field may be ---

    def _value(self, test: Test, field: str, held: Held, path: Path) -> None:
        self._decided_of(test, path)
        match test:
            case Is():
                self._words(test.values, field, held, path)
            case Compare():
                self._compare(test, field, held, path)
            case InWindow():
                if held not in ("date", "any", "text"):
                    self._unfit(field, held, "is no date", path)
                self._walk.window(test.window, path, self._dates)
            case Among():
                word = "all" if test.every else "any"
                self._where(test.where, SOMETHING, (*path, word))
            case Of():
                if held not in ("person", "any", "text"):
                    self._unfit(field, held, "is no person, course or award", path)
                self._where(test.where, PERSON if held == "person" else SOMETHING, path)

    def _compare(self, test: Compare, field: str, held: Held, path: Path) -> None:
        for name, bound in (
            ("at_least", test.at_least), ("at_most", test.at_most),
            ("under", test.under),
        ):  # fmt: skip
            if bound is not None:
                self._bound(bound, field, held, (*path, name))
        for name, point in (("before", test.before), ("after", test.after)):
            if point is not None:
                if held not in ("date", "any", "text"):
                    self._unfit(field, held, "is no date", (*path, name))
                self._walk.point(point, (*path, name), self._dates)
        if test.not_:
            self._words(test.not_, field, held, (*path, "not"))

    def _bound(self, bound: Amount, field: str, held: Held, path: Path) -> None:
        scale = self._walk.known.framework.scales.get(field)
        unordered = ("date", "person", "true or false", *(() if scale else ("text",)))
        if held in unordered:
            self._unfit(field, held, "cannot be more or less", path)
        elif field == "mark" and bound.unit == "share":
            self._walk.said.error(
                "SWC353", self._framework, path,
                f"a mark is a number, and {bound} is a share",
                f"write {bound.text.removesuffix('%')}",
            )  # fmt: skip
        elif bound.figure is not None and not isinstance(held, tuple):
            if scale is None or bound.figure not in (*scale.order, *scale.also_called):
                self._walk.amount(bound, path)
        elif isinstance(held, tuple) and scale is None:
            self._unfit(field, held, "has no order", path)

    def _words(
        self, words: tuple[str, ...], field: str, held: Held, path: Path
    ) -> None:
        words = tuple(word for word in words if word not in _US)
        places = [item_path(path, i, words) for i in range(len(words))]
        if isinstance(held, tuple):
            self._one_of(words, field, held, path)
        elif held == "true or false":
            self._one_of(words, field, ("true", "false"), path)
        elif held in LOOSE_FIELDS:
            self._walk.loose.extend(
                (str(held), word, self._framework, at)
                for word, at in zip(words, places, strict=True)
            )
        elif held == "absence_reasons":
            for word, at in zip(words, places, strict=True):
                self._walk.reference(("absence_reasons",), word, at)
        elif held in _SECTION_FIELDS:
            for word, at in zip(words, places, strict=True):
                self._walk.reference((str(held), "groups"), word, at)
        elif held == "level":
            self._level(words, path)
        elif held in ("number", "hours", "date"):
            fits = _is_date if held == "date" else _is_number
            for word, at in zip(words, places, strict=True):
                if not fits(word):
                    self._unfit(field, held, f"can never be {word}", at)

    def _level(self, words: tuple[str, ...], path: Path) -> None:
        scale = self._walk.known.framework.scales.get("level")
        if scale is not None:
            self._one_of(words, "level", (*scale.order, *scale.also_called), path)

    def _one_of(
        self, words: tuple[str, ...], field: str, allowed: tuple[str, ...], path: Path
    ) -> None:
        for index, word in enumerate(words):
            if word not in allowed:
                meant = did_you_mean(word, allowed)
                compared = _COMPARISON.fullmatch(word)
                at = item_path(path, index, words)
                self._walk.said.error(
                    "SWC352", self._framework, at, f"{field} can never be {word}",
                    f"write {field}: {_compared(*compared.groups())}" if compared
                    else f"did you mean {meant}?" if meant
                    else f"write {joined(allowed, 'or')}",
                )  # fmt: skip

    def _unfit(self, field: str, held: Held, what: str, path: Path) -> None:
        kind = f"one of {joined(held, 'or')}" if isinstance(held, tuple) else held
        instead = {
            "number": "write a number, or {at_least: 90}",
            "hours": "write {at_least: 2}",
            "date": "write {from: 2026-09-01}, {before: start}, or {last: 5 years, "
            "before: start}",
            "person": "write {holds: social-work-england}, or {role: assessor}",
            "true or false": "write true or false",
            "text": "write the text, or declare the field as a number or a date",
        }
        self._walk.said.error(
            "SWC353", self._framework, path, f"{field} ({kind}) {what}",
            instead.get(kind, "write one of the words it may be")
            if isinstance(kind, str) else "write one of its words",
        )  # fmt: skip


def _compared(sign: str | None, low: str, high: str | None) -> str:
    """A comparison as the language writes it."""
    if high is not None:
        return f"{{at_least: {low}, at_most: {high}}}"
    key = {"<": "under", "<=": "at_most", "≤": "at_most"}.get(sign or "", "at_least")
    return f"{{{key}: {low}}}"


def _words(test: Test) -> tuple[str, ...]:
    if isinstance(test, Is):
        return test.values
    return test.not_ if isinstance(test, Compare) else ()


def _is_number(word: str) -> bool:
    return word[:1].isdigit()


def _is_date(word: str) -> bool:
    try:
        KnownDate.parse(word)
    except ValueError:
        return False
    return True
