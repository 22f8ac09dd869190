"""Draws the board on a terminal: tickets, mails in and out, reasons, and the steps with their marks."""

from collections.abc import Callable, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.layout import Layout
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from maildesk.demo.board import Board, Flow, Why
from maildesk.demo.cast import short_name
from maildesk.demo.steps import Outcome, Step
from maildesk.desk.ticket import Ticket

_PRIORITY = {"urgent": "bold red", "normal": "default", "low": "dim"}
_STATE = {"closed": "green", "resolved": "cyan", "pending": "yellow", "on_hold": "yellow"}
_BECAME = {"ticket": "green", "ignored": "dim", "quarantine": "bold red", "duplicate": "dim"}
_PLAIN = Console(width=80)  # only for its rules of folding
_BULLET, _INDENT = "  · ", "    "
_TOP = 11  # lines of tickets and mails, with their frame


class LiveView:
    """The whole screen; each time it is drawn it looks at the board anew."""

    def __init__(self, board: Board, steps: Sequence[Step]) -> None:
        """Draw a board while `steps` are played."""
        self._board = board
        self._steps = steps

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw everything for the size of this terminal."""
        self._board.refresh()
        height = options.height or console.height
        steps = min(len(self._steps) + 2, max(6, (height - _TOP - 1) // 2 + 2))
        layout = Layout()
        layout.split_column(
            Layout(self._header(), size=1),
            Layout(name="top", size=_TOP),
            Layout(_Fitting("why", self._whys), ratio=1),
            Layout(_Fitting("the story", self._story), size=steps),
        )
        layout["top"].split_row(
            Layout(_Fitting("tickets", self._tickets), ratio=11), Layout(_Fitting("mails", self._flows), ratio=9)
        )
        yield layout

    def _header(self) -> Text:
        done = len(self._board.outcomes)
        moment = f"{self._board.moment:%A %H:%M}"
        return Text.assemble(
            (" maildesk demo ", "bold reverse"),
            f"  {moment} at the desk  ",
            (f"step {min(done + 1, len(self._steps))} of {len(self._steps)}", "dim"),
        )

    def _tickets(self, width: int, height: int) -> RenderableType:
        table = _columns(("right", None), ("left", 6), ("left", 8), ("left", 5), ("left", None))
        for ticket in self._board.books.tickets[-height:]:
            table.add_row(*_ticket_row(ticket))
        return table

    def _flows(self, width: int, height: int) -> RenderableType:
        table = _columns(("left", 5), ("left", 1), ("left", None), ("left", None))
        for flow in list(self._board.flows)[-height:]:
            table.add_row(*_flow_row(flow))
        return table

    def _whys(self, width: int, height: int) -> RenderableType:
        lines: list[Text] = []
        for why in reversed(self._board.whys):
            block = why_lines(why, width)
            lines[:0] = block
            if len(lines) >= height:
                break
        return Group(*lines[-height:])

    def _story(self, width: int, height: int) -> RenderableType:
        outcomes = self._board.outcomes
        first = max(0, min(len(outcomes) - height + 2, len(self._steps) - height))
        rows = [
            step_line(step, outcomes[number] if number < len(outcomes) else None, playing=number == len(outcomes))
            for number, step in enumerate(self._steps)
        ]
        return Group(*rows[first : first + height])


class _Fitting:
    """A frame whose inside is told how much room it has."""

    def __init__(self, title: str, draw: Callable[[int, int], RenderableType]) -> None:
        self._title = title
        self._draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, height = options.max_width, options.height or console.height
        inside = self._draw(width - 4, max(1, height - 2))
        yield Panel(inside, title=self._title, title_align="left", border_style="dim", height=height)


def why_lines(why: Why, width: int) -> list[Text]:
    """Return one decision as lines of at most `width` cells: whose mail, what became of it, and each reason."""
    became = f"ticket {why.ticket}" if why.ticket and why.state == "ticket" else why.state
    head = Text.assemble((f"mail {why.ledger_id} of {why.who} ", "bold"), "→ ", (became, _BECAME.get(why.state, "")))
    lines = [head]
    for reason in why.reasons:
        folded = Text(reason).wrap(_PLAIN, max(20, width - len(_INDENT)))
        lines += [Text(_INDENT if number else _BULLET) + part for number, part in enumerate(folded)]
    return lines


def step_line(step: Step, outcome: Outcome | None, *, playing: bool = False) -> Text:
    """Return one step with its mark; a step that is over also tells what was seen."""
    if outcome is None:
        style = "bold" if playing else "dim"
        return _one_line(Text.assemble(("▸ " if playing else "  ", "yellow"), (step.title, style)))
    mark = ("✓ ", "green") if outcome.ok else ("✗ ", "bold red")
    return _one_line(Text.assemble(mark, step.title, (f"  {outcome.words}", "dim" if outcome.ok else "red")))


def _ticket_row(ticket: Ticket) -> tuple[RenderableType, ...]:
    return (
        Text(str(ticket.number), style="bold"),
        Text(ticket.priority.value, style=_PRIORITY.get(ticket.priority.value, "")),
        Text(ticket.state.value, style=_STATE.get(ticket.state.value, "")),
        Text(ticket.owner or "-"),
        Text(f"{short_name(ticket.requester.address)}: {ticket.subject}"),
    )


def _flow_row(flow: Flow) -> tuple[RenderableType, ...]:
    arrow = Text("→", style="yellow") if flow.inward else Text("←", style="cyan")
    return Text(f"{flow.at:%H:%M}", style="dim"), arrow, Text(flow.who), Text(flow.what)


def _columns(*columns: tuple[str, int | None]) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    for number, (justify, width) in enumerate(columns):
        last = number == len(columns) - 1
        table.add_column(
            justify="right" if justify == "right" else "left",
            width=width,
            ratio=1 if last else None,
            no_wrap=True,
            overflow="ellipsis",
        )
    return table


def _one_line(text: Text) -> Text:
    text.no_wrap = True
    text.overflow = "ellipsis"
    return text
