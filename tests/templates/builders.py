"""Messages and folders for the tests of templates."""

from dataclasses import replace
from pathlib import Path

from maildesk.desk.outgoing import Automatic, CustomerView, MessageKind, OutgoingMessage, View
from maildesk.desk.ticket import State
from maildesk.mail.letter import Address


def customer_view(**changes: object) -> CustomerView:
    """A view of ticket 1042."""
    view = CustomerView(
        desk_name="Acme Support", token="ACME-1042-7KQX2", number=1042, subject="Printer", state=State.OPEN
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def outgoing(
    view: View | None = None, kind: MessageKind = MessageKind.ACKNOWLEDGEMENT, language: str = "en"
) -> OutgoingMessage:
    """A message to one customer."""
    return OutgoingMessage(
        kind=kind,
        to=Address(address="chen@customer.example"),
        view=view or customer_view(),
        language=language,
        automatic=Automatic.REPLIED,
    )


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder, by their paths."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
