"""Rules as other files amend them: stricter or clearer, with a reason, never weaker."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from swcareers.framework.framework import Placed
from swcareers.framework.loaded import Loaded, Trouble
from swcareers.framework.model import Amendment
from swcareers.framework.parts import named_parts
from swcareers.framework.strictness import weakened
from swcareers.rules.requirement import Rule, parts_of
from swcareers.values.text import did_you_mean

Amend = Callable[[Rule, Mapping[str, Any]], Rule]
# Who set the parts that are amended, by path.
SetBy = dict[str, tuple[str, ...]]


class Amendments:
    """What the files of a framework amend, by the id of the rule."""

    def __init__(
        self, loaded: Sequence[Loaded], amend: Amend, troubles: list[Trouble]
    ) -> None:
        """Collect them.

        Args:
            loaded: the files, those that are extended first.
            amend: makes the rule that an amendment's new keys give.
            troubles: what does not fit, to be added to.
        """
        self._amend = amend
        self._troubles = troubles
        self._amendments: dict[str, list[tuple[str, int, Amendment]]] = {}
        self._used: set[tuple[str, int]] = set()
        for item in loaded:
            for index, amendment in enumerate(item.file.amends):
                self._amendments.setdefault(amendment.rule, []).append(
                    (item.file.framework, index, amendment)
                )

    def amended(
        self,
        rule: Rule,
        set_by: tuple[str, ...],
        paths: Sequence[str],
        parts: SetBy,
        barring: bool = False,
    ) -> tuple[Rule, tuple[str, ...]]:
        """A rule and the rules inside it, with what amends them.

        Args:
            paths: its id and those that mean it, the nearest first; what is said of
                it by the nearest is said last.
            parts: who set each part that is amended, by its path, to be filled.
            barring: it stands in a `none`, where more is asked by asking less.
        """
        if not self._amendments:
            return rule, set_by
        for path in reversed(paths):
            for framework, index, amendment in self._amendments.get(path, ()):
                self._used.add((framework, index))
                try:
                    changed = self._amend(rule, amendment.changes)
                except ValueError as error:
                    at = ("amends", index)
                    said = f"{amendment.rule} cannot be amended so: {error}"
                    self._troubles.append(Trouble("SWC212", framework, at, said))
                    continue
                if amendment.source:
                    changed = attrs.evolve(changed, source=amendment.source)
                before, after = (changed, rule) if barring else (rule, changed)
                self._check_amendment(before, after, framework, index, amendment)
                rule = changed
                if framework not in set_by:
                    set_by = (*set_by, framework)
        return self._with_amended_parts(rule, set_by, paths, parts, barring), set_by

    def _with_amended_parts(
        self,
        rule: Rule,
        set_by: tuple[str, ...],
        paths: Sequence[str],
        parts: SetBy,
        barring: bool,
    ) -> Rule:
        changed = []
        barring = barring is not (rule.kind == "none")
        for part, end in named_parts(rule):
            ends = (end, *part.formerly)
            inside = [f"{path}/{one}" for one in ends for path in paths]
            amended, by = self.amended(part, set_by, inside, parts, barring)
            if by != set_by:
                parts[inside[0]] = by
            changed.append(amended)
        if rule.ask is None or tuple(changed) == parts_of(rule.ask):
            return rule
        more: dict[str, Any] = {rule.kind: tuple(changed)}
        return attrs.evolve(rule, ask=attrs.evolve(rule.ask, **more))

    def _check_amendment(
        self,
        before: Rule,
        after: Rule,
        framework: str,
        index: int,
        amendment: Amendment,
    ) -> None:
        restates = set(amendment.changes) <= {"title", "source", "note"}
        if not restates and not amendment.because:
            self._troubles.append(
                Trouble(
                    "SWC312",
                    framework,
                    ("amends", index),
                    f"this changes {amendment.rule} and does not say why",
                    "write: because: ... and source: ...",
                )
            )
        for words in weakened(before, after):
            self._troubles.append(
                Trouble(
                    "SWC313",
                    framework,
                    ("amends", index),
                    f"{amendment.rule} is a must that is inherited; {words}",
                    "an inherited must may be made stricter, never weaker",
                )
            )

    def say_unused(self, rules: Mapping[str, Placed]) -> None:
        """Say which amendments are of no rule there is."""
        known = {path for one in rules.values() for path in (one.path, *one.also)}
        for amendments in self._amendments.values():
            for framework, index, amendment in amendments:
                if (framework, index) not in self._used:
                    meant = did_you_mean(amendment.rule, known)
                    self._troubles.append(
                        Trouble(
                            "SWC301",
                            framework,
                            ("amends", index, "rule"),
                            f"no rule has the id {amendment.rule}",
                            f"did you mean {meant}?" if meant else None,
                        )
                    )
                    self._used.add((framework, index))
