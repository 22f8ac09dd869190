"""What mail scanners and preview robots do with a link, in the order they do it, against the pages on a real desk.

Each model does what products of its kind are known to do: look, follow what is found, some post. None of it may
vote, confirm or release; the person's own vote counts afterwards.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx
import pytest

from maildesk.shipped import shipped_folder
from maildesk.web import PageKind, create_app
from tests.journeys.conftest import fresh_database, open_desk
from tests.journeys.desk_world import DeskWorld
from tests.web.test_desk_answers import RealWorld

__all__ = ["fresh_database", "open_desk"]
_CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One request; `{link}` is the link of the mail, `{found}` each address the page before it names."""

    method: str = "GET"
    path: str = "{link}"
    agent: str = _CHROME
    headers: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] | None = None
    content: bytes | None = None


MODELS: dict[str, Sequence[Step]] = {
    # Microsoft Defender for Office 365: HEAD, then the page in a sandboxed browser with everything it links to.
    "Safe Links": (Step(method="HEAD", agent="Mozilla/5.0"), Step(), Step(path="{found}"), Step(path="{link}?score=1")),
    # Barracuda opens every link of the mail at once, each score of the scale among them, and comes back with HEAD.
    "Barracuda": (
        *(Step(path=f"{{link}}?score={score}", agent="Mozilla/5.0 (Barracuda Sentinel)") for score in range(1, 6)),
        Step(path="{link}?answer=yes"),
        Step(path="{link}?answer=no"),
        Step(method="HEAD", path="{link}?score=5"),
    ),
    # Proofpoint and Mimecast follow forms as well, with the fields they can guess.
    "URL Defense": (
        Step(),
        Step(method="POST", data={"score": "1", "answer": "yes"}),
        Step(method="POST", data={"score": "5", "form": "1"}),
    ),
    "Slack preview": (
        Step(agent="Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", headers={"Range": "bytes=0-32768"}),
        Step(path="/favicon.ico", agent="Slack-ImgProxy"),
    ),
    "Teams preview": (Step(method="HEAD", agent="SkypeUriPreview"), Step(agent="SkypeUriPreview")),
    "WeChat and WhatsApp previews": (Step(agent="MicroMessenger Client"), Step(agent="WhatsApp/2.24 A")),
    "a browser that fetches beforehand": (Step(headers={"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"}),),
    "one-click unsubscribing (RFC 8058)": (
        Step(method="POST", data={"List-Unsubscribe": "One-Click"}, agent="GmailImageProxy"),
    ),
    "a crawler that tries methods": (
        Step(method="OPTIONS"), Step(method="PROPFIND"), Step(method="PUT", content=b"score=1"), Step(method="DELETE"),
        Step(method="POST"), Step(method="POST", content=b"score=1&answer=yes"), Step(method="PATCH"),
    ),
}  # fmt: skip


class Visitor:
    """Sends requests to the application as it is served."""

    def __init__(self, world: RealWorld) -> None:
        self._app = create_app(world.answers, "Acme Support", (shipped_folder("templates"),))

    def walk(self, token: str, steps: Sequence[Step]) -> list[int]:
        """Carry the steps out one after the other and return the status of each answer."""

        async def go() -> list[int]:
            found: list[str] = []
            statuses: list[int] = []
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="https://desk.example.com") as client:
                for step in steps:
                    for address in found if step.path == "{found}" else [step.path.replace("{link}", f"/t/{token}")]:
                        answer = await client.request(
                            step.method, address, headers={"User-Agent": step.agent, **step.headers}, data=step.data,
                            content=step.content,
                        )  # fmt: skip
                        statuses.append(answer.status_code)
                        found = found or re.findall(r'(?:href|src|action)="([^"]+)"', answer.text)
            return statuses

        return asyncio.run(go())

    def page(self, token: str) -> str:
        async def go() -> str:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="https://desk.example.com") as client:
                return (await client.get(f"/t/{token}")).text

        return asyncio.run(go())


@pytest.fixture
def world(open_desk: Callable[..., DeskWorld]) -> RealWorld:
    return RealWorld(desk=open_desk(more='\n[web]\nbase_url = "https://desk.example.com"\n'))


@pytest.mark.parametrize("kind", [PageKind.SURVEY, PageKind.CONFIRM])
def test_no_scanner_votes_or_confirms_and_the_person_does_afterwards(world: RealWorld, kind: PageKind) -> None:
    token, visitor = world.link(kind), Visitor(world)
    before = world.snapshot()

    for name, steps in MODELS.items():
        statuses = visitor.walk(token, steps)
        assert world.snapshot() == before, name
        assert set(statuses) <= {200, 404, 405}, (name, statuses)

    form = re.search(r'name="form" value="([0-9a-f]+)"', visitor.page(token))
    assert form is not None
    fields = {"form": form[1], "score": "4", "answer": "yes", "words": ""}
    assert visitor.walk(token, [Step(method="POST", data=fields)]) == [303]
    ticket = world.desk.ticket(1)
    assert (ticket.score, ticket.state) == ((4, "closed") if kind is PageKind.SURVEY else (None, "closed"))


def test_a_sandbox_that_presses_the_button_is_outvoted_by_the_person(world: RealWorld) -> None:
    token, visitor = world.link(PageKind.SURVEY), Visitor(world)
    form = re.search(r'name="form" value="([0-9a-f]+)"', visitor.page(token))
    assert form is not None

    unchosen = {"form": form[1], "words": ""}
    assert visitor.walk(token, [Step(method="POST", data=unchosen)]) == [400]  # nothing is chosen beforehand
    assert world.desk.ticket(1).score is None
    visitor.walk(token, [Step(method="POST", data=unchosen | {"score": "1"})])
    world.desk.clock.move(days=6)
    visitor.walk(token, [Step(method="POST", data=unchosen | {"score": "5"})])
    assert world.desk.ticket(1).score == 5
