"""By which words a vacation reply tells that somebody is away, and until when; a further language is a further row."""

# Somewhere in the subject or the beginning of an automatic reply: its writer is away.
AWAY = (
    "out of office", "out of the office", "ooo", "on vacation", "on holiday", "on leave", "annual leave",
    "maternity leave", "parental leave", "sick leave", "i am away", "i'm away", "will be away", "am away from",
    "not in the office", "away from the office", "away from my desk", "travelling", "traveling", "abwesen", "urlaub",
    "nicht im büro", "nicht im haus", "außer haus", "dienstreise", "elternzeit", "absent", "absence du bureau",
    "en congé", "en vacances", "en déplacement", "vacaciones", "fuera de la oficina", "fuera de oficina", "ausente",
    "de férias", "fora do escritório", "in ferie", "fuori ufficio", "assente", "vakantie", "afwezig", "semester",
    "på ferie", "fraværende", "lomalla", "poissa", "urlop", "nieobecn", "dovolen", "отпуск", "отсутств", "відпустц",
    "szabadság", "concediu", "izinde", "tatilde", "休假", "请假", "請假", "年假", "产假", "產假", "病假", "外出",
    "出差", "度假", "不在办公室", "不在辦公室", "不在公司", "公出", "休暇", "不在", "出張", "휴가", "부재", "출장",
)  # fmt: skip

# Right before a date: the last day of the absence.
UNTIL = (
    "until and including", "up to and including", "until", "till", "til", "through", "thru", "up to", "to", "bis zum",
    "bis einschließlich", "bis", "jusqu'au", "jusqu'à", "jusqu'en", "au", "hasta el", "hasta", "al", "fino al",
    "fino a", "até", "ao", "a", "tot en met", "tot", "t/m", "till och med", "til og med", "do", "до", "по",
    "-", "–", "—", "~",
)  # fmt: skip

UNTIL_HAN = ("至", "到", "から", "부터")  # these stand without a space

# Right before a date: the first day of work again.
BACK = (
    "back on", "back in the office on", "back at work on", "back at my desk on", "back in office on", "be back",
    "back", "return on", "returning on", "return to the office on", "returning to the office on", "return to work on",
    "return", "returning", "available again on", "available again from", "in the office again on", "wieder am",
    "wieder ab", "wieder ab dem", "zurück am", "zurück ab", "zurück", "ab dem", "ab", "kehre am", "bin am",
    "retour le", "retour", "reviens le", "rentre le", "à partir du", "regreso el", "vuelvo el", "volveré el",
    "de vuelta el", "a partir del", "torno il", "rientro il", "sarò di ritorno il", "volto em", "de volta em",
    "regresso a", "terug op", "terug", "tillbaka den", "tilbage den", "tilbake den", "с", "返回时间", "返回日期",
)  # fmt: skip

# Right after a date: the first day of work again; or, with まで, the last day of the absence.
BACK_AFTER = (
    "wieder im", "wieder für", "wieder erreichbar", "wieder da", "zurück", "wieder", "回来", "返回", "返岗", "上班",
    "回公司", "回到", "恢复", "復工", "复工", "回來", "返回辦公室", "恢復", "起恢复", "起恢復", "より出社", "から出社",
    "に戻り", "より復帰", "に出社", "복귀", "출근",
)  # fmt: skip
UNTIL_AFTER = ("まで", "까지", "inclusive", "included", "einschließlich", "inclus", "incluido")

MONTHS = {
    1: ("january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "janeiro", "januari"),
    2: ("february", "feb", "februar", "février", "févr", "febrero", "febbraio", "fevereiro", "februari"),
    3: ("march", "mar", "märz", "mrz", "mars", "marzo", "março", "maart"),
    4: ("april", "apr", "avril", "avr", "abril", "abr", "aprile"),
    5: ("may", "mai", "mayo", "maggio", "maio", "mei", "maj"),
    6: ("june", "jun", "juni", "juin", "junio", "giugno", "junho"),
    7: ("july", "jul", "juli", "juillet", "juil", "julio", "luglio", "julho"),
    8: ("august", "aug", "août", "agosto", "ago", "augustus", "augusti"),
    9: ("september", "sept", "sep", "septembre", "septiembre", "settembre", "setembro"),
    10: ("october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "outubro"),
    11: ("november", "nov", "novembre", "noviembre", "novembro"),
    12: ("december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre", "dezembro"),
}  # fmt: skip

# Monday first; only where a marker stands before.
WEEKDAYS = (
    ("monday", "mon", "montag", "lundi", "lunes", "lunedì", "segunda-feira", "maandag", "周一", "星期一", "週一"),
    ("tuesday", "tue", "dienstag", "mardi", "martes", "martedì", "terça-feira", "dinsdag", "周二", "星期二", "週二"),
    ("wednesday", "wed", "mittwoch", "mercredi", "miércoles", "mercoledì", "quarta-feira", "woensdag", "周三",
     "星期三", "週三"),
    ("thursday", "thu", "donnerstag", "jeudi", "jueves", "giovedì", "quinta-feira", "donderdag", "周四", "星期四",
     "週四"),
    ("friday", "fri", "freitag", "vendredi", "viernes", "venerdì", "sexta-feira", "vrijdag", "周五", "星期五", "週五"),
    ("saturday", "sat", "samstag", "samedi", "sábado", "sabato", "zaterdag", "周六", "星期六", "週六"),
    ("sunday", "sun", "sonntag", "dimanche", "domingo", "domenica", "zondag", "周日", "星期日", "週日", "星期天"),
)  # fmt: skip

TODAY = ("today", "heute", "aujourd'hui", "hoy", "oggi", "hoje", "vandaag", "今天", "今日", "本日", "오늘")
TOMORROW = (
    "tomorrow", "morgen", "demain", "mañana", "domani", "amanhã", "明天", "明日", "내일",
)  # fmt: skip
