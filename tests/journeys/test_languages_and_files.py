"""Customers who write Chinese, and files that travel both ways."""

import pytest

from tests.journeys.desk_world import DeskWorld

WANG = "Wang Wei <wang@desk.example.com>"
WANGS = "wang@desk.example.com"
PNG = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256))


@pytest.mark.parametrize(
    ("sender", "subject", "text", "language", "word", "no", "solved"),
    [
        ("王芳 <fang@customer.example.org>", "打印机坏了", "你好，三楼的打印机从今天早上开始报错 0x11b，请帮忙处理。",
         "zh-Hans", "已收到", "还是不行", "好的，谢谢，已经可以了"),
        ("陳美玲 <mei@customer.example.org>", "印表機壞了", "您好，三樓的印表機從今天早上開始報錯 0x11b，請協助處理。",
         "zh-Hant", "已收到", "還是不行", "已經解決了，謝謝"),
    ],
    ids=["zh-Hans", "zh-Hant"],
)  # fmt: skip
def test_a_chinese_customer_is_written_to_in_his_language_and_understood(
    desk: DeskWorld, sender: str, subject: str, text: str, language: str, word: str, no: str, solved: str
) -> None:
    address = sender.partition("<")[2].rstrip(">")
    desk.writes(sender, subject=subject, text=text)
    desk.run()
    first = {mail.to: mail for mail in desk.new_mails()}
    assert first[address].message["Content-Language"] == language
    assert subject in first[address].subject
    assert word in first[address].text or "收到" in first[address].text
    assert text[:20] in first[WANGS].text  # the rule for printers gives Wang as the owner

    desk.clock.move(minutes=5)
    desk.writes(WANG, text="请重新启动打印机。\n\n#解决", reply_to=first[WANGS])
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    resolution = mails[address]
    assert resolution.message["Content-Language"] == language
    assert "请重新启动打印机。" in resolution.text

    desk.clock.move(minutes=5)
    desk.writes(sender, text=no, reply_to=resolution)
    desk.run()
    notice = desk.mail_to(WANGS)
    assert desk.ticket(1).state == "open"

    desk.clock.move(minutes=5)
    desk.writes(WANG, text="换了新的驱动。\n#已解决", reply_to=notice)
    desk.run()
    again = {mail.to: mail for mail in desk.new_mails()}[address]
    desk.clock.move(minutes=5)
    desk.writes(sender, text=solved, reply_to=again)
    desk.run()
    closed = desk.mail_to(address)
    assert closed.message["Content-Language"] == language
    assert desk.ticket(1).state == "closed"


def test_a_picture_travels_to_the_engineer_and_a_manual_back_byte_for_byte(desk: DeskWorld) -> None:
    desk.writes("Ann <ann@customer.example.org>", attachment=("错误 screen.png", PNG, "image/png"))
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    (picture,) = notice.files
    assert (picture.get_filename(), picture.get_payload(decode=True)) == ("错误 screen.png", PNG)

    desk.clock.move(minutes=5)
    manual = b"%PDF-1.4\n" + PNG
    desk.writes(WANG, text="See page 3.", reply_to=notice, attachment=("手册.pdf", manual, "application/pdf"))
    desk.run()
    (file,) = desk.mail_to("ann@customer.example.org").files
    assert (file.get_filename(), file.get_payload(decode=True)) == ("手册.pdf", manual)


def test_a_dangerous_file_is_only_named_to_the_engineer(desk: DeskWorld) -> None:
    desk.writes("Ann <ann@customer.example.org>", attachment=("invoice.pdf.exe", PNG, "application/pdf"))
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    assert notice.files == []
    assert "invoice.pdf.exe" in notice.text


def test_markup_and_template_words_of_a_customer_stay_words(desk: DeskWorld) -> None:
    poison = '<script>alert(1)</script> {{ 7*7 }} {% include "x" %} <img src="http://evil.example.net/p.png">'
    desk.writes('"{{7*7}}" <ann@customer.example.org>', subject=f"printer {poison}", text=poison)
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    assert "{{ 7*7 }}" in mails[WANGS].text
    assert "&lt;script&gt;" in mails[WANGS].html
    ack = mails["ann@customer.example.org"]
    assert "evil.example.net" not in ack.text + ack.html + ack.subject
    assert "49" not in ack.text
