"""Whether a text is a server's, written to the one whose mail did not arrive, or that of a person who asks about it."""

import re

from maildesk.mail.bounce_text import told_part
from maildesk.mail.person_words import sounds_like_a_person

_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]{1,200}\.[^\s<>@]")
_SERVER_WORDS = re.compile(
    r"(?<![\d.])[45]\.\d\.\d|(?<![\d.])5[05]\d[ -]#?[5a-z(<]|this is the (?:mail|qmail|postfix)|qmail-send|"
    r"created automatically|automatically generated|automatically created|following (?:recipients?|address)|"
    r"mail system at|mail server|"
    r"message that you sent|message you sent|your message to|your message did not|rcpt to|remote host|smtp server|"
    r"automatisch (?:erstellt|generiert)|folgenden empfänger|généré automatiquement|destinataires? suivant|"
    r"siguientes? destinatari|destinatári[oa]s? (?:a )?segui|seguent[ei] destinatari|"
    r"следующ.{1,6} (?:получател|адрес)|"
    r"(?:was|could) not (?:be )?delivered to|unable to deliver|could not deliver|delivery problems|"
    r"failed recipient|error code:? ?[45]\d\d|user unknown|no valid recipient|"
    r"退信原因|退回原因|以下收件人|下列收件|以下のアドレス|以下の宛先|다음 수신"
)
# Sentences that only programs write; they need not name anybody.
_FORMULAS = re.compile(
    r"created automatically by (?:the )?mail|automatically generated delivery status|this is the mail system at|"
    r"this is the (?:qmail-send program|mailer-daemon|dragonfly mail agent|james mail server)|"
    r"---- ?the following addresses had|non-delivery report"
)
# How a server begins that gives itself no name and no subject.
_OPENING = re.compile(
    r"[\W_]{0,100}(?:"
    r"your (?:message|mail|e-?mail) (?:could not|cannot|can not|was not|has not been) (?:be )?delivered to|"
    r"votre message n['’]a pas pu [eê]tre (?:d[eé]livr[eé]|remis|distribu[eé])|"
    r"ihre (?:nachricht|e-?mail) (?:an \S+ )?konnte nicht zugestellt werden|"
    r"su mensaje no (?:pudo|se pudo) entregar|您(?:发送|发)(?:给|到|往)\s?\S{3,80}\s?的邮件(?:未能|无法|被系统退回))",
    re.IGNORECASE,
)
_OPENING_SAMPLE = 300
YOUR_MAIL = re.compile(
    r"your (?:message|mail|e-?mail|document|letter)|you sent|ihrer? (?:nachricht|e-?mail)|votre message|"
    r"(?:su|tu|el) mensaje|sua mensagem|messaggio|bericht|meddelande|meddelelse|melding|viesti|wiadomoś|zpráv|správ|"
    r"сообщени|письм|повідомлен|üzenet|mesaj|ileti|μήνυμα|thư|הודע|رسال|邮件|郵件|メッセージ|メール|메시지|메일"
)
# A server writes to the one who sent the mail, and lists whom it did not reach.
TO_THE_SENDER = re.compile(
    r"your (?:message|mail|e-?mail|document|letter)|you (?:sent|wrote)|message that you|"
    r"following (?:\w+ ){0,3}recipient|"
    r"following (?:\w+ ){0,2}address|the following user|these recipients|could not be delivered to|"
    r"transcript of session|"
    r"final-recipient|rcpt ?(?:to|=)|failed (?:address|recipient)|(?:original|this|the) message|"
    r"ihrer? (?:nachricht|e-?mail|mail)|von ihnen|folgenden? |votre (?:message|courrier|mail|courriel)|suivante?s? ?:|"
    r"ces destinataires|(?:su|tu) (?:mensaje|correo)|siguientes? |sua mensagem|seu e-?mail|a seguir|estes destinat|"
    r"seguintes? |suo messaggio|tuo messaggio|il messaggio|seguent[ei] |uw (?:bericht|e-?mail)|volgende |"
    r"ditt (?:meddelande|mail)|följande |din (?:meddelelse|mail|melding)|følgende |meddelelsen til|meldingen|viesti|"
    r"seuraav|następując|twoj|państwa wiadom|vaš[ei] |následujíc|ваше? (?:сообщение|письмо|лист|повідомлення)|"
    r"следующ|наступн|az üzenet|következő|mesajul|următo|iletiniz|mesajınız|alıcılara|μήνυμά σας|ακόλουθ|"
    r"của bạn|sau đây|שלך|הבאים|رسالتك|التالي|您的|您发|您發|您于|你的邮件|尊敬的|以下|下列|收件人[:：]|次の|"
    r"送信した|お送り|あなた|다음 |보내신|귀하"
)
_QUOTED = re.compile(r"^[ \t]*>(?!>>|[ \t]?<<<).*$\n?", re.MULTILINE)


def is_asked(body: str) -> bool:
    """Tell a person who asks about a bounce, shown below or within, from the server that sent it."""
    own = _QUOTED.sub("", told_part(body)[:3_000])
    asks = re.search(r"[\w)][?？](?:\s|$)", own) is not None
    return asks or len(own) * 2 < len(told_part(body)[:3_000]) or sounds_like_a_person(own)


def speaks_as_a_server(beginning: str) -> bool:
    """Tell a server's words from those of a person who complains about undelivered mails."""
    if _FORMULAS.search(beginning) is not None:
        return True
    return _ADDRESS.search(beginning) is not None and _SERVER_WORDS.search(beginning) is not None


def opens_as_a_server(body: str) -> bool:
    """Say whether a text begins with a server's sentence about a mail that did not arrive, and names an address."""
    return _OPENING.match(body[:_OPENING_SAMPLE]) is not None and _ADDRESS.search(body[:_OPENING_SAMPLE]) is not None
