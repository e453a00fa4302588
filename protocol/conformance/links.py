"""Join links (SPEC 2.8)."""

import re

import values

_LINK = re.compile(r"hobnob://(?P<addresses>[^/?#]+)/\?(?P<parameters>[^/?#]+)")
_PARAMETER = re.compile(r"(?P<name>[a-z][a-z0-9]{0,15})=(?P<value>[A-Za-z0-9._~%-]{1,256})")
_KEY = re.compile(r"[A-Z2-7]{51}[AQ]")


def written_anew(link):
    """The link as a writer spells it, or None."""
    parts = _LINK.fullmatch(link)
    if not parts or len(link) > 2048:
        return None
    addresses = [_address(one) for one in parts["addresses"].split(",")]
    parameters = [_PARAMETER.fullmatch(one) for one in parts["parameters"].split("&")]
    if None in addresses or len(addresses) > 8 or None in parameters:
        return None
    keys = [one["value"] for one in parameters if one["name"] == "key"]
    rooms = [one["value"] for one in parameters if one["name"] == "room"]
    if len(keys) != 1 or not _KEY.fullmatch(keys[0]) or len(rooms) > 1 or not all(map(values.is_name, rooms)):
        return None
    return f"hobnob://{','.join(addresses)}/?key={keys[0]}" + "".join(f"&room={room}" for room in rooms)


def _address(text):
    for spelt in (text, text + ":15600"):
        try:
            values.ADDRESS.read(spelt)
            return spelt
        except values.Refusal:
            pass
    return None
