"""Stages and the ways between them."""

from swcareers.framework.framework import Framework
from swcareers.framework.model import ChosenBy
from swcareers.reading.checking.seen import Said


def check_careers(framework: Framework, said: Said) -> None:
    """A stage to which nothing leads, and from which nothing does."""
    ways = framework.progressions.values()
    if not ways or any(isinstance(way.to, ChosenBy) for way in ways):
        return  # no ways are told, or a decision may choose any stage
    joined: set[str] = set()
    for way in ways:
        for name in (*way.from_, way.to):
            if isinstance(name, str):
                joined.update(framework.members(name))
    if not joined <= {*framework.stages, "any", "outside"}:
        return  # a way leads to a slip of the pen, which is said elsewhere
    own = framework.file
    for id_, stage in own.stages.items():
        first = framework.origins["stages", id_][0]
        if id_ not in joined and first == own.framework and not stage.expected:
            said.warning(
                "SWC332", own.framework, ("stages", id_),
                f"no progression leads to {id_}, and none starts there",
                f"write one under progressions, as in {{from: any, to: {id_}}}",
            )  # fmt: skip
