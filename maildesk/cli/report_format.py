"""How `maildesk report` writes."""

from enum import StrEnum

from maildesk.errors import UsageError


class ReportFormat(StrEnum):
    """To read on a terminal, or one of the formats for others."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


def report_format(*, as_json: bool, as_csv: bool, as_html: bool) -> ReportFormat:
    """Return the format that the options ask for; UsageError when they ask for several."""
    asked = [
        form
        for form, wanted in ((ReportFormat.JSON, as_json), (ReportFormat.CSV, as_csv), (ReportFormat.HTML, as_html))
        if wanted
    ]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0].value} and --{asked[1].value} exclude each other; write one of them.")
    return asked[0] if asked else ReportFormat.TEXT
