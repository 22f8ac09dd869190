"""A board in memory for the tests of its pages."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from maildesk.desk.board_view import BoardDay, BoardEngineer, BoardTicket, BoardView
from maildesk.desk.ticket import Priority, State
from maildesk.web.ports import BoardPage, Entry

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
SUBJECTS = {
    "en": "The printer on the third floor prints blank pages",
    "zh-Hans": "三楼打印机打出来全是白纸",
    "zh-Hant": "三樓印表機印出來都是白紙",
}


@dataclass
class MemoryBoard:
    """One good link a language, and the sessions that have begun."""

    links: dict[str, str] = field(default_factory=lambda: {f"b-{name}": name for name in SUBJECTS})
    sessions: dict[str, str] = field(default_factory=dict)

    def offered(self, token: str) -> str | None:
        return self.links.get(token)

    def enter(self, token: str) -> Entry | None:
        language = self.links.pop(token, None)
        if language is None:
            return None
        cookie = f"cookie-{language}"
        self.sessions[cookie] = language
        return Entry(cookie=cookie, seconds=28800, language=language)

    def show(self, cookie: str) -> BoardPage | None:
        language = self.sessions.get(cookie)
        return BoardPage(view=a_board(language), language=language) if language else None

    def leave(self, cookie: str) -> None:
        self.sessions.pop(cookie, None)


def a_board(language: str = "en") -> BoardView:
    """A busy day."""

    def ticket(number: int, severity: str, note: str, owner: str | None = "Li Wei") -> BoardTicket:
        return BoardTicket(
            number=number, subject=SUBJECTS[language], priority=Priority.URGENT if severity == "late" else Priority.LOW,
            state=State.OPEN, owner_name=owner, age_hours=number % 90, note=note, severity=severity,
        )  # fmt: skip

    days = [(NOW - timedelta(days=back)).date() for back in range(13, -1, -1)]
    return BoardView(
        desk_name="Acme Support",
        staff_name="Li Na",
        at=NOW,
        zone="Asia/Shanghai",
        open=42,
        unowned=2,
        waiting=9,
        late=1,
        arrived=14,
        answered=31,
        solved=9,
        reopened=0,
        to_come=(ticket(1042, "late", "answer overdue 2 h"), ticket(1040, "soon", "solution due in 3 h")),
        without_owner=(ticket(1051, "soon", "answer due in 1 h", None),),
        engineers=(
            BoardEngineer(name="Li Wei", open=12, capacity=10, solved=4, answered=9),
            BoardEngineer(name="Chen Jing", open=3, capacity=10, solved=5, answered=7),
        ),
        trend=tuple(BoardDay(day=day.isoformat(), arrived=n, solved=13 - n) for n, day in enumerate(days)),
        trend_most=13,
    )
