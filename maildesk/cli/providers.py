"""What is known of the large mail providers, from their own pages; none of it was tried on a live account."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """How a provider is reached and what it asks for."""

    name: str
    domains: tuple[str, ...]  # of addresses
    imap_host: str
    smtp_host: str
    hint: str
    page: str
    smtp_port: int = 465
    smtp_security: str = "tls"
    connections: int | None = None
    per_minute: int | None = None
    per_day: int | None = None


PROVIDERS = (
    Provider(
        name="Gmail and Google Workspace",
        domains=("gmail.com", "googlemail.com"),
        imap_host="imap.gmail.com",
        smtp_host="smtp.gmail.com",
        hint="It wants an app password (2-step verification on), not the password of the account.",
        page="https://support.google.com/mail/answer/7126229",
        per_day=500,
    ),
    Provider(
        name="Microsoft 365",
        domains=("outlook.com", "hotmail.com", "live.com", "onmicrosoft.com"),
        imap_host="outlook.office365.com",
        smtp_host="smtp.office365.com",
        smtp_port=587,
        smtp_security="starttls",
        hint=(
            "It takes no passwords for IMAP but OAuth tokens: register an application and write auth, token_endpoint, "
            "client_id and token_scope. Authenticated SMTP must be switched on. Its Authentication-Results carry no "
            'name: authserv = "topmost-without-id".'
        ),
        page="https://learn.microsoft.com/exchange/client-developer/legacy-protocols/"
        "how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
        connections=2,
        per_minute=25,
        per_day=1500,
    ),
    Provider(
        name="网易 163",
        domains=("163.com", "126.com", "yeah.net"),
        imap_host="imap.163.com",
        smtp_host="smtp.163.com",
        hint="Switch IMAP on in the web mail; it wants the authorisation code (授权码), not the password.",
        page="https://help.mail.163.com/",
    ),
    Provider(
        name="QQ 邮箱",
        domains=("qq.com", "foxmail.com"),
        imap_host="imap.qq.com",
        smtp_host="smtp.qq.com",
        hint="Switch IMAP on in the web mail; it wants the authorisation code (授权码), not the password.",
        page="https://service.mail.qq.com/",
    ),
)


def provider_of(*, address: str = "", host: str = "") -> Provider | None:
    """Return the provider of an address or of an IMAP host; None when it is not one of the large ones."""
    domain = address.rpartition("@")[2].casefold()
    for provider in PROVIDERS:
        if host.casefold() == provider.imap_host:
            return provider
        if domain and any(domain == each or domain.endswith(f".{each}") for each in provider.domains):
            return provider
    return None
