"""winmail.dat opened: attachments and body of Microsoft's TNEF (MS-OXTNEF), read within bounds."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class TnefFile:
    """One attachment inside."""

    name: str
    content_type: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tnef:
    """What a winmail.dat holds."""

    files: tuple[TnefFile, ...] = ()
    text: str = ""
    html: str = ""
    warnings: tuple[str, ...] = ()


def read_tnef(data: bytes) -> Tnef | None:
    """Return what the bytes hold, or None when they are no TNEF; never raises."""
    return None
