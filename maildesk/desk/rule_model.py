"""The form of a [[rule]] in the settings: what may be written, and nothing else."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from maildesk.desk.ticket import Level, Priority, TicketType
from maildesk.mail.letter import Kind

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Variant = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
TimeSpan = Annotated[str, StringConstraints(pattern=r"^([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-4]):[0-5]\d$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MAX_DEPTH = 5  # groups within groups


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Words = Annotated[tuple[Word, ...], BeforeValidator(_listed), Field(min_length=1, max_length=500)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class HeaderWants(_Form):
    """A header field and what it must hold; without `contains` the field must be there."""

    name: Word
    contains: Words | None = None


class When(_Form):
    """Conditions; all that are written must hold, and a list holds when one of its entries does."""

    sender: Words | None = None
    sender_domain: Words | None = None
    organisation: Words | None = None
    vip: bool | None = None
    mailbox: Words | None = None
    to: Words | None = None
    subject_any: Words | None = None
    subject_all: Words | None = None
    body_any: Words | None = None
    body_all: Words | None = None
    text_any: Words | None = None  # subject or body
    language: Words | None = None
    header: HeaderWants | None = None
    attachment_name: Words | None = None
    attachment_type: Words | None = None
    hour: Annotated[tuple[TimeSpan, ...], BeforeValidator(_listed)] | None = None
    weekday: Annotated[tuple[Weekday, ...], BeforeValidator(_listed)] | None = None
    in_hours: bool | None = None
    calendar: Word | None = None  # whose hours `in_hours` looks at
    first_time: bool | None = None
    open_tickets: Annotated[int, Field(ge=0)] | None = None  # at least
    trust: Annotated[int, Field(ge=0, le=3)] | None = None  # at least
    kind: Annotated[tuple[Kind, ...], BeforeValidator(_listed)] | None = None
    all: tuple["When", ...] | None = None
    any: tuple["When", ...] | None = None
    not_: "When | None" = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _calendar_needs_hours(self) -> "When":
        if self.calendar is not None and self.in_hours is None:
            raise ValueError("`calendar` means nothing without `in_hours`; write in_hours = true or false as well")
        return self


class Then(_Form):
    """What a rule that matches sets."""

    type: TicketType | None = None
    impact: Level | None = None
    urgency: Level | None = None
    priority: Priority | None = None
    team: Word | None = None
    owner: Word | None = None  # staff id, or round_robin, least_loaded, on_call, sticky
    skill: Word | None = None
    tags: Words | None = None
    policy: Word | None = None
    cc: Words | None = None
    template: Variant | None = None  # variant of the acknowledgement: the folder acknowledgement.NAME
    asset: Word | None = None
    hold: Word | None = None  # reason; the mail goes to quarantine
    drop: Word | None = None  # reason; the mail is recorded as ignored
    stop: bool = False

    @model_validator(mode="after")
    def _one_end(self) -> "Then":
        if self.hold and self.drop:
            raise ValueError("a mail cannot be held and dropped; keep one of `hold` and `drop`")
        return self


class Expect(_Form):
    """What the whole rule set must make of an example; only what is written is compared."""

    type: TicketType | None = None
    impact: Level | None = None
    urgency: Level | None = None
    priority: Priority | None = None
    team: str | None = None
    owner: str | None = None
    skill: str | None = None
    tags: Words | None = None
    policy: str | None = None
    template: str | None = None
    asset: str | None = None
    hold: bool | None = None
    drop: bool | None = None


class Example(_Form):
    """A mail in a few words and what must come of it, checked at every start."""

    sender: str = Field(default="somebody@example.net", alias="from")
    to: Words | None = None
    mailbox: str | None = None
    subject: str = ""
    body: str = ""
    language: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    attachments: Words | None = None  # file names
    at: datetime | None = None
    kind: Kind = Kind.REQUEST
    trust: Annotated[int, Field(ge=0, le=3)] = 3
    first_time: bool = False
    open_tickets: Annotated[int, Field(ge=0)] = 0
    matches: bool = True  # false: this rule must not match it
    expect: Expect = Field(default_factory=Expect)


class RuleForm(_Form):
    """One [[rule]] as written."""

    name: Word
    when: When = Field(default_factory=When)
    then: Then = Field(default_factory=Then, alias="set")
    example: tuple[Example, ...] = ()
    enabled: bool = True
