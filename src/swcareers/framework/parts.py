"""The parts of a group, and what each of them is called."""

from swcareers.rules.requirement import Rule, parts_of
from swcareers.values.keys import keys_of

# The attribute that holds the name is called as the kind, and is not the first.
_BY_KIND = frozenset({"evidence", "modules", "event", "completes", "holds", "assessed"})


def named_parts(rule: Rule) -> tuple[tuple[Rule, str], ...]:
    """The parts of a group with the end of their id: their own, or their head."""
    return tuple((part, part.id or head_of(part)) for part in parts_of(rule.ask))


def head_of(rule: Rule) -> str:
    """What a part without an id is called: the name after its kind word."""
    if rule.ask is None:
        return "part"
    field = next(iter(keys_of(type(rule.ask))), "")
    head = getattr(rule.ask, rule.kind if rule.kind in _BY_KIND else field, None)
    if isinstance(head, str) and rule.kind != "confirmation":
        return head.replace("/", "-")
    return rule.kind.replace("_", "-")
