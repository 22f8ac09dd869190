"""How often Python looks for garbage that counting references does not find."""

import gc

_YOUNG, _MIDDLE, _OLD = 20_000, 20, 50


def collect_seldom() -> None:
    """Leave what is loaded now out of every look, and look seldom: a mail leaves almost nothing that goes in circles.

    For processes that live long or read very much, once everything is imported; it saves a tenth of their time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
