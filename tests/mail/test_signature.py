"""Lines that phones and programs add, closings and disclaimers, in all languages; and sentences that resemble them."""

import pytest

from maildesk.mail.signature import is_closing, is_disclaimer, is_sent_from

SENT_FROM = """
Sent from my iPhone
Sent from my iPad
Sent from my Samsung Galaxy smartphone.
Sent from my Verizon, Samsung Galaxy smartphone
Sent from Mail for Windows 10
Sent from Mail for Windows
Sent from Yahoo Mail for iPhone
Sent from Yahoo Mail on Android
Sent from Outlook
Sent from Outlook for Android
Sent from Gmail Mobile
Sent from AOL Mobile Mail
Sent from the all new AOL app for iOS
Sent from a mobile device
Sent from Samsung Mobile
Sent from Nine
Sent from ProtonMail mobile
Sent from Proton Mail for iOS
Sent from my BlackBerry 10 smartphone on the Vodafone network.
Sent via BlackBerry from T-Mobile
Sent with Proton Mail secure email.
Sent using Zoho Mail
Sent via Superhuman
Sent from my phone, please excuse typos
Sent on the go, excuse brevity
Get Outlook for iOS<https://aka.ms/o0ukef>
Get Outlook for Android
Von meinem iPhone gesendet
Von meinem Samsung Galaxy Smartphone gesendet.
Gesendet von meinem Huawei-Mobiltelefon
Gesendet von Mail für Windows
Gesendet mit der GMX Mail App
Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.
Von meinem iPad gesendet
Gesendet von Outlook für Android
Outlook für iOS beziehen
Holen Sie sich Outlook für Android
Envoyé de mon iPhone
Envoyé depuis mon appareil Samsung
Envoyé à partir de Outlook pour Android
Envoyé à partir de Courrier pour Windows
Envoyé depuis l'application Mail Orange
Obtenez Outlook pour iOS
Télécharger Outlook pour Android
Enviado desde mi iPhone
Enviado desde Correo para Windows
Enviado desde Outlook para Android
Obtener Outlook para iOS
Enviado do meu iPhone
Enviado do Email para Windows
Enviado a partir do Outlook para Android
Enviado via iPhone
Obter o Outlook para iOS
Obter Outlook para Android
Inviato da iPhone
Inviato dal mio iPhone
Inviato dal mio dispositivo Android
Inviato da Posta per Windows
Inviato da Outlook per Android
Scarica Outlook per iOS
Ottieni Outlook per Android
Verstuurd vanaf mijn iPhone
Verzonden vanuit Mail voor Windows
Verzonden met mijn telefoon
Outlook voor iOS downloaden
Outlook voor Android ophalen
Wysłane z iPhone’a
Wysłane z mojego iPhone'a
Wysłano z mojego urządzenia Galaxy
Wysłane z aplikacji Poczta dla systemu Windows
Pobierz program Outlook dla systemu iOS
Отправлено с iPhone
Отправлено с моего iPhone
Отправлено из Почты для Windows
Отправлено из мобильной Яндекс.Почты
Отправлено из мобильного приложения Яндекс Почты
Скачать Outlook для iOS
Получить Outlook для Android
Надіслано з iPhone
Надіслано з мого iPhone
Відправлено з Пошти для Windows
Отримати Outlook для iOS
Skickat från min iPhone
Skickat från E-post för Windows
Skickat från Outlook för Android
Hämta Outlook för iOS
Skaffa Outlook för Android
Sendt fra min iPhone
Sendt fra Outlook til Android
Sendt fra Mail til Windows
Hent Outlook til iOS
Få Outlook til Android
Sendt fra min iPad
Sendt fra Outlook for Android
Få Outlook for iOS
Hent Outlook for Android
Lähetetty iPhonesta
Lähetetty Outlookista
Lähetetty Windowsin Sähköpostista
Hanki Outlook for iOS
Hanki Outlook iOS:lle
Odesláno z iPhonu
Odesláno z mého iPhonu
Odesláno z Pošty pro Windows
Získat Outlook pro iOS
Stáhnout Outlook pro Android
Odoslané z iPhonu
Az iPhone készülékemről küldve
iPhone-omról küldve
Elküldve az iPhone-omról
Elküldve Samsung készülékről
Windows Posta alkalmazásból küldve
Trimis de pe iPhone-ul meu
Trimis din Outlook pentru Android
Trimis din E-mail pentru Windows
Obțineți Outlook pentru iOS
Στάλθηκε από το iPhone μου
Εστάλη από το iPhone μου
Στάλθηκε από την Αλληλογραφία για Windows
Λήψη του Outlook για iOS
Αποκτήστε το Outlook για Android
iPhone'umdan gönderildi
iPhone’umdan gönderildi
iPad'imden gönderildi
Windows için Posta ile gönderildi
Samsung cihazımdan gönderildi
iOS için Outlook'u edinin
Android için Outlook uygulamasını edinin
Đã gửi từ iPhone của tôi
Đã gửi từ iPad của tôi
Được gửi từ Outlook cho Android
Gửi từ iPhone của tôi
Tải Outlook cho iOS
Tải Outlook dành cho Android
נשלח מה-iPhone שלי
נשלח מה-iPad שלי
נשלח מ-Outlook עבור Android
השג את Outlook עבור iOS
קבל את Outlook עבור Android
أُرسلت من الـ iPhone
أرسلت من iPhone
تم الإرسال من هاتفي Samsung
تم الإرسال من جهاز iPhone الخاص بي
الحصول على Outlook لـ iOS
الحصول على Outlook for Android
发自我的iPhone
发自我的 iPhone
发自我的iPad
发自我的小米手机
发自我的华为手机
来自我的华为手机
发自 Outlook
发自 网易邮箱大师
发自网易邮箱大师
发自新浪邮箱客户端
发自新浪邮箱手机端
发自我的企业微信
来自 Outlook for Android
发送自 Windows 10 版邮件应用
从 Windows 版邮件发送
从我的 iPhone 发送
发自我的OPPO手机
发自vivo电子邮件
由我的 iPhone 发送
获取 Outlook for iOS
获取 Android 版 Outlook
下载 Outlook for Android
從我的 iPhone 傳送
從我的 iPad 傳送
從 Windows 的郵件傳送
寄自我的 iPhone
從我的 Samsung Galaxy 智慧型手機傳送。
從我的 Android 裝置傳送
取得 Outlook for iOS
取得 Android 版 Outlook
下載 Outlook for Android
從 Yahoo奇摩電子信箱傳送
發自我的iPhone
iPhoneから送信
iPadから送信
私の iPhone から送信
Windows 版のメールから送信
Windows 10 版のメールから送信
Androidのメールから送信
Outlook for Androidから送信
Galaxyから送信
スマートフォンから送信
Yahoo!メールアプリから送信
Outlook for iOS を入手
iOS 版 Outlook を入手
Android 版 Outlook を入手する
나의 iPhone에서 보냄
내 iPhone에서 보냄
나의 iPad에서 보냄
iPhone에서 보냄
Windows용 메일에서 보냄
삼성 Galaxy 스마트폰에서 보냈습니다.
내 Galaxy에서 보냄
Outlook for Android에서 보냄
iOS용 Outlook 다운로드
Android용 Outlook 받기
네이버 메일앱에서 보냄
Trimis de pe Yahoo Mail pe Android
Dikirim dari iPhone saya
ส่งจาก iPhone ของฉัน
Poslano z mojega iPhona
Poslano s iPhonea
Изпратено от моя iPhone
Enviat des del meu iPhone
Saadetud minu iPhone'ist
""".strip().splitlines()

