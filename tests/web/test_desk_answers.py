"""The pages on a real desk: links as they stand in real mails, and a real store behind them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select

from maildesk.app import answering_of
from maildesk.mail.link_token import LinkPurpose, make_link_token
from maildesk.store.schema import event, ledger, message, outbox, survey, ticket
from maildesk.web.answers import DeskAnswers
from maildesk.web.ports import PageKind
from tests.journeys.conftest import fresh_database, open_desk
from tests.journeys.desk_world import DeskWorld, SentMail
from tests.web.answers_contract import AnswersContract

__all__ = ["fresh_database", "open_desk"]
_ANN, _WANG = "ann@example.com", "wang@desk.example.com"
_PURPOSES = {
    PageKind.CONFIRM: LinkPurpose.CONFIRM,
    PageKind.SURVEY: LinkPurpose.SURVEY,
    PageKind.RELEASE: LinkPurpose.RELEASE,
}


@dataclass
class RealWorld:
    """A desk with [web], and somebody who writes what each link needs."""

    desk: DeskWorld

    @property
    def answers(self) -> DeskAnswers:
        return DeskAnswers(answering_of(self.desk.desktop), self.desk.desktop.settings.desk.name)

    def link(self, kind: PageKind) -> str:
        mail = {PageKind.CONFIRM: self._resolved, PageKind.SURVEY: self._closed, PageKind.RELEASE: self._held}[kind]()
        found = re.search(r"https://desk\.example\.com/t/([0-9a-z-]+)", mail.text)
        assert found is not None, mail.text
        return found[1]

    def expired_link(self, kind: PageKind) -> str:
        fields = self.link(kind).split("-")
        address = _WANG if kind is PageKind.RELEASE else _ANN
        key = self.desk.desktop.settings.desk.key
        return make_link_token(key, _PURPOSES[kind], int(fields[1]), int(fields[2]), address, date(2026, 11, 15))

    def snapshot(self) -> object:
        with self.desk.desktop.database.engine.connect() as connection:
            return [
                connection.execute(select(table)).fetchall()
                for table in (ticket, event, message, survey, outbox, ledger)
            ]

    def _resolved(self) -> SentMail:
        self.desk.writes(f"Ann Lee <{_ANN}>")
        self.desk.run()
        notice = next(mail for mail in self.desk.new_mails() if mail.to == _WANG)
        self.desk.writes(f"Wang Wei <{_WANG}>", text="#resolve\nIt has a new drum now.", reply_to=notice)
        self.desk.run()
        return next(mail for mail in self.desk.new_mails() if mail.to == _ANN)

    def _closed(self) -> SentMail:
        resolution = self._resolved()
        self.desk.writes(f"Ann Lee <{_ANN}>", text="Yes, it is solved.", reply_to=resolution)
        self.desk.run()
        return next(mail for mail in self.desk.new_mails() if mail.to == _ANN)

    def _held(self) -> SentMail:
        self.desk.writes(f"Wang Wei <{_WANG}>", "Please", "#list", proof="fail")
        self.desk.run()
        return next(mail for mail in self.desk.new_mails() if mail.to == _WANG)


class TestDeskAnswers(AnswersContract):
    @pytest.fixture
    def world(self, open_desk: Callable[..., DeskWorld]) -> RealWorld:
        return RealWorld(desk=open_desk(more='\n[web]\nbase_url = "https://desk.example.com"\n'))
