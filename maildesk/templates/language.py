"""Which folder of templates serves which language tag."""

# Region to script where it is not the usual one (RFC 5646 section 4.1: the script says how Chinese is written).
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def folder_names(tag: str) -> tuple[str, ...]:
    """Return the folders that may serve a BCP 47 tag, best first: `zh-TW` gives `zh-TW` and `zh-Hant`."""
    parts = tag.replace("_", "-").split("-")
    primary = parts[0].lower()
    if primary != "zh":
        return tuple(dict.fromkeys((tag, primary)))
    traditional = any(part.lower() in _TRADITIONAL for part in parts[1:])
    return tuple(dict.fromkeys((tag, "zh-Hant" if traditional else "zh-Hans")))
