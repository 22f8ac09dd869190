"""What automatic answers begin with, in thirty languages; a language is a row. All in lower case.

A phrase counts only when a sign, a date word or nothing follows it: "Out of office printer" is a printer.
"""

VACATION_SUBJECTS: dict[str, tuple[str, ...]] = {
    "en": (
        "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse",
        "auto responder", "autoresponder", "auto-responder", "automatic response", "automated reply",
        "automated response", "automatic answer", "automatic acknowledgement", "out of office",
        "out of office autoreply", "out-of-office", "out of office reply", "out of office notification",
        "out of office message", "out of office auto reply", "out of the office", "ooo", "ooto", "oof", "vacation",
        "vacation reply", "vacation message", "vacation notice", "on vacation", "on holiday", "on leave",
        "annual leave", "on annual leave", "maternity leave", "on maternity leave", "parental leave", "sick leave",
        "holiday notice", "away from office", "away from my mail", "away from the office", "away message",
        "away from my desk",
        "away notice", "absence notice", "absence notification", "i am out of office", "i am out of the office",
        "i'm out of the office", "i am on vacation", "i'm on vacation", "i am on holiday", "i am away",
        "i am currently out of the office", "i am on leave", "i am on annual leave", "currently out of office",
        "currently out of the office", "currently away", "not in the office", "thank you for your email",
        "thank you for your e-mail", "thank you for your message", "thank you for contacting us",
        "thank you for contacting", "thanks for your email", "thanks for contacting us",
        "we have received your email", "we received your message", "we have received your message",
        "we have received your request", "your request has been received", "your message has been received",
        "your email has been received", "message received", "request received", "autoreply from",
        "automated message", "automatic message", "no longer with the company", "office closed",
        "no longer employed", "left the company",
    ),
    "de": (
        "automatische antwort", "automatische rückantwort", "automatische rückmeldung", "automatische nachricht",
        "autoantwort", "auto-antwort", "automatisch generierte antwort", "automatische eingangsbestätigung",
        "eingangsbestätigung", "abwesenheit", "abwesenheitsnotiz",
        "automatische abwesenheitsnotiz", "automatische abwesenheitsnachricht",
        "abwesenheitsnachricht", "abwesenheitsmeldung",
        "abwesenheitsbenachrichtigung", "abwesenheitsassistent", "abwesend", "außer haus", "ausser haus",
        "nicht im büro", "nicht im haus", "ich bin im urlaub", "im urlaub", "urlaub", "urlaubsvertretung",
        "ich bin nicht im büro", "ich bin abwesend", "ich bin derzeit nicht im büro", "derzeit nicht im büro",
        "derzeit nicht erreichbar", "betriebsferien", "elternzeit", "krankheitsbedingt abwesend",
        "vielen dank für ihre nachricht", "vielen dank für ihre e-mail", "vielen dank für ihre anfrage",
        "wir haben ihre nachricht erhalten", "ihre anfrage ist eingegangen",
    ),
    "fr": (
        "réponse automatique", "reponse automatique", "réponse auto", "message automatique", "absence", "absent",
        "absente", "absent du bureau", "absente du bureau", "en congé", "en congés", "je suis en congé",
        "je suis en congés", "en vacances", "je suis en vacances", "absence du bureau", "message d'absence",
        "avis d'absence", "notification d'absence", "je suis absent", "je suis absente", "hors du bureau",
        "accusé de réception", "congé maternité", "nous avons bien reçu votre message",
        "nous avons bien reçu votre demande", "merci pour votre message", "congés",
    ),
    "es": (
        "respuesta automática", "respuesta automatica", "autorespuesta", "auto respuesta", "auto-respuesta",
        "fuera de la oficina", "fuera de oficina", "de vacaciones", "vacaciones", "estoy de vacaciones",
        "estoy fuera de la oficina", "ausente", "ausencia", "ausente de la oficina", "mensaje automático",
        "mensaje de ausencia", "contestación automática", "hemos recibido su mensaje", "hemos recibido su solicitud",
        "gracias por su mensaje", "gracias por contactar",
    ),
    "pt": (
        "resposta automática", "resposta automatica", "auto-resposta", "autoresposta", "fora do escritório",
        "fora do escritorio", "de férias", "férias", "estou de férias", "em férias", "ausência", "ausente",
        "ausência temporária", "mensagem automática", "fora da empresa", "licença maternidade",
        "recebemos sua mensagem", "recebemos o seu e-mail", "aviso de férias",
    ),
    "it": (
        "risposta automatica", "auto-risposta", "autorisposta", "risponditore automatico", "messaggio automatico",
        "fuori sede", "fuori ufficio", "assente", "assenza", "in ferie", "ferie", "sono in ferie",
        "assente dall'ufficio", "non in ufficio", "sono fuori ufficio", "abbiamo ricevuto il suo messaggio",
        "avviso di assenza", "chiusura uffici", "sono assente",
    ),
    "nl": (
        "automatisch antwoord", "automatische beantwoording", "automatische reactie", "automatische antwoord",
        "afwezig", "afwezigheid", "afwezigheidsbericht", "afwezigheidsassistent", "niet aanwezig", "buiten kantoor",
        "op vakantie", "vakantie", "ik ben afwezig", "ik ben op vakantie", "ontvangstbevestiging", "niet op kantoor",
        "bedankt voor uw bericht",
    ),
    "sv": (
        "autosvar", "automatiskt svar", "frånvaro", "frånvarande", "frånvaromeddelande", "semester", "på semester",
        "ej på kontoret", "inte på kontoret", "jag har semester", "föräldraledig", "tack för ditt mejl",
        "tack för ditt meddelande", "ej på plats",
    ),
    "da": (
        "autosvar", "automatisk svar", "fravær", "fraværende", "ikke til stede", "ikke på kontoret", "på ferie",
        "ferie", "jeg holder ferie", "fraværsbesked", "ferielukket", "jeg er på ferie", "tak for din mail",
        "tak for din henvendelse",
    ),
    "no": (
        "autosvar", "automatisk svar", "fravær", "fraværende", "fraværsmelding", "ikke til stede",
        "ikke på kontoret", "på ferie", "ferie", "jeg er på ferie", "utenfor kontoret", "takk for din e-post",
        "takk for din henvendelse",
    ),
    "fi": (
        "automaattinen vastaus", "automaattivastaus", "poissa", "poissa toimistosta", "poissaolo",
        "poissaoloilmoitus", "poissaoloviesti", "lomalla", "lomavastaus", "olen lomalla", "en ole paikalla",
        "kiitos viestistäsi",
    ),
    "is": (
        "sjálfvirkt svar", "fjarverandi", "í fríi",
    ),
    "pl": (
        "odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź", "auto-odpowiedź", "autoresponder",
        "nieobecność", "poza biurem", "nieobecny", "nieobecna", "urlop", "na urlopie", "jestem na urlopie",
        "nieobecność w biurze", "dziękujemy za wiadomość", "potwierdzenie otrzymania",
    ),
    "cs": (
        "automatická odpověď", "automatická odpoved", "mimo kancelář", "nepřítomnost", "nepřítomen", "dovolená",
        "jsem na dovolené", "na dovolené", "oznámení o nepřítomnosti", "potvrzení přijetí", "jsem mimo kancelář",
    ),
    "sk": (
        "automatická odpoveď", "mimo kancelárie", "neprítomnosť", "neprítomný", "dovolenka", "som na dovolenke",
    ),
    "hu": (
        "automatikus válasz", "automatikus üzenet", "házon kívül", "irodán kívül", "szabadság", "szabadságon",
        "szabadságon vagyok", "nem vagyok az irodában", "távollét",
    ),
    "ro": (
        "răspuns automat", "raspuns automat", "în afara biroului", "absent din birou", "absență", "în concediu",
        "concediu", "sunt în concediu", "mesaj automat", "nu sunt la birou",
    ),
    "ru": (
        "автоматический ответ", "автоответ", "автоответчик", "авто ответ", "авто-ответ", "нет на месте",
        "нет на рабочем месте", "не в офисе", "вне офиса", "отсутствие на рабочем месте", "я в отпуске", "в отпуске",
        "отпуск", "отсутствую", "автоматическое сообщение", "ваше обращение принято", "ваше письмо получено",
        "спасибо за ваше письмо", "спасибо за обращение",
    ),
    "uk": (
        "автоматична відповідь", "автовідповідь", "автовідповідач", "немає на місці", "у відпустці", "я у відпустці",
        "відпустка", "відсутній", "поза офісом",
    ),
    "bg": (
        "автоматичен отговор", "извън офиса", "в отпуск", "отсъствие", "отпуск",
    ),
    "el": (
        "αυτόματη απάντηση", "αυτόματη απόκριση", "εκτός γραφείου", "απουσία", "απουσία από το γραφείο", "σε άδεια",
        "άδεια", "απουσιάζω", "αυτόματο μήνυμα",
    ),
    "tr": (
        "otomatik yanıt", "otomatik cevap", "ofis dışında", "ofis dışındayım", "işyeri dışında", "izindeyim",
        "izinde", "yıllık izin", "tatildeyim", "otomatik mesaj", "ofis dışı", "iş yeri dışında",
    ),
    "he": (
        "תשובה אוטומטית", "מענה אוטומטי", "לא במשרד", "מחוץ למשרד", "בחופשה", "חופשה", "אני בחופשה",
        "הודעה אוטומטית", "הודעת היעדרות",
    ),
    "ar": (
        "رد تلقائي", "الرد التلقائي", "رد آلي", "خارج المكتب", "في إجازة", "إجازة", "أنا في إجازة", "رسالة تلقائية",
    ),
    "fa": (
        "پاسخ خودکار", "خارج از دفتر", "در مرخصی", "مرخصی",
    ),
    "vi": (
        "trả lời tự động", "thư trả lời tự động", "tự động trả lời", "phản hồi tự động", "vắng mặt", "nghỉ phép",
        "ngoài văn phòng",
    ),
    "id": (
        "balasan otomatis", "jawaban otomatis", "di luar kantor", "sedang cuti", "cuti", "tidak di kantor",
    ),
    "ms": (
        "balasan automatik", "di luar pejabat", "bercuti",
    ),
    "th": (
        "ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ", "ไม่อยู่ที่สำนักงาน", "ไม่อยู่ที่ทำงาน", "ลาพักร้อน",
    ),
    "hi": (
        "स्वचालित उत्तर", "कार्यालय से बाहर",
    ),
    "ja": (
        "自動返信", "自動応答", "自動送信", "自動返信メール", "不在のお知らせ", "不在通知", "不在", "不在連絡",
        "外出中", "休暇中", "休暇のお知らせ", "夏季休業のお知らせ", "年末年始休業のお知らせ",
        "お問い合わせありがとうございます", "お問い合わせを受け付けました", "受付完了", "出張中", "受付確認",
        "休業のお知らせ", "休暇", "不在です",
    ),
    "ko": (
        "자동 회신", "자동회신", "자동 응답", "자동응답", "부재중", "부재 중", "부재중 자동 응답", "부재중 자동응답",
        "부재중자동응답", "부재중 알림",
        "자동 답장", "휴가", "휴가중", "휴가 중", "부재 알림", "출장중",
    ),
    "zh-Hans": (
        "自动回复", "自动答复", "自动应答", "自动回信", "系统自动回复", "邮件自动回复", "外出自动回复",
        "休假自动回复", "外出", "不在办公室", "外出通知", "休假", "休假中", "休假通知", "我正在休假", "出差中",
        "年假", "出差", "离职通知", "自动回覆", "自动发送", "来信已收到", "您的邮件已收到", "您的来信已收到",
        "邮件已收到", "放假通知", "度假中",
    ),
    "zh-Hant": (
        "自動回覆", "自動回復", "自動答覆", "系統自動回覆", "自動回應", "不在辦公室", "外出自動回覆", "休假自動回覆",
        "外出通知", "休假中", "休假通知", "出差中", "已收到您的來信", "放假通知", "離職通知", "自動回信",
    ),
    "et": (
        "automaatvastus", "kontorist väljas", "puhkusel",
    ),
    "lv": (
        "automātiska atbilde", "automātiskā atbilde", "automātiskā atbilde uz", "ārpus biroja", "atvaļinājumā",
    ),
    "lt": (
        "automatinis atsakymas", "ne darbe", "atostogauju", "atostogose",
    ),
    "sl": (
        "samodejni odgovor", "odsoten", "odsotnost", "na dopustu",
    ),
    "hr": (
        "automatski odgovor", "izvan ureda", "odsutan", "na godišnjem odmoru", "godišnji odmor",
    ),
    "sr": (
        "аутоматски одговор", "аутоматски одзив", "van kancelarije", "na odmoru",
    ),
    "ca": (
        "resposta automàtica", "fora de l'oficina", "de vacances",
    ),
    "mk": (
        "автоматски одговор", "надвор од канцеларија",
    ),
    "be": (
        "аўтаматычны адказ",
    ),
    "kk": (
        "автоматты жауап", "автоматты түрде жауап",
    ),
    "az": (
        "avtomatik cavab",
    ),
    "sq": (
        "përgjigje automatike", "jashtë zyrës",
    ),
    "bn": (
        "স্বয়ংক্রিয় উত্তর", "স্বয়ংক্রিয় জবাব",
    ),
    "ur": (
        "خودکار جواب",
    ),
    "fil": (
        "awtomatikong tugon",
    ),
    "eu": (
        "erantzun automatikoa", "bulegotik kanpo",
    ),
}  # fmt: skip

