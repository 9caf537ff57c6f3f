"""Plain-language briefs, read by rule."""

import pytest

from providers.writing.reading import read_brief

ENGLISH = (
    "a 2-minute video on AI for small firms in Algeria, professional, male presenter, voice-over in Arabic and French, "
    "motivating music, publish on YouTube, LinkedIn and TikTok"
)
FRENCH = (
    "Je veux une video de 2 minutes sur l'IA pour les PME algeriennes, style professionnel, avec un avatar homme, voix off "
    "en arabe et francais, musique de fond motivante, et publication sur YouTube, LinkedIn et TikTok"
)
ARABIC = (
    "أريد فيديو مدته دقيقتين عن الذكاء الاصطناعي للشركات الصغيرة في الجزائر، بأسلوب احترافي، بصوت رجل، "
    "تعليق صوتي بالعربية والفرنسية، موسيقى محفزة، والنشر على يوتيوب ولينكدإن وتيك توك"
)


@pytest.mark.parametrize(
    ("brief", "theme", "audience", "tone", "mood"),
    [
        (ENGLISH, "AI for small firms in Algeria", "small firms in Algeria", "professional", "motivating"),
        (FRENCH, "L'IA pour les PME algeriennes", "les PME algeriennes", "professionnel", "motivante"),
        (ARABIC, "الذكاء الاصطناعي للشركات الصغيرة في الجزائر", "الشركات الصغيرة في الجزائر", "احترافي", "محفزة"),
    ],
)
def test_the_whole_brief_is_read_in_three_languages(brief: str, theme: str, audience: str, tone: str, mood: str) -> None:
    reading = read_brief(brief)
    assert (reading.theme, reading.audience, reading.tone, reading.mood) == (theme, audience, tone, mood)
    assert (reading.duration, reading.languages, reading.voice) == (120, ("ar", "fr"), "male")
    assert reading.platforms == reading.formats == ("youtube", "linkedin", "tiktok")


def test_somebody_on_screen_is_told_apart_from_a_voice() -> None:
    assert [(read_brief(said).avatar, read_brief(said).unread) for said in (ENGLISH, FRENCH)] == [("male", ())] * 2
    assert (read_brief(ARABIC).avatar, read_brief(ARABIC).unread) == ("", ())


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("a 30s video about cats", 30), ("90 seconds about cats", 90), ("a two and a half minute video about cats", 150),
        ("1 min 30 about cats", 90), ("half a minute about cats", 30), ("une vidéo d'une minute trente sur les chats", 90),
        ("une minute et demie sur les chats", 90), ("quarante-cinq secondes sur les chats", 45), ("فيديو 30 ثانية عن القطط", 30),
        ("فيديو دقيقة ونصف عن القطط", 90), ("فيديو مدته ثلاث دقائق عن القطط", 180), ("a video about cats", None),
    ],
)  # fmt: skip
def test_durations_are_read(said: str, seconds: int | None) -> None:
    assert read_brief(said).duration == seconds


@pytest.mark.parametrize(
    ("said", "platforms", "formats"),
    [
        ("cats at night, for Instagram Stories and X", ("instagram", "x"), ("instagram_stories", "twitter")),
        ("a YouTube Short about cats", ("youtube",), ("youtube_shorts",)),
        ("a video about cats, square, post it on Facebook, Vimeo and Dailymotion", ("facebook", "vimeo", "dailymotion"),
         ("facebook", "vimeo", "dailymotion", "square")),
        ("1 min on LinkedIn for freelancers, on Threads and Pinterest", ("threads", "pinterest"), ("threads", "pinterest")),
    ],
)  # fmt: skip
def test_platforms_and_shapes_are_read(said: str, platforms: tuple[str, ...], formats: tuple[str, ...]) -> None:
    reading = read_brief(said)
    assert (reading.platforms, reading.formats) == (platforms, formats)


@pytest.mark.parametrize(
    ("said", "theme", "pillar"),
    [
        ("5 Python beginner mistakes, 30 seconds, in French for TikTok", "5 Python beginner mistakes", "tips"),
        ("conseils pour bien dormir, 1 minute, TikTok", "Conseils pour bien dormir", "tips"),
        ("Please create a short promo video for our yoga studio", "Our yoga studio", "promo"),
        ("Une publicité de 45 secondes pour présenter notre boulangerie à Oran", "Notre boulangerie à Oran", "promo"),
        ("an explainer called “How rain is made”, 1 minute", "How rain is made", "education"),
        ("Make something nice", "", None),
    ],
)
def test_theme_and_pillar_are_read(said: str, theme: str, pillar: str | None) -> None:
    reading = read_brief(said)
    assert (reading.theme, reading.pillar) == (theme, pillar)


def test_what_no_rule_understands_is_quoted_and_small_talk_is_not() -> None:
    reading = read_brief(
        "I would like a video about remote work, voice-over in Spanish, with a dog on screen, send it to my boss by Friday"
    )
    assert reading.unread == ("Spanish", "dog on screen", "send it to my boss by Friday")


def test_subtitles_in_a_language_are_not_a_voice_in_it() -> None:
    reading = read_brief("a video about jazz, voice-over in French, subtitles in English")
    assert reading.languages == ("fr",)
    assert reading.unread == ("subtitles in English",)


def test_a_very_long_brief_is_read_quickly_and_its_theme_stays_short() -> None:
    assert len(read_brief("say something about the sea and the wind and the sky " * 180).theme) <= 300
