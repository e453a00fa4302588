"""Names of files that others send (SPEC 16.4)."""

import re

import text

_DEVICE = re.compile("(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])( *\\..*)?")
_MOST, _MOST_EXTENSION = 200, 20


def safe(told):
    """The name under which a file of that name is stored."""
    name = re.sub('[<>:"|?*\ufffd]', "_", text.safe(re.split(r"[/\\]", told)[-1]))
    name = name.lstrip(" .").rstrip(" .")
    if not name:
        return "file"
    if name.startswith("-") or _DEVICE.fullmatch(name.lower()):
        name = "_" + name
    return _shortened(name)


def _bytes(word):
    return len(word.encode("utf-8"))


def _shortened(name):
    if _bytes(name) <= _MOST:
        return name
    dot = name.rfind(".")
    extension = name[dot:] if dot > 0 and _bytes(name[dot:]) <= _MOST_EXTENSION else ""
    base = name[:len(name) - len(extension)]
    while _bytes(base) + _bytes(extension) > _MOST:
        base = base[:-1]
    return base.rstrip(" .") + extension
