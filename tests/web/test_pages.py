"""The pages over HTTP: only a sent form changes anything, and a wrong link tells nothing."""

import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from maildesk.shipped import shipped_folder
from maildesk.web import PageKind, SurveyForm, create_app
from maildesk.web.form import MOST_BYTES, form_token
from maildesk.web.ports import ConfirmForm, Form, Page, ReleaseForm
from tests.web.memory_answers import MemoryAnswers

FOLDERS = (shipped_folder("templates"),)
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


class Client:
    """Asks the application as a browser would, one request at a time."""

    def __init__(self, answers: MemoryAnswers, *, read_seconds: float = 10.0, raising: bool = True) -> None:
        self.answers = answers
        self._app = create_app(answers, "Acme Support", FOLDERS, read_seconds=read_seconds)
        self._raising = raising

    def request(self, method: str, path: str, **options: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=self._raising)
            async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
                return await client.request(method, path, **options)  # type: ignore[arg-type]

        return asyncio.run(ask())

    def get(self, path: str) -> httpx.Response:
        return self.request("GET", path)

    def send(self, token: str, **fields: str) -> httpx.Response:
        return self.request("POST", f"/t/{token}", data={"form": form_token(token), **fields})


class BrokenAnswers(MemoryAnswers):
    """A desk that has lost its database."""

    def look(self, token: str) -> Page | None:
        raise RuntimeError(f"password=secret, token={token}")


@pytest.fixture
def client() -> Client:
    return Client(MemoryAnswers())


def test_a_survey_shows_number_subject_and_five_choices(client: Client) -> None:
    page = client.get(f"/t/{client.answers.add(PageKind.SURVEY)}")

    assert page.status_code == 200
    assert "Ticket 1042" in page.text
    assert "prints blank pages" in page.text
    assert re.findall(r'name="score" value="(\d)"', page.text) == ["1", "2", "3", "4", "5"]
    assert "checked" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PageKind))
def test_every_page_speaks_the_language_of_its_ticket(client: Client, kind: PageKind, language: str) -> None:
    page = client.get(f"/t/{client.answers.add(kind, language)}").text

    assert f'<html lang="{language}">' in page
    assert "None" not in page
    assert bool(re.search("[\u4e00-\u9fff]", page)) == (language != "en")


def test_the_score_of_the_link_is_chosen_beforehand_and_not_given(client: Client) -> None:
    token = client.answers.add(PageKind.SURVEY)

    page = client.get(f"/t/{token}?score=4")

    assert 'value="4" required checked' in page.text
    assert client.answers.carried_out == []


@pytest.mark.parametrize("query", ["score=9", "score=-1", "score=%3Cscript%3E", "answer=maybe", "score=4&score=x"])
def test_an_odd_query_is_ignored(client: Client, query: str) -> None:
    page = client.get(f"/t/{client.answers.add(PageKind.SURVEY)}?{query}")

    assert page.status_code == 200
    assert "checked" not in page.text
    assert "<script" not in page.text


def test_the_answer_of_the_link_is_chosen_beforehand(client: Client) -> None:
    page = client.get(f"/t/{client.answers.add(PageKind.CONFIRM)}?answer=no")

    assert 'value="no" required checked' in page.text


@pytest.mark.parametrize(
    ("kind", "fields", "form", "outcome"),
    [
        (PageKind.SURVEY, {"score": "4", "words": "fine"}, SurveyForm(score=4, comment="fine"), "rated"),
        (PageKind.CONFIRM, {"answer": "yes", "words": ""}, ConfirmForm(solved=True), "solved"),
        (PageKind.CONFIRM, {"answer": "no", "words": "a\r\nb"}, ConfirmForm(solved=False, words="a\nb"), "not_solved"),
        (PageKind.RELEASE, {"answer": "yes"}, ReleaseForm(mine=True), "released"),
        (PageKind.RELEASE, {"answer": "no"}, ReleaseForm(mine=False), "disowned"),
    ],
)
def test_a_sent_form_is_carried_out_and_leads_to_a_page_without_secrets(
    client: Client, kind: PageKind, fields: dict[str, str], form: Form, outcome: str
) -> None:
    token = client.answers.add(kind, "zh-Hans")

    answer = client.send(token, **fields)

    assert client.answers.carried_out == [(token, form)]
    assert answer.status_code == 303
    assert answer.headers["location"] == f"../done/{outcome}/zh-Hans"
    thanks = client.get(f"/done/{outcome}/zh-Hans")
    assert thanks.status_code == 200
    assert "1042" not in thanks.text


def test_a_vote_can_be_changed_and_the_page_shows_the_last_one(client: Client) -> None:
    token = client.answers.add(PageKind.SURVEY)

    client.send(token, score="2")
    client.send(token, score="5")

    assert [form for _, form in client.answers.carried_out] == [SurveyForm(score=2), SurveyForm(score=5)]
    assert "Your rating so far: <b>5</b>" in client.get(f"/t/{token}").text


