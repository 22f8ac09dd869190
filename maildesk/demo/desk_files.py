"""Writes the configuration of the demo's desk: the same three files that a real desk has."""

from pathlib import Path

from maildesk.demo.cast import CHEN, DESK_NAME, DOMAIN, KATE, LI, SUPPORT, WANG, ZONE
from maildesk.demo.world import World

DIGEST_AT = "18:00"

_DESK = """# The desk of the demo. The same keys stand in the configuration of a real desk.

[desk]
name = "{name}"
prefix = "ACME"
domain = "{domain}"
zone = "{zone}"
team = "service"

[[mailbox]]
name = "support"
address = "{support}"
host = "{host}"
port = {imap}
security = "none"  # the mail world of the demo lives on this machine only
password_file = "mail.password"
plus_addressing = true

[smtp]
host = "{host}"
port = {smtp}
security = "none"
username = "{support}"
password_file = "mail.password"

[trust]
authserv = ["{authserv}"]  # whose word is taken for who wrote a mail

[web]
base_url = "http://{host}:{web}"
listen = "{host}"
port = {web}

[limits]
min_human_reply_seconds = 0  # the people of the story answer faster than people do
"""

_PEOPLE = f"""# Who works here. Everybody else is a customer.

[[team]]
name = "service"
lead = "{LI.id}"

[[staff]]
id = "{KATE.id}"
name = "{KATE.name}"
address = "{KATE.address}"
teams = ["service"]
skills = ["printers"]

[[staff]]
id = "{WANG.id}"
name = "{WANG.name}"
address = "{WANG.address}"
teams = ["service"]
skills = ["network"]
language = "zh-Hans"

[[staff]]
id = "{CHEN.id}"
name = "{CHEN.name}"
address = "{CHEN.address}"
teams = ["service"]
capacity = 5
language = "zh-Hant"

[[staff]]
id = "{LI.id}"
name = "{LI.name}"
address = "{LI.address}"
role = "supervisor"
digest_at = "{DIGEST_AT}"
"""

RULES = f"""# What a mail is about, how much it matters, and who gets it. The first rule that sets a field wins.

[[rule]]
name = "a broken printer stops the whole shop"
[rule.when]
subject_any = ["printer*", "打印机", "印表機"]
[rule.set]
type = "incident"
impact = "high"
urgency = "medium"
owner = "{KATE.id}"
tags = ["printer"]
[[rule.example]]
subject = "Label printer is down"
expect = {{ priority = "urgent", owner = "{KATE.id}" }}

[[rule]]
name = "network and VPN"
[rule.when]
text_any = ["vpn", "wifi", "网络", "網路"]
[rule.set]
type = "incident"
impact = "medium"
urgency = "medium"
owner = "{WANG.id}"
tags = ["network"]
[[rule.example]]
subject = "VPN 连不上"
expect = {{ priority = "normal", owner = "{WANG.id}" }}

[[rule]]
name = "accounts can wait a day"
[rule.when]
text_any = ["new account", "开通账号", "開通帳號"]
[rule.set]
type = "service_request"
impact = "low"
urgency = "medium"
owner = "{CHEN.id}"
tags = ["account"]
[[rule.example]]
subject = "請協助開通帳號"
expect = {{ priority = "low", owner = "{CHEN.id}" }}
"""


def write_desk(folder: Path, world: World, web_port: int, *, rules: str = RULES) -> Path:
    """Write the configuration of a desk in this mail world and return the path of its maildesk.toml."""
    desk = _DESK.format(
        name=DESK_NAME,
        domain=DOMAIN,
        zone=ZONE,
        support=SUPPORT,
        host=world.host,
        imap=world.imap_port,
        smtp=world.smtp_port,
        authserv=world.authserv_id,
        web=web_port,
    )
    password = folder / "mail.password"
    password.touch(mode=0o600)
    password.write_text(world.password, encoding="ascii")
    for name, text in (("maildesk.toml", desk), ("people.toml", _PEOPLE), ("rules.toml", rules)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "maildesk.toml"
