"""How the fields of a masthead are written, in the six languages.

Each pattern is matched where a field can begin. Some fields have a label of
their own ("Distr.", "Original:", "Agenda item") and are known anywhere in a
line; a date or a place is known only by its shape and must fill what is left
of the line. "Distr.: Limited" stays in English in most language versions (UN
Editorial Manual, mastheads).
"""

from __future__ import annotations

from draftkit.patterns import begun_pattern, lazy_pattern, worded_pattern

_UNITS = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth"
_TENS = "Twent|Thirt|Fort|Fift|Sixt|Sevent|Eight|Ninet"
_ORDINAL = (
    rf"(?:(?:One\shundred\s(?:and\s)?)?(?:(?:{_TENS})y-(?i:{_UNITS})|(?:{_TENS})ieth|{_UNITS}|Tenth|Eleventh|Twelfth"
    r"|(?:Thir|Four|Fif|Six|Seven|Eigh|Nine)teenth)|Hundredth|\d{1,3}(?:st|nd|rd|th))"
)
_KIND = r"(?:\s\(?(?:resumed|special|emergency|regular|annual|ordinary|extraordinary)\)?)*"

UNITED_NATIONS = worded_pattern(
    r"(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций"
    r"|联\s?合\s?国|الأمم المتحدة)"
    r"(?=\s*$|\s+[A-Z][A-Za-z]*/)",
    "Nations",
    "Naciones",
    "Наций",
    "合",
    "الأمم",
)
SYMBOL_TO_COME = begun_pattern(r"\[[Ss]ymbol[^\]]*\]", "[")
DISTRIBUTION = begun_pattern(
    r"Distr(?:\.|ibution)(?:\s?[:：]\s*[^\W\d]+|\s[a-zéè]+|\s?[:：])|分发\s?[:：]\s*\w+", "Distr", "分发"
)
ORIGINAL = worded_pattern(
    r"(?:Original(?:\slanguages?)?|Язык оригинала|Подлинный текст на|原文|الأصل)\s?[:：]\s*"
    r"[^\W\d]+(?:(?:\s?[/,،、]\s?|\s(?:and|et|y|и)\s|\sи\s)[^\W\d]+)*(?:\sonly)?"
    r"|(?:ENGLISH|FRENCH|SPANISH|English|French|Spanish)\s(?:ONLY|only)",
    "riginal",
    "оригинала",
    "Подлинный",
    "原文",
    "الأصل",
    "ONLY",
    "only",
)
LANGUAGE = begun_pattern(
    r"(?:Arabic|Chinese|English|French|Russian|Spanish|Français|Español|Русский|中文|Chinois|Arabe)"
    r"(?=\s*$|\s+(?:Original|原文))",
    "Arabic",
    "Chinese",
    "English",
    "French",
    "Russian",
    "Spanish",
    "Français",
    "Español",
    "Русский",
    "中文",
    "Chinois",
    "Arabe",
)
SESSION = worded_pattern(
    rf"(?:Resumed\s)?(?:{_ORDINAL}{_KIND}|(?:Organizational|Special|\d{{4}}(?:\s\w+)?))\ssession\b"
    r"(?:\s(?:of|for)\s\d{4})?"
    r"|(?:Organizational|Substantive)\ssession(?:\s(?:of|for)\s\d{4})?"
    r"|[A-ZÉ][\w’-]+(?:\s[\w’-]+){0,3}\ssession(?:\s(?:extraordinaire|ordinaire|d[’']urgence)(?:\sd[’']urgence)?)?(?=\s*$|\s+Points?\s\d)"
    r"|[A-ZÁÉÍÓÚ]\w+(?:\s\w+){0,3}\sperío?do(?:\sextraordinario)?\sde\ssesiones(?:\s(?:extraordinario|de\semergencia))*"
    r"|[А-Я]\w+(?:\s\w+){0,4}\sсессия"
    r"|第[一二三四五六七八九十百零〇\d]+届(?:特别|紧急特别)?会议|\d{4}年(?:届会|会议)"
    r"|الدورة\s[^\d:،]{2,60}?(?=\s*$)",
    "session",
    "sesiones",
    "сессия",
    "届",
    "年",
    "الدورة",
)
COMMITTEE = worded_pattern(
    rf"{_ORDINAL}\sCommittee\b|Special\sPolitical\sand\sDecolonization\sCommittee(?:\s\(Fourth\sCommittee\))?"
    r"|Committee\sof\sthe\sWhole\b|General\sCommittee\b"
    r"|(?:Première|Deuxième|Troisième|Quatrième|Cinquième|Sixième)\sCommission\b"
    r"|(?:Primera|Segunda|Tercera|Cuarta|Quinta|Sexta)\sComisión\b"
    r"|(?:Первый|Второй|Третий|Четвертый|Пятый|Шестой)\sкомитет\b"
    r"|第[一二三四五六]委员会|اللجنة\s(?:الأولى|الثانية|الثالثة|الرابعة|الخامسة|السادسة)",
    "Commi",
    "Comisión",
    "комитет",
    "委员会",
    "اللجنة",
)
ORGAN = worded_pattern(
    r"(?:The\s)?(?:Conference\sof\sthe\s(?:States\s)?Parties|Meeting\sof\sthe\s(?:States\s)?Parties"
    r"|Meeting\sof\sStates\sParties|(?:Preparatory\s)?Commission\s(?:on|for|of)|Conference\son|United\sNations\sConference"
    r"|United\sNations\s(?:Environment|Habitat)\sAssembly|Intergovernmental\s(?:Conference|Negotiating|Committee)"
    r"|Preparatory\sCommittee|Executive\sBoard|Assembly\sof\s(?:States\s)?Parties|World\sHealth\sAssembly)"
    r"|Conférence\sdes\s(?:États\s)?[Pp]arties|Conferencia\sde\slas\sPartes"
    r"|Conferencia\sde\slos\sEstados\s[Pp]artes|Конференция\s(?:участников|Сторон|государств)"
    r"|.{0,40}缔约方会议|مؤتمر\sالأطراف|مؤتمر\sالدول\sالأطراف",
    "Parties",
    "Comm",
    "Conference",
    "Assembly",
    "Board",
    "Intergovernmental",
    "Conférence",
    "Conferencia",
    "Конференция",
    "缔约方会议",
    "مؤتمر",
)
BARE_ORGAN = worded_pattern(
    r"(?:The\s)?(?:General\sAssembly|(?:Security|Economic\sand\sSocial|Trusteeship|Human\sRights)\sCouncil)\b"
    r"|Assemblée\sgénérale|Conseil\sde\ssécurité|Conseil\s(?:économique\set\ssocial|des\sdroits\sde\sl[’']homme)"
    r"|Asamblea\sGeneral|Consejo\sde\sSeguridad|Consejo\sEconómico\sy\sSocial"
    r"|Генеральная\sАссамблея|Совет\sБезопасности|Экономический\sи\sСоциальный\sСовет"
    r"|大\s?会|安全理事会|经济及社会理事会|الجمعية\sالعامة|مجلس\sالأمن|المجلس\sالاقتصادي\sوالاجتماعي",
    "Assembl",
    "Council",
    "Conseil",
    "Asamblea",
    "Consejo",
    "Ассамблея",
    "Совет",
    "会",
    "الجمعية",
    "مجلس",
)
_NUMBER = r"\d{1,3}(?:\s?\(?[a-zа-яأ-ي]{1,3}\))?(?:\s?\(?[ivx]+\))?"
_NUMBERS = (
    rf"{_NUMBER}(?:(?:\s?[,–-]\s?|,?\s(?:and|to|et|à|y|и)\s|、|和|\sو\s?)(?:{_NUMBER}|\([a-zа-я]{{1,3}}\)))*"
)
AGENDA_ITEM = worded_pattern(
    rf"(?:(?:Provisional\s)?[Aa]genda\sitems?\s{_NUMBERS}|Items?\s{_NUMBERS}\sof\sthe\s(?:provisional\s|draft\s)?agenda"
    rf"|Points?\s{_NUMBERS}\sde\sl[’']ordre\sdu\sjour(?:\sprovisoire)?|Temas?\s{_NUMBERS}\sdel\sprograma(?:\sprovisional)?"
    rf"|Пункты?\s{_NUMBERS}\s(?:предварительной\s)?повестки\sдня|(?:临时)?议程项目\s?{_NUMBERS}"
    rf"|(?:البند|البنود|البندان)\s{_NUMBERS}\sمن\sجدول\sالأعمال(?:\sالمؤقت)?)\*{{0,3}}(?::(?=\s))?",
    "genda",
    "ordre",
    "programa",
    "повестки",
    "议程项目",
    "البند",
    "البنود",
)
_MONTH = r"(?!and\b|to\b|et\b|y\b)[^\W\d_]+(?:/[^\W\d_]+)?\.?"
_DAY = r"\d{1,2}(?:er|º|°)?"
IN_A_DATE = lazy_pattern(r"\d{4}|20_|\d[/.]\d")
"""In every date, and in little else."""
DATE = lazy_pattern(
    rf"(?:{_DAY}\s(?:de\s)?{_MONTH},?\s(?:de\s|del\s)?(?:\d{{4}}|20_+)(?:\sгода)?|{_MONTH}\s\d{{1,2}},\s\d{{4}}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)(?!\s?[-–—]\s?\d)"
)
_DATES = (
    rf"(?:{_DAY}(?:\s(?:de\s)?{_MONTH})?(?:\s(?:de\s)?\d{{4}})?(?:\s?[-–—]\s?|\s(?:to|and|au|al|a|по)\s)"
    rf"{_DAY}\s(?:de\s)?{_MONTH}(?:\s(?:de\s)?\d{{4}})(?:\sгода)?"
    r"|\d{4}年\d{1,2}月\d{1,2}日(?:至|[-–—])(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)"
)
PLACE_AND_DATES = lazy_pattern(
    rf"(?:[^\d:;]{{2,80}},\s(?:from\s|du\s|del?\s|с\s)?(?:{_DATES}|{DATE.pattern})|{_DATES}"
    r"|\d{4}年.{2,30}日[,，].{2,20})(?=\s|$)"
)
ADOPTION = worded_pattern(
    r"(?:Resolutions?|Decisions?|Declaration)\sadopted\sby\b|(?:Résolution|Décision)s?\sadoptées?\s"
    r"|(?:Resoluci[oó]n|Decisi[oó]n)(?:es)?\s(?:aprobad|adoptad)as?\s|(?:Резолюция|Решение),?\sпринят"
    r"|.{0,40}(?:大会|理事会|会议)(?:决议|决定)\s*$|(?:قرار|مقرر)\s(?:اتخذته|اعتمدته)|Adopted\sby\sthe\s",
    "dopted",
    "adoptée",
    "aprobad",
    "adoptad",
    "принят",
    "决",
    "اتخذته",
    "اعتمدته",
)
REPORT = worded_pattern(
    r"[\[［]\s?(?:on\s(?:the|a)\s(?:report|recommendation|proposal)|without\s(?:a\s)?reference|sur\sl[ae]\s|sans\srenvoi|sobre\s"
    r"|sin\sremisión|по\sдокладу|без\sпередачи|根据|未经发交|بناء\sعلى|دون\sالإحالة)",
    "[",
    "［",
)
RESOLUTION_NUMBER = lazy_pattern(r"\s*(?:\d+|[A-Z]+)/[\dA-Z]+\.?\s*")
NUMBERED_TITLE = lazy_pattern(
    r"(?:Resolution|Decision|Draft\s(?:resolution|decision)|Résolution|Décision|Resolución|Decisión)"
    r"\s(?:[\dIVX]+/[A-Z\d][\w.-]*|[IVX]+|\d+)\b"
)
