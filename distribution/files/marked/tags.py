"""Small edits of XML as text: what is not touched stays to the byte."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def text_of(words: str) -> str:
    """Return words as text of an element."""
    return escape(_NO_XML.sub(" ", words))


def attribute_of(words: str) -> str:
    """Return words as the value of an attribute in double quotes."""
    return escape(_NO_XML.sub(" ", words), {'"': "&quot;", "\n": " "})


def attribute(tag: str, name: str) -> str | None:
    """Return an attribute of an opening tag, None where it has none."""
    found = re.search(rf"\s{name}=([\"'])(.*?)\1", tag)
    return found[2] if found else None


def with_attribute(tag: str, name: str, value: str) -> str:
    """Return an opening tag with an attribute set."""
    if attribute(tag, name) is not None:
        return re.sub(rf"(\s{name}=)([\"']).*?\2", rf'\g<1>"{value}"', tag, count=1)
    end = "/>" if tag.endswith("/>") else ">"
    return f'{tag[: -len(end)].rstrip()} {name}="{value}"{end}'


def prefix_of(xml: str, root: str) -> str:
    """Return the prefix, with its colon, that a part gives its elements; mostly there is none."""
    found = re.search(rf"<((?:\w+:)?){root}[\s>/]", xml)
    return found[1] if found else ""


def append_inside(xml: str, element: str, addition: str) -> str:
    """Return a part with something added at the end of its first element of a name (prefix included).

    Raises
    ------
    ValueError
        When the part has no such element.
    """
    empty = re.search(rf"<{element}(\s[^>]*)?/>", xml)
    closing = xml.find(f"</{element}>")
    if closing < 0 and empty is None:
        raise ValueError(f"no element {element}")
    if closing < 0 and empty is not None:
        opened = f"{empty[0][:-2].rstrip()}>"
        return f"{xml[: empty.start()]}{opened}{addition}</{element}>{xml[empty.end() :]}"
    return xml[:closing] + addition + xml[closing:]
