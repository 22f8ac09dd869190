"""The shape of a step of the story, and how one is played."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from maildesk.demo.scene import Missed, Scene


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that happens; `play` does it, checks what must follow, and returns what was seen in one sentence."""

    title: str
    play: Callable[[Scene], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a step."""

    step: Step
    ok: bool
    words: str  # what was seen, or what was missing
    seconds: float


def play_step(step: Step, scene: Scene) -> Outcome:
    """Play one step; whatever goes wrong in it is its outcome and never ends the story."""
    began = time.monotonic()
    try:
        words, ok = step.play(scene), True
    except Missed as missed:
        words, ok = str(missed), False
    except Exception as error:  # noqa: BLE001 - the newcomer reads which step broke; the rest is played all the same
        words, ok = f"{type(error).__name__}: {error}", False
    return Outcome(step=step, ok=ok, words=words, seconds=time.monotonic() - began)
