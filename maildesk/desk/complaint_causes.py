"""What complaints come from: the causes a desk counts by, each with the words that name it in three languages."""

import unicodedata
from difflib import get_close_matches

CAUSES: dict[str, tuple[str, ...]] = {
    "delay": ("slow", "late", "too slow", "too late", "waiting", "响应慢", "太慢", "延误", "回應慢", "延誤"),
    "quality": ("wrong solution", "not solved", "质量", "质量问题", "未解决", "品質", "品質問題", "未解決"),
    "attitude": ("rude", "tone", "manners", "态度", "态度差", "態度", "態度差"),
    "communication": ("not told", "no information", "unclear", "沟通", "未告知", "溝通", "未告知客戶"),
    "promise": ("broken promise", "missed date", "失约", "未兑现", "失約", "未兌現"),
    "cost": ("price", "bill", "billing", "invoice", "费用", "价格", "账单", "費用", "價格", "帳單"),
    "product": ("fault", "defect", "产品", "故障", "產品"),
    "other": ("something else", "其他", "其它"),
}


def cause_named(causes: tuple[tuple[str, tuple[str, ...]], ...], words: str) -> str | None:
    """Return the cause that words name, by its own name or any of its forms; None when they name none."""
    wanted = _folded(words)
    for name, forms in causes:
        if wanted in {_folded(name), *(_folded(form) for form in forms)}:
            return name
    return None


def cause_fault(causes: tuple[tuple[str, tuple[str, ...]], ...], words: str) -> str | None:
    """Return what is wrong with the words of a `#cause` line and what to write instead; None when they name a cause."""
    if cause_named(causes, words):
        return None
    known = ", ".join(name for name, _ in causes)
    forms = {_folded(form): name for name, own in causes for form in (name, *own)}
    near = get_close_matches(_folded(words), list(forms), n=1, cutoff=0.6)
    instead = f"did you mean #cause {forms[near[0]]}? The causes are: {known}." if near else f"write one of: {known}."
    return f"“{words}” is no cause; {instead}" if words else f"#cause needs a word; write one of: {known}."


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
