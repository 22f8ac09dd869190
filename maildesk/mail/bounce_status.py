"""Which enhanced status code (RFC 3463) the words of a bounce mean when none is written."""

import re

_AFTER_REPLY_CODE = re.compile(r"(?<![\d.])[245]\d\d[ -]{1,2}#?\(?([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_LABELLED = re.compile(
    r"(?:status|#|error code|error|dsn|code)\W{0,3}([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)", re.IGNORECASE
)
_ANYWHERE = re.compile(r"(?<![\w.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\w.#-])([45][0-5]\d)(?=[\s\-:;,#）)\"'，。<]|$)")

# First match wins; words in lower case.
_MEANINGS: tuple[tuple[str, str], ...] = (
    (
        "5.2.2",
        (
            r"over ?quota|quota exceed|exceed\w* (?:\w+ )?quota|mailbox (?:is )?full|full mailbox|mailbox size|"
            r"exceeded storage|out of storage|storage limit|insufficient (?:disk|storage)|user is over|"
            r"over the maximum|inbox is full|postfach .{0,40}voll|speicherplatz|"
            r"boîte .{0,60}pleine|quota dépass|buzón .{0,40}lleno|cuota|"
            r"caixa .{0,40}cheia|casella .{0,40}piena|postvak .{0,40}vol|brevlåda .{0,20}full|"
            r"skrzynka .{0,20}pełna|schránka .{0,20}plná|ящик .{0,20}переполнен|переполнен|邮箱已满|郵箱已滿|"
            r"信箱已滿|已满|已滿|容量不足|超出.{0,6}容量|容量を超|容量オーバー|いっぱい|용량.{0,6}초과|가득"
        ),
    ),
    (
        "5.3.4",
        (
            r"(?:message|mail|size|content)\W+(?:\w+\W+){0,4}(?:too (?:large|big)|exceeds|exceeded)|too large|"
            r"message size exceeds|size limit|zu groß|trop volumineux|demasiado grande|muito grande|troppo grande|"
            r"te groot|слишком большой|превышает.{0,20}размер|邮件过大|邮件大小|郵件過大|サイズ.{0,6}(?:超|大き)|"
            r"크기.{0,6}초과"
        ),
    ),
    (
        "5.2.1",
        (
            r"disabled|inactive|deactivated|suspended|account .{0,20}(?:closed|locked)|not active|deaktiviert|"
            r"gesperrt|désactivé|deshabilitad|desativad|disabilitat|停用|已禁用|被禁用|已冻结|冻结|無効|使用停止|"
            r"정지|휴면"
        ),
    ),
    (
        "5.1.2",
        (
            r"host (?:name )?(?:or domain name )?(?:unknown|not found|lookup)|unknown host|"
            r"domain (?:name )?(?:not found|does not exist|doesn't exist|unknown)|no such (?:host|domain)|"
            r"unrouteable mail domain|unrouteable domain|couldn't find any host|name service error|nxdomain|"
            r"bad destination host|no mx|"
            r"domain .{0,60}(?:not found|couldn't be found|does not exist)|nonexistent domain|domäne .{0,40}nicht|"
            r"domaine .{0,40}(?:inconnu|introuvable|n'existe)|dominio .{0,40}(?:no existe|non esiste)|域名不存在|"
            r"域名.{0,8}(?:错误|不存在|無效|无效)|ドメイン.{0,10}(?:見つかりません|存在しません)|"
            r"도메인.{0,10}(?:없|찾을)"
        ),
    ),
    (
        "5.1.1",
        (
            r"user unknown|receiver (?:not found|unknown)|addressee unknown|unknown user|"
            r"unknown (?:local )?(?:part|recipient|address|mailbox|account)|"
            r"no such (?:user|recipient|mailbox|address|person|account|local)|"
            r"user (?:not found|doesn'?t exist|does not exist|\S{1,80} (?:not found|does not exist|unknown))|"
            r"recipient (?:not found|unknown|does not exist|address rejected)|"
            r"mailbox (?:not found|does not exist|unavailable|unknown|\S{1,80} does not exist)|"
            r"(?:address|account|recipient|email)\W+(?:\S+ ){0,6}"
            r"(?:does not exist|doesn't exist|couldn't be found|could not be found|wasn't found|not found|unknown)|"
            r"does not exist|doesn't (?:exist|have)|no mailbox here|not listed in|"
            r"invalid (?:recipient|mailbox|user|address)|address (?:rejected|not found|unknown)|not a valid|"
            r"unrouteable address|no (?:longer|account)|undeliverable address|not our customer|wasn't found|"
            r"couldn't be found|unbekannt|existiert nicht|nicht gefunden|inconnu|n['’]existe pas|introuvable|"
            r"desconocid|no existe|no se encuentra|não existe|desconhecid|não encontrad|sconosciut|non esiste|"
            r"onbekend|bestaat niet|okänd|finns inte|ukendt|findes ikke|ukjent|finnes ikke|tuntematon|"
            r"ei ole olemassa|nieznany|nie istnieje|neexistuje|neznám|не существует|не найден|неизвестн|не існує|"
            r"nem létezik|ismeretlen|nu există|necunoscut|bulunamadı|mevcut değil|δεν υπάρχει|không tồn tại|"
            r"לא קיים|غير موجود|不存在|找不到|查无|查無|没有此|無此|无此|未知用户|未知使用者|無效的收件|"
            r"无效的收件|存在しません|見つかりません|宛先不明|不明なユーザ|該当.{0,6}(?:なし|ありません)|"
            r"존재하지 않|없는 (?:사용자|계정|주소)|찾을 수 없|알 수 없는"
        ),
    ),
    (
        "5.4.6",
        r"loop|too many hops|schleife|boucle|循环|ループ",
    ),
    (
        "5.7.1",
        (
            r"spam|blacklist|blocklist|blocked|block list|spamhaus|policy|reputation|prohibited|not allowed|"
            r"not permitted|denied|unauthenticated|dmarc|spf|unsolicited|virus|banned|refused|rejected|"
            r"content filter|abgelehnt|zurückgewiesen|verweigert|refusé|rejeté|rechazad|rejeitad|rifiutat|"
            r"geweigerd|avvis|odrzucon|odmítnut|отклонен|отказано|垃圾邮件|垃圾郵件|拒绝|拒絕|拒收|被拒|拦截|屏蔽|"
            r"拒否|迷惑メール|거부|스팸|차단"
        ),
    ),
    (
        "4.4.1",
        (
            r"timed? ?out|connection refused|no route to host|unreachable|connection (?:lost|reset|dropped)|"
            r"retry time(?:out)? (?:not )?(?:reached|exceeded)|could not connect|couldn't connect|"
            r"unable to connect|zeitüberschreitung|délai|tiempo de espera|tempo limite|timeout|超时|逾時|连接失败|"
            r"連線失敗|无法连接|タイムアウト|接続できません|시간 초과|연결할 수 없"
        ),
    ),
)
_COMPILED = tuple((re.compile(words), status) for status, words in _MEANINGS)
_BY_REPLY_CODE = {"552": "5.2.2", "553": "5.1.3", "551": "5.1.6", "550": "5.0.0", "554": "5.0.0"}


def written_status(text: str) -> str:
    """Return the enhanced status code that a text gives, "5.1.1"; empty when there is none."""
    for pattern in (_AFTER_REPLY_CODE, _LABELLED, _ANYWHERE):
        match = pattern.search(text)
        if match and not match[1].startswith("2"):
            return match[1]
    return ""


def meant_status(text: str, *, delayed: bool) -> str:
    """Return the code that the words of a bounce mean, else one from the SMTP reply code; empty when unclear."""
    lower = text.lower()
    reply = _REPLY_CODE.search(text)
    transient = delayed or (reply is not None and reply[1].startswith("4"))
    for words, status in _COMPILED:
        if words.search(lower):
            if transient:
                return "4" + status[1:] if status not in {"5.1.1", "5.1.2"} else "4.0.0"
            return status
    if reply is not None:
        return _BY_REPLY_CODE.get(reply[1], f"{reply[1][0]}.0.0")
    return "4.0.0" if delayed else ""
