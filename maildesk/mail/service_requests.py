# ruff: noqa: E501 (one language reads better than a wrapped one)
"""What people who will be away ask of a desk, and vacation notices do not ask of their readers; a language is a row.

"Please reset my password" is a request; "please contact Jane" is a notice that names a stand-in. So each row has the
word of asking, and behind it what notices ask for, which does not count.
"""

import re
from functools import cache

_REQUESTS: dict[str, str] = {
    "en": (
        r"\b(?:please|pls|plz|kindly) (?!(?:kindly|please|do not|don't|never|not|note|be|allow|expect|accept|bear|contact|call|write|e-?mail|mail|send|direct|address|refer"
        r"|reach|speak|talk|get|turn|ring|phone|dial|text|resend|forward|visit|see|use|feel|wait|excuse|forgive|ensure|copy|cc|reply|respond|consider|find|keep"
        r"|try|check|consult|submit|open|log|raise|leave|rest|remember|understand|go|follow|click|ask|include|quote|liaise|approach|delete|update your|also|in"
        r"|if|for|give (?:me|us|him|her)|my|our|until|mark|re-?direct|re-?address|connect|liaise|let|drop|have patience|hold|come back|return|await|stay|read)\b)[a-z]{2,}"
        r"|(?<!urgent )\band need (?!immediate|urgent|assistance|help|support|an? )\w|\b(?:i|we) (?:\w{1,12} )?(?:need|require)\b(?! to be away)"
    ),
    "de": (
        r"\bbitte (?![\d_]|wende|kontakt|schreib|meld|ruf|beacht|hab|entschuldig|um |antwort|richten sie (?:ihre|sich|alle|dringend)|nicht|keine|geben sie ihr|send|schick|leite"
        r"|wähl|nutz|verwend|sprech|sprich|in |an |bei |mail|stellen sie ihre|adress|direkt|ggf|gegebenenfalls|zwischenzeit|während|dringend|ihre|alle|benutz"
        r"|setz|warte|gedul|merk|nehmen|sie|ich|bis dahin|daher|unter|per |über|zu |versuch|prüfen sie ihr|verzeih|versteh|teilen sie|gern|immer|auch|dann|so lange|informier)\w"
        r"|\b(?:ich|wir) (?:brauch|benötig)e"
    ),
    "fr": (
        r"\bmerci (?:de|d')\s?(?!contact|adress|écri|vous|m'|ne |noter|patient|joindre|appel|prendre|transm|renvo|envoy|redirig|voir|votre|bien vouloir (?:contact|adress|patient|renvo)"
        r"|prévoir|attendre|rappel|reprendre|revenir|utilis|consult|privilég|faire suivre|laisser)\w"
        r"|\b(?:veuillez|prière de) (?!contact|l[ae']|les |lui |adress|vous|noter|écri|joindre|appel|ne |trouver|agréer|recevoir|excuser|prendre|patient|envoy|transm|renvo|utilis|consult|accepter|croire|redirig|m'|tél|considér|faire suivre|laisser|réexp|également|donc|en |svp|cont)\w"
        r"|\bil me (?:faut|faudrait)\b|\bj'ai besoin"
    ),
    "es pt": (
        r"\bpor favor,? (?!cont[aá]|dir[ií]|escr|ll[aá]m|p[óo]n|n[oã]|env|reenv|com[uú]n|util|ten|tent|acud|acion|espere|cons|en |em |entr|se |si |para |a |remit|mande|habl|rog"
        r"|vuelv|marque|lig|encam|aguard|procur|fal|use)\w|\bnecesit(?:o|amos)\b|\bprecis(?:o|amos)\b"
    ),
    "it": (
        r"\bper favore,? (?!contatt|rivolg|scriv|chiam|non |invi|in |per |si |attend|telefon)\w"
        r"|\b(?:potete|potreste|può|puoi) (?!contatt|rivolg|scriv|chiam|invi|essere|far |mand|telefon|trovar|metter|comunic|utilizz|inoltr|fare riferimento|parlare|chied)\w+(?:re|rmi|rci|rlo|rla)\b"
        r"|\bho bisogno\b|\bmi serve\b"
    ),
    "nl": (
        r"\b(?:gelieve|wilt u|wil je|kunt u|kun je) (?!contact|zich|ons|mij |me |mailen|bellen|uw |een (?:mail|bericht)|dan |zich|rekening|niet|in |voor |met |tijdens|hiervoor|terecht)(?:\w+ ){0,9}?"
        r"(?:herstellen|repareren|vervangen|installeren|controleren|nakijken|regelen|oplossen|instellen|aanmaken|verwijderen|langskomen|openen|resetten|geven)\b|\b(?:ik|wij|we) (?:heb|hebben) (?:\w+ ){0,4}nodig\b"
    ),
    "pl": (
        r"\bprosz[ęe] (?!o |kontakt|pis|dzwon|nie |się|kier|zwraca|wysy|w |przes|czek|ponown|wszelk|wszyst|we |skontakt|zadzw|napis|traktow|adres|pilne)\w|\bpotrzebuj[ęe]"
    ),
    "cs sk": (
        r"\bpros[íi]m(?:e)?,? (?!kontakt|obr|nap|vol|p[ií][šs]|neodp|o |s[ae] |na |v |vy|zavol|po[šs]|p[rř]e|s |ne|smer|směr|m[aě]jte|mít)\w|\bpot[rř]ebuj"
    ),
    "ru uk": (
        r"\b(?:пожалуйста|будь ласка|прошу|просимо?),? (?!обра|пиш|звон|зв.яз|св[яі]|напр|напи|позвон|вас|не |по |[вуісз] |адрес|перес|отправ|дожд|ожид|учит|извин|контакт|все |всем|всі|для"
        r"|переа|перезв|учесть|считать|звер|теле|зател|надс|скер|оч[іе]к|дзвон|виба|врах)\w|\b(?:мне|нам|мені) (?:\w+ )?(?:нуж|потріб)"
    ),
    "sv": (
        r"\b(?:vänligen|snälla|var vänlig(?: och)?) (?!kontakt|ring|mejl|mail|mej|skick|svar|vänd|hör|anv|skriv|obs|not|återk|i |vid |för |sök|inte|ta |vänta|avvakta|kom ihåg|ha )\w|\b(?:jag|vi) behöver\b"
    ),
    "da no": (
        r"\b(?:venligst|vennligst|vær så snill(?: og| å)?|vær venlig at) (?!kontakt|ring|skriv|send|svar|henv|brug|bruk|beny|ta |tag |rett|ret |vent|bem|merk|les|læs|mail|e-?post|i |ved |for |ikke|opsøg|videre|ha )\w"
        r"|\b(?:jeg|vi) (?:trenger|har brug for|har bruk for)\b"
    ),
    "fi": (
        r"\b(?:ole hyvä ja|olkaa hyvä ja|pyydän|pyytäisin) (?!ota|otta|soit|kirj|lähe|kään|huom|odot|teitä|anteeksi|kärsi|välit|yhte)\w|\btarvitse(?:n|mme)\b|\bvoi(?:sitteko|siko|tteko) (?!ota|otta|soit|kään)\w"
    ),
    "hu": (
        r"\bkérem,? (?!ford|írj|hív|kere|lép|vegy|ne |sürg|küld|jelez|olv|értes|szíves|tür|vedd|az |addig|ír|amenny|távoll|telef|elné|meg[éeé]rt)\w|\bszükségem van\b|\bkérnék\b"
    ),
    "ro": (
        r"\b(?:vă rog|te rog|vă rugăm)(?: să)?,? (?!cont|scr|sun|vă adr|nu |trim|rev|să (?:cont|vă adr|sun|scr|nu |trim|rev|lua|apel|aște)|lua|apel|folos|aște|pentru|în |la |transm|redir|avea|vă |mă scuz|să (?:vă|mă))\w|\bam nevoie\b"
    ),
    "el": (
        r"\bπαρακαλώ,? (?!επικ|απευθ|γράψ|καλέ|στείλ|μην|όπως|σημει|αποστ|περιμ|προωθ|για |σε |να |τηλεφ|λάβ|ξαναστ|κοινοπ)\w|\bχρειάζ(?:ομαι|όμαστε)\b"
    ),
    "tr": (
        r"\blütfen (?![^.!]{0,80}(?:iletişim|irtibat|aray|yaz|ulaş|başvur|gönder|ilet|bekle|yanıt|not|unutma|mail|e-posta|temas|danış))\w|\bihtiyacım(?:ız)? var\b"
    ),
    "vi": r"\b(?:xin|vui lòng|làm ơn|nhờ) (?:\w+ ){0,2}(?:giúp|sửa|kiểm tra|cài|cấp|mở|đặt lại|khôi phục)\b|\btôi cần\b",
    "he": r"(?:בבקשה|אנא|נא) (?!פנ|צר|לפנ|ליצ|התק|שלח|כתב|לא |להת|לשל|המת|ניתן|חכ|הפנ)\w|(?:אני|אנחנו) צרי[ךכ]",
    "ar": r"(?:يرجى|الرجاء|أرجو|من فضلك|نرجو) (?!التواصل|الات|مراس|إرسال|ارسال|عدم|الانت|التوج|الرجوع|تواصل|اتصل|مراجع|الكتاب|المعذر|قبول|التكرم بال|توجيه|تحويل)\w|\b(?:أحتاج|نحتاج)\b",
    "ja": r"(?:修理|設定|交換|調査|復旧|発行|追加|解除|登録|リセット|インストール|点検)(?:を|して|の程|のほど)?\s?(?:お願い|ください|下さい|いただけ|頂け|してほし|して欲し)|たいのですが",
    "ko": r"(?:고쳐|수리|설정|변경|설치|교체|점검|해결|초기화|도와|해제|추가|삭제|복구|봐)\S{0,4} ?(?:주세요|주십시오|주시기|주실|부탁)",
    "zh": (
        r"[请請](?!.{0,12}(?:联系|聯|致电|致電|拨打|撥打|来电|來電|电话|電話|微信|勿|不要|谅解|諒解|见谅|見諒|知悉|稍候|耐心|邮件|郵件|写信|寫信|转|轉|查收|注意|等|找|留言|与|與|洽))"
        r".{0,20}?(?:处理|處理|修|帮|幫|协助|協助|开通|開通|安装|安裝|配置|恢复|恢復|重置|解决|解決|上门|檢查|检查|更换|更換|看一下|看看|设置|設定|删除|刪除|添加|派人|升级|升級)"
        r"|麻[烦煩](?!.{0,10}(?:联系|聯|致电|致電|谅解|諒解))|[请請][问問]"
        r"|[无無][法](?:登录|登陆|登入|打开|開啟|启动|啟動|连接|連線|上网|上網|打印|列印|关闭|關閉|保存|儲存)|[连連]不上|打不了|登不上|用不了|[关關]不掉"
    ),
}  # fmt: skip


