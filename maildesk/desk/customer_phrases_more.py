"""Yes, no and thanks in languages beside English and Chinese; a further language is a further row.

Every phrase stands in lower case, without punctuation, in NFKC; case is folded again where it is read (ß, ss).
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """How customers of one language speak of a solution."""

    solved: tuple[str, ...]
    thanks: tuple[str, ...]
    not_solved: tuple[str, ...]
    greeting: tuple[str, ...] = ()


MORE = {
    "de": Phrases(
        solved=(
            "ja", "gelöst", "erledigt", "behoben", "ist gelöst", "ist erledigt", "ist behoben",
            "problem gelöst",
            "das problem ist gelöst", "das problem ist behoben", "funktioniert", "funktioniert wieder",
            "funktioniert jetzt", "es funktioniert", "es funktioniert wieder", "es funktioniert jetzt",
            "geht wieder", "es geht wieder", "es geht jetzt", "läuft", "läuft wieder", "alles gut",
            "alles in ordnung",
            "passt", "in ordnung", "bestätigt", "ja es funktioniert", "ja gelöst", "ja erledigt",
            "kann geschlossen werden",
            "bitte schließen", "jetzt geht es", "jetzt funktioniert es", "alles klar jetzt geht es",
        ),
        thanks=(
            "danke", "vielen dank", "danke schön", "dankeschön", "besten dank", "herzlichen dank", "danke sehr",
            "tausend dank", "danke für die hilfe", "vielen dank für die hilfe", "danke für ihre hilfe",
            "vielen dank für ihre hilfe", "danke für die schnelle hilfe", "vielen dank für die schnelle hilfe",
            "super", "prima", "danke ihnen",
        ),
        not_solved=(
            "nein", "nicht gelöst", "noch nicht", "noch nicht gelöst", "funktioniert nicht",
            "funktioniert noch nicht",
            "funktioniert immer noch nicht", "es funktioniert nicht", "es funktioniert immer noch nicht",
            "geht nicht",
            "geht immer noch nicht", "geht noch nicht", "es geht nicht", "es geht immer noch nicht",
            "leider nicht",
            "leider nein", "immer noch kaputt", "gleiches problem", "das problem besteht weiterhin",
            "das problem besteht noch", "bitte wieder öffnen",
        ),
        greeting=(
            "hallo", "guten tag", "guten morgen", "liebe grüße", "viele grüße", "mit freundlichen grüßen",
            "grüße", "mfg",
            "beste grüße", "schöne grüße", "liebes team", "hallo zusammen",
        ),
    ),
    "fr": Phrases(
        solved=(
            "oui", "résolu", "c'est résolu", "problème résolu", "le problème est résolu", "réglé",
            "c'est réglé",
            "ça marche", "ça fonctionne", "cela fonctionne", "tout fonctionne", "ça marche maintenant",
            "cela fonctionne maintenant", "tout est en ordre", "c'est bon", "c'est bon pour moi", "parfait",
            "oui c'est résolu", "oui ça marche", "oui ça fonctionne", "vous pouvez clôturer", "confirmé",
            "d'accord",
        ),
        thanks=(
            "merci", "merci beaucoup", "merci bien", "un grand merci", "mille mercis", "merci pour votre aide",
            "merci de votre aide", "merci beaucoup pour votre aide", "merci à vous", "bien reçu merci", "super",
        ),
        not_solved=(
            "non", "pas résolu", "ce n'est pas résolu", "non résolu", "pas encore", "toujours pas",
            "ça ne marche pas", "ça ne marche toujours pas", "ça ne fonctionne pas", "cela ne fonctionne pas",
            "cela ne fonctionne toujours pas", "toujours le même problème", "le problème persiste",
            "même problème",
            "malheureusement non",
        ),
        greeting=(
            "bonjour", "bonsoir", "salut", "cordialement", "bien cordialement", "bonne journée", "madame",
            "monsieur",
        ),
    ),
    "es": Phrases(
        solved=(
            "sí", "si", "resuelto", "solucionado", "está resuelto", "ya está resuelto", "está solucionado",
            "ya está solucionado", "problema resuelto", "problema solucionado", "el problema está resuelto",
            "funciona",
            "ya funciona", "ahora funciona", "todo funciona", "todo bien", "todo en orden", "perfecto",
            "confirmado",
            "sí funciona", "sí ya funciona", "sí está resuelto", "pueden cerrar", "pueden cerrarlo",
        ),
        thanks=(
            "gracias", "muchas gracias", "mil gracias", "muchísimas gracias", "gracias por su ayuda",
            "gracias por la ayuda", "muchas gracias por su ayuda", "muchas gracias por la ayuda",
            "recibido gracias",
        ),
        not_solved=(
            "no está resuelto", "no resuelto", "todavía no", "aún no", "no funciona", "todavía no funciona",
            "aún no funciona", "sigue sin funcionar", "sigue igual", "el mismo problema",
            "el problema persiste",
            "el problema sigue",
        ),
        greeting=(
            "hola", "buenos días", "buenas tardes", "saludos", "un saludo", "saludos cordiales", "estimados",
        ),
    ),
    "it": Phrases(
        solved=(
            "sì", "risolto", "è risolto", "problema risolto", "il problema è risolto", "funziona",
            "ora funziona",
            "adesso funziona", "tutto funziona", "tutto a posto", "tutto ok", "perfetto", "sì funziona",
            "sì risolto",
            "confermo", "potete chiudere",
        ),
        thanks=(
            "grazie", "grazie mille", "molte grazie", "grazie per l'aiuto", "grazie dell'aiuto", "grazie tante",
        ),
        not_solved=(
            "non risolto", "non è risolto", "non ancora", "non funziona", "non funziona ancora",
            "ancora non funziona",
            "stesso problema", "il problema persiste", "purtroppo no",
        ),
        greeting=(
            "ciao", "buongiorno", "salve", "cordiali saluti", "saluti", "buona giornata", "distinti saluti",
        ),
    ),
    "pt": Phrases(
        solved=(
            "sim", "resolvido", "está resolvido", "já está resolvido", "problema resolvido",
            "o problema foi resolvido",
            "solucionado", "está a funcionar", "está funcionando", "agora funciona", "já funciona",
            "tudo certo",
            "tudo bem", "perfeito", "sim resolvido", "sim está resolvido", "sim funciona", "pode fechar",
            "podem fechar",
            "confirmado",
        ),
        thanks=(
            "obrigado", "obrigada", "muito obrigado", "muito obrigada", "obrigado pela ajuda",
            "obrigada pela ajuda",
            "muito obrigado pela ajuda", "muito obrigada pela ajuda", "agradeço", "grato", "grata",
        ),
        not_solved=(
            "não", "não resolvido", "não está resolvido", "ainda não", "não funciona", "ainda não funciona",
            "continua sem funcionar", "o problema continua", "o problema persiste", "mesmo problema",
            "infelizmente não",
        ),
        greeting=(
            "olá", "bom dia", "boa tarde", "boa noite", "atenciosamente", "cumprimentos", "abraço", "prezados",
        ),
    ),
    "nl": Phrases(
        solved=(
            "opgelost", "is opgelost", "het is opgelost", "het probleem is opgelost", "probleem opgelost",
            "werkt",
            "werkt weer", "het werkt", "het werkt weer", "het werkt nu", "alles werkt", "alles in orde",
            "in orde",
            "akkoord", "ja opgelost", "ja het werkt", "ja het werkt weer", "mag gesloten worden",
        ),
        thanks=(
            "bedankt", "dank u", "dank je", "dank je wel", "dank u wel", "dankjewel", "hartelijk dank",
            "bedankt voor de hulp", "bedankt voor uw hulp", "veel dank", "alvast bedankt",
        ),
        not_solved=(
            "nee", "niet opgelost", "nog niet", "nog niet opgelost", "werkt niet", "werkt nog niet",
            "werkt nog steeds niet", "het werkt niet", "het werkt nog steeds niet", "zelfde probleem",
            "helaas niet",
        ),
        greeting=(
            "goedemorgen", "goedemiddag", "beste", "met vriendelijke groet", "vriendelijke groet", "groeten",
            "groet",
        ),
    ),
    "pl": Phrases(
        solved=(
            "tak", "rozwiązane", "problem rozwiązany", "naprawione", "działa", "już działa", "teraz działa",
            "wszystko działa", "wszystko w porządku", "tak działa", "potwierdzam",
        ),
        thanks=("dziękuję", "dziękuje", "dzięki", "dziękuję bardzo", "bardzo dziękuję", "dziękuję za pomoc"),
        not_solved=(
            "nie", "nie działa", "nadal nie działa", "wciąż nie działa", "jeszcze nie", "nierozwiązane",
        ),
        greeting=("dzień dobry", "witam", "cześć", "pozdrawiam"),
    ),
    "ru": Phrases(
        solved=(
            "да", "решено", "проблема решена", "вопрос решён", "вопрос решен", "исправлено", "работает",
            "всё работает", "все работает", "теперь работает", "заработало", "всё хорошо", "все хорошо",
            "да работает", "подтверждаю",
        ),
        thanks=(
            "спасибо", "большое спасибо", "спасибо большое", "благодарю", "спасибо за помощь",
            "благодарю за помощь",
        ),
        not_solved=(
            "нет", "не решено", "не работает", "всё ещё не работает", "все еще не работает",
            "по-прежнему не работает",
            "ещё нет", "еще нет", "проблема осталась",
        ),
        greeting=("здравствуйте", "добрый день", "привет", "с уважением"),
    ),
    "ja": Phrases(
        solved=(
            "はい", "解決しました", "解決済みです", "解決いたしました", "問題ありません", "問題なくなりました",
            "直りました",
            "無事解決しました", "正常に動作しています", "使えるようになりました", "動きました",
            "はい解決しました",
            "確認しました問題ありません",
        ),
        thanks=(
            "ありがとうございます", "ありがとうございました", "ありがとう", "感謝します", "助かりました",
            "感謝いたします",
            "どうもありがとうございます", "どうもありがとうございました", "お世話になりました",
        ),
        not_solved=(
            "いいえ", "解決していません", "まだ解決していません", "まだです", "直っていません",
            "まだ直っていません",
            "動きません", "まだ動きません", "使えません", "まだ使えません",
        ),
        greeting=("こんにちは", "お世話になっております", "よろしくお願いいたします", "よろしくお願いします"),
    ),
    "ko": Phrases(
        solved=(
            "네", "예", "해결되었습니다", "해결됐습니다", "해결되었어요", "해결됐어요", "잘 됩니다",
            "이제 됩니다", "정상입니다",
            "정상 작동합니다", "문제 없습니다", "네 해결되었습니다", "확인했습니다 문제 없습니다",
        ),
        thanks=(
            "감사합니다", "고맙습니다", "정말 감사합니다", "대단히 감사합니다", "도와주셔서 감사합니다",
            "수고하셨습니다",
        ),
        not_solved=(
            "아니요", "아니오", "해결되지 않았습니다", "아직 해결되지 않았습니다", "안 됩니다",
            "아직 안 됩니다",
            "여전히 안 됩니다", "작동하지 않습니다", "아직입니다",
        ),
        greeting=("안녕하세요", "안녕하십니까", "수고하세요"),
    ),
}  # fmt: skip
