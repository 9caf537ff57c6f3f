"""Themes by rule: well-worn ways of asking about one thing, none twice. They know nothing of the subject."""

from collections.abc import Iterator
from itertools import count

from domain.requests import ThemesRequest

_FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "tips": ("5 tips for {a}", "5 mistakes in {a}", "4 habits for {a}", "3 shortcuts in {a}", "{a}: where to begin"),
        "education": ("What is {a}?", "How does {a} work?", "Why {a} matters", "3 myths about {a}", "{a} step by step"),
        "story": ("How {a} began", "A day with {a}", "What {a} taught us", "The people behind {a}", "{a}, before and after"),
        "promo": ("Why choose {a}", "3 reasons for {a}", "{a} in one minute", "Who {a} is for", "What is new in {a}"),
        "news": ("{a} this week", "What changed in {a}", "3 numbers about {a}", "{a}: what comes next", "{a} in short"),
    },
    "fr": {
        "tips": (
            "5 conseils pour {a}",
            "5 erreurs dans {a}",
            "4 habitudes pour {a}",
            "3 raccourcis pour {a}",
            "{a} : par où commencer",
        ),
        "education": (
            "{a}, c'est quoi ?",
            "Comment fonctionne {a} ?",
            "Pourquoi {a} compte",
            "3 idées reçues sur {a}",
            "{a} pas à pas",
        ),
        "story": (
            "Comment {a} a commencé",
            "Une journée avec {a}",
            "Ce que {a} nous a appris",
            "Derrière {a}",
            "{a}, avant et après",
        ),
        "promo": ("Pourquoi choisir {a}", "3 raisons pour {a}", "{a} en une minute", "{a} : pour qui ?", "{a} : les nouveautés"),
        "news": ("{a} cette semaine", "{a} : ce qui a changé", "3 chiffres sur {a}", "{a} : et ensuite ?", "{a} en bref"),
    },
    "ar": {
        "tips": ("5 نصائح عن {a}", "5 أخطاء في {a}", "4 عادات من أجل {a}", "3 طرق مختصرة في {a}", "{a}: من أين نبدأ"),
        "education": ("ما هو {a}؟", "كيف يعمل {a}؟", "لماذا يهمنا {a}", "3 خرافات عن {a}", "{a} خطوة بخطوة"),
        "story": ("كيف بدأ {a}", "يوم مع {a}", "ماذا علمنا {a}", "خلف كواليس {a}", "{a} قبل وبعد"),
        "promo": ("لماذا {a}", "3 أسباب لاختيار {a}", "{a} في دقيقة", "لمن {a}", "ما الجديد في {a}"),
        "news": ("{a} هذا الأسبوع", "ما الذي تغير في {a}", "3 أرقام عن {a}", "{a}: ماذا بعد", "{a} باختصار"),
    },
}


def suggest(request: ThemesRequest) -> tuple[str, ...]:
    """Return one theme for each day asked for; another seed begins elsewhere."""
    had = {theme.casefold() for theme in request.avoid}
    fresh = (theme for theme in _themes(request) if theme.casefold() not in had)
    return tuple(next(fresh) for _ in request.days)


def _themes(request: ThemesRequest) -> Iterator[str]:
    forms = _FORMS.get(request.language, _FORMS["en"])
    first = forms.get(request.pillar, forms["tips"])
    others = [form for pillar, some in forms.items() if pillar not in (request.pillar, "news") for form in some]
    ways = [*first[request.seed % len(first) :], *first[: request.seed % len(first)], *others]
    for part in count(1):
        for way in ways:
            theme = way.format(a=request.about)
            yield theme[0].upper() + theme[1:] + (f" ({part})" if part > 1 else "")