# Whom to turn to meanwhile, or for what cannot wait: a notice names it, and who writes to a desk does not.
_STAND_INS: tuple[str, ...] = (
    "in urgent", "for urgent", "if urgent", "urgent matters", "urgent cases", "in case of", "immediate help", "help before",
    "immediate assistance", "please contact", "in dringend", "dringenden f", "dringend hilfe", "wenden sie sich", "en cas d", "toute urgence",
    "para urgencias", "en caso", "ayuda urgente", "asuntos urgentes", "em caso", "casos urgentes", "assuntos urgentes", "per urgenze",
    "in caso di", "bij spoed", "spoedgevallen", "dringende gevallen", "vid brådskande", "ved hastende", "haster det", "kiireellisissä", "w pilnych",
    "sprawach pilnych", "v naléhav", "v nalieh", "по срочным", "в срочных", "з термінових", "у термінових", "sürgős esetben", "pentru urgențe",
    "caz de urgență", "acil durum", "επείγοντα", "επείγουσ", "σε περίπτωση", "trường hợp khẩn", "דחופ", "بالحالات العاجلة", "الحالات العاجلة",
    "急事", "如有紧急", "紧急事", "紧急情况", "如有緊急", "緊急事", "緊急情況", "お急ぎ", "緊急の", "급한", "긴급한",
)  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(_REQUESTS.values()))


def requests_a_service(words: str) -> bool:
    """Say whether a text in lower case asks its reader for more than to turn to somebody else meanwhile."""
    return not names_a_stand_in(words) and _pattern().search(words[:2_000]) is not None


def names_a_stand_in(words: str) -> bool:
    """Say whether a text in lower case tells whom to turn to while its writer is away."""
    return any(phrase in words for phrase in _STAND_INS)
