"""Files that only their owner may read, there whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from maildesk.errors import MaildeskError


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file with mode 0600; it gets its name when all is written and is gone when anything raises.

    MaildeskError when there is such a file already, or its folder cannot be written.
    """
    if path.exists():
        raise MaildeskError(f"{path} exists already; name another file, or remove it first.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
    except OSError as error:
        raise MaildeskError(f"{path} cannot be written ({error.strerror}); make its folder writable.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)  # unlike a rename it never takes the place of a file that appeared meanwhile
        except FileExistsError:
            raise MaildeskError(f"{path} exists already; name another file, or remove it first.") from None
        except OSError:
            Path(name).rename(path)  # a file system without links
            return
    except OSError as error:
        raise MaildeskError(f"{path} could not be written ({error.strerror}); nothing was left behind.") from error
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def private_folder(path: Path) -> Iterator[Path]:
    """Make a new folder with mode 0700; it gets its name when all is written and is gone when anything raises.

    MaildeskError when there is such a folder with something in it, or its parent cannot be written.
    """
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise MaildeskError(f"{path} exists already; name another folder, or remove it first.")
    try:
        scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise MaildeskError(f"{path} cannot be written ({error.strerror}); make its folder writable.") from None
    try:
        yield scratch
        scratch.rename(path)
    except OSError as error:
        raise MaildeskError(f"{path} could not be written ({error.strerror}); nothing was left behind.") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_private(path: Path, data: bytes) -> None:
    """Write a new file with mode 0600 into a folder of one's own."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
