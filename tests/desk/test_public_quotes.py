"""An engineer's answers between the lines go out with the customer's lines, and with nothing else of a notice."""

from datetime import UTC, datetime

from maildesk.desk.outgoing import HistoryLine
from maildesk.desk.public_quotes import only_public_quotes


def message(text: str = "Which light?\n\nCan we ship?", *, visibility: str = "public") -> HistoryLine:
    at = datetime(2026, 11, 16, 2, tzinfo=UTC)
    return HistoryLine(at=at, author="ann@customer.example.org", direction="in", visibility=visibility, text=text)


def test_the_customers_own_lines_stay_beside_the_answers() -> None:
    words = "> Which light?\n\nThe green one.\n\n> Can we ship?\n\nYes."

    assert only_public_quotes(words, [message()]) == words


def test_the_frame_of_the_notice_goes() -> None:
    words = (
        "Hello Ann,\n\n> ## Please reply above this line ##\n>\n> Kate, this ticket is yours: 1\n>\n> Which light?\n\n"
        "The green one.\n\n> Can we ship?\n>\n> ⟦internal⟧\n> - Rule 1 (printers)\n> ⟦/internal⟧\n\nBest, Kate"
    )

    cut = only_public_quotes(words, [message()])

    assert cut == "Hello Ann,\n\n> Which light?\n\nThe green one.\n\n> Can we ship?\n\nBest, Kate"


def test_a_quoted_note_goes_even_when_it_stands_in_the_history() -> None:
    words = "> Which light?\n> The certificate was signed by hand.\n\nThe green one."
    note = message("The certificate was signed by hand.", visibility="internal")

    assert only_public_quotes(words, [message(), note]) == "> Which light?\n\nThe green one."


def test_a_line_that_a_mail_program_wrapped_is_found_again() -> None:
    words = "> Can we ship with handwritten\n> labels until it works?\n\nYes."
    history = [message("Can we ship with handwritten labels until it works?")]

    assert only_public_quotes(words, history) == words


def test_blank_lines_inside_a_quote_stay() -> None:
    words = "> Which light?\n>\n> Can we ship?\n\nYes to both."

    assert only_public_quotes(words, [message()]) == words


def test_words_without_quotes_are_untouched() -> None:
    assert only_public_quotes("First.\n\n\nSecond.", []) == "First.\n\n\nSecond."


def test_without_any_public_message_no_quote_stays() -> None:
    assert only_public_quotes("> Which light?\n\nThe green one.", []) == "The green one."
