"""The desk in memory keeps the contract, so that the tests of the pages may rely on it."""

import pytest

from maildesk.web.ports import PageKind
from tests.web.answers_contract import AnswersContract
from tests.web.memory_answers import MemoryAnswers


class MemoryWorld:
    """A desk in memory with a look at what it has carried out."""

    def __init__(self) -> None:
        self.answers = MemoryAnswers()

    def link(self, kind: PageKind) -> str:
        return self.answers.add(kind)

    def expired_link(self, kind: PageKind) -> str:
        token = self.answers.add(kind)
        del self.answers.pages[token]
        return token

    def snapshot(self) -> object:
        return tuple(self.answers.carried_out), tuple(self.answers.pages.items())


class TestMemoryAnswers(AnswersContract):
    @pytest.fixture
    def world(self) -> MemoryWorld:
        return MemoryWorld()
