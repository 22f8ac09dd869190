"""The language is told by script and function words; what cannot be told stays open."""

from pathlib import Path

import pytest

from maildesk.mail.language import detect_language

SENTENCES = {
    "en": ("printer broken", "Can you help me please?", "It does not work any more."),
    "zh-Hans": ("打印机坏了", "请问发票什么时候能开？", "我的 printer 打不开"),
    "zh-Hant": ("印表機壞了", "請問發票什麼時候能開？", "謝謝"),
    "ja": ("プリンターが動きません", "了解しました", "請求書を送ってください"),
    "ko": ("프린터가 고장났어요", "감사합니다", "로그인이 안 됩니다"),
    "de": ("Der Drucker geht nicht", "Können Sie mir bitte helfen?", "Vielen Dank für die Hilfe"),
    "fr": ("L'imprimante ne marche plus", "Bonjour, je n'arrive pas à me connecter", "Merci pour votre aide"),
    "es": ("La impresora no funciona", "Buenos días, no puedo entrar", "Muchas gracias por la ayuda"),
    "pt": ("A impressora não funciona", "Bom dia, não consigo entrar", "Muito obrigado pela ajuda"),
    "it": ("La stampante non funziona", "Buongiorno, non riesco ad accedere", "Grazie per il vostro aiuto"),
    "nl": ("De printer werkt niet", "Kunt u mij helpen met inloggen?", "Bedankt voor de hulp"),
    "pl": ("Drukarka nie działa", "Proszę o pomoc z hasłem", "Dziękuję za pomoc"),
    "ru": ("Принтер не работает", "Здравствуйте, не могу войти", "Спасибо за помощь"),
    "uk": ("Принтер не працює", "Добрий день, не можу увійти", "Дякую за допомогу"),
    "bg": ("Принтерът не работи, моля за помощ",),
    "sv": ("Skrivaren fungerar inte", "Kan ni hjälpa mig med lösenordet?", "Tack för hjälpen"),
    "da": ("Printeren virker ikke", "Kan I hjælpe mig med adgangskoden?", "Mange tak for hjælpen, det virker"),
    "nb": ("Skriveren virker ikke", "Kan dere hjelpe meg med passordet?", "Takk for hjelpen, det fungerer nå"),
    "fi": ("Tulostin ei toimi", "Voisitteko auttaa minua?", "Kiitos avusta"),
    "cs": ("Tiskárna nefunguje", "Dobrý den, nemůžu se přihlásit", "Děkuji za pomoc"),
    "hu": ("A nyomtató nem működik", "Jó napot, nem tudok belépni", "Köszönöm a segítséget"),
    "ro": ("Imprimanta nu funcționează", "Bună ziua, nu pot intra în cont", "Mulțumesc pentru ajutor"),
    "el": ("Ο εκτυπωτής δεν λειτουργεί", "Ευχαριστώ"),
    "tr": ("Yazıcı çalışmıyor", "Merhaba, giriş yapamıyorum, yardım eder misiniz?", "Yardım için teşekkürler"),
    "vi": ("Máy in bị hỏng", "Xin chào, tôi không đăng nhập được", "Cảm ơn anh chị"),
    "he": ("המדפסת לא עובדת", "תודה"),
    "ar": ("الطابعة لا تعمل", "شكرا جزيلا"),
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in SENTENCES.items() for text in texts]
)
def test_a_short_sentence_is_told(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "OK", "您好", "12345", "👍", "https://example.com/the/and/of", "+49 30 1234"]
)
def test_what_says_nothing_stays_undecided(text: str) -> None:
    assert detect_language(text) is None


def test_the_subject_is_asked_when_the_words_say_nothing() -> None:
    assert detect_language("ok", "AW: Der Drucker geht nicht") == "de"


def test_the_words_count_before_the_subject() -> None:
    assert detect_language("Es geht jetzt wieder, vielen Dank", "Re: The printer does not work") == "de"


def test_a_chinese_name_does_not_make_an_english_mail_chinese() -> None:
    assert detect_language("Hello, could you please ask 王小明 about the invoice? Thank you very much.") == "en"


def test_english_product_names_do_not_make_a_chinese_mail_english() -> None:
    assert detect_language("Windows Server 2022 上的 Outlook 打不开，报错 Error code 0x80070005") == "zh-Hans"


def test_addresses_and_links_have_no_language() -> None:
    assert detect_language("the.and.of@example.com https://example.com/is/was/the [ACME-1042-7KQX2]") is None


EXAM = [line.split("\t", 1) for line in (Path(__file__).parent / "exam_languages.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("language", "text"), EXAM)
def test_a_short_text_of_the_blind_exam_is_never_taken_for_another_language(language: str, text: str) -> None:
    assert detect_language(text) in ((None,) if language == "und" else (language, None))


def test_few_texts_of_the_blind_exam_stay_undecided() -> None:
    decided = [language == "und" or detect_language(text) == language for language, text in EXAM]

    assert len(EXAM) >= 200
    assert sum(decided) >= len(EXAM) * 0.97


def test_words_behind_many_numbers_are_read() -> None:
    words = "The printer on the third floor is broken, and we cannot print with it since this morning."

    assert detect_language("12345 " * 110 + words) == "en"