SENTENCES = """
The mail sent from my computer never arrives.
Sent from the office printer yesterday, nothing came out
The invoice was sent from your shop on Monday and is wrong.
Get Outlook running again please
Von meinem Konto wurden 20 Euro abgebucht.
Gesendet
Das Paket wurde gestern verschickt.
Enviado
Inviato ieri, mai arrivato
从昨天开始就登录不了
来自北京的客户打不开网页
由于网络问题，邮件发不出去
昨日から送信できません
メールの送信ができません
Отправлено вчера
Lähetin laskun eilen
Надіслано вчора, відповіді немає?
""".strip().splitlines()


@pytest.mark.parametrize("line", SENT_FROM)
def test_what_a_phone_or_a_program_adds_is_known(line: str) -> None:
    assert is_sent_from(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_is_not_taken_for_it(line: str) -> None:
    assert not is_sent_from(line)


@pytest.mark.parametrize(
    "line", ["Best regards,", "Mit freundlichen Grüßen", "此致", "Cordialement,", "Pozdrawiam", "С уважением,", "敬具"]
)
def test_a_closing_is_known(line: str) -> None:
    assert is_closing(line)


@pytest.mark.parametrize(
    "line",
    [
        "This e-mail and any attachments are confidential.",
        "CONFIDENTIALITY NOTICE: the contents of this message are privileged.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        "Ce message et ses pièces jointes sont confidentiels.",
        "Este mensaje es confidencial y va dirigido a su destinatario.",
        "本邮件及其附件含有保密信息",
        "本電子郵件含有機密資訊",
        "このメールには機密情報が含まれています",
        "Please consider the environment before printing this email",
    ],
)
def test_a_disclaimer_is_known(line: str) -> None:
    assert is_disclaimer(line)


def test_a_sentence_about_a_recipient_is_no_disclaimer() -> None:
    assert not is_disclaimer("If you are not the intended recipient of the invoice tell me and I will fix it.")
