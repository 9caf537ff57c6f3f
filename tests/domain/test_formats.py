"""Formats: what each platform takes is known before anything is filmed."""

from domain.formats import FORMATS, misfits


def test_a_film_too_long_or_too_short_for_a_platform_is_told_by_format():
    assert misfits(("vertical", "facebook_reels", "twitter"), 120) == (
        "facebook_reels takes at most 90 s; this film is planned to last 120 s.",
    )
    assert misfits(("youtube_shorts",), 4.5) == ("youtube_shorts takes 5 s and more; this film is planned to last 4.5 s.",)


def test_a_film_of_half_a_minute_fits_everywhere():
    assert misfits(FORMATS, 30) == ()
