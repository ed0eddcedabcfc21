"""Words that break things elsewhere, and what of them any form must still show."""

WORDS = {
    "a formula": "=cmd|' /C calc'!A0",
    "a formula with a plus": '+1+HYPERLINK("https://example.org")',
    "a formula with an at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "an address": "https://example.org/a?b=c&d=<e>",
    "typst": '#import "@preview/x:1.0.0" #read("/etc/passwd") $ x $ <label> @ref *b* _i_ `c`',
    "a script": "</script></style></title><script>alert(1)</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7 * 7 }}{% include 'x' %}{# c #}",
    "quotes and entities": "\"'&amp;&lt;&#0;<!--]]>--><![CDATA[x]]>",
    "controls": "a\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x85z",
    "half a character": "a\ud800\udc00\udfffz",
    "noncharacters": "a\ufffe\uffff\U0001ffffz",
    "directions": "a\u200f\u200e\u202e\u2066\u061cz",
    "line ends": "a\r\nb\rc\n\n\u2028d\te",
    "an escape of Excel's": "_x0041_ _x000D_",
    "a very long word": "x" * 1_500,
    "a very long text": "Panel met. " * 150,
    "emoji": "done 🎉 👩‍👩‍👧‍👦 1️⃣ ✅ 🟢",
    "welsh": "Ysgolion Môn: Llanfairpwllgwyngyll, ŵy, tŷ, Ŷ",
    "arabic": "خطة التحسين 2024",
    "many scripts": "日本語 עברית Ελληνικά हिन्दी ไทย 한국어",
    "accents without a letter": "\u0301\u0323x\u0300\u0301\u0302\u0303\u0304\u20e3",
    "nothing to see": "\x00\x0b",
    "a blank": " ",
    "a tab and a break": "\t\n",
}

ESSAY = "Panel met. " * 3_640
"""40,000 characters, as somebody pastes them."""
