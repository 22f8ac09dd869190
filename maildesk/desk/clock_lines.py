"""Every clock of a ticket as a name and its ledger in words, for staff."""

from datetime import datetime

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.desk import Desk
from maildesk.desk.sla_words import ledger
from maildesk.desk.ticket import Ticket
from maildesk.desk.views import clocks_of

_NAMES = {
    "en": {
        ClockName.RESPONSE: "First answer", ClockName.RESOLUTION: "Solution",
        ClockName.NEXT_UPDATE: "Next update", ClockName.AGREE_DATE: "Date to agree",
    },
    "zh-Hans": {
        ClockName.RESPONSE: "首次答复", ClockName.RESOLUTION: "解决",
        ClockName.NEXT_UPDATE: "进展通报", ClockName.AGREE_DATE: "约定日期",
    },
    "zh-Hant": {
        ClockName.RESPONSE: "首次答覆", ClockName.RESOLUTION: "解決",
        ClockName.NEXT_UPDATE: "進度回報", ClockName.AGREE_DATE: "約定日期",
    },
}  # fmt: skip


def clock_lines(
    desk: Desk, ticket: Ticket, now: datetime, language: str, zone: str | None
) -> tuple[tuple[str, str], ...]:
    """Return (name, ledger) of each clock in en, zh-Hans or zh-Hant; other languages get English.

    Days and hours are those of `zone`, for None those of the desk. A clock without a target that never ran is left out.
    """
    names = _NAMES.get(language, _NAMES["en"])
    return tuple(
        (names[reading.clock], ledger(reading, now, language, zone or desk.zone, to_staff=True))
        for reading in clocks_of(desk, ticket, now).all()
        if reading.target is not None
    )
