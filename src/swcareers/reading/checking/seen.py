"""A rule as it was met in a file, with the path of its keys.

A version, a variant or an amendment writes some keys of a rule; the others stand in
the rule it changes. `Seen.at` finds the one place where a key is written.
"""

from collections.abc import Set
from typing import NamedTuple

from swcareers.framework.loaded import Path, Trouble
from swcareers.rules.requirement import Rule, Strength


class Seen(NamedTuple):
    """A rule, or one version of it, in its place.

    Attributes:
        rule: the rule with all its keys, also those it has from its base.
        path: where it stands.
        framework: the id of the framework whose file it stands in.
        section, owner: the entry it belongs to; empty for a framework's own lists.
        strength: its own, or that of the group it is in.
        keys: the keys written at `path`; None: all of the rule's.
        base: the rule the other keys come from; None where it is not in this file.
    """

    rule: Rule
    path: Path
    framework: str
    section: str
    owner: str
    strength: Strength
    keys: Set[str] | None = None
    base: "Seen | None" = None

    def at(self, *names: str) -> Path | None:
        """Where the first of these keys that is written here stands.

        Returns:
            None: all of them stand in another file, whose author hears of it.
        """
        if self.keys is None:
            return (*self.path, names[0])
        for name in names:
            if name in self.keys:
                return (*self.path, name)
        return None if self.base is None else self.base.at(*names)


class Said:
    """What has been found so far: of one kind, one at each place."""

    def __init__(self, own: str) -> None:
        """Begin with nothing.

        Args:
            own: the id of the framework that is loaded: warnings about files it
                extends are for the authors of those.
        """
        self._own = own
        self._found: dict[tuple[str, str, Path], Trouble] = {}

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything found, in the order in which it was found."""
        return tuple(self._found.values())

    def error(
        self, code: str, framework: str, path: Path, message: str, hint: str
    ) -> None:
        """Say what keeps the framework from being used."""
        trouble = Trouble(code, framework, path, message, hint)
        self._found.setdefault((code, framework, path), trouble)

    def warning(
        self, code: str, framework: str, path: Path, message: str, hint: str
    ) -> None:
        """Say what is doubtful; only about the framework's own file."""
        if framework == self._own:
            trouble = Trouble(code, framework, path, message, hint, "warning")
            self._found.setdefault((code, framework, path), trouble)

    def of_rule(
        self, code: str, seen: Seen, keys: str | tuple[str, ...], text: str, hint: str
    ) -> None:
        """Say what is wrong with a rule, at the first of these keys."""
        path = seen.at(*((keys,) if isinstance(keys, str) else keys))
        if path is not None:
            self.error(code, seen.framework, path, text, hint)
