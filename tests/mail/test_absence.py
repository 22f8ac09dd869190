"""Until when a vacation reply says that its writer is away."""

from datetime import date

import pytest

from maildesk.mail.absence import absence_end, tells_absence

TODAY = date(2026, 11, 18)  # a Wednesday
_REPLIES = """
2026-12-04 | I am out of the office until December 4.
2026-12-04 | I am out of office until 4 December 2026 with limited access.
2026-11-27 | I will be out of the office from Nov 18 to Nov 27.
2026-11-29 | I'm on vacation. I will be back on Monday, 30 November.
2026-11-22 | I am away and will return on Monday.
2026-11-22 | I am out of the office with no access to email, returning Monday 23rd November
2026-11-20 | I am on leave until Friday.
2026-11-18 | I am out of the office today.
2026-11-18 | I am out of the office and will be back tomorrow.
2026-11-25 | Out of office: 2026-11-18 - 2026-11-25
2026-11-25 | Out of office 18 Nov – 25 Nov
2026-11-27 | I am on annual leave from 18/11/2026 until 27/11/2026 inclusive.
2026-12-04 | I am out of the office until 12/04/2026.
2026-11-24 | I am on vacation through 11/24.
2027-01-03 | I am out of the office until 3 January.
2027-09-01 | I am on parental leave until 1 September 2027.
2026-12-04 | Ich bin bis zum 04.12.2026 nicht im Büro.
2026-11-27 | Ich bin vom 18.11. bis 27.11. im Urlaub.
2026-11-29 | Ich habe Urlaub und bin ab dem 30. November wieder erreichbar.
2026-11-29 | Ich bin im Urlaub und am 30.11.2026 wieder im Büro.
2026-11-20 | Ich bin bis Freitag abwesend.
2026-12-04 | Je suis absent jusqu'au 4 décembre inclus.
2026-11-27 | Je suis en congé du 18 novembre au 27 novembre.
2026-11-29 | Je suis absente, de retour le lundi 30 novembre.
2026-12-04 | Estoy de vacaciones hasta el 4 de diciembre.
2026-11-29 | Estaré fuera de la oficina y regreso el 30 de noviembre.
2026-12-04 | Sono in ferie fino al 4 dicembre.
2026-12-04 | Estou de férias até 4 de dezembro.
2026-11-27 | Ik ben op vakantie tot en met 27 november.
2026-12-03 | 我正在休假，12月4日回来。
2026-12-04 | 本人休假至2026年12月4日，急事请联系王工。
2026-11-27 | 我11月18日至11月27日休假，期间无法及时回复。
2026-11-18 | 我今天外出，明天上班。
2026-11-20 | 我休假到周五
2026-11-23 | 我出差到下周一。
2026-11-24 | 您好，我正在出差，下周三返回。
2026-11-25 | 我正在年假中（11/18-11/25），如有急事请联系陈静。
2026-11-27 | 休假期间：2026/11/18～2026/11/27
2026-12-06 | 我目前休假中，將於12月7日返回辦公室。
2026-11-20 | 本人請假至11月20日止，造成不便敬請見諒。
2026-11-27 | 11月27日まで休暇をいただいております。
2026-11-27 | 11월 27일까지 휴가입니다.
"""
_PAIRS = [tuple(line.split(" | ")) for line in _REPLIES.strip().splitlines()]


@pytest.mark.parametrize(("last", "text"), _PAIRS)
def test_the_last_day_is_the_one_the_reply_names(last: str, text: str) -> None:
    assert tells_absence("Automatic reply", text)
    assert absence_end("Automatic reply", text, TODAY) == date.fromisoformat(last)


@pytest.mark.parametrize(
    "text",
    [
        "I am on holiday.",
        "I am out of the office until 2 November.",
        "I am away until further notice.",
        "I am out of office. For urgent matters call 555-1234 or extension 12-34.",
        "I am on leave until 31 February.",
        "I am on leave until 1 January 2099.",
        "我正在休假。",
    ],
)
def test_a_reply_that_names_no_day_to_come_has_no_end(text: str) -> None:
    assert tells_absence("", text)
    assert absence_end("", text, TODAY) is None


def test_the_subject_alone_may_tell_it() -> None:
    assert tells_absence("Out of Office until 20 November", "")
    assert absence_end("Out of Office until 20 November", "", TODAY) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "We have received your mail, ticket 17.",
        "Your request has been received. We will answer within 2 hours.",
        "您的来信已收到，我们会尽快回复。",
        "Delivery is delayed until tomorrow.",
    ],
)
def test_a_receipt_tells_no_absence(text: str) -> None:
    assert not tells_absence("Automatic reply", text)


def test_a_long_text_is_read_at_its_beginning_only() -> None:
    assert absence_end("", "I am away. " + "x" * 50_000 + " until 4 December", TODAY) is None
