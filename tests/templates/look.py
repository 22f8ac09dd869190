"""Photographs every kind in every language in Chromium: python tests/templates/look.py FOLDER [KIND or LANGUAGE].

For each mail it writes NAME.txt, NAME.html and a picture at 360 and 800 pixels, light; `--dark` adds dark ones.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from maildesk.templates.problems import languages
from maildesk.templates.samples import KINDS, samples

SHIPPED = shipped_folder("templates")
WIDTHS = (360, 800)


def main(arguments: list[str]) -> None:
    """Write the files of all kinds, or of the kinds and languages named."""
    dark = "--dark" in arguments
    folder, *wanted = [word for word in arguments if not word.startswith("--")]
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    templates = Templates((SHIPPED,))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for language in languages((SHIPPED,)):
            for kind in KINDS:
                if wanted and kind.value not in wanted and language not in wanted:
                    continue
                for index, message in enumerate(samples(kind, language)):
                    rendered = templates.render(message)
                    name = f"{kind}.{language}.{index}"
                    (target / f"{name}.html").write_text(rendered.html, "utf-8")
                    (target / f"{name}.txt").write_text(f"Subject: {rendered.subject}\n\n{rendered.text}", "utf-8")
                    for width in WIDTHS:
                        for scheme in ("light", "dark") if dark else ("light",):
                            page = browser.new_page(viewport={"width": width, "height": 640}, color_scheme=scheme)
                            page.set_content(rendered.html)
                            wide = page.evaluate("document.documentElement.scrollWidth")
                            if wide > width:
                                print(f"{name} at {width}: {wide} px wide")
                            page.screenshot(path=str(target / f"{name}.{width}.{scheme}.png"), full_page=True)
                            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