# What desks write of a mail they got; people write of other things that came.
RECEIPT_SUBJECTS: frozenset[str] = frozenset({"message received", "request received"})

# Nouns that people use as well: they count when the words of the mail, or a date in them, speak of an absence.
WEAK_SUBJECTS: frozenset[str] = frozenset(
    {
        "vacation", "on vacation", "on holiday", "on leave", "annual leave", "maternity leave", "parental leave",
        "sick leave", "office closed", "urlaub", "im urlaub",
        "urlaubsvertretung", "abwesenheit", "elternzeit", "betriebsferien", "absence", "absent", "absente",
        "congés", "en congé", "en congés", "en vacances", "vacaciones", "de vacaciones", "ausencia", "ausente",
        "férias", "de férias", "em férias", "ausência", "ferie", "in ferie", "assenza", "assente", "vakantie",
        "op vakantie", "afwezigheid", "semester", "på semester", "frånvaro", "på ferie", "fravær",
        "lomalla", "poissa", "poissaolo", "urlop", "na urlopie", "nieobecność", "dovolená", "na dovolené",
        "nepřítomnost", "dovolenka", "szabadság", "szabadságon", "távollét", "concediu", "în concediu", "отпуск",
        "в отпуске", "відпустка", "у відпустці", "άδεια", "σε άδεια", "απουσία", "yıllık izin", "izinde", "חופשה",
        "בחופשה", "إجازة", "في إجازة", "nghỉ phép", "vắng mặt", "cuti", "bercuti", "休暇", "不在", "出張中", "외출",
        "휴가",
        "休假", "出差", "年假", "放假通知", "离职通知", "離職通知", "left the company", "no longer employed",
        "no longer with the company",
    }
)  # fmt: skip

