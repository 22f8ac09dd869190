"""The order `#asset ThinkPad-X1 PF3ABCD`: which product of the customer a ticket is about."""

from maildesk.desk.command_lines import Order
from maildesk.desk.due_orders import OFF
from maildesk.desk.order_work import OrderWork

_LONGEST = 120  # characters


def asset_fault(argument: str) -> str | None:
    """Return what is wrong with an `#asset` line and what to write instead; None when it can be carried out."""
    if not argument:
        return "#asset needs a product and its serial number, for example #asset ThinkPad-X1 PF3ABCD."
    if len(argument) > _LONGEST:
        return f"#asset takes {_LONGEST} characters at most; write the product and its serial number."
    return None


def carry_out_asset(work: OrderWork, order: Order) -> str:
    """Name the asset, or take its name off the ticket."""
    asset = None if order.argument.casefold() in OFF else " ".join(order.argument.split())
    work.draft.set_asset(asset, work.person.id, f"line {order.line}: asset")
    return f"Asset: {asset}." if asset else "The ticket names no asset now."
