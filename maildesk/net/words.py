"""What a server said, made fit for a log, a ledger row or a person's eyes."""

import base64
import re

_LONGEST = 400  # characters kept of a reply
_SHORTEST_SECRET = 4  # shorter ones would blot out ordinary words
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def server_words(said: object, *secrets: str | None) -> str:
    """Return a reply as one short line without control characters and without the secrets, plain or in base64."""
    if isinstance(said, (bytes, bytearray)):
        said = bytes(said[: 4 * _LONGEST]).decode("utf-8", "replace")
    line = str(said)[: 4 * _LONGEST]
    for secret in secrets:
        if secret and len(secret) >= _SHORTEST_SECRET:
            line = line.replace(secret, "…").replace(_base64(secret), "…")
    return _CONTROLS.sub(" ", line).strip()[:_LONGEST]


def _base64(secret: str) -> str:
    return base64.b64encode(secret.encode("utf-8", "replace")).decode("ascii").rstrip("=")
