"""Words with which people write to a desk and no machine does: of their own things, and what they want done."""

import re

_ASKS = re.compile(
    r"\b(?:i|we) (?:need|want|tried|cannot log|can't log|have tried)\b|\bhelp me\b|\bcall me\b|"
    r"\b(?:please|pls) (?:help|have a look|look (?:at|into)|fix|repair|enlarge|unblock|put|reset|come|switch)\b|"
    r"\b(?:can|could|would) you (?:please |kindly )?(?!contact|write|send|direct|call|wait)\w|"
    r"\bstill (?:broken|does not|doesn't)\b|"
    r"\b(?:does not|doesn't|do not|don't) (?:start|work|print|open|connect|load)\b|"
    r"\bneeds (?:access|rights|a|an|the)\b|\bhow (?:do|can) (?:i|we)\b|\b(?:is|are) broken\b|"
    r"\bwie (?:kann|stelle|richte|bekomme) ich\b|funktioniert nicht|comment (?:puis-je|faire)|en panne|"
    r"cómo (?:puedo|se)|"
    r"no funciona|como (?:posso|ativar)|não funciona|come (?:posso|si)|non funziona|hoe (?:kan|stel) ik|werkt niet|"
    r"jak (?:ustawić|mogę|mohu|nastav)|nie działa|nefunguje|не работает|"
    r"как (?:настроить|мне)|не працює|nasıl|çalışmıyor|"
    r"怎么|怎麼|打不开|打不開|坏了|壞了|壊れ|動きません|"
    r"\b(?:ich|wir) brauchen?\b|\bbrauche (?:ich|einen?|den|das)\b|können sie (?:bitte|mir|das)|"
    r"\bbitte (?:prüfen|schauen|helfen|richten|kommen|reparieren)\b|\bimmer noch (?:kaputt|defekt)\b|"
    r"pouvez-vous (?:me|m'|nous|regarder|vérifier|venir|activer|désactiver|"
    r"mettre|ajouter|créer|configurer|supprimer|envoyer)|pourriez-vous|merci de (?:regarder|vérifier|réparer)|"
    r"j'ai besoin|\bnecesito\b|\bpueden?\b[^.]{0,30}\bayudar|\bpreciso de\b|\bpoderia\b|\bho bisogno\b|\bpotreste\b|"
    r"\bik heb [^.]{0,20}nodig\b|\bpotrzebuję\b|\bpotřebuji\b|\bjag behöver\b|\bjeg trenger\b|\bjeg har brug for\b|"
    r"помогите|мне нужн|допоможіть|yardımcı ol|\bgiúp tôi\b|"
    r"帮忙|幫忙|请帮|請幫|教えてください|困って|ご対応ください|도와주|문의드",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\bmy\b|\b(?:i|we) (?:get|got|send|sent|write|wrote|cannot|can't)\b|"
    r"\b(?:please|pls) allow\b|\b(?:tell|give|send) me\b|\b(?:best|kind|warm) regards\b|\bmany thanks\b|"
    r"\bmeine?[mnrs]?\b|\b(?:viele|freundliche[nr]?|beste|liebe) grüße|\bgruß\b|"
    r"\b(?:mes|mon|ma)\b|\bj'ai\b|\bcordialement\b|\bmis?\b|\bsaludos\b|"
    r"\b(?:meus?|minhas?)\b|\b(?:miei|mie|mio|mia)\b|\bmijn\b|\bgroeten\b|"
    r"\b(?:mina|mitt|mine)\b|\bhälsningar\b|\bhilsen\b|\bterveisin\b|"
    r"\b(?:moje|moja|mój|moich|můj|mým|môj)\b|\bpozdrawiam\b|\bpomoc\b|\bpomozte\b|"
    r"\b(?:мои|моя|мой|моё|моих)\b|у меня|\b(?:мої|мій)\b|с уважением|"
    r"üdvözlettel|\bcu stimă\b|\bbenim\b|saygılarımla|\bcủa tôi\b|"
    r"我[给給發发的们們想需收用这這]|麻烦|麻煩|谢谢|謝謝|"
    r"お世話になっております|よろしくお願い|ご確認ください|ご確認をお願い|부탁드립니다|제 메일",
    re.IGNORECASE,
)


def asks_for_something(text: str) -> bool:
    """Say whether a text, its first 2,000 characters, wants something done by the one who reads it."""
    return _ASKS.search(text[:2_000]) is not None


def sounds_like_a_person(text: str) -> bool:
    """Say whether a text asks for something, or speaks and greets as no mail server does; vacation notices may."""
    return asks_for_something(text) or _OWN.search(text[:2_000]) is not None
