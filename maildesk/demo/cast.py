"""Who lives in the demo: the desk's people, its customers, and two who mean no good."""

from dataclasses import dataclass
from enum import StrEnum

DOMAIN = "acme.test"
SUPPORT = f"support@{DOMAIN}"
DESK_NAME = "Acme Support"
ZONE = "Asia/Shanghai"


class Part(StrEnum):
    """What somebody is in the story."""

    DESK = "desk"
    CUSTOMER = "customer"
    ENGINEER = "engineer"
    SUPERVISOR = "supervisor"
    STRANGER = "stranger"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One person of the story; `id` is the name of staff in the configuration, empty for all others."""

    name: str
    address: str
    part: Part
    language: str = "en"
    id: str = ""

    @property
    def header(self) -> tuple[str, str]:
        """Name and address, as a From field wants them."""
        return self.name, self.address

    @property
    def short(self) -> str:
        """What a narrow table calls this person."""
        return self.address.partition("@")[0]


KATE = Person(name="Kate Miller", address=f"kate@{DOMAIN}", part=Part.ENGINEER, id="kate")
WANG = Person(name="王伟", address=f"wang@{DOMAIN}", part=Part.ENGINEER, language="zh-Hans", id="wang")
CHEN = Person(name="陳靜", address=f"chen@{DOMAIN}", part=Part.ENGINEER, language="zh-Hant", id="chen")
LI = Person(name="Li Na", address=f"li@{DOMAIN}", part=Part.SUPERVISOR, id="li")

ANN = Person(name="Ann Smith", address="ann@harbor.example.org", part=Part.CUSTOMER)
BOB = Person(name="Bob Jones", address="bob@shop.example.com", part=Part.CUSTOMER)
ZHAO = Person(name="赵敏", address="zhao@huadong.example.com", part=Part.CUSTOMER, language="zh-Hans")
LIN = Person(name="林怡君", address="lin@taipei.example.net", part=Part.CUSTOMER, language="zh-Hant")
LEFT = Person(name="Old Colleague", address="nobody@harbor.example.org", part=Part.CUSTOMER)  # has no mailbox any more
TOM = Person(name="Tom Reed", address="tom@elsewhere.example.net", part=Part.STRANGER)
MALLORY = Person(name="Mallory", address="mallory@crooks.example.net", part=Part.STRANGER)

STAFF = (KATE, WANG, CHEN, LI)
CUSTOMERS = (ANN, ZHAO, LIN, BOB)
DESK = Person(name=DESK_NAME, address=SUPPORT, part=Part.DESK)
WITH_MAIL = (DESK, *CUSTOMERS, *STAFF, TOM, MALLORY)

_BY_ADDRESS = {person.address: person for person in (*WITH_MAIL, LEFT)}


def short_name(address: str) -> str:
    """Return what a narrow table calls an address: the name before the @, or the whole of an unknown one."""
    person = _BY_ADDRESS.get(address.casefold())
    return person.short if person else address
