"""The words by which staff name the type of a ticket, in three languages."""

from maildesk.desk.ticket import TicketType

TYPES = {
    **{type_.value: type_ for type_ in TicketType}, "request": TicketType.SERVICE_REQUEST,
    "事件": TicketType.INCIDENT, "故障": TicketType.INCIDENT, "服务请求": TicketType.SERVICE_REQUEST,
    "服務請求": TicketType.SERVICE_REQUEST, "投诉": TicketType.COMPLAINT, "投訴": TicketType.COMPLAINT,
    "维护": TicketType.MAINTENANCE, "維護": TicketType.MAINTENANCE, "其他": TicketType.OTHER, "其它": TicketType.OTHER,
    "请求": TicketType.SERVICE_REQUEST, "請求": TicketType.SERVICE_REQUEST, "客诉": TicketType.COMPLAINT,
    "客訴": TicketType.COMPLAINT,
}  # fmt: skip


def type_named(argument: str) -> TicketType | None:
    """Return the type an argument names in any of its forms; None when it names none."""
    return TYPES.get(argument.casefold().strip().replace(" ", "_").replace("-", "_"))
