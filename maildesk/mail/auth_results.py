"""Reads Authentication-Results fields (RFC 8601) as they are really written; never raises."""

import re
from dataclasses import dataclass

_MAX_VALUE = 16_384
_RESULT = re.compile(
    r"(?P<method>[a-z0-9_-]{1,40})(?:\s*/\s*\d{1,5})?\s*=\s*(?P<result>[a-z0-9_-]{1,40})", re.IGNORECASE
)
_PROPERTY = re.compile(
    r"(?P<type>[a-z0-9_-]{1,40})\s*\.\s*(?P<name>[a-z0-9_-]{1,60})\s*=\s*(?:\"(?P<quoted>[^\"]{0,500})\"|(?P<plain>[^\s;]{1,500}))",
    re.IGNORECASE,
)
_DMARC_FAILED = re.compile(r"\bdmarc\s{0,5}=\s{0,5}fail\b", re.IGNORECASE)
_NEXT_METHOD = re.compile(
    r";\s{0,80}(?:spf|dkim|dmarc|arc|iprev|auth|compauth|bimi|x-[a-z-]{1,30})\s{0,5}=", re.IGNORECASE
)
_REJECT = re.compile(
    r"(?<![\w.-])(?:p|policy|action|policy\.published-domain-policy|policy\.dmarc)\s{0,5}=\s{0,5}\"?o?reject\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?P<id>[^\s;=]{1,255})(?:\s+\d{1,5})?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class MethodResult:
    """One statement such as `dkim=pass header.d=example.com`; names and values in lower case."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...] = ()  # ("header.d", "example.com")

    def value(self, name: str) -> str:
        """Return a property's value; empty when it is missing."""
        return next((value for key, value in self.properties if key == name), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthResults:
    """One Authentication-Results field; the authserv-id is empty where none is written (Microsoft 365)."""

    authserv_id: str = ""
    results: tuple[MethodResult, ...] = ()
    refused: bool = False  # DMARC failed, and the author's domain asks for such mail to be rejected

    def of(self, method: str) -> tuple[MethodResult, ...]:
        """Return all statements of one method, in their order."""
        return tuple(one for one in self.results if one.method == method)


def read_auth_results(value: str) -> AuthResults:
    """Read one field's value; what cannot be read is left out."""
    pieces = _pieces(without_comments(value[:_MAX_VALUE]))
    first = pieces[0] if pieces else ""
    named = _VERSION.fullmatch(first)
    authserv_id = named["id"].strip('"').lower() if named else ""
    statements = pieces[1:] if named else pieces
    results = tuple(one for one in map(_statement, statements) if one is not None)
    return AuthResults(authserv_id=authserv_id, results=results, refused=_refused(value[:_MAX_VALUE]))


def _refused(value: str) -> bool:
    """Say whether DMARC failed under a published policy of reject, which servers write in comments and properties.

    Known forms: "(p=REJECT …)" (Google, OpenDMARC), "(policy=reject)" (Rspamd), "action=oreject" (Microsoft 365, which
    takes such mail nevertheless) and "policy.published-domain-policy=reject" (Fastmail).
    """
    failed = _DMARC_FAILED.search(value)
    if failed is None:
        return False
    following = _NEXT_METHOD.search(value, failed.end())
    return _REJECT.search(value, failed.end(), following.start() if following else len(value)) is not None


def _statement(piece: str) -> MethodResult | None:
    match = _RESULT.match(piece)
    if match is None:
        return None
    properties = tuple(
        (f"{one['type']}.{one['name']}".lower(), (one["quoted"] or one["plain"] or "").strip().lower())
        for one in _PROPERTY.finditer(piece, match.end())
    )
    return MethodResult(method=match["method"].lower(), result=match["result"].lower(), properties=properties)


def _pieces(text: str) -> list[str]:
    if '"' not in text:
        return [piece.strip() for piece in text.split(";")]
    pieces, start, quoted = [], 0, False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            pieces.append(text[start:position].strip())
            start = position + 1
    pieces.append(text[start:].strip())
    return pieces


def without_comments(text: str) -> str:
    """Return a structured header value with its comments, also nested ones, replaced by a space."""
    if "(" not in text:
        return text
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "(" and not quoted:
            depth += 1
            continue
        elif character == ")" and depth and not quoted:
            depth -= 1
            kept.append(" ")
            continue
        if depth == 0:
            kept.append(character)
    return "".join(kept)
