"""What every `Answers` must keep, whatever stands behind it; a subclass says how to build one."""

from typing import Protocol

import pytest

from maildesk.web.ports import Answers, ConfirmForm, Form, Outcome, Page, PageKind, ReleaseForm, SurveyForm

FORMS: dict[PageKind, Form] = {
    PageKind.CONFIRM: ConfirmForm(solved=True),
    PageKind.SURVEY: SurveyForm(score=4, comment="quick"),
    PageKind.RELEASE: ReleaseForm(mine=True),
}


class World(Protocol):
    """A desk with something to ask, and a way to see whether it has changed."""

    @property
    def answers(self) -> Answers:
        """The side the pages talk to."""
        ...

    def link(self, kind: PageKind) -> str:
        """Make what the link asks about (a resolved ticket, a closed one, a held mail) and return a valid token."""
        ...

    def expired_link(self, kind: PageKind) -> str:
        """Return a token that was valid once."""
        ...

    def snapshot(self) -> object:
        """Return everything an answer could change; equal snapshots mean that nothing has changed."""
        ...


class AnswersContract:
    """Inherit, and give a fixture `world`."""

    @pytest.mark.parametrize("kind", list(PageKind))
    def test_a_valid_link_shows_its_page(self, world: World, kind: PageKind) -> None:
        page = world.answers.look(world.link(kind))

        assert page is not None
        assert page.kind is kind
        assert page.desk_name
        assert not page.done
        assert bool(page.number) == (kind is not PageKind.RELEASE)

    @pytest.mark.parametrize("kind", list(PageKind))
    def test_looking_changes_nothing_however_often(self, world: World, kind: PageKind) -> None:
        token = world.link(kind)
        before = world.snapshot()

        pages = {world.answers.look(token) for _ in range(5)}

        assert len(pages) == 1
        assert world.snapshot() == before

    @pytest.mark.parametrize("kind", list(PageKind))
    def test_an_expired_link_is_like_a_wrong_one(self, world: World, kind: PageKind) -> None:
        token = world.expired_link(kind)
        before = world.snapshot()

        assert world.answers.look(token) is None
        assert world.answers.answer(token, FORMS[kind]) is Outcome.GONE
        assert world.snapshot() == before

    @pytest.mark.parametrize("kind", list(PageKind))
    def test_a_link_with_one_character_changed_is_worth_nothing(self, world: World, kind: PageKind) -> None:
        token = world.link(kind)
        before = world.snapshot()

        for at in range(len(token)):
            changed = token[:at] + ("0" if token[at] != "0" else "1") + token[at + 1 :]
            assert world.answers.look(changed) is None
            assert world.answers.answer(changed, FORMS[kind]) is Outcome.GONE
        assert world.snapshot() == before

    @pytest.mark.parametrize("token", ["", "x", "s-1042", "-" * 90, "工单", "\x00", "s-1042-1-99999999-a-b", "A" * 200])
    def test_nonsense_is_answered_like_any_other_wrong_link(self, world: World, token: str) -> None:
        before = world.snapshot()

        assert world.answers.look(token) is None
        assert world.answers.answer(token, SurveyForm(score=5)) is Outcome.GONE
        assert world.snapshot() == before

    @pytest.mark.parametrize("kind", list(PageKind))
    def test_a_link_takes_only_the_form_of_its_own_kind(self, world: World, kind: PageKind) -> None:
        token = world.link(kind)
        before = world.snapshot()

        for other in set(PageKind) - {kind}:
            assert world.answers.answer(token, FORMS[other]) is Outcome.GONE
        assert world.snapshot() == before

    def test_a_vote_is_taken_and_shown_and_can_be_changed(self, world: World) -> None:
        token = world.link(PageKind.SURVEY)

        assert world.answers.answer(token, SurveyForm(score=2, comment="slow")) is Outcome.RATED
        assert self.page(world, token).score == 2
        assert world.answers.answer(token, SurveyForm(score=5)) is Outcome.RATED
        assert self.page(world, token).score == 5

    def test_yes_is_carried_out_once(self, world: World) -> None:
        token = world.link(PageKind.CONFIRM)

        assert world.answers.answer(token, ConfirmForm(solved=True)) is Outcome.SOLVED
        after = world.snapshot()

        assert self.page(world, token).done
        assert world.answers.answer(token, ConfirmForm(solved=True)) in {Outcome.SOLVED, Outcome.NOTED}
        assert world.snapshot() == after

    def test_no_is_carried_out(self, world: World) -> None:
        token = world.link(PageKind.CONFIRM)
        before = world.snapshot()

        assert world.answers.answer(token, ConfirmForm(solved=False, words="Still blank.")) is Outcome.NOT_SOLVED
        assert world.snapshot() != before

    @pytest.mark.parametrize(("mine", "outcome"), [(True, Outcome.RELEASED), (False, Outcome.DISOWNED)])
    def test_a_held_mail_is_owned_or_disowned_once(self, world: World, mine: bool, outcome: Outcome) -> None:
        token = world.link(PageKind.RELEASE)

        assert world.answers.answer(token, ReleaseForm(mine=mine)) is outcome
        after = world.snapshot()
        again = world.answers.answer(token, ReleaseForm(mine=not mine))

        assert again in {Outcome.NOTED, Outcome.GONE}
        assert world.snapshot() == after

    def page(self, world: World, token: str) -> Page:
        page = world.answers.look(token)
        assert page is not None
        return page