# What may stand between a phrase and the rest of a subject: a date or a person, not a thing that is broken.
FOLLOWING_WORDS: tuple[str, ...] = (
    "until", "till", "from", "re", "fw", "fwd", "since", "through", "-", "bis", "vom", "von", "ab", "aw", "wg",
    "du",
    "jusqu", "le", "au", "hasta", "del", "desde", "al", "até", "de", "a partir", "fino", "dal", "tot", "t/m", "van",
    "t.o.m", "fra", "indtil", "asti", "do", "od", "до", "с", "по", "έως", "από",
)  # fmt: skip

# Body alone: a machine says that it is one.
AUTOMATIC_STATEMENTS: tuple[str, ...] = (
    "this is an automatic reply", "this is an automated reply", "this is an automatic response",
    "this is an automated response", "this is an auto-reply", "this is an autoreply", "this is an auto reply",
    "this is an automatically generated", "this is an auto-generated", "this is an out of office",
    "this is an out-of-office", "this is an automated out of office", "auto-generated reply",
    "automatic out of office", "automatically generated reply", "this message was generated automatically",
    "this email was generated automatically", "this e-mail was generated automatically",
    "this email is automatically generated", "this is an automated email", "this is an automated confirmation",
    "this is an automated notification",
    "this is an automated receipt", "this is an automated mail", "this is an automatic confirmation",
    "this is an automatic notification", "this is an automatic message", "this is an automatic email",
    "this is an automated message",
    "this is a system generated", "this is a system-generated", "this is an automated acknowledgement",
    "this message has been automatically generated", "this email has been automatically generated",
    "this e-mail has been automatically generated", "we would like to acknowledge that we have received",
    "has been received and is being reviewed", "has been received and will be reviewed",
    "has been received and a ticket has been created", "received your request and a ticket has been created",
    "a ticket has been opened for your request", "a request for support has been created and assigned",
    "a support ticket has been created", "your ticket has been created", "has been assigned ticket number",
    "has been assigned the ticket number", "we have received your request and created", "do not reply to this automat",
    "ihre anfrage wurde unter der nummer", "ihre anfrage wurde mit der nummer", "wurde folgende ticketnummer vergeben",
    "votre demande a été enregistrée sous", "votre ticket a été créé", "su solicitud ha sido registrada con",
    "se ha creado un ticket con", "sua solicitação foi registrada", "la sua richiesta è stata registrata con",
    "uw aanvraag is geregistreerd onder", "ваше обращение зарегистрировано", "ваша заявка зарегистрирована",
    "您的工单已", "您的工單已", "工单已创建", "工單已建立", "您的请求已收到，", "您的請求已收到，",
    "お問い合わせを受け付けました", "자동으로 발송된", "dies ist eine automatische",
    "dies ist eine automatisch",
    "diese nachricht wurde automatisch", "diese e-mail wurde automatisch", "das ist eine automatische",
    "automatisch generierte", "ceci est une réponse automatique", "ceci est un message automatique",
    "message généré automatiquement", "réponse automatique", "esta es una respuesta automática",
    "este es un mensaje automático", "mensaje generado automáticamente", "esta é uma resposta automática",
    "esta é uma mensagem automática", "mensagem automática", "questa è una risposta automatica",
    "questo è un messaggio automatico", "messaggio generato automaticamente", "dit is een automatisch",
    "detta är ett automatiskt", "detta är ett autosvar", "dette er et automatisk", "dette er en automatisk",
    "tämä on automaattinen", "to jest automatyczna", "wiadomość wygenerowana automatycznie", "toto je automatická",
    "tato zpráva byla vygenerována automaticky", "это автоматический ответ", "это автоматическое",
    "данное письмо сформировано автоматически", "це автоматична", "ez egy automatikus",
    "acesta este un mesaj automat", "acesta este un răspuns automat", "bu otomatik bir", "bu bir otomatik",
    "αυτό είναι ένα αυτόματο", "αυτή είναι μια αυτόματη", "đây là thư trả lời tự động", "đây là email tự động",
    "זוהי תשובה אוטומטית", "זוהי הודעה אוטומטית", "هذا رد تلقائي", "هذه رسالة تلقائية", "这是一封自动", "这是自动",
    "此邮件为自动", "本邮件为自动", "本邮件由系统自动", "此邮件由系统自动", "系统自动回复", "自动回复邮件",
    "這是一封自動", "這是自動", "此為系統自動", "本信件為系統自動", "此信件為系統自動", "系統自動回覆",
    "このメールは自動", "本メールは自動", "自動返信です", "自動応答です", "自動的に返信", "自動送信されて",
    "이 메일은 자동", "본 메일은 자동", "자동 응답 메일", "자동으로 발송",
)  # fmt: skip

