"""Opens a page of the desk and sends its form, as somebody does who presses a link."""

import re
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from maildesk.demo.scene import Missed

_FORM = re.compile(r'name="form" value="([0-9a-f]{1,64})"')
_SECONDS = 15


def open_page(url: str) -> str:
    """Return the page of a link; Missed when it is not answered with 200."""
    status, text, _ = _ask("GET", url)
    if status != 200:
        raise Missed(f"The page {url} was answered with {status}.")
    return text


def send_form(url: str, **fields: str) -> None:
    """Fill in the form of a page and send it; Missed when the page does not take it."""
    found = _FORM.search(open_page(url))
    if found is None:
        raise Missed(f"The page {url} holds no form.")
    status, text, location = _ask("POST", url, urlencode({"form": found[1], **fields}))
    if status != 303 or not location:
        raise Missed(f"The form was answered with {status}: {text[:80]}")


def _ask(method: str, url: str, body: str | None = None) -> tuple[int, str, str | None]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace"), answer.getheader("Location")
    finally:
        connection.close()
