# ruff: noqa: E501 (one form a line reads better than a wrapped one)
"""What stands below the words: "Sent from my …" lines, closings and disclaimers, language by language."""

# Whole lines, case does not matter. `{…}` bounds keep them from swallowing sentences.
SENT_FROM: tuple[str, ...] = (
    # Programs that name themselves in any language
    r"(?:发自|發自).{0,14}(?:邮箱|邮件|钉邮|郵箱|郵件|手机|手機|版|客户端|客戶端)",
    r"签名由.{1,20}定制|.{0,12}网易邮箱大师.{0,8}|簽名由.{1,20}定制",
    r"sent (?:from|with|via|using) (?:mailspring|em client|evolution|kmail|roundcube|line works|naver|daum|spike|notion mail)\b.{0,80}",
    # English
    (
        r"sent from (?:my|a|an|the all[- ]new|mail(?:bird)?|outlook|yahoo|aol|samsung|galaxy|gmail|proton ?mail|proton|windows"
        r"|blackberry|spark|airmail|mymail|bluemail|fairemail|k-9|mobile|apple|android|iphone|ipad|xperia|htc|nokia"
        r"|workspace one|edison|nine|superhuman|polymail|zoho|tutanota|fastmail|thunderbird|newton|boxer|hey|typeapp"
        r"|aqua mail|canary|email\.?\w*|microsoft|surface|lenovo|huawei|xiaomi|redmi|oppo|vivo|oneplus|your|verizon|rogers"
        r"|virgin|bell|telus|t-mobile|at&t|qq ?mail|netease|foxmail|postbox|rediffmail|zimbra|tuta)\b.{0,80}"
    ),
    (
        r"sent (?:via|with|using|through|by) (?:the |my )?(?:samsung|blackberry|proton ?mail|proton|outlook|airmail|spark|mailbird"
        r"|superhuman|mobile|android|iphone|ipad|gmail|mail\b|yahoo|k-9|zoho|fairemail|htc|nokia|tuta|windows|bluemail"
        r"|thunderbird|newton|hiri|front|missive|aqua mail|nine|my|canary|mail\.ru|yandex|mailmate|polymail|shortwave|hey"
        r"|[a-z]{0,15} ?secure ?e?mail).{0,80}"
    ),
    r"(?:sent from|sent by|from) (?:my )?(?:iphone|ipad|galaxy|mailbox|lark|feishu|dingtalk|wecom)\b.{0,40}",
    r"sent on the (?:go|move|run)\b.{0,60}",
    r"get outlook for (?:ios|android|mac|windows|mobile).{0,80}",
    r"download outlook for.{0,60}",
    r"get bluemail for.{0,60}|get typeapp for.{0,60}|get (?:airmail|spark|k-9|aqua mail)\b.{0,60}",
    r"(?:please )?(?:excuse|pardon|forgive) (?:the |my |any )?(?:brevity|typos|typing errors|errors).{0,80}",
    r"sent from my .{0,80}please excuse .{0,60}",
    r"(?:any |all )?(?:typos|typing errors|brevity|misspellings)\b.{0,30}\b(?:courtesy of|due to|because of|caused by|thanks to)\b.{0,60}",
    r"yahoo mail: search, organize, conquer.{0,20}|yahoo mail\.{0,3} it's a beautiful thing.{0,20}",
    r"(?:composed|written|typed|dictated) (?:on|with|using) (?:my|a) (?:phone|iphone|ipad|android|mobile).{0,60}",
    # Chinese, simplified and traditional
    r"(?:发自|來自|来自|發自|从|從|由|發送自|发送自|寄自|传送自|傳送自|送自)\s?(?:我的|我|于我的|於我的)\s?.{1,40}",
    (
        r"(?:发自|來自|来自|發自|发送自|發送自|寄自|傳送自)\s?(?:网易|網易|新浪|qq|foxmail|outlook|yahoo|雅虎|gmail|windows"
        r"|搜狐|139|189|邮箱大师|iphone|ipad|android|安卓|华为|華為|小米|红米|三星|samsung|huawei|mi\b|mail|企业微信|手机"
        r"|手機|移动|oppo|vivo|荣耀|honor|一加|魅族|锤子|apple|钉钉|飞书|阿里|wps|proton|微软|行動|蘋果|苹果|outlook).{0,40}"
    ),
    (
        r"(?:从|從|由|自)\s?(?:windows|outlook|iphone|ipad|android|samsung|yahoo|雅虎|mail|qq|foxmail|我的).{0,30}"
        r"(?:发送|發送|传送|傳送|寄出|發出|发出).{0,20}"
    ),
    (
        r"(?:获取|下载|取得|下載|獲取)\s?(?:适用于\s?|適用於\s?)?(?:ios|android|mac|iphone|windows)?\s?"
        r"(?:版|版的|系统的)?\s?outlook.{0,60}"
    ),
    r"(?:本)?(?:邮件|郵件)(?:由|从|從)(?:我的)?.{1,20}(?:手机|手機|iphone|ipad|移动端|行動裝置)(?:发送|發送|发出|傳送).{0,10}",
    r"使用\s?.{1,30}(?:发送|發送|傳送)的?(?:邮件|郵件|安全邮件)?.{0,4}",
    r"(?:用|以|透過|通过|通過)\s?(?:我的)?\s?(?:iphone|ipad|android|手机|手機|yahoo|proton).{0,20}(?:发送|發送|傳送|寄出|发出).{0,6}",
    r"发自.{1,20}(?:客户端|手机|邮箱|大师|版|app)|發自.{1,20}(?:手機|信箱|應用程式|版|app)",
    r"随时随地收发邮件.{0,30}",
    # Japanese
    (
        r"(?:私の)?\s?(?:iphone|ipad|android|galaxy|xperia|スマートフォン|スマホ|携帯|aquos|アンドロイド|windows|mac).{0,24}"
        r"(?:から送信|より送信|から送信されました|からの送信|から送られ|から送っています).{0,12}"
    ),
    r".{1,24}(?:から送信|より送信)(?:しています|しました|されました|いたします)?[。.]?",
    r"(?:outlook for|yahoo!?メール).{0,40}(?:を入手|アプリ).{0,40}",
    r"(?:ios|android)\s?版\s?outlook\s?を入手.{0,40}",
    # Korean
    r".{0,24}(?:나의|내|제)\s?.{1,24}에서\s?(?:보냄|보낸|전송|발송|보냈).{0,12}",
    (
        r"(?:iphone|ipad|android|galaxy|samsung|windows|outlook|갤럭시|삼성|아이폰|스마트폰|네이버|다음|휴대폰|핸드폰|모바일).{0,24}"
        r"에서\s?(?:보냄|보낸|전송|발송|보냈).{0,12}"
    ),
    r"(?:ios|android|mac)용\s?outlook.{0,60}",
    # German
    (
        r"(?:diese (?:e-?mail|nachricht) wurde )?(?:von|mit|aus|über|via) (?:meine[mnr]?|der|dem|einem|outlook|yahoo|windows"
        r"|samsung|mail|mobile|proton|unterwegs|iphone|ipad|android|gmx|web\.de|galaxy|thunderbird|k-9|blackberry).{0,60}"
        r"(?:gesendet|gesandt|verschickt|versendet|geschickt|geschrieben|verfasst)\.?"
    ),
    r"gesendet (?:von|mit|über|via|aus|durch) .{1,70}",
    r"(?:holen sie sich|laden sie|hole dir) outlook für.{0,60}|outlook für (?:ios|android|mac).{0,60}",
    r"(?:versendet|verschickt|gesandt) (?:von|mit) (?:meine[mnr]?|dem) .{1,50}",
    r"diese nachricht wurde (?:von|mit) .{1,50} gesendet\.?",
    # French
    r"(?:envoyé|envoyée|envoye|expédié|posté) (?:de|depuis|à partir de|avec|par|via|du) .{1,70}",
    r"(?:obtenez|obtenir|télécharger|téléchargez) outlook pour.{0,60}",
    r"provenance : .{1,50}",
    # Spanish, Portuguese, Italian, Catalan
    (
        r"(?:enviado|enviada|enviat|env[ií]o|mandado) (?:desde|de|do|da|a partir|con|com|por|pelo|via|através|mediante|des del|des de)"
        r" .{1,70}"
    ),
    r"(?:obtener|obtén|descargar|descarga|obter|obtenha|transferir|baixe|scarica|ottieni) (?:o )?outlook (?:para|per|de).{0,60}",
    r"(?:inviato|inviata|mandato|spedito) (?:da|dal|dall['’ ]|con|tramite|via|dalla|col) ?.{1,70}",
    r"(?:este mensaje|esta mensagem|esta mensaje|questo messaggio).{0,20}(?:enviado|enviada|inviato) (?:desde|do|da|dal) .{1,50}",
    # Dutch
    r"(?:verzonden|verstuurd|gestuurd|verzenden) (?:vanaf|vanuit|via|met|van|door|uit) .{1,70}",
    r"(?:outlook voor (?:ios|android|mac) (?:downloaden|ophalen|verkrijgen)|download outlook voor|haal outlook).{0,60}",
    # Polish
    r"(?:wysłane|wysłano|wysłany|wysłana|wyslane|wiadomość wysłana) (?:z|za|przy|przez|ze|poprzez) .{1,70}",
    r"(?:pobierz|uzyskaj|pobieranie) (?:aplikację )?(?:program )?outlook (?:dla|na).{0,60}",
    # Russian, Ukrainian, Bulgarian
    r"(?:отправлено|отправлен|послано|написано) (?:с|из|от|через|со|при помощи|по) .{1,70}",
    r"(?:скачать|получить|загрузить|скачайте|завантажити|отримати|отримайте|завантажте) outlook (?:для|за).{0,60}",
    r"(?:надіслано|відправлено|надісланий|послано) (?:з|із|від|через|за|зі) .{1,70}",
    r"(?:изпратено|изпратен) (?:от|чрез|с|със) .{1,60}",
    # Swedish, Danish, Norwegian
    r"(?:skickat|skickades|skickad|sänt|sänd) (?:från|via|med|av|ifrån) .{1,70}",
    r"(?:sendt|afsendt|sende) (?:fra|via|med|af|frå|ved) .{1,70}",
    r"(?:hämta|skaffa|ladda ner|hent|få|last ned|download) outlook (?:för|til|for|til).{0,60}",
    # Finnish
    (
        r"(?:lähetetty|lähetetään) .{0,30}(?:iphone|ipad|android|outlook|puhelim|samsung|galaxy|sähköpost|windows|laittee|gmail|yahoo"
        r"|mobiil|kännyk|huawei|xiaomi|nokia|honor|mail).{0,30}"
    ),
    r".{1,30}(?:iphonesta|ipadista|puhelimesta|sähköpostista|laitteesta|iphonestani|puhelimestani) ?lähetetty\.?",
    r"(?:hanki|hankitse|lataa) outlook .{0,60}",
    # Czech, Slovak, Croatian, Slovenian
    (
        r"(?:odesláno|odoslané|posláno|poslané|odeslané|poslano|poslato|odesláno|odoslal) (?:z|ze|zo|pomocí|pomocou|iz|s|sa|prostřednictvím|mé|přes) "
        r".{1,70}"
    ),
    r"(?:získat|získejte|stáhnout|stáhněte|získať) outlook pro.{0,60}",
    # Hungarian
    (
        r"(?:elküldve|küldve|elküldte|feladva) .{0,30}(?:iphone|ipad|android|outlook|samsung|galaxy|készülék|telefon|mobil|windows"
        r"|gmail|yahoo|huawei|xiaomi|mail).{0,30}"
    ),
    (
        r".{0,40}(?:iphone|ipad|samsung|készülék|telefon|android|mobil|outlook|windows|alkalmazás|galaxy)\S{0,14}.{0,14}"
        r" (?:küldve|küldtem|elküldve|küldött)\.?"
    ),
    # Romanian
    r"(?:trimis|trimisă|expediat) (?:de pe|din|de la|cu|prin|folosind|via) .{1,70}",
    r"(?:obțineți|descărcați|obţineţi|descarcă) outlook pentru.{0,60}",
    # Greek
    r"(?:στάλθηκε|εστάλη|απεστάλη|αποστολή|σταλθηκε|στάλθηκε|απεσταλμένο|σταλμένο) (?:από|μέσω|με|απο) .{1,70}",
    r"(?:λήψη|αποκτήστε|κατεβάστε)( το| του)? outlook (?:για|για).{0,60}",
    # Turkish
    (
        r".{0,50}(?:iphone|ipad|galaxy|samsung|android|telefon|outlook|yahoo|cihaz|windows)\S{0,14}.{0,20}"
        r"(?:gönderildi|gönderilmiştir|gönderdim|yollandı)\.?"
    ),
    r"(?:ios|android|mac) için outlook.{0,60}",
    # Vietnamese
    r"(?:đã gửi|được gửi|gửi|đã được gửi) (?:từ|bằng|qua|đi từ|trên) .{1,60}",
    r"(?:tải|nhận|lấy|tải về|tải xuống) outlook (?:cho|dành cho).{0,60}",
    # Hebrew, Arabic, Persian
    r"(?:נשלח|נשלחה|נשלח) (?:מ|באמצעות|דרך|מה|על ידי).{1,60}",
    r"(?:קבל|הורד|השג|קבלו) (?:את )?outlook .{0,60}",
    (
        r"(?:مُ?رسلة?|أ?ُ?رسلت?|تم الإرسال|أرسل|مرسل|أُرسلت|أرسلت|تم إرساله|تم ارسالها|ارسلت|مُرسَل|مرسلة|تم الارسال|تم إرسال)"
        r".{0,20}(?:من|بواسطة|باستخدام|عبر).{1,60}"
    ),
    r"(?:الحصول على|احصل على|تنزيل) outlook .{0,60}",
    r"(?:ارسال|فرستاده) شده از .{1,50}",
    # Indonesian, Malay, Thai, Estonian, Latvian, Lithuanian
    r"(?:dikirim|terkirim|dihantar) (?:dari|melalui|daripada|dengan) .{1,60}",
    r"ส่งจาก .{1,50}|ส่งจาก.{1,50}",
    r"(?:saadetud|nosūtīts|išsiųsta|siųsta) .{0,20}(?:iphone|ipad|android|outlook|samsung|galaxy|telefon|windows|gmail).{0,30}",
)