# Body alone: a person says to be away, and then what a vacation notice says; both are needed.
AWAY_STATEMENTS: tuple[str, ...] = (
    "i am out of the office", "i am out of office", "i'm out of the office", "i'm out of office",
    "i am currently out of", "i'm currently out of", "i will be out of the office", "i'll be out of the office",
    "i am on vacation", "i'm on vacation", "i am on holiday", "i'm on holiday", "i am currently on leave",
    "i am on leave", "i am on annual leave", "i'm on annual leave", "i am currently away", "i'm currently away",
    "i am away", "i am out until", "i am on maternity leave", "i am on parental leave", "i am currently on vacation",
    "i am traveling",
    "i am travelling", "our office is closed", "our offices are closed", "ich bin derzeit nicht im",
    "ich bin derzeit im urlaub", "ich bin zurzeit im urlaub", "ich bin aktuell",
    "derzeit bin ich", "zurzeit bin ich", "actualmente estoy", "momenteel ben ik", "jag är för närvarande",
    "jeg er for tiden", "obecnie przebywam", "я сейчас в отпуске",
    "ich bin zurzeit nicht im", "ich bin zur zeit nicht", "ich bin momentan nicht", "ich bin im urlaub",
    "ich bin nicht im büro", "ich bin nicht im haus", "ich bin abwesend", "ich befinde mich im urlaub",
    "ich befinde mich",
    "ich bin bis", "ich bin ab", "ich bin vom", "ich bin außer haus", "ich bin erst", "ich werde ab",
    "ich werde vom", "ich werde bis", "je suis absent",
    "je suis en congé", "je suis en vacances", "je suis actuellement absent", "je suis actuellement en congé",
    "je serai absent", "je suis en déplacement", "estoy de vacaciones", "estoy fuera de la oficina",
    "me encuentro fuera", "estaré fuera", "me encuentro de vacaciones", "estou de férias", "estou fora do",
    "encontro-me ausente", "estarei ausente", "estou ausente", "sono in ferie", "sono fuori ufficio",
    "sono assente",
    "sarò assente", "ik ben afwezig", "ik ben op vakantie", "ik ben momenteel", "ik ben niet aanwezig",
    "jag har semester", "jag är på semester", "jag är inte på kontoret", "jag är ledig", "jeg er på ferie",
    "jeg holder ferie", "jeg er ikke på kontoret", "jeg er fraværende", "olen lomalla", "en ole paikalla",
    "olen poissa", "jestem na urlopie", "przebywam na urlopie", "jestem nieobecn", "przebywam poza biurem",
    "jsem na dovolené", "jsem mimo kancelář", "čerpám dovolenou", "som na dovolenke", "я в отпуске",
    "нахожусь в отпуске", "я нахожусь в отпуске", "я буду отсутствовать", "отсутствую", "я у відпустці",
    "перебуваю у відпустці", "szabadságon vagyok", "nem vagyok az irodában", "sunt în concediu",
    "mă aflu în concediu", "ofis dışındayım", "izindeyim", "yıllık izindeyim", "tatildeyim", "είμαι εκτός γραφείου",
    "θα απουσιάζω", "απουσιάζω", "tôi đang nghỉ", "tôi hiện không có mặt", "אני בחופשה", "אני מחוץ למשרד",
    "אני לא במשרד", "أنا في إجازة", "أنا خارج المكتب", "我正在休假", "我目前正在休假", "我在休假",
    "我现在不在办公室", "我目前不在办公室", "我正在度假", "我外出", "本人休假", "本人外出", "我正在出差", "本人正在",
    "我目前在休假", "我將於", "我目前休假", "我目前不在辦公室", "我現在不在辦公室", "本人目前", "現在不在",
    "不在にしております", "不在です",
    "不在となります", "休暇をいただいて", "休暇を頂いて", "休暇中", "出張のため", "外出しております", "휴가 중",
    "휴가중", "부재중", "부재 중", "출장 중",
)  # fmt: skip

