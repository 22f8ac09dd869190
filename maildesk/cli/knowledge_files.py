"""`maildesk kb export` and `import`: articles as Markdown files, all of them or none."""

import sys
from collections.abc import Sequence
from pathlib import Path

from maildesk.cli.looking import changing, looking
from maildesk.cli.private_files import private_folder, write_private
from maildesk.clock import SystemClock
from maildesk.desk.article import Article, ArticleChange, ArticleState
from maildesk.desk.article_file import ArticleFile, ArticleFileError, file_name, read_article, write_article
from maildesk.errors import MaildeskError
from maildesk.store.transaction import Transaction

_LARGEST = 1_000_000  # bytes of a file


def export_articles(config: Path, folder: Path) -> int:
    """Write every article into a new or empty folder; it appears whole or not at all."""
    from maildesk.store.articles import listed_articles

    with looking(config) as tx:
        articles = list(listed_articles(tx)) if tx is not None else []
    with private_folder(folder) as half:
        for article in articles:
            write_private(half / file_name(article), write_article(article).encode("utf-8", "replace"))
    sys.stdout.write(f"{len(articles)} articles were written to {folder}.\n")
    return 0


def import_articles(config: Path, wanted: Path) -> int:
    """Take in one file, or every .md file of a folder: what is known is changed, the rest is new."""
    files = _files(wanted)
    read = _read_all(files)
    with changing(config) as database:
        lines = database.run(lambda tx: [_take(tx, path, each) for path, each in read])
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _files(wanted: Path) -> list[Path]:
    if wanted.is_dir():
        files = sorted(path for path in wanted.iterdir() if path.suffix == ".md" and path.is_file())
        if not files:
            raise MaildeskError(f"{wanted} holds no .md file.")
        return files
    if not wanted.is_file():
        raise MaildeskError(f"There is no file or folder {wanted}.")
    return [wanted]


def _read_all(files: Sequence[Path]) -> list[tuple[Path, ArticleFile]]:
    """Read every file before anything is written; all that is wrong is told at once."""
    read: list[tuple[Path, ArticleFile]] = []
    wrong: list[str] = []
    seen: dict[int, Path] = {}
    for path in files:
        try:
            article = _read(path)
        except MaildeskError as error:
            wrong.append(str(error))
            continue
        if article.id is not None and article.id in seen:
            wrong.append(f"{path}: has the number {article.id}, as {seen[article.id]} has.")
        elif article.id is not None:
            seen[article.id] = path
        read.append((path, article))
    if wrong:
        raise MaildeskError("\n".join([*wrong, "Nothing was taken in."]))
    return read


def _read(path: Path) -> ArticleFile:
    try:
        if path.stat().st_size > _LARGEST:
            raise MaildeskError(f"{path}: has more than {_LARGEST} bytes; that is no article.")
        content = path.read_bytes()
        return read_article(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise MaildeskError(f"{path}, line {line}: these bytes are no UTF-8; save the file as UTF-8.") from None
    except ArticleFileError as error:
        raise MaildeskError(f"{path}, {error}") from None
    except OSError as error:
        raise MaildeskError(f"{path}: cannot be read ({error.strerror}).") from None


def _take(tx: Transaction, path: Path, given: ArticleFile) -> str:
    from maildesk.store.articles import change_article, lock_article, put_article

    now = SystemClock().now()
    known = lock_article(tx, given.id) if given.id is not None else None
    if known is None or (given.created_at is not None and known.created_at != given.created_at):
        number = put_article(tx, _new(given))
        return f"{path}: new article {number}, {given.state.value}."
    text = given.text if given.text != known.text else None
    state = given.state if given.state is not known.state else None
    if text is None and state is None:
        return f"{path}: article {known.id} is unchanged."
    change = ArticleChange(
        id=known.id, revision=known.revision, text=text, state=state, actor=given.approved_by or "operator",
        reason=given.reason,
    )  # fmt: skip
    change_article(tx, change, now)
    return f"{path}: article {known.id} is changed, {given.state.value}."


def _new(given: ArticleFile) -> Article:
    """Return the article of a file that this desk does not know; its ticket is that of another desk."""
    now = SystemClock().now()
    approved = given.state is ArticleState.APPROVED
    return Article(
        id=0, state=given.state, text=given.text, author=given.author or "operator",
        approved_by=(given.approved_by or "operator") if approved else None, created_at=given.created_at or now,
        updated_at=now, approved_at=(given.approved_at or now) if approved else None, reason=given.reason,
    )  # fmt: skip
