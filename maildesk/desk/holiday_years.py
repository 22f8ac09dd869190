"""Public holidays and make-up workdays of a country, looked up once a year of use."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# Countries whose free days are fixed anew each autumn by moving workdays onto weekends.
_PUBLISHED_YEARLY = frozenset({"CN"})


@dataclass(frozen=True, kw_only=True, slots=True)
class HolidayYear:
    """The days of one year that differ from the week."""

    free: frozenset[date]
    working: frozenset[date]  # weekend days that are worked


def workday_swap(country: str, subdivision: str | None, day: date) -> bool | None:
    """Return False for a public holiday, True for a make-up workday, None for a day as the week has it."""
    year = holiday_year(country, subdivision, day.year)
    if day in year.working:
        return True
    return False if day in year.free else None


def is_known(country: str, year: int) -> bool:
    """Say whether a year's holidays are published; only a country that swaps workdays can have an unknown year."""
    if country.upper() not in _PUBLISHED_YEARLY:
        return True
    return bool(holiday_year(country, None, year).working)


def country_problem(country: str, subdivision: str | None) -> str | None:
    """Return what is wrong with a country or subdivision code in a sentence; None when its holidays are known."""
    supported = _supported()
    if country.upper() not in supported:
        return f'No public holidays are known for country {country!r}: write an ISO code such as "CN" or "DE".'
    if subdivision and subdivision not in supported[country.upper()]:
        choices = ", ".join(supported[country.upper()]) or "none"
        return f"Country {country!r} has no subdivision {subdivision!r}: it has {choices}."
    return None


@lru_cache(maxsize=1024)
def holiday_year(country: str, subdivision: str | None, year: int) -> HolidayYear:
    """Return the free and the make-up working days of a year; both empty for a country nobody knows."""
    # Loaded on first use: most commands never look at a holiday.
    import holidays

    try:
        found = holidays.country_holidays(country.upper(), subdiv=subdivision, years=year)
    except NotImplementedError:
        return HolidayYear(free=frozenset(), working=frozenset())
    # The set of make-up days holds old years too, whatever year was asked for.
    working = frozenset(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    return HolidayYear(free=frozenset(day for day in found if day.year == year), working=working)


@lru_cache(maxsize=1)
def _supported() -> dict[str, list[str]]:
    import holidays

    return holidays.list_supported_countries(include_aliases=True)