# Body alone: nobody reads the answers.
NO_ANSWER_STATEMENTS: tuple[str, ...] = (
    "please do not reply to this", "please don't reply to this", "do not reply directly to this",
    "replies to this email are not", "replies to this message are not", "this mailbox is not monitored",
    "this inbox is not monitored", "sent from an unmonitored", "bitte antworten sie nicht auf diese",
    "bitte nicht auf diese e-mail antworten", "merci de ne pas répondre", "veuillez ne pas répondre",
    "ne pas répondre à ce", "no responda a este", "por favor, no responda", "não responda a est",
    "por favor, não responda", "non rispondere a quest", "si prega di non rispondere", "niet beantwoorden",
    "svara inte på detta", "svar ikke på denne", "prosimy nie odpowiadać", "neodpovídejte na tent",
    "не отвечайте на это", "не отвечайте на данное", "не відповідайте на цей", "lütfen bu e-postayı yanıtlamayın",
    "请勿回复", "请勿直接回复", "请不要回复", "請勿回覆", "請勿直接回覆", "请勿直接回覆", "返信しないで",
    "返信はできません",
    "返信いただいてもお答え", "회신하지 마", "답장하지 마", "발신 전용",
)  # fmt: skip

# Before a person's "I am away" that only gives a time or a cause.
SUBORDINATING_WORDS: tuple[str, ...] = (
    "while ", "whilst ", "when ", "because ", "since ", "as long as ", "if ", "während ", "wenn ", "weil ",
    "solange ",
    "pendant que ", "parce que ", "quand ", "mientras ", "cuando ", "porque ", "enquanto ", "quando ", "mentre ",
    "terwijl ", "omdat ", "medan ", "mens ", "kun ", "kiedy ", "když ", "пока ", "когда ", "поки ", "当", "當",
)  # fmt: skip

