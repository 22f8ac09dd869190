"""The errors a person can act on; every other exception is a bug and keeps its traceback."""


class MaildeskError(Exception):
    """Something went wrong that a person can mend: the message is a full sentence."""


class ConfigurationError(MaildeskError):
    """The configuration cannot be used; `problems` holds one sentence for each fault.

    The empty tuple never occurs: an error without a problem is not raised.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Unreachable(MaildeskError):
    """A server did not answer, or broke off; trying again later may help."""


class LoginRefused(MaildeskError):
    """A server refused the user name or the secret; trying again soon would only lock the account."""


class UsageError(MaildeskError):
    """The command line asked for something that does not exist; the exit code is 2."""
