"""What a page is made of, and the tags and attributes that a mail of ours may have."""

from html.parser import HTMLParser

TAGS = {"html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "p", "span", "a", "b", "br"}
ATTRIBUTES = {
    "align", "border", "cellpadding", "cellspacing", "charset", "class", "content", "href", "http-equiv", "lang",
    "name", "role", "style", "width",
}  # fmt: skip


class Outline(HTMLParser):
    """Collects tags, attributes, links and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.values += [value or "" for _, value in attrs]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)
