"""A rule may name a variant of the acknowledgement: a folder of the operator's beside the kind."""

from dataclasses import replace
from pathlib import Path

from maildesk.desk.outgoing import MessageKind
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from maildesk.templates.samples import samples


def templates(folder: Path) -> Templates:
    vip = folder / "en" / "acknowledgement.vip"
    vip.mkdir(parents=True)
    (vip / "subject.txt").write_text("At once")
    (vip / "body.txt").write_text("Dear {{ v.name }}, you come first.")
    (vip / "body.html").write_text("<p>You come first.</p>")
    return Templates((folder, shipped_folder("templates")))


def test_the_variant_is_taken_where_the_operator_has_it_and_the_kind_elsewhere(tmp_path: Path) -> None:
    desk = templates(tmp_path)
    english = replace(samples(MessageKind.ACKNOWLEDGEMENT, "en")[0], variant="vip")
    chinese = replace(samples(MessageKind.ACKNOWLEDGEMENT, "zh-Hans")[0], variant="vip")

    assert "you come first" in desk.render(english).text
    assert desk.render(chinese) == desk.render(replace(chinese, variant=""))
    assert "you come first" not in desk.render(replace(english, variant="")).text
