"""A certificate for localhost, signed by itself, made with openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """The files of one certificate; `cert` is its own authority."""

    cert: Path
    key: Path


def make_certificate(folder: Path, name: str = "localhost", days: int = 30) -> Certificate:
    """Write a fresh certificate for `name` and 127.0.0.1 into `folder`."""
    cert, key = folder / f"{name}.cert.pem", folder / f"{name}.key.pem"
    names = f"DNS:{name},IP:127.0.0.1" if name == "localhost" else f"DNS:{name}"
    command = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days {days}"
    files = ["-subj", f"/CN={name}", "-keyout", str(key), "-out", str(cert), "-addext", f"subjectAltName={names}"]
    subprocess.run([*command.split(), *files], check=True, capture_output=True)
    return Certificate(cert=cert, key=key)
