"""What the arguments of orders name: priorities, types, people and addresses in every form that is understood."""

from maildesk.desk.ticket import Priority, TicketType
from maildesk.mail.address import parse_addresses
from maildesk.mail.letter import Address

PRIORITIES = {
    "urgent": Priority.URGENT, "high": Priority.URGENT, "紧急": Priority.URGENT, "緊急": Priority.URGENT,
    "高": Priority.URGENT, "normal": Priority.NORMAL, "medium": Priority.NORMAL, "普通": Priority.NORMAL,
    "一般": Priority.NORMAL, "中": Priority.NORMAL, "low": Priority.LOW, "低": Priority.LOW,
}  # fmt: skip
TYPES = {
    **{type_.value: type_ for type_ in TicketType}, "request": TicketType.SERVICE_REQUEST,
    "事件": TicketType.INCIDENT, "故障": TicketType.INCIDENT, "服务请求": TicketType.SERVICE_REQUEST,
    "服務請求": TicketType.SERVICE_REQUEST, "投诉": TicketType.COMPLAINT, "投訴": TicketType.COMPLAINT,
    "维护": TicketType.MAINTENANCE, "維護": TicketType.MAINTENANCE, "其他": TicketType.OTHER,
}  # fmt: skip
ME = frozenset({"me", "myself", "我"})
NOBODY = frozenset({"nobody", "none", "无", "無"})


def type_named(argument: str) -> TicketType | None:
    """Return the type an argument names in any of its forms; None when it names none."""
    return TYPES.get(argument.casefold().strip().replace(" ", "_"))


def addresses_in(argument: str) -> tuple[Address, ...]:
    """Return the addresses of a #cc line; empty when it holds none."""
    return tuple(person for person in parse_addresses(argument.replace(";", ",")) if "@" in person.address)
