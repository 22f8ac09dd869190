"""The mail that the tests of connections carry about."""


def mail(subject: str = "Printer is broken", body: str = "It smells of smoke.") -> bytes:
    return f"From: ann@example.org\r\nTo: desk@example.test\r\nSubject: {subject}\r\n\r\n{body}\r\n".encode()
