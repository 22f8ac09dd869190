"""Every response of the pages, with the headers that keep it private and inert (SECURITY A58 to A62)."""

from starlette.responses import HTMLResponse, RedirectResponse, Response

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # One request a connection: a slow sender cannot keep one, and the limits of `serve` stay simple.
    "Connection": "close",
}
_PRIVATE = {**_HEADERS, "Cache-Control": "no-store"}
_PUBLIC = {**_HEADERS, "Cache-Control": "public, max-age=3600"}


def page(html: str, status: int = 200) -> Response:
    """Return a page that nobody keeps."""
    return HTMLResponse(html, status, headers=_PRIVATE)


def see_other(path: str) -> Response:
    """Return the way to another page, relative to this one, so that no Host field is believed."""
    return RedirectResponse(path, 303, headers=_PRIVATE)


def plain(text: str, status: int = 200) -> Response:
    """Return a line of text."""
    return Response(text, status, headers=_PRIVATE, media_type="text/plain")


def style_sheet(text: str) -> Response:
    """Return the style sheet, which may be kept for an hour."""
    return Response(text, headers=_PUBLIC, media_type="text/css")
