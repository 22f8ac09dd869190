"""The server: its socket, its limits, its end."""

import socket
import threading

import httpx
import pytest

from maildesk.errors import MaildeskError
from maildesk.shipped import shipped_folder
from maildesk.web import PageKind, create_app, serve
from maildesk.web.serve import MOST_CONNECTIONS, listen
from tests.web.memory_answers import MemoryAnswers
from tests.web.served import connect, served


def is_closed_by_the_server(connection: socket.socket) -> bool:
    """Wait for the end of a connection; a reset is an end too, a time-out is none."""
    try:
        return connection.recv(1024) == b""
    except ConnectionResetError:
        return True


def test_the_listening_socket_names_tcp_so_that_answers_leave_at_once() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_a_taken_port_is_a_sentence() -> None:
    app = create_app(MemoryAnswers(), "Acme Support", (shipped_folder("templates"),))
    with listen("127.0.0.1", 0) as taken, pytest.raises(MaildeskError, match="Write another"):
        serve(app, "127.0.0.1", taken.getsockname()[1], threading.Event())


def test_pages_are_served_and_each_connection_is_closed_after_its_answer() -> None:
    answers = MemoryAnswers()
    token = answers.add(PageKind.SURVEY)

    with served(answers) as base:
        answer = httpx.get(f"{base}/t/{token}")
        head = httpx.head(f"{base}/t/{token}")

    assert answer.status_code == 200
    assert answer.headers["connection"] == "close"
    assert "server" not in answer.headers
    assert head.content == b""
    assert answers.carried_out == []


def test_a_header_that_does_not_end_is_cut_off() -> None:
    with served(MemoryAnswers(), header_seconds=0.2) as base, connect(base) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")

        assert is_closed_by_the_server(slow)


def test_an_endless_header_is_refused() -> None:
    with served(MemoryAnswers()) as base, connect(base) as greedy:
        greedy.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: " + b"x" * 40_000)

        assert greedy.recv(1024).startswith(b"HTTP/1.1 400")


def test_idle_connections_beyond_the_limit_do_not_pile_up() -> None:
    with served(MemoryAnswers()) as base:
        many = [connect(base) for _ in range(MOST_CONNECTIONS)]
        try:
            with connect(base) as late:
                assert is_closed_by_the_server(late)
        finally:
            for one in many:
                one.close()
        assert httpx.get(f"{base}/healthz").text == "ok\n"


def test_no_token_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    answers = MemoryAnswers()
    token = answers.add(PageKind.SURVEY)

    with caplog.at_level("DEBUG", logger="uvicorn"), served(answers) as base:
        httpx.get(f"{base}/t/{token}")

    assert token not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("uvicorn"))
    assert token not in "".join(capfd.readouterr())