AWAY_CONSEQUENCES: tuple[str, ...] = (
    "limited access", "no access to", "when i return", "upon my return", "on my return", "after my return",
    "as soon as i return", "i will be back", "i'll be back", "will return", "returning on", "back in the office",
    "back on", "will not be forwarded", "not be forwarded", "won't be read", "in urgent", "for urgent", "if urgent",
    "urgent matters", "in case of emergency", "for immediate", "immediate assistance", "in my absence",
    "during my absence", "during this time", "please contact", "will respond", "will reply", "will get back",
    "will answer", "nach meiner rückkehr", "kehre zurück", "kehre am", "ab dem", "wieder erreichbar",
    "wieder im büro", "wieder für sie",
    "nicht weitergeleitet", "nicht gelesen", "in dringenden", "dringenden fällen", "vertretung", "wenden sie sich",
    "nach meinem urlaub", "antworte ihnen", "à mon retour", "dès mon retour", "de retour", "en cas d'urgence",
    "pour toute urgence", "veuillez contacter", "vous pouvez contacter", "merci de contacter", "a mi regreso",
    "a mi vuelta", "regreso", "para urgencias", "en caso de urgencia", "asuntos urgentes", "puede contactar",
    "póngase en contacto", "regresso", "retorno", "em caso de urgência", "assuntos urgentes", "contactar",
    "entre em contato", "al mio rientro", "rientrerò", "per urgenze", "in caso di urgenza", "contattare",
    "rivolgersi", "bij terugkomst", "ben ik terug", "weer aanwezig", "dringende", "spoed", "neem contact",
    "kunt u contact", "åter", "tillbaka", "vid brådskande", "kontakta", "tilbage", "tilbake", "ved hastende",
    "kontakt", "haster", "palaan", "kiireellis", "po powrocie", "wracam", "w pilnych", "w sprawach pilnych",
    "proszę o kontakt", "po návratu", "vrátím", "v naléhavých", "kontaktujte", "po návrate", "по возвращении",
    "вернусь", "по срочным", "обращайтесь", "обращаться", "повернуся", "з термінових", "термінов", "звертайтеся",
    "visszatér", "sürgős", "revin",
    "la întoarcere", "urgențe", "döndüğümde", "döneceğim", "acil", "επιστρέ", "επείγ", "quay lại",
    "trường hợp khẩn",
    "khẩn cấp", "אחזור", "דחוף", "العودة", "عودتي", "عاجل", "回来后", "返回后", "尽快回复", "紧急", "请联系",
    "回复您", "回來後", "返回後", "盡快回覆", "緊急", "請聯絡", "請聯繫", "回覆您", "戻り次第", "復帰後", "緊急の",
    "给您回复", "给你回复", "給您回覆",
    "ご連絡", "返信いたします", "급한", "긴급", "복귀", "연락",
)  # fmt: skip
