"""Which HTML elements are history, signature or hidden: what mail programs write into class, id and style."""

import re


class Mark:
    """What an element says about the text in it: bits of plain integers, because every tag of a mail is looked at."""

    NONE = 0
    HIDDEN = 1
    CUT = 2  # from here to the end all is history
    HISTORY = 4  # what stands in it is history
    SIGNATURE = 8
    QUOTE = 16  # a blockquote that quotes
    ATTRIBUTION = 32  # the "… wrote:" line
    TIGHT = 64  # a paragraph without margin


_INTERESTING = re.compile(r"(?:class|id|style|type|hidden|name|data-marker|dir)\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all|(?:^|\s)hidden(?:\s|=|$)", re.IGNORECASE)
_CUT = re.compile(
    r"""id\s{0,3}=\s{0,3}["']?(?:x_)*(?:divRplyFwdMsg|appendonsend|replySplit|isForwardContent|zwchr|reply-intro"""
    r"""|divTagDefaultWrapperReply|origbody|ms-outlook-mobile-reference|OLK_SRC_BODY_SECTION|ntes-pcmail-quote"""
    r"""|lineBreakAtBeginningOfMessageReply|mail-editor-reference-message-container-start)\b"""
    r"""|border-top\s{0,3}:\s{0,3}solid\s{1,3}#(?:E1E1E1|B5C4DF)"""
    r"""|border\s{0,3}:\s{0,3}none\s{0,3};\s{0,3}border-top\s{0,3}:\s{0,3}solid\s{1,3}(?:#[0-9a-f]{6}|windowtext|rgb)"""
    r"""|class\s{0,3}=\s{0,3}["']?(?:x_)*OutlookMessageHeader\b"""
    r"""|data-marker\s{0,3}=\s{0,3}["']?__DIVIDER__|name\s{0,3}=\s{0,3}["']?_MailOriginal\b""",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"""(?:id|class|name)\s{0,3}=\s{0,3}["']?[^"'>]{0,200}(?<![\w-])(?:mail-editor-reference-message-container|isReplyContent"""
    r"""|yahoo_quoted|yahooQuoted|protonmail_quote|ntes-mailmaster-quote|gmail_extra_quote|zmail_extra|messageReplySection"""
    r"""|tutanota_quote|mail_quote|moz-forward-container|yandex_quote|mail-quote-collapse|__aliyun_previous_mail|quote_body"""
    r"""|alimail-quote|mail_android_quote|hotmail_quote|WordSection1_quote|qq_quote|wemail_quote|skiff_quote|fastmail-quoted"""
    r"""|original-message|ms-outlook-mobile-reference-message|zimbra_quote|mailmaster-quote)(?![\w-])""",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"""(?:id|class|name|data-smartmail)\s{0,3}=\s{0,3}["']?[^"'>]{0,200}(?<![\w-])(?:gmail_signature|moz-signature|messageSignatureSection|moz-txt-sig"""
    r"""|ms-outlook-mobile-signature|AppleMailSignature|ms-outlook-ios-signature|protonmail_signature_block(?:-user|-proton)?"""
    r"""|(?:(?:front|e?mail|user|composer?|hs|spark|missive|zoho|outlook|client|app)[-_])?[Ss]ignature|foxmail_sign|mail_signature|tutanota_signature|zimbra_signature|yahoo-signature|ymail_android_signature"""
    r"""|ntes-signature|ntes-pcmac-signature|ntes-pcmail-signature|imail_signature|lark-mail-signature|ntes-mailmaster-signature|mailmaster-signature|edo-signature|ydp\w{1,12}signature)"""
    r"""(?![\w-])""",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(r"""class\s{0,3}=\s{0,3}["']?[^"'>]{0,100}(?:gmail_attr|moz-cite-prefix)""", re.IGNORECASE)
_INDENT = re.compile(r"border(?:-left)?\s{0,3}:\s{0,3}(?:none|0)", re.IGNORECASE)
_CITE = re.compile(r"cite|gmail_quote|quote|border-left", re.IGNORECASE)
_TIGHT = re.compile(
    r"margin(?:-bottom)?\s{0,3}:\s{0,3}0|Mso(?:Normal|PlainText|NoSpacing|ListParagraph)|\bp[1-9]\b", re.IGNORECASE
)
_LOOKED_AT = 2000  # characters of one tag


def marks_of(name: str, attributes: str) -> int:
    """Return what a start tag says; `name` in lower case, `attributes` as written."""
    mark = Mark.NONE
    if name == "includetail":
        mark |= Mark.HISTORY
    attributes = attributes[:_LOOKED_AT]
    if name == "blockquote" and not (_INDENT.search(attributes) and not _CITE.search(attributes)):
        mark |= Mark.QUOTE
    if not attributes or not _INTERESTING.search(attributes):
        return mark
    if _HIDDEN.search(attributes):
        return mark | Mark.HIDDEN
    if _CUT.search(attributes):
        mark |= Mark.CUT
    if _HISTORY.search(attributes):
        mark |= Mark.HISTORY
    if _SIGNATURE.search(attributes):
        mark |= Mark.SIGNATURE
    if _ATTRIBUTION.search(attributes):
        mark |= Mark.ATTRIBUTION
    if name == "p" and _TIGHT.search(attributes):
        mark |= Mark.TIGHT
    return mark


_HINT_WORDS = (
    "divrplyfwdmsg appendonsend #e1e1e1 #b5c4df mail-editor-reference isreplycontent yahoo_quoted protonmail_quote"
    " includetail gmail_quote moz-cite-prefix __divider__ zwchr ntes-mailmaster-quote gmail_signature moz-signature"
    " _mailoriginal olk_src_body replysplit type=\"cite type=cite type='cite ms-outlook-mobile applemailsignature"
    ' id="signature messagereplysection'
)
_HINTS = tuple(_HINT_WORDS.split())


def has_hints(html: str) -> bool:
    """Say whether HTML holds any mark of history or signature, so that walking over it may pay."""
    lowered = html.lower()
    return any(hint in lowered for hint in _HINTS)
