# ruff: noqa: E501 (one form a line reads better than a wrapped one)
"""How mail programs introduce history, language by language: a new language is one row.

Written after what Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, K-9, Samsung, ProtonMail, Zimbra, Lotus, QQ,
Foxmail, 163, Coremail, Alibaba and WeCom put into replies and forwards.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteWords:
    """One language's words; several forms of one word are separated by `|`, case and spaces do not matter."""

    language: str  # BCP 47
    wrote: str  # the verb of "… wrote:"
    opening: str  # words with which such a line begins, before the date
    sender: str
    sent: str
    to: str
    copy: str = ""
    subject: str
    other: str = ""  # further header words: reply-to, importance, attachments
    original: str  # between dashes: "-----Original Message-----"
    forwarded: str  # between dashes or alone: "Begin forwarded message:"


ROWS: tuple[QuoteWords, ...] = (
    QuoteWords(
        language="en",
        wrote="wrote|writes|has written",
        opening="On|At|In a message dated|Sent on|--- On|---- On|Quoting|Citing",
        sender="From|Sender|Sent by",
        sent="Sent|Date|Sent at|Sent on|Date sent|Sent date|Received",
        to="To|Recipient|Recipients|Send to",
        copy="Cc|Bcc|Copy|Copies",
        subject="Subject|Title|Re",
        other="Reply-To|Importance|Priority|Attachments|Attachment|Sensitivity|Organization|Newsgroups|When|Where"
        "|Resent-From|Message-ID|Mailing list|Size|Categories|Mailed-by|Signed-by|Security",
        original="Original Message|Original message|Original|Original Mail|Original Email|Original E-mail"
        "|Original Appointment|Replied Message|Reply message|Previous message|Previous mail|Quoted message"
        "|Reply to message|Original letter",
        forwarded="Forwarded Message|Forwarded message|Forwarded Message|Begin forwarded message|Forwarded by|Forwarded mail"
        "|Forwarded Mail|Forwarded e-mail|Forwarded email|Forward message|Forward|Forwarded",
    ),
    QuoteWords(
        language="zh-Hans",
        wrote="写道|写到|写了|编写|來信说|来信说",
        opening="在|于|於|发件人|自",
        sender="发件人|寄件人|发信人|发件者|发送人|发送者|来自|发自",
        sent="发送时间|发送日期|发件时间|发件日期|日期|时间|寄件时间|发信时间|发送于|收件时间|发送",
        to="收件人|收信人|收件者|接收人|至|发送至|发给",
        copy="抄送|抄送人|密送|暗送",
        subject="主题|标题|邮件主题|主旨",
        other="回复|答复|回复至|附件|重要性|优先级|大小|密级|敏感度",
        original="原始邮件|原邮件|邮件原件|邮件原文|原始信件|原始消息|原始邮件信息|回复的原邮件|回复的邮件信息|回复邮件信息|回复原邮件|原信|原文"
        "|原始约会|原始信息|回复邮件|引用邮件|历史邮件|答复邮件|发件人原文|回复信息|原始内容|原件",
        forwarded="转发邮件|转发邮件信息|转发的邮件|转发的邮件信息|被转发邮件信息|转发信息|已转发邮件|开始转发的邮件"
        "|下面是被转发的邮件|以下是转发的邮件|以下为转发的邮件|下面是转发的邮件|邮件转发|转发消息|转发|转发原邮件|转发内容",
    ),
    QuoteWords(
        language="zh-Hant",
        wrote="寫道|寫到|撰寫|來信說",
        opening="在|於|于|寄件者|寄件人",
        sender="寄件者|寄件人|發件人|發信人|寄信人|發送者|來自",
        sent="寄件日期|寄件時間|傳送時間|傳送日期|寄送時間|寄送日期|日期|時間|發送時間|發送日期|已傳送|已寄送|傳送",
        to="收件者|收件人|收信人|至|傳送至",
        copy="副本|密件副本|抄送|副本抄送",
        subject="主旨|主題|標題|郵件主旨",
        other="回覆|回覆至|附件|重要性|優先順序|回信",
        original="原始郵件|原郵件|原始訊息|郵件原文|原始信件|原信|原文|原始邮件|原來的郵件|原始約會|回覆的原郵件",
        forwarded="轉寄郵件|轉寄的郵件|轉寄訊息|轉寄信件|已轉寄的郵件|已轉寄郵件|開始轉寄郵件|以下是轉寄的郵件|以下是轉寄郵件"
        "|轉發郵件|轉發的郵件|轉發訊息|轉送郵件|轉寄|下面是被轉發的郵件|轉發郵件信息",
    ),
    QuoteWords(
        language="ja",
        wrote="のメール|さんは書きました|は書きました|が書きました|さんが書きました|のメッセージ|さんからのメール|wrote|書きました"
        "|さんのメッセージ|作成|からのメール",
        opening="On|日付",
        sender="差出人|送信者|送信元|発信者|From|発信元",
        sent="送信日時|送信日|日時|日付|送信時刻|受信日時|配信日時|送信済み",
        to="宛先|送信先|受信者|宛て先|あて先",
        copy="Cc|Bcc|写し|ＣＣ",
        subject="件名|題名|タイトル|表題",
        other="返信先|重要度|添付ファイル|添付|優先度",
        original="元のメッセージ|オリジナルメッセージ|元のメール|元メッセージ|元の予定|Original Message|返信元メッセージ"
        "|オリジナル メッセージ|オリジナルのメッセージ|元のメール本文",
        forwarded="メッセージを転送|転送されたメッセージ|転送メッセージ|転送されたメール|転送メール|転送|転送ここから|以下は転送されたメッセージです"
        "|転送済みメール",
    ),
    QuoteWords(
        language="ko",
        wrote="님이 작성|작성|님이 쓴 글|이(가) 쓴 글|쓴 글|작성함|님이 작성한 메시지|께서 작성|이(가) 작성|님의 말|썼습니다|님이 보낸 메일",
        opening="On|일시",
        sender="보낸 사람|보낸사람|보낸이|발신인|발신자|발신|보낸 이",
        sent="보낸 날짜|보낸날짜|보낸 시간|날짜|일시|발신일|보냄|보낸시간|발송일|전송 날짜",
        to="받는 사람|받는사람|받는이|수신인|수신자|수신|받는 이",
        copy="참조|숨은 참조|숨은참조|참조인",
        subject="제목|메일제목",
        other="회신 대상|중요도|첨부|첨부파일|첨부 파일|답장 받는 사람",
        original="원본 메시지|원본메시지|원본 메일|원본메일|원래 메시지|원문|원본 이메일|원래 메일|Original Message|원본 약속",
        forwarded="전달된 메시지|전달된 메시지 시작|전달된 메일|전달 메시지|전달된 이메일|전달|전달된 메시지의 시작|아래는 전달된 메시지입니다"
        "|전달 메일",
    ),
    QuoteWords(
        language="de",
        wrote="schrieb|schrieben|hat geschrieben|geschrieben|schreibt",
        opening="Am|Von|Zitat von|Zitiere|Datum",
        sender="Von|Absender|Gesendet von",
        sent="Gesendet|Datum|Gesendet am|Gesendet um|Verschickt|Versendet",
        to="An|Empfänger",
        copy="Cc|Kopie|Kopie an|Bcc|Blindkopie|Kopie (CC)",
        subject="Betreff|Betrifft|Thema",
        other="Antwort an|Wichtigkeit|Priorität|Anlagen|Anhänge|Anhang|Vertraulichkeit|Antwort-an|Organisation",
        original="Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht|Original Nachricht|Original-Mail"
        "|Original Mail|Ursprüngliche Mail|Ursprüngliche E-Mail|Ursprünglicher Termin|Originalmail|Orginalnachricht"
        "|Vorherige Nachricht",
        forwarded="Weitergeleitete Nachricht|Weitergeleitete Nachricht|Anfang der weitergeleiteten Nachricht|Anfang der weitergeleiteten E-Mail|Weitergeleitete E-Mail"
        "|Weitergeleitete Mail|Weitergeleitet von|Beginn der weitergeleiteten Nachricht|Weiterleitung"
        "|Weitergeleitete Email",
    ),
    QuoteWords(
        language="fr",
        wrote="a écrit|écrit|a envoyé|écrivait|a ecrit|ecrit",
        opening="Le|En date du|Dans un message daté du|Selon",
        sender="De|Expéditeur|Envoyé par|Emetteur|Émetteur",
        sent="Envoyé|Envoyé le|Date|Message du|Date d'envoi|Envoyée|Envoyé à|Date d’envoi",
        to="À|A|Pour|Destinataire|Destinataires|Á",
        copy="Cc|Copie|Copie à|Cci|Copies",
        subject="Objet|Sujet",
        other="Répondre à|Importance|Priorité|Pièces jointes|Pièce jointe|Répondre-à",
        original="Message d'origine|Message d’origine|Message original|Message initial|Courriel original"
        "|Message de départ|Rendez-vous d'origine|Mail original|E-mail d'origine|Courrier d'origine|Message précédent",
        forwarded="Message transmis|Message transféré|Début du message transféré|Message réexpédié|Début du message réexpédié"
        "|Transféré par|Message transmis|Courriel transféré|Début du message|E-mail transféré|Mail transféré"
        "|Courriel réexpédié",
    ),
    QuoteWords(
        language="es",
        wrote="escribió|ha escrito|escribio|escribía|escribe",
        opening="El|En fecha|Con fecha|A las",
        sender="De|Remitente|Enviado por",
        sent="Enviado|Enviado el|Fecha|Enviado a las|Fecha de envío|Enviada|Enviada el",
        to="Para|A|Destinatario|Destinatarios",
        copy="CC|Copia|CCO|Con copia",
        subject="Asunto|Tema",
        other="Responder a|Importancia|Prioridad|Datos adjuntos|Adjuntos",
        original="Mensaje original|Mensaje Original|Correo original|Mensaje de origen|Cita original|Mensaje inicial"
        "|Mensaje anterior",
        forwarded="Mensaje reenviado|Inicio del mensaje reenviado|Forwarded message|Correo reenviado|Reenviado por"
        "|Mensaje remitido|Comienzo del mensaje reenviado",
    ),
    QuoteWords(
        language="pt",
        wrote="escreveu|escreveram|escrevia|escreve",
        opening="Em|A|No dia|Na data|Às|Citando|Em data de|Aos",
        sender="De|Remetente|Enviado por",
        sent="Enviado|Enviada|Enviado em|Enviada em|Data|Data de envio|Enviado a|Data/Hora|Enviada a",
        to="Para|A|Destinatário|Destinatários",
        copy="Cc|Cópia|Com cópia|Cco|Bcc|C/c",
        subject="Assunto|Tema",
        other="Responder a|Responder para|Importância|Prioridade|Anexos|Anexo",
        original="Mensagem original|Mensagem Original|Mensagem de origem|Mensagem inicial|E-mail original"
        "|Compromisso original|Mensagem anterior|Email original",
        forwarded="Mensagem encaminhada|Mensagem reencaminhada|Início da mensagem encaminhada"
        "|Início da mensagem reencaminhada|Encaminhado por|Reencaminhado por|Início de mensagem encaminhada"
        "|E-mail encaminhado",
    ),
    QuoteWords(
        language="it",
        wrote="ha scritto|scritto|scrive|scriveva",
        opening="Il|Il giorno|In data|Da|Alle|Nel messaggio",
        sender="Da|Mittente|Inviato da",
        sent="Inviato|Inviato il|Data|Data invio|Inviata|Data di invio|Inviato alle",
        to="A|Destinatario|Per|Destinatari",
        copy="Cc|Copia|Ccn|Copia a|Per conoscenza",
        subject="Oggetto|Soggetto",
        other="Rispondi a|Priorità|Importanza|Allegati|Rispondi-a",
        original="Messaggio originale|Messaggio Originale|Messaggio d'origine|Messaggio iniziale|Mail originale"
        "|Appuntamento originale|Messaggio precedente|E-mail originale",
        forwarded="Messaggio inoltrato|Inizio messaggio inoltrato|Inizio del messaggio inoltrato|Inoltrato da"
        "|Messaggio Inoltrato|E-mail inoltrata",
    ),
    QuoteWords(
        language="nl",
        wrote="schreef|heeft geschreven|schreven|geschreven|het volgende geschreven",
        opening="Op|Van|Aldus|Datum",
        sender="Van|Afzender",
        sent="Verzonden|Datum|Verzonden op|Verstuurd|Verzonden om|Gestuurd",
        to="Aan|Ontvanger",
        copy="CC|Kopie|Bcc",
        subject="Onderwerp|Betreft",
        other="Antwoord aan|Beantwoorden|Urgentie|Prioriteit|Bijlagen|Bijlage|Belang",
        original="Oorspronkelijk bericht|Origineel bericht|Oorspronkelijke bericht|Originele bericht"
        "|Oorspronkelijke e-mail|Originele e-mail|Oorspronkelijke afspraak|Origineel mail",
        forwarded="Doorgestuurd bericht|Begin doorgestuurd bericht|Doorgestuurde bericht|Doorgestuurd door"
        "|Begin van doorgestuurd bericht|Doorgestuurde e-mail|Doorgezonden bericht",
    ),
    QuoteWords(
        language="pl",
        wrote="napisał(a)|napisała|napisał|pisze|napisał/a|napisali|napisał\\a|napisal",
        opening="W dniu|Dnia|Wiadomość napisana przez|Użytkownik|Dn.|On",
        sender="Od|Nadawca",
        sent="Wysłano|Wysłane|Data|Wysłana|Data wysłania|Wysłany|Data wysłania",
        to="Do|Adresat|Odbiorca",
        copy="DW|Kopia|UDW|Cc|Do wiadomości|DO",
        subject="Temat|Tytuł",
        other="Odpowiedź-do|Odpowiedz do|Ważność|Priorytet|Załączniki|Odpowiedź do",
        original="Wiadomość oryginalna|Oryginalna wiadomość|Wiadomość pierwotna|Oryginalny e-mail|Treść oryginalna"
        "|Pierwotna wiadomość|Wiadomość źródłowa|Oryginał wiadomości",
        forwarded="Treść przekazanej wiadomości|Wiadomość przekazana dalej|Początek przekazywanej wiadomości|Wiadomość przekazana"
        "|Przekazana wiadomość|Treść przekazanej wiadomości|Przesyłana dalej wiadomość|Początek przekazanej wiadomości"
        "|Przekazano przez|Przekazywana wiadomość|Przesłana wiadomość|Treść przekazywanej wiadomości",
    ),
    QuoteWords(
        language="ru",
        wrote="пользователь написал|написал(а)|написала|написал|пишет|писал(а)|писал|писала|wrote|написано|написал/а|сообщил",
        opening="В|От|В письме от|Дата|Вы писали|Здравствуйте",
        sender="От|От кого|Отправитель",
        sent="Отправлено|Дата|Отправлен|Послано|Время|Дата отправки",
        to="Кому|Получатель",
        copy="Копия|Скрытая копия|Сс|Cc",
        subject="Тема|Предмет",
        other="Ответ-Кому|Кому ответить|Ответить|Важность|Приоритет|Вложения|Обратный адрес|Кому ответить",
        original="Исходное сообщение|Исходное письмо|Оригинальное сообщение|Оригинал сообщения|Первоначальное сообщение"
        "|Начальное сообщение|Пересылаемое письмо|Исходная встреча|Цитируемое сообщение",
        forwarded="Пересылаемое сообщение|Пересланное сообщение|Начало переадресованного сообщения"
        "|Перенаправленное сообщение|Начало пересылаемого сообщения|Переслано|Пересылаемое письмо"
        "|Пересланное письмо|Начало пересылаемого письма|Переадресованное сообщение|Завершение пересылаемого сообщения"
        "|Переслано от",
    ),
    QuoteWords(
        language="sv",
        wrote="skrev|har skrivit|skrev följande|skriver",
        opening="Den|På|Citat av",
        sender="Från|Avsändare",
        sent="Skickat|Datum|Skickades|Skickat den|Sänt",
        to="Till|Mottagare",
        copy="Kopia|Hemlig kopia|Kopia till|Cc",
        subject="Ämne|Rubrik",
        other="Svar till|Svara till|Prioritet|Bilagor|Bifogade filer",
        original="Ursprungligt meddelande|Originalmeddelande|Ursprungsmeddelande|Ursprungligt mail|Ursprunglig avtalad tid"
        "|Original meddelande|Ursprungligt mejl",
        forwarded="Vidarebefordrat meddelande|Vidarebefordrat brev|Vidarebefordrat mejl|Vidarebefordrat mail"
        "|Vidarebefordrat av|Börja vidarebefordrat meddelande|Början på vidarebefordrat meddelande",
    ),
    QuoteWords(
        language="da",
        wrote="skrev|har skrevet|skrev følgende|skriver",
        opening="Den|På|D.",
        sender="Fra|Afsender",
        sent="Sendt|Dato|Sendt den|Afsendt",
        to="Til|Modtager",
        copy="Cc|Kopi|Bcc|Kopi til",
        subject="Emne",
        other="Svar til|Prioritet|Vedhæftede filer|Vedhæftet|Vigtighed",
        original="Oprindelig meddelelse|Original meddelelse|Oprindelig besked|Original besked|Original mail"
        "|Oprindelig mail|Oprindelig aftale|Den oprindelige meddelelse",
        forwarded="Videresendt meddelelse|Videresendt besked|Start på videresendt besked"
        "|Begyndelse på videresendt besked|Videresendt af|Videresendt mail|Påbegynd videresendt besked"
        "|Videresendt e-mail",
    ),
    QuoteWords(
        language="nb",
        wrote="skrev|har skrevet|skrev følgende|skreiv|skriver",
        opening="Den|På|Kl.",
        sender="Fra|Frå|Avsender",
        sent="Sendt|Dato|Sendt den|Sende",
        to="Til|Mottaker",
        copy="Kopi|Cc|Blindkopi|Kopi til",
        subject="Emne",
        other="Svar til|Prioritet|Vedlegg|Viktighet",
        original="Opprinnelig melding|Original melding|Opprinnelig beskjed|Opprinnelig e-post|Opphavleg melding"
        "|Opprinnelig avtale|Original meldingen",
        forwarded="Videresendt melding|Start på videresendt melding|Videresendt e-post|Videresendt av"
        "|Videresendt beskjed|Begynnelse på videresendt melding|Videresend melding|Vidaresend melding",
    ),
    QuoteWords(
        language="fi",
        wrote="kirjoitti|kirjoittaa|on kirjoittanut|kirjoitti seuraavaa|kirjoitit",
        opening="Käyttäjä|Lainaus|Päivämäärä",
        sender="Lähettäjä|Keneltä",
        sent="Lähetetty|Päivämäärä|Päiväys|Pvm|Lähetysaika|Aika",
        to="Vastaanottaja|Kenelle|Vastaanottajat",
        copy="Kopio|Kopiot|Piilokopio|Cc",
        subject="Aihe|Otsikko",
        other="Vastaus|Vastausosoite|Vastaa|Tärkeys|Liitteet|Vastausosoite",
        original="Alkuperäinen viesti|Alkuperäinen sähköposti|Alkuperäinen posti|Alkup. viesti"
        "|Alkuperäinen sähköpostiviesti|Alkuperäinen tapaaminen",
        forwarded="Välitetty viesti / Fwd.Msg|Välitetty viesti alkaa|Välitetty viesti|Edelleenlähetetty viesti|Alkaa välitetty viesti|Välitetyn viestin alku"
        "|Välitetty viesti alkaa|Edelleen lähetetty viesti|Edelleenlähetetty|Välitti|Lähetetty edelleen",
    ),
    QuoteWords(
        language="cs",
        wrote="napsal(a)|napsala|napsal|píše|napsal/a|napsali|napísal(a)|napísal|napísala",
        opening="Dne|Od|Dňa|V",
        sender="Od|Odesílatel|Odosielateľ",
        sent="Odesláno|Datum|Odoslané|Posláno|Datum odeslání|Dátum",
        to="Pre|Komu|Pro|Příjemce|Adresát",
        copy="Kopie|Skrytá kopie|Kópia|Cc",
        subject="Předmět|Predmet|Věc",
        other="Odpověď na|Odpovedať-Pre|Odpověď komu|Odpovědět|Důležitost|Přílohy|Příloha|Priorita",
        original="Původní zpráva|Původní e-mail|Pôvodná správa|Originální zpráva|Původní email|Původní schůzka"
        "|Citace původní zprávy|Pôvodný e-mail",
        forwarded="Preposlaná správa --- Forwarded Message|Přeposlaná zpráva|Začátek přeposílané zprávy|Předaná zpráva|Preposlaná správa"
        "|Začátek přeposlané zprávy|Přeposlal|Přeposlaný e-mail|Přeposlaný email|Začiatok preposlanej správy"
        "|Začátek přeposlaného e-mailu",
    ),
    QuoteWords(
        language="hu",
        wrote="időpontban ezt írta|írta|ezt írta|írta a következőt|a következőt írta|írja|keltezéssel írta|üzenetben ezt írta|írt",
        opening="Ekkor|Idézet|Dátum|Időpont",
        sender="Feladó|Küldő",
        sent="Küldve|Dátum|Elküldve|Küldés dátuma|Időpont|Küldés ideje",
        to="Címzett|Címzettek",
        copy="Másolatot kap|Másolat|Titkos másolat|Cc|Másolatot kapja",
        subject="Tárgy",
        other="Válaszcím|Fontosság|Mellékletek|Prioritás",
        original="Eredeti üzenet|Eredeti levél|Eredeti e-mail|Eredeti email|Eredeti találkozó",
        forwarded="Továbbított üzenet|Továbbított üzenet kezdete|Továbbított levél kezdete|Továbbított levél|Továbbította|Továbbított e-mail"
        "|Továbbított email",
    ),
    QuoteWords(
        language="ro",
        wrote="a scris|a scris următoarele|scrie|scria|ați scris",
        opening="În|Pe|La|La data de|In|Pe data de|În data de",
        sender="Expeditorul|De la|Expeditor|Din partea|De",
        sent="Trimis|Data|Expediat|Trimisă|Trimis la|Dată|Trimise|Data trimiterii",
        to="Destinatarul|Către|La|Destinatar|Pentru|Catre",
        copy="Cc|Copie|Bcc|Copie la",
        subject="Subiect|Subiectul",
        other="Răspuns către|Răspuns la|Răspunde la|Importanță|Prioritate|Atașări|Atașamente",
        original="Mesaj original|Mesajul original|Mesaj inițial|Mesajul inițial|E-mail original|Mesaj originar"
        "|Mesajul originar",
        forwarded="Mesaj redirecționat|Începe mesajul redirecționat|Mesaj transmis mai departe|Începutul mesajului redirecționat|Mesaj înaintat"
        "|Redirecționat de|Început mesaj redirecționat|Mesaj redirectionat|Mesaj retrimis|Mesajul redirecționat"
        "|Inceputul mesajului redirectionat|Mesaj înaintat mai departe",
    ),
    QuoteWords(
        language="el",
        wrote="έγραψε|έγραψαν|έγραψες|γράφει|ο/η έγραψε|εγραψε",
        opening="Στις|Την|Στο|Τη|Το|Στίς|Ο χρήστης|Ο|Η|Ο/Η",
        sender="Από|Αποστολέας",
        sent="Στάλθηκε|Ημερομηνία|Απεσταλμένα|Εστάλη|Ημ/νία|Αποστολή|Στάλθηκε στις",
        to="Προς|Παραλήπτης|Σε",
        copy="Κοιν|Κοιν.|Κοινοποίηση|Αντίγραφο|Cc",
        subject="Θέμα",
        other="Απάντηση σε|Προτεραιότητα|Σπουδαιότητα|Συνημμένα",
        original="Αρχικό μήνυμα|Αρχικό Μήνυμα|Πρωτότυπο μήνυμα|Αρχικό email|Αρχική συνάντηση",
        forwarded="Προωθημένο μήνυμα|Έναρξη προωθημένου μηνύματος|Προωθούμενο μήνυμα|Μήνυμα που προωθήθηκε"
        "|Προωθήθηκε από|Προωθηθέν μήνυμα|Αρχή προωθημένου μηνύματος",
    ),
    QuoteWords(
        language="uk",
        wrote="написав(ла)|написала|написав|пише|писав(ла)|писав|писала|написано|написав/ла|написав(-ла)",
        opening="У|В|Від|Дата|На",
        sender="Від|Від кого|Відправник",
        sent="Надіслано|Дата|Відправлено|Час|Надісланий",
        to="Кому|Одержувач|До",
        copy="Копія|Прихована копія|Cc",
        subject="Тема",
        other="Кому відповісти|Відповісти|Важливість|Пріоритет|Вкладення|Відповідь",
        original="Початкове повідомлення|Вихідне повідомлення|Оригінальне повідомлення|Оригінал повідомлення"
        "|Вихідний лист|Первинне повідомлення|Оригінальний лист|Первісне повідомлення",
        forwarded="Переслане повідомлення|Початок пересланого повідомлення|Пересланий лист|Перенаправлене повідомлення"
        "|Переслано|Початок листа, що пересилається|Переспрямоване повідомлення|Початок переспрямованого повідомлення"
        "|Початок переадресованого повідомлення",
    ),
    QuoteWords(
        language="tr",
        wrote="yazdı|şunu yazdı|şunları yazdı|tarihinde yazdı|tarihinde şunu yazdı|yazmış|tarihli iletide",
        opening="Tarih|Şu tarihte",
        sender="Kimden|Gönderen",
        sent="Gönderildi|Tarih|Gönderme Tarihi|Gönderilme Tarihi|Gönderim tarihi|Gönderilen",
        to="Kime|Alıcı|Alıcılar",
        copy="Bilgi|Cc|Gizli|Kopya",
        subject="Konu",
        other="Yanıt|Yanıtla|Önem|Öncelik|Ekler|Yanıt Adresi",
        original="Orijinal İleti|Özgün İleti|Orijinal Mesaj|Asıl ileti|İlk ileti|Orjinal Mesaj|Özgün Mesaj"
        "|Orijinal e-posta|Orijinal ileti|Özgün ileti",
        forwarded="İleti başlangıcı|Yönlendirilmiş ileti|İletilen ileti başlangıcı|İletilen mesaj|Yönlendirilen ileti|İletilmiş ileti"
        "|Yönlendirilmiş Mesaj|İletilen İleti|İletilmiş Mesaj|Yönlendirilen mesaj|Başlangıç iletilen ileti"
        "|İletilen e-posta",
    ),
    QuoteWords(
        language="vi",
        wrote="đã viết|viết|đã ghi",
        opening="Vào|Vào lúc|Ngày|Lúc|Trên",
        sender="Từ|Người gửi|Gửi từ",
        sent="Đã gửi|Gửi|Ngày|Gửi lúc|Thời gian|Ngày gửi|Đã gửi lúc",
        to="Tới|Đến|Người nhận|Gửi đến|Gửi tới|Cho",
        copy="Cc|Bcc|Đồng gửi|Đồng kính gửi",
        subject="Chủ đề|Tiêu đề|Chủ Đề|V/v",
        other="Trả lời|Tầm quan trọng|Đính kèm|Tệp đính kèm|Phản hồi tới|Mức ưu tiên",
        original="Thư gốc|Tin nhắn gốc|Thư ban đầu|Thông điệp gốc|Tin nhắn ban đầu|Email gốc|Nội dung gốc",
        forwarded="Thư đã chuyển tiếp|Thư được chuyển tiếp|Bắt đầu thư chuyển tiếp|Tin nhắn được chuyển tiếp"
        "|Thư chuyển tiếp|Tin nhắn chuyển tiếp|Chuyển tiếp bởi|Bắt đầu thư được chuyển tiếp|Tin nhắn đã chuyển tiếp"
        "|Email được chuyển tiếp",
    ),
    QuoteWords(
        language="he",
        wrote="כתב/ה|כתבה|כתב|כותב|כתבו|כתב\\ה|נכתב על ידי|כתב",
        opening="בתאריך|ב-|ביום|מאת|ב",
        sender="מאת|השולח",
        sent="נשלח|תאריך|נשלח בתאריך|נשלח ב|בתאריך",
        to="אל|נמען|לכבוד|עבור",
        copy="עותק|העתק|עותק מוסתר|לידיעה",
        subject="נושא|הנדון",
        other="השב אל|חשיבות|קבצים מצורפים|עדיפות|השב ל",
        original="הודעה מקורית|ההודעה המקורית|הודעה המקורית|מקור ההודעה|דואר מקורי",
        forwarded='הודעה שהועברה|תחילת ההודעה שהועברה|הודעה מועברת|הועבר על ידי|תחילת הודעה שהועברה|הודעת דוא"ל שהועברה',
    ),
    QuoteWords(
        language="ar",
        wrote="كتب|كتبت|تمت كتابة ما يلي بواسطة|كَتب|كتب/ت|كَتَبَ|كتب التالي|كتبوا",
        opening="في|بتاريخ|يوم|من|بـ|فى|بتاریخ",
        sender="من|المرسل|مِن",
        sent="تم الإرسال|أرسلت|التاريخ|تاريخ|تاريخ الإرسال|مرسل|أُرسلت|مُرسَلة|تم الارسال|مرسلة",
        to="إلى|المستلم|الى|إلي",
        copy="نسخة|نسخة كربونية|نسخة مخفية|نسخة إلى|نسخة مخفية إلى",
        subject="الموضوع|الموضوع|عنوان|موضوع",
        other="الرد على|الأهمية|المرفقات|الأولوية|الرد إلى",
        original="الرسالة الأصلية|رسالة أصلية|الرسالة الأصليَّة|الرساله الاصليه|النص الأصلي|رسالة اصلية",
        forwarded="رسالة محولة|رسالة معاد توجيهها|الرسالة المعاد توجيهها|بداية الرسالة المعاد توجيهها|رسالة ممرّرة"
        "|بدء الرسالة المعاد توجيهها|رسالة مُعاد توجيهها|رسالة تمت إعادة توجيهها|الرسالة المحولة|بداية الرسالة المحولة"
        "|بدء الرسالة المحولة|رسالة مُعادة التوجيه|رسالة معاد إرسالها",
    ),
    # Neighbours of the languages asked for: mails in them arrive as well, and a row costs nothing.
    QuoteWords(
        language="bg",
        wrote="написа|написал|пише",
        opening="На|В|От",
        sender="От|Подател",
        sent="Изпратено|Дата|Изпратен",
        to="До|Получател",
        copy="Копие|Як|Cc",
        subject="Относно|Тема",
        original="Оригинално съобщение|Първоначално съобщение|Оригинално писмо|Изходно съобщение",
        forwarded="Препратено съобщение|Начало на препратеното съобщение|Препратено писмо",
    ),
    QuoteWords(
        language="hr",
        wrote="napisao je|napisala je|napisao/la je|piše|je napisao/la|je napisao|je napisala|napisao|napisala|je napisal|je napisala|napisal/-a|napisal",
        opening="Dana|U|Na|Dne|V",
        sender="Od|Šalje|Pošiljatelj|Šalje|Pošiljatelj",
        sent="Poslano|Datum|Poslato|Vrijeme",
        to="Za|Prima|Primatelj|Do",
        copy="Kopija|Kp|Kp:|Cc",
        subject="Predmet|Naslov|Zadeva|Tema",
        original="Izvorna poruka|Originalna poruka|Izvirno sporočilo|Originalno sporočilo|Originalna poruka",
        forwarded="Započni proslijeđenu poruku|Proslijeđena poruka|Početak proslijeđene poruke|Posredovano sporočilo|Prosleđena poruka",
    ),
    QuoteWords(
        language="sr",
        wrote="написао је|написала је|је написао/ла|је написао|је написала|написао|написала|напиша|напісаў|напісала|піша",
        opening="Дана|Дана:|На|У",
        sender="Шаље|Пошиљалац|Од|Испраќач|Ад|Ад каго",
        sent="Послато|Датум|Испратено|Адпраўлена|Дата",
        to="Прима|Прималац|За|Примач|Каму|До",
        copy="Копија|Копія|Cc",
        subject="Наслов|Тема|Предмет|Тэма",
        original="Оригинална порука|Изворна порука|Оригинална порака|Зыходнае паведамленне",
        forwarded="Прослеђена порука|Препратена порака|Перасланае паведамленне",
    ),
    QuoteWords(
        language="is",
        wrote="skrifaði|ritaði",
        opening="Þann|Þ.|Á",
        sender="Frá|Sendandi",
        sent="Sent|Dagsetning|Dags",
        to="Til|Viðtakandi",
        copy="Afrit|Cc",
        subject="Efni",
        original="Upprunalegt skeyti|Upphafleg skilaboð|Upprunaleg skilaboð",
        forwarded="Áframsent skeyti|Framsend skilaboð|Upphaf framsendra skilaboða",
    ),
    QuoteWords(
        language="hi",
        wrote="ने लिखा|ने लिखा है|লিখেছেন|লিখেছে",
        opening="को|दिनांक",
        sender="प्रेषक|से|থেকে|প্রেরক",
        sent="भेजा गया|दिनांक|तारीख|পাঠানো হয়েছে|তারিখ",
        to="प्रति|को|प्राप्तकर्ता|প্রতি|প্রাপক",
        copy="प्रतिलिपि|Cc",
        subject="विषय|বিষয়",
        original="मूल संदेश|মূল বার্তা",
        forwarded="अग्रेषित संदेश|ফরোয়ার্ড করা বার্তা",
    ),
    QuoteWords(
        language="lt",
        wrote="rašė|rakstīja|kirjutas|uzrakstīja|parašė",
        opening="Datums|Kuupäeval|Kell|Data",
        sender="Nuo|No|Saatja|Siuntėjas|Kellelt",
        sent="Išsiųsta|Nosūtīts|Saadetud|Saatmisaeg|Saatmise aeg|Nosūtīšanas datums|Išsiuntimo data|Datums|Kuupäev|Data",
        to="Kam|Kellele|Saaja|Adressaat|Skirta|Gavėjas|Saņēmējs",
        copy="Kopija|Koopia|Cc|Kopija",
        subject="Tema|Temats|Teema|Tēma|Pavadinimas",
        original="Pradinis laiškas|Originalus laiškas|Sākotnējais ziņojums|Algne sõnum|Originaalsõnum"
        "|Oriģinālais ziņojums|Originalus pranešimas|Esialgne kiri",
        forwarded="Persiųstas laiškas|Pārsūtītais ziņojums|Edastatud kiri|Edastatud sõnum|Persiųsta žinutė",
    ),
    QuoteWords(
        language="id",
        wrote="menulis|menulis:|เขียนว่า|ได้เขียนว่า|menulis pesan|เขียน",
        opening="Pada|Tanggal|ในวันที่|เมื่อ|วันที่",
        sender="Dari|Pengirim|Daripada|จาก",
        sent="Terkirim|Tanggal|Dikirim|Dihantar|Tarikh|ส่ง|วันที่|ส่งเมื่อ",
        to="Kepada|Untuk|ถึง",
        copy="Salinan|Tembusan|สำเนา|สำเนาถึง",
        subject="Perihal|Subjek|Judul|เรื่อง|หัวเรื่อง|ชื่อเรื่อง",
        original="Pesan asli|Pesan Asli|Mesej asal|ข้อความต้นฉบับ|ข้อความเดิม",
        forwarded="Pesan terusan|Pesan yang diteruskan|Mesej dimajukan|ข้อความที่ส่งต่อ|Pesan diteruskan",
    ),
    QuoteWords(
        language="ca",
        wrote="va escriure|ha escrit|escriu|escribiu|escribeu|idatzi zuen|igorleak hau idatzi du",
        opening="El dia|El|O|El día",
        sender="De|Remitent|Nork",
        sent="Enviat|Enviat el|Data|Enviat a|Bidaltze-data",
        to="Per a|A|Per|Para|Nori",
        copy="Cc|A/c|Còpia",
        subject="Assumpte|Tema|Asunto|Gaia",
        original="Missatge original|Mensaxe orixinal|Jatorrizko mezua",
        forwarded="Missatge reenviat|Mensaxe reenviada|Birbidalitako mezua|Inici del missatge reenviat",
    ),
    QuoteWords(
        language="fa",
        wrote="نوشت|نوشته است|نوشتهاست|نوشته",
        opening="در|در تاریخ|On",
        sender="از|فرستنده",
        sent="ارسال شده|تاریخ|ارسال",
        to="به|گیرنده",
        copy="رونوشت",
        subject="موضوع",
        original="پیام اصلی|پیغام اصلی",
        forwarded="پیام هدایت شده|پیام بازارسالشده|پیام فوروارد شده",
    ),
)

# Lines above which another desk asks to write; everything below is its own mail coming back.
REPLY_ABOVE = (
    "reply above this line",
    "type your reply above this line",
    "please type your reply above",
    "write above this line",
    "reply above the line",
    "do not delete this line",
    "请在此行上方回复",
    "请在此行以上回复",
    "请在此线上方回复",
    "請在此行上方回覆",
    "請在此行以上回覆",
    "bitte antworten sie oberhalb dieser zeile",
    "antworten sie oberhalb dieser zeile",
    "bitte oberhalb dieser linie antworten",
    "veuillez répondre au-dessus de cette ligne",
    "répondre au-dessus de cette ligne",
    "répondez au-dessus de cette ligne",
    "responda por encima de esta línea",
    "responder por encima de esta línea",
    "escriba su respuesta por encima de esta línea",
    "responda acima desta linha",
    "rispondi sopra questa riga",
    "rispondere sopra questa riga",
    "reageer boven deze lijn",
    "antwoord boven deze lijn",
    "ответьте выше этой линии",
    "отвечайте выше этой линии",
    "この行より上に返信",
    "この線より上に返信",
    "이 줄 위에 회신",
    "이 줄 위에 답장",
)
