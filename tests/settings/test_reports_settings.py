"""[reports] as the configuration tells it."""

import pytest
from pydantic import ValidationError

from maildesk.desk.people import People
from maildesk.desk.service_settings import Reports
from maildesk.settings.files import Tables
from maildesk.settings.forms import Configuration
from maildesk.settings.service_of import reports_of, service_problems


def test_the_day_of_the_week_is_a_word_and_defaults_are_the_desks() -> None:
    assert reports_of(Configuration()) == Reports()
    conf = Configuration.model_validate({"reports": {"weekday": "friday", "recipients": "boss@example.com"}})
    assert (reports_of(conf).weekday, reports_of(conf).recipients) == (4, ("boss@example.com",))


def test_a_recipient_that_is_no_address_is_told() -> None:
    conf = Configuration.model_validate({"reports": {"recipients": ["boss"]}})
    assert service_problems(conf, Tables(), People()) == [
        "maildesk.toml: [reports] recipients: boss is no address; write one such as manager@example.com."
    ]


@pytest.mark.parametrize("wrong", [{"weekday": "funday"}, {"month_day": 31}, {"at": "8"}, {"language": "de"}])
def test_what_no_calendar_knows_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Configuration.model_validate({"reports": wrong})
