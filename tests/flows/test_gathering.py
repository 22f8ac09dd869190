"""What of a letter is looked up."""

from maildesk.desk.words_key import words_key
from maildesk.mail.letter import Address, Letter


def _letter(address: str, text: str = "Case 1042 is open.", subject: str = "Case 1042") -> Letter:
    return Letter(sender=Address(address=address), subject=subject, text=text)


def test_the_same_words_with_other_numbers_have_one_key() -> None:
    assert words_key(_letter("ann@example.org")) == words_key(_letter("ANN@example.org", "Case 7 is open.", "Case 7"))


def test_senders_that_differ_by_a_digit_have_keys_of_their_own() -> None:
    assert words_key(_letter("10001@qq.example")) != words_key(_letter("10002@qq.example"))


def test_a_mail_without_a_sender_has_no_key() -> None:
    assert words_key(Letter(subject="x", text="y")) is None


def test_the_digits_of_every_script_are_left_out() -> None:
    digits = [character for character in map(chr, range(0x110000)) if character.isdecimal()]
    plain = words_key(_letter("ann@example.org", "Fall é ist offen.", "Fall"))
    assert len(digits) > 600
    assert [
        digit for digit in digits if words_key(_letter("ann@example.org", f"Fall é{digit} ist offen.", "Fall")) != plain
    ] == []
