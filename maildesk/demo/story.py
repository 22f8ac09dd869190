"""The whole story, step by step."""

from collections.abc import Callable

from maildesk.demo.evening import EVENING
from maildesk.demo.morning import MORNING
from maildesk.demo.scene import Scene
from maildesk.demo.steps import Outcome, Step, play_step
from maildesk.demo.working_day import WORKING_DAY

STORY: tuple[Step, ...] = (*MORNING, *WORKING_DAY, *EVENING)


def play_story(scene: Scene, tell: Callable[[Outcome], None]) -> tuple[Outcome, ...]:
    """Play every step and `tell` of each when it is over; a step that fails does not end the story."""
    outcomes: list[Outcome] = []
    for step in STORY:
        outcome = play_step(step, scene)
        outcomes.append(outcome)
        tell(outcome)
    return tuple(outcomes)
