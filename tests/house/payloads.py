"""Texts that try to become markup; each carries the mark zq7 wherever it could come alive."""

PAYLOADS = (
    "<script>zq7()</script>", "<zq7 onmouseover=zq7()>", '"><img src=zq7 onerror=zq7()>', "'><svg/onload=zq7()>",
    '" onfocus="zq7()" autofocus x="',
    "' onmouseover='zq7()' x='", " onfocus=zq7() ", "</title><script>zq7()</script>", "</textarea><zq7>",
    "</select><zq7>", "</script><script>zq7()</script>",
    "</style><zq7>", "--><zq7>", "]]><zq7>", "javascript:zq7()", "java\tscript:zq7()",
    "data:text/html,<script>zq7()</script>", "vbscript:zq7()",
    "{{ 7 * 7 }}zq7", "{% raw %}<zq7>", "${zq7()}", "#{zq7}", "%(actor)s<zq7>", "%s<zq7>", "{0}<zq7>",
    "&lt;zq7&gt;<zq7>", "&#60;zq7&#62;", "\\u003czq7\\u003e",
    "+ADw-zq7+AD4-", "<zq7", "<zq7//", "<<zq7>", "<a href=javascript:zq7()>", "<a href='//zq7.example'>",
    "<iframe srcdoc='<zq7>'>", "<math><mi//xlink:href='data:,zq7'>",
    "<details open ontoggle=zq7()>", "<input autofocus onfocus=zq7()>", "<meta http-equiv=refresh content='0;zq7'>",
    "<base href=//zq7.example>", "<form action=//zq7.example>",
    "<button formaction=javascript:zq7()>", "<link rel=stylesheet href=//zq7.example>",
    "<style>@import'//zq7.example'</style>", "<object data=//zq7.example>", "<embed src=//zq7.example>",
    "<div hx-get=/logout hx-trigger=load zq7>", "<div hx-on:load=zq7()>", "<b data-confirm=zq7>", "' || zq7() || '",
    "`zq7`", "\u2028<zq7>", "\ufeff<zq7>", "<zq7\x0c>",
    "[zq7](javascript:zq7())", "![zq7](//zq7.example/a.png)", "<!--<zq7>", "<?zq7 ?>", "<![CDATA[<zq7>]]>",
    "<zq7 style=x:expression(zq7())>", "\u202e<zq7>", "<ZQ7>",
)  # fmt: skip
