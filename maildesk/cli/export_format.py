"""What an export is made of."""

from enum import StrEnum


class Format(StrEnum):
    """How records are written."""

    JSON = "json"  # one file with everything
    EML = "eml"  # a folder for each ticket with its mails as they came and left
    CSV = "csv"  # tickets.csv, messages.csv, events.csv, surveys.csv, time_spent.csv