def test_an_answered_question_is_not_asked_again(client: Client) -> None:
    token = client.answers.add(PageKind.CONFIRM)

    client.send(token, answer="yes")

    assert "<form" not in client.get(f"/t/{token}").text


def test_a_form_without_a_choice_is_shown_again_with_a_sentence(client: Client) -> None:
    token = client.answers.add(PageKind.SURVEY)

    answer = client.send(token, words="hello")

    assert answer.status_code == 400
    assert "Please choose an answer first." in answer.text
    assert client.answers.carried_out == []


def test_a_comment_is_cut_at_two_thousand_characters(client: Client) -> None:
    token = client.answers.add(PageKind.SURVEY)

    client.send(token, score="3", words="好" * 1500 + "x" * 600)

    assert len(client.answers.carried_out[0][1].comment) == 2000  # type: ignore[union-attr]


SCANNERS = {
    "get": ("GET", {}),
    "head": ("HEAD", {}),
    "get with a score": ("GET", {"params": {"score": "1"}}),
    "post without a form": ("POST", {}),
    "post of the fields it guesses": ("POST", {"data": {"score": "1", "answer": "yes"}}),
    "one-click unsubscribe": ("POST", {"data": {"List-Unsubscribe": "One-Click"}}),
    "json": ("POST", {"json": {"score": 1}}),
    "multipart": ("POST", {"files": {"score": ("", "1")}}),
    "wrong form token": ("POST", {"data": {"score": "1", "form": "0" * 32}}),
    "put": ("PUT", {"data": {"score": "1"}}),
    "delete": ("DELETE", {}),
    "options": ("OPTIONS", {}),
}


@pytest.mark.parametrize("scanner", SCANNERS)
@pytest.mark.parametrize("kind", list(PageKind))
def test_a_scanner_changes_nothing(client: Client, kind: PageKind, scanner: str) -> None:
    token = client.answers.add(kind)
    method, options = SCANNERS[scanner]

    answer = client.request(method, f"/t/{token}", **options)

    assert client.answers.carried_out == []
    assert answer.status_code == (200 if method in {"GET", "HEAD"} else 405)


def test_a_form_token_is_worth_nothing_for_another_link(client: Client) -> None:
    first, second = client.answers.add(PageKind.SURVEY), client.answers.add(PageKind.SURVEY)

    answer = client.request("POST", f"/t/{second}", data={"form": form_token(first), "score": "1"})

    assert answer.status_code == 405
    assert client.answers.carried_out == []


def test_every_wrong_link_gets_the_same_page(client: Client) -> None:
    good = client.answers.add(PageKind.SURVEY)
    paths = ["/t/x", f"/t/{good}x", f"/t/{good[:-1]}", "/t/" + "a" * 5000, "/t/%00", "/t/工单", "/", "/t/",
             f"/t/{good}/", "/done/gone/en", "/done/rated/fr", "/done/rated/..", "/admin", "/favicon.ico"]  # fmt: skip

    answers = [client.get(path) for path in paths]
    answers.append(client.send("x" * 60, score="1"))

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert "not valid" in answers[0].text
    assert "失效" in answers[0].text


@pytest.mark.parametrize("path", ["/t/{token}", "/t/wrong", "/done/rated/en", "/healthz", "/style.css"])
def test_every_answer_carries_the_headers_that_keep_it_private(client: Client, path: str) -> None:
    headers = client.get(path.format(token=client.answers.add(PageKind.SURVEY))).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]
    assert ("no-store" in headers["cache-control"]) == (path != "/style.css")


def test_no_host_field_is_believed(client: Client) -> None:
    token = client.answers.add(PageKind.SURVEY)
    host = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

    shown = client.request("GET", f"/t/{token}", headers=host)
    sent = client.request("POST", f"/t/{token}", headers=host, data={"form": form_token(token), "score": "3"})

    assert "evil.example" not in shown.text
    assert sent.headers["location"] == "../done/rated/en"


def test_a_page_shows_a_hostile_subject_as_text(client: Client) -> None:
    subject = '<script>alert(1)</script>{{7*7}}" onfocus="x'

    page = client.get(f"/t/{client.answers.add(PageKind.SURVEY, subject=subject)}").text

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


def test_too_large_a_form_is_refused(client: Client) -> None:
    token = client.answers.add(PageKind.SURVEY)

    assert client.send(token, score="1", words="x" * MOST_BYTES).status_code == 413
    assert client.answers.carried_out == []


def test_too_slow_a_form_is_given_up() -> None:
    client = Client(MemoryAnswers(), read_seconds=0.01)
    token = client.answers.add(PageKind.SURVEY)

    async def dripping() -> AsyncIterator[bytes]:
        yield b"form="
        await asyncio.Event().wait()

    assert client.request("POST", f"/t/{token}", content=dripping()).status_code == 408
    assert client.answers.carried_out == []


def test_a_fault_of_the_desk_is_a_sentence_without_details() -> None:
    answer = Client(BrokenAnswers(), raising=False).get("/t/anything")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "no-store" in answer.headers["cache-control"]


def test_the_health_page_does_not_touch_the_desk(client: Client) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.answers.looks == 0
