"""Photographs every page in Chromium: python tests/web/look.py FOLDER."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from maildesk.web.ports import PageKind
from tests.web.memory_answers import MemoryAnswers
from tests.web.memory_board import MemoryBoard
from tests.web.served import served

SUBJECTS = {
    "en": "The printer on the third floor prints blank pages",
    "zh-Hans": "三楼打印机打出来全是白纸",
    "zh-Hant": "三樓印表機印出來都是白紙",
}


def main(folder: str) -> None:
    """Write a picture of each page at 360 and 800 pixels, light and dark."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    answers = MemoryAnswers()
    paths = {"gone": "/t/x"}
    for language, subject in SUBJECTS.items():
        for kind in PageKind:
            chosen = {PageKind.SURVEY: "?score=4", PageKind.CONFIRM: "?answer=yes", PageKind.RELEASE: ""}[kind]
            paths[f"{kind}.{language}"] = f"/t/{answers.add(kind, language, subject=subject)}{chosen}"
        paths[f"done.{language}"] = f"/done/rated/{language}"
        voted = answers.add(PageKind.SURVEY, language, subject=subject, score=2, done=True)
        paths[f"voted.{language}"] = f"/t/{voted}"
    board = MemoryBoard()
    with served(answers, board=board) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme, java_script_enabled=False)
            for width in (360, 800):
                page.set_viewport_size({"width": width, "height": 740})
                for name, path in paths.items():
                    page.goto(base + path)
                    page.screenshot(path=str(target / f"{name}.{width}.{scheme}.png"), full_page=True)
        for language in SUBJECTS:
            page = browser.new_page(java_script_enabled=False)
            page.goto(f"{base}/t/b-{language}")
            page.screenshot(path=str(target / f"enter.{language}.png"))
            page.get_by_role("button").click()
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                for width in (360, 800):
                    page.set_viewport_size({"width": width, "height": 740})
                    page.screenshot(path=str(target / f"board.{language}.{width}.{scheme}.png"), full_page=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
