"""A customer is asked for what the first mail does not say, and the answers reach the engineer."""

from tests.journeys.desk_world import DeskWorld

ANN = "Ann Smith <ann@customer.example.org>"


def test_the_acknowledgement_asks_only_for_what_is_missing_and_an_answer_fills_the_record(desk: DeskWorld) -> None:
    desk.writes(ANN, text="We cannot print in room 3 since this morning, the printer says 0x11b.")
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    asked = mails["ann@customer.example.org"]
    assert "How many people or devices" in asked.text
    assert "When did it start" not in asked.text
    assert "room 3" in mails["wang@desk.example.com"].text

    desk.clock.move(minutes=10)
    desk.writes(ANN, text="How many: 12", reply_to=asked)
    desk.run()
    with desk.desktop.database.reading() as tx:
        from maildesk.store.tickets import read_tickets

        record = read_tickets(tx, [1])[1].intake
    assert record is not None
    assert record.how_many == "12"
    assert "this morning" in record.when


def test_a_mail_that_says_everything_is_asked_nothing(desk: DeskWorld) -> None:
    desk.writes(
        "王芳 <wang.fang@customer.example.org>",
        subject="打印机故障",
        text="财务部5个人从昨天下午起无法使用三楼会议室的打印机。",
    )
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    assert "请再补充" not in mails["wang.fang@customer.example.org"].text
    assert "昨天下午" in mails["wang@desk.example.com"].text
