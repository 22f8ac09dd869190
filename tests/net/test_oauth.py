"""Tokens from a real endpoint on this machine."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from maildesk.errors import ConfigurationError, LoginRefused, Unreachable
from maildesk.net.oauth import ClientCredentials, RefreshToken, TokenEndpoint
from tests.world.loopback import free_port
from tests.world.token_server import TokenServer

SECRET = "an-application-secret"


class HandClock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def monotonic(self) -> float:
        return self.seconds


def endpoint(server: TokenServer) -> TokenEndpoint:
    return TokenEndpoint(url=server.url, client_id="maildesk", client_secret=lambda: SECRET, scope="mail.send")


def token(value: str, **more: object) -> tuple[int, dict[str, object]]:
    return 200, {"access_token": value, "expires_in": 3600} | more


def test_a_token_is_asked_for_once_and_kept() -> None:
    with TokenServer(token("one"), token("two")) as server:
        tokens = ClientCredentials(endpoint(server), HandClock())

        assert [tokens(), tokens()] == ["one", "one"]
        assert server.requests == [
            {
                "grant_type": "client_credentials",
                "client_id": "maildesk",
                "client_secret": SECRET,
                "scope": "mail.send",
            }
        ]


def test_a_token_is_replaced_five_minutes_before_its_end() -> None:
    clock = HandClock()
    with TokenServer(token("one"), token("two")) as server:
        tokens = ClientCredentials(endpoint(server), clock)
        tokens()
        clock.seconds += 3600 - 301
        assert tokens() == "one"
        clock.seconds += 2
        assert tokens() == "two"


def test_a_refused_token_is_replaced_when_forgotten() -> None:
    with TokenServer(token("one"), token("two")) as server:
        tokens = ClientCredentials(endpoint(server), HandClock())
        tokens()
        tokens.forget()

        assert tokens() == "two"


def test_many_threads_ask_the_endpoint_once() -> None:
    with TokenServer(token("one")) as server:
        tokens = ClientCredentials(endpoint(server), HandClock())
        threads = [threading.Thread(target=tokens) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(server.requests) == 1


def test_a_new_refresh_token_takes_the_old_ones_place_readable_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "refresh"
    file.write_text("first-refresh\n")
    clock = HandClock()
    with TokenServer(token("one", refresh_token="second-refresh"), token("two")) as server:
        tokens = RefreshToken(endpoint(server), file, clock)
        tokens()
        tokens.forget()
        tokens()

        assert [request["refresh_token"] for request in server.requests] == ["first-refresh", "second-refresh"]
    assert file.read_text() == "second-refresh\n"
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["refresh"]


def test_a_revoked_refresh_token_is_a_refused_login_that_names_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "refresh"
    file.write_text("the-old-refresh-token")
    said = {"error": "invalid_grant", "error_description": f"token the-old-refresh-token of {SECRET} was revoked"}
    with TokenServer((400, said)) as server:
        tokens = RefreshToken(endpoint(server), file, HandClock())

        with pytest.raises(LoginRefused) as refusal:
            tokens()

    assert "invalid_grant" in str(refusal.value)
    assert "the-old-refresh-token" not in str(refusal.value)
    assert SECRET not in str(refusal.value)


def test_a_troubled_endpoint_is_tried_again_later() -> None:
    with TokenServer((503, {})) as server, pytest.raises(Unreachable):
        ClientCredentials(endpoint(server), HandClock())()


def test_an_endpoint_that_is_not_there_is_unreachable() -> None:
    nobody = TokenEndpoint(url=f"http://127.0.0.1:{free_port()}/token", client_id="maildesk")

    with pytest.raises(Unreachable, match="cannot be reached"):
        ClientCredentials(nobody, HandClock())()


def test_a_redirect_does_not_carry_the_secret_away() -> None:
    with TokenServer(token("stolen")) as thief, TokenServer((307, {"location": thief.url})) as server:
        with pytest.raises(Unreachable):
            ClientCredentials(endpoint(server), HandClock())()

        assert thief.requests == []


def test_an_answer_that_is_no_json_is_unreachable_not_a_crash() -> None:
    with TokenServer((200, {"access_token": ["no", "text"]})) as server, pytest.raises(Unreachable):
        ClientCredentials(endpoint(server), HandClock())()


def test_a_token_address_without_tls_is_a_mistake_in_the_configuration() -> None:
    with pytest.raises(ConfigurationError, match="https"):
        TokenEndpoint(url="http://login.example.com/token", client_id="maildesk")
