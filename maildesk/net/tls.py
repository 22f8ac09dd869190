"""The one way to build a TLS context: certificate and host name are always verified."""

import ssl
from pathlib import Path

from maildesk.errors import ConfigurationError


def client_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return a verifying context, trusting the system's authorities and those in `ca_file`.

    Raises ConfigurationError when the file cannot be read.
    """
    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH)
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as trouble:
            raise ConfigurationError(
                (f"The certificate file {ca_file} cannot be used ({trouble}): name a PEM file of authorities.",)
            ) from None
    return context


def tls_trouble(error: BaseException | None) -> ssl.SSLError | None:
    """Return the TLS error behind an error, following its causes, or None."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
        seen += 1
    return None


def tls_sentence(address: str, trouble: ssl.SSLError) -> str:
    """Return what a person should read when TLS with `address` failed."""
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return (
            f"The certificate of {address} is not trusted ({trouble.verify_message}); "
            "nothing was sent. Mend the certificate, or name its authority as ca_file."
        )
    return f"TLS with {address} failed ({trouble.reason or trouble}); nothing was sent."