# One of these stands in every form above that begins with anything at all.
DEVICES = (
    *("iphone", "ipad", "samsung", "galaxy", "android", "outlook", "windows", "yahoo", "telefon", "készülék", "mobil"),
    *("alkalmazás", "cihaz", "puhelim", "sähköposti", "laittee", "送信", "에서"),
)

# A line that is only a closing (with at most a few more characters); below it the name and the contact block.
CLOSINGS: tuple[str, ...] = (
    (
        "best regards|kind regards|warm regards|regards|with best regards|with kind regards|sincerely|yours sincerely"
        "|sincerely yours|yours faithfully|best wishes|all the best|best|cheers|thanks|thank you|many thanks|thanks and regards"
        "|thanks & regards|thank you and regards|rgds|br|kr|respectfully|cordially|with regards|warmly|yours truly|yours"
        "|thanks in advance|thank you in advance|thanks and best regards|thanks a lot|with thanks|very truly yours"
    ),
    (
        "此致|敬礼|此致敬礼|此致 敬礼|祝好|顺祝商祺|祝商祺|顺颂商祺|祝工作顺利|谢谢|谢谢您|多谢|感谢|祝您工作愉快|祝工作愉快|敬上|致礼|致敬"
        "|順頌商祺|敬祝商祺|順祝商祺|敬禮|謝謝|感謝|謝謝您|祝順心|祝商祺|此致敬禮|順頌時祺|顺颂时祺|祝一切顺利|祝好！|以上，谢谢|以上"
    ),
    (
        "よろしくお願いします|よろしくお願いいたします|宜しくお願いします|宜しくお願い致します|よろしくお願い致します|敬具|以上"
        "|どうぞよろしくお願いいたします|何卒よろしくお願いいたします|以上、よろしくお願いいたします"
    ),
    "감사합니다|감사드립니다|안녕히 계세요|수고하세요|드림|올림|고맙습니다",
    (
        "mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss|freundliche grüße"
        "|freundliche grüsse|viele grüße|viele grüsse|beste grüße|beste grüsse|liebe grüße|liebe grüsse|herzliche grüße"
        "|herzliche grüsse|schöne grüße|mfg|vg|lg|gruß|gruss|grüße|grüsse|mit besten grüßen|mit besten grüssen"
        "|hochachtungsvoll|vielen dank|danke|besten dank|mit freundlichen gruessen|danke und gruß|vielen dank und beste grüße"
        "|freundlicher gruß|lieben gruß|beste gruesse|viele gruesse"
    ),
    (
        "cordialement|bien cordialement|très cordialement|salutations|meilleures salutations|bien à vous|sincères salutations"
        "|cdlt|merci|merci d'avance|merci d’avance|bonne journée|amicalement|bonne réception|respectueusement|cordiales salutations"
        "|merci beaucoup|bien à toi|belle journée|je vous remercie"
    ),
    (
        "saludos|un saludo|saludos cordiales|cordialmente|atentamente|muchas gracias|gracias|un cordial saludo|reciba un cordial saludo"
        "|atte|saludos atentos|mil gracias|un abrazo|gracias y saludos|cordiales saludos"
    ),
    (
        "atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|obrigado|obrigada|abraços|abraço|att|cordialmente"
        "|grato|grata|muito obrigado|muito obrigada|atentamente|saudações|cpts"
    ),
    (
        "cordiali saluti|distinti saluti|saluti|un saluto|grazie|grazie mille|cordialmente|buona giornata|un cordiale saluto"
        "|grazie e saluti|i migliori saluti"
    ),
    (
        "met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groeten|groet|mvg|alvast bedankt"
        "|bedankt|hartelijke groet|met hartelijke groet|dank u|hoogachtend"
    ),
    (
        "pozdrawiam|z poważaniem|z wyrazami szacunku|pozdrowienia|serdecznie pozdrawiam|dziękuję|z góry dziękuję|serdeczne pozdrowienia"
        "|łączę pozdrowienia|z pozdrowieniami"
    ),
    "с уважением|с наилучшими пожеланиями|спасибо|заранее спасибо|с благодарностью|всего доброго|всего хорошего",
    "з повагою|дякую|з найкращими побажаннями|щиро дякую|всього найкращого",
    "med vänliga hälsningar|vänliga hälsningar|med vänlig hälsning|vänlig hälsning|hälsningar|mvh|tack|tack på förhand|hälsning",
    "med venlig hilsen|venlig hilsen|hilsen|mange hilsner|de bedste hilsner|mvh|tak|vh|på forhånd tak|med venlige hilsner",
    "med vennlig hilsen|vennlig hilsen|hilsen|beste hilsen|takk|på forhånd takk|med vennlige hilsener",
    "ystävällisin terveisin|terveisin|parhain terveisin|kiitos|kiittäen|yst\\. terv|t|terv|kunnioittavasti",
    "s pozdravem|s přátelským pozdravem|děkuji|hezký den|s úctou|s pozdravom|ďakujem|zdravím|předem děkuji|přeji hezký den",
    "üdvözlettel|tisztelettel|köszönettel|köszönöm|üdv|szívélyes üdvözlettel|előre is köszönöm",
    "cu stimă|cu respect|o zi bună|mulțumesc|cu drag|toate cele bune|mulțumesc anticipat|vă mulțumesc|cu stima|multumesc",
    "με εκτίμηση|φιλικά|ευχαριστώ|ευχαριστώ πολύ|με φιλικούς χαιρετισμούς|χαιρετισμούς|μετά τιμής|ευχαριστώ εκ των προτέρων",
    "saygılarımla|saygılarımızla|iyi çalışmalar|teşekkürler|teşekkür ederim|iyi günler|selamlar|sevgiler|kolay gelsin",
    "trân trọng|kính thư|thân mến|cảm ơn|xin cảm ơn|thân ái|trân trọng cảm ơn|trân trọng kính chào",
    "בברכה|תודה|בתודה|תודה רבה|בכבוד רב|תודה מראש|בברכה,",
    (
        "مع أطيب التحيات|مع التحية|تحياتي|شكرا|شكراً|وتفضلوا بقبول فائق الاحترام|مع خالص التحية|مع الشكر|شكرا جزيلا|مع فائق الاحترام"
        "|شكرًا|مع تحياتي|أطيب التحيات"
    ),
)

