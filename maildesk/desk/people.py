"""Who works here and for whom: staff, teams and organisations, as the settings name them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do."""

    ENGINEER = "engineer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Days on which somebody is away, both included; dates in the person's zone, ISO 8601."""

    first: str
    last: str
    deputy: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff:
    """One [[staff]] entry."""

    id: str  # short name, used in commands: "wang"
    name: str
    address: str
    aliases: tuple[str, ...] = ()  # further addresses of the same person, and short names in commands ("王")
    role: Role = Role.ENGINEER
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    capacity: int = 10  # open tickets that are a full load
    calendar: str | None = None  # None = the desk's
    zone: str | None = None
    language: str | None = None
    mentor: str | None = None
    deputy: str | None = None
    digest_at: str = "08:30"  # supervisors; local time
    absences: tuple[Absence, ...] = ()
    suspended: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """One [[team]] entry."""

    name: str
    lead: str | None = None  # staff id
    calendar: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """One [[organisation]] entry."""

    name: str
    domains: tuple[str, ...] = ()
    policy: str | None = None
    language: str | None = None
    calendar: str | None = None
    vip: bool = False


class People:
    """Looks up staff, teams and organisations; addresses are compared without case."""

    def __init__(
        self,
        staff: tuple[Staff, ...] = (),
        teams: tuple[Team, ...] = (),
        organisations: tuple[Organisation, ...] = (),
    ) -> None:
        """Keep the entries and index them by id, address and domain."""
        self.staff = staff
        self.teams = teams
        self.organisations = organisations
        self._by_id = {person.id.casefold(): person for person in staff}
        self._by_address: dict[str, Staff] = {}
        for person in staff:
            for address in (person.address, *person.aliases):
                if "@" in address:
                    self._by_address[address.casefold()] = person
                else:
                    self._by_id.setdefault(address.casefold(), person)
        self._by_domain = {domain.casefold(): entry for entry in organisations for domain in entry.domains}
        self._teams = {team.name.casefold(): team for team in teams}

    def by_id(self, staff_id: str | None) -> Staff | None:
        """Return the staff member of an id, a short name or an address; None when there is none."""
        if not staff_id:
            return None
        return self._by_id.get(staff_id.casefold()) or self._by_address.get(staff_id.casefold())

    def by_address(self, address: str) -> Staff | None:
        """Return the staff member who owns an addr-spec; None for everybody else."""
        return self._by_address.get(address.casefold())

    def team(self, name: str | None) -> Team | None:
        """Return a team by name; None when there is none."""
        return self._teams.get(name.casefold()) if name else None

    def members(self, team: str | None) -> tuple[Staff, ...]:
        """Return the active members of a team in the order of the settings; all active engineers for None."""
        if team is None:
            return tuple(person for person in self.staff if not person.suspended)
        wanted = team.casefold()
        return tuple(
            person
            for person in self.staff
            if not person.suspended and any(name.casefold() == wanted for name in person.teams)
        )

    def supervisors(self) -> tuple[Staff, ...]:
        """Return the active supervisors in the order of the settings."""
        return tuple(person for person in self.staff if person.role is Role.SUPERVISOR and not person.suspended)

    def organisation_of(self, address: str) -> Organisation | None:
        """Return the organisation of an addr-spec by its domain or a parent of it; None when unknown."""
        domain = address.rpartition("@")[2].casefold()
        while domain:
            found = self._by_domain.get(domain)
            if found:
                return found
            domain = domain.partition(".")[2]
        return None
