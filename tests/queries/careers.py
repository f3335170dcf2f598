"""Learners and frameworks of the tests about progression."""

from pathlib import Path

from swcareers.framework.framework import Framework
from swcareers.reading.loading import load_framework, load_record
from swcareers.record.model import Record

LEARNERS = Path(__file__).resolve().parents[2] / "frameworks" / "learners"

# Each learner with the framework and the day of its own story.
STORIES = {
    "thurrock-nqsw": ("thurrock", "2026-11-06"),
    "thurrock-adults-part-time": ("thurrock", "2027-03-10"),
    "thurrock-practice-educator": ("thurrock", "2026-11-06"),
    "tower-hamlets-social-worker": ("tower-hamlets", "2026-11-06"),
    "newham-jack": ("newham", "2023-05-30"),
    "newham-clare": ("newham", "2023-05-30"),
    "newham-jane": ("newham", "2023-05-30"),
    "north-east-london-seb": ("north-east-london", "2026-11-06"),
    "barking-and-dagenham-anthony": ("barking-and-dagenham", "2017-06-30"),
    "amhp": ("bia", "2026-11-06"),
}


def learner(name: str) -> Record:
    """A learner that ships with the library."""
    return load_record(LEARNERS / f"{name}.yaml")


def story(name: str) -> tuple[Record, Framework, str]:
    """A learner, the framework of the story, and its day."""
    framework, on = STORIES[name]
    return learner(name), load_framework(framework), on