# How disclaimers, virus notes and "think of the environment" lines begin (after stars, dashes and the like).
DISCLAIMERS: tuple[str, ...] = (
    (
        r"(?:this|the(?: information (?:contained )?in this)?|the contents? of this) (?:e-?mail|message|communication|transmission|electronic)"
        r".{0,90}(?:confidential|privileged|intended|virus|scanned|checked|attachment)"
    ),
    r"(?:confidentiality|legal|disclaimer|privacy|e-?mail disclaimer|important)\s?(?:notice|note|disclaimer|warning|statement)\b",
    r"disclaimer\s?[:：]?",
    r"this (?:e-?mail|message) (?:and any|may contain|contains|is confidential|is intended|has been (?:scanned|checked))",
    r"(?:the )?information (?:contained |transmitted )?in this (?:e-?mail|message|communication|transmission)",
    (
        r"if you (?:are not the intended (?:recipients?|addressees?)(?: of this|,|\.| or | indicated|$)|have received this"
        r" (?:e-?mail|message|communication) in error|received this (?:e-?mail|message|communication) (?:in error|by mistake))"
    ),
    r"(?:please )?(?:consider|think (?:of|about)) (?:the |our )?environment before",
    r"save (?:paper|a tree|trees).{0,60}print",
    r"virus-free\.|(?:cet e-mail|este correo electrónico|este e-mail|questa e-?mail|deze e-mail|ten e-mail|данное (?:письмо|сообщение)).{0,30}(?:avast|antivirus)|no virus found in this|scanned by|this email has been checked for viruses|avast logo",
    r"registered (?:office|in england|address)\b.{0,40}",
    r"you received this message because you are subscribed",
    r"to unsubscribe from this (?:group|list|topic)",
    r"(?:caution|external email|warning|\[external\])\s?[:：].{0,40}(?:originated|came) from outside",
    r"(?:本|此|这封|该)(?:电子)?(?:邮件|邮箱|信息|邮件及).{0,24}(?:保密|机密|仅供|仅限|专供|含有|可能包含|只供|所含|包含|无病毒|所有附件)",
    r"(?:免责声明|保密声明|法律声明|保密提示|保密须知|重要提示|郑重声明|声明)\s?[:：]?\s?(?:本|此|$)",
    r"(?:免责声明|保密声明|保密提示|法律声明|保密义务声明)",
    r"(?:如果|若|如)(?:您|你)?(?:不是|并非|非|错误|误)(?:地)?(?:本|此|收到|该|指定|预期|接收)",
    r"(?:此|本)(?:電子)?(?:郵件|信件|訊息|電郵).{0,24}(?:保密|機密|僅供|僅限|專供|含有|可能包含|只供|所含|包含)",
    r"(?:免責聲明|保密聲明|機密聲明|保密警語|重要聲明|法律聲明)",
    r"(?:请|請)?(?:考虑|考慮|爱护|愛護|保护|保護|为了|為了|珍惜).{0,6}(?:环境|環境|地球|环保|環保).{0,20}(?:打印|列印)",
    r"(?:この|本)(?:電子)?メール.{0,40}(?:機密|秘密|宛先|受信者|ウイルス|意図)",
    r"(?:機密保持|免責事項|ご注意)\s?[:：]?.{0,20}",
    r"(?:본|이)\s?(?:전자\s?)?(?:우편|메일|이메일|메시지).{0,60}(?:기밀|비밀|수신인|수신자|지정된|보안)",
    r"diese (?:e-?mail|nachricht|mitteilung).{0,90}(?:vertraulich|rechtlich|bestimmt|virus|viren|enthält|anhänge|ausschließlich)",
    r"(?:haftungsausschluss|vertraulichkeitshinweis|wichtiger hinweis|hinweis zum datenschutz|datenschutzhinweis)\b",
    r"(?:bitte )?(?:denken sie an die umwelt|prüfen sie der umwelt|der umwelt zuliebe|bitte prüfen sie, ob diese)",
    r"(?:sitz der gesellschaft|registergericht|amtsgericht .{2,40} hrb|geschäftsführer|geschäftsführung|handelsregister)\b.{0,100}",
    r"ce (?:message|courriel|mail|courrier|e-?mail).{0,90}(?:confidentiel|destin|exclusif|pièces|virus)",
    r"(?:avis de confidentialité|avertissement|clause de confidentialité|avis important)\b",
    r"(?:pensez à|avant d['’]imprimer|merci de penser à|n['’]imprimez).{0,60}(?:environnement|imprimer|nécessaire)",
    r"(?:este|el presente) (?:mensaje|correo|e-?mail).{0,90}(?:confidencial|destinatario|dirigid|exclusiv|privad|adjunto)",
    r"(?:aviso legal|aviso de confidencialidad|cláusula de confidencialidad|aviso de confidencialidade|aviso legal)\b",
    r"(?:antes de imprimir|piense en el medio|pense no meio ambiente|por favor, piense)",
    r"(?:esta|a presente) (?:mensagem|e-?mail|correio).{0,90}(?:confidencia|destinat|exclusiv|anexo)",
    r"(?:este) (?:e-?mail|correio eletr).{0,90}(?:confidencia|destinat|exclusiv|anexo)",
    r"(?:questo|il presente|la presente|questa) (?:messaggio|e-?mail|comunicazione).{0,90}(?:riservat|confidenzial|destinat|esclusiv)",
    r"(?:le informazioni contenute|avviso di riservatezza|informativa privacy|prima di stampare)\b",
    r"(?:dit|deze) (?:e-?mail|bericht|e-mailbericht).{0,90}(?:vertrouwelijk|bestemd|uitsluitend|bijlage)",
    r"(?:de informatie in (?:dit|deze)|denk aan het milieu)\b",
    r"(?:niniejsza|ta|ten|treść tej) (?:wiadomość|e-?mail|wiadomości|informacja).{0,90}(?:poufn|przeznaczon|adresat|załącznik)",
    r"(?:это|данное|настоящее) (?:сообщение|письмо|электронное).{0,90}(?:конфиденциальн|предназначен|исключительно|адресат)",
    r"(?:це|дане) (?:повідомлення|лист|електронне).{0,90}(?:конфіденційн|призначен|виключно)",
    r"(?:detta|denna|dette|denne) (?:meddelande|e-?post|mejl|e-?mail|mail|melding|besked).{0,90}(?:konfidentiell|fortrolig|avsedd|beregnet|bestemt|sekret)",
    r"(?:tämä) (?:viesti|sähköposti).{0,90}(?:luottamuksell|tarkoitettu)",
    r"(?:tato|tento) (?:zpráva|e-?mail|správa).{0,90}(?:důvěrn|určen|výhradně|dôvern)",
    r"(?:ez|jelen) (?:az )?(?:üzenet|e-?mail|levél).{0,90}(?:bizalmas|címzett|kizárólag)",
    r"(?:acest) (?:mesaj|e-?mail).{0,90}(?:confiden|destinat|exclusiv)",
    r"(?:αυτό|το παρόν) (?:το )?(?:μήνυμα|e-?mail|ηλεκτρονικό).{0,90}(?:εμπιστευτικ|απόρρητ|προορίζ|αποκλειστικ)",
    r"(?:bu|işbu) (?:e-?posta|mesaj|ileti|elektronik).{0,90}(?:gizli|alıcı|yalnızca|sadece|kişiye)",
    r"(?:thư|email|e-mail|thông điệp|nội dung email) này.{0,90}(?:bảo mật|mật|dành cho|người nhận)",
    r"(?:הודעה זו|דואר אלקטרוני זה|מסר זה|המידע בהודעה).{0,90}(?:סודי|חסוי|מיועד|נמען)",
    r"(?:هذه الرسالة|هذا البريد|هذا الإيميل|تحتوي هذه الرسالة|إن هذه الرسالة).{0,90}(?:سري|مخصص|المرسل|خاص|موجه)",
)
