"""How does Word show a run or a paragraph: what its own properties, its styles and the defaults say together."""

from dataclasses import dataclass, field

from knowledge.readers.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off", "none"}
DEPTH_MAX = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run's look changes its words."""

    struck: bool = False
    hidden: bool = False
    capitals: bool = False
    raised: bool = False
    font: str = ""


@dataclass(slots=True)
class Styles:
    """The styles of one document by their id."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default_font: str = ""
    default_style: str = ""
    known: dict[tuple[str, str], list[Element]] = field(default_factory=dict)

    def look(self, run: Element, paragraph_style: str) -> Look:
        """The nearest word on each point decides: the run's own, its style's, the paragraph's style's."""
        own = run.find(f"{W}rPr")
        sources = [] if own is None else [own]
        if own is not None and (style := value(own, "rStyle")):
            sources += self.chain(style, "rPr")
        sources += self.chain(paragraph_style or self.default_style, "rPr")
        return Look(
            struck=_is_on(sources, "strike") or _is_on(sources, "dstrike"),
            hidden=_is_on(sources, "vanish"),
            capitals=_is_on(sources, "caps"),
            raised=any(value(source, "vertAlign") == "superscript" for source in sources[:1]),
            font=next((font for source in sources if (font := _font(source))), self.default_font),
        )

    def chain(self, style: str, properties: str) -> list[Element]:
        """The properties of a style and of those it is based on, the nearest first."""
        if (style, properties) not in self.known:
            found: list[Element] = []
            at = style
            for _ in range(DEPTH_MAX):
                element = self.by_id.get(at)
                if element is None:
                    break
                if (one := element.find(f"{W}{properties}")) is not None:
                    found.append(one)
                at = value(element, "basedOn")
            self.known[style, properties] = found
        return self.known[style, properties]

    def numbering(self, properties: Element | None, style: str) -> tuple[str, int | None, str]:
        """(list, level, the style that says so) of a paragraph; ('', None, '') for none."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        if own is not None and (number := value(own, "numId")):
            return number, _whole(value(own, "ilvl")), ""
        at = style or self.default_style
        for _ in range(DEPTH_MAX):
            element = self.by_id.get(at)
            if element is None:
                break
            numbered = element.find(f"{W}pPr/{W}numPr")
            if numbered is not None and (number := value(numbered, "numId")):
                level = _whole(value(own, "ilvl")) if own is not None else None
                return number, level if level is not None else _whole(value(numbered, "ilvl")), at
            at = value(element, "basedOn")
        return "", None, ""

    def alignment(self, properties: Element | None, style: str) -> str:
        """'center', 'both', …; '' where nothing is said."""
        sources = [] if properties is None else [properties]
        sources += self.chain(style or self.default_style, "pPr")
        return next((said for source in sources if (said := value(source, "jc"))), "")


def read_styles(root: Element | None) -> Styles:
    """The styles of styles.xml."""
    styles = Styles()
    if root is None:
        return styles
    for one in root.iterfind(f"{W}style"):
        styles.by_id[one.get(f"{W}styleId", "")] = one
        if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true", "on"):
            styles.default_style = one.get(f"{W}styleId", "")
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    styles.default_font = _font(defaults) if defaults is not None else ""
    return styles


def value(element: Element, name: str) -> str:
    """What the child `name` says; '' where it is missing."""
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _is_on(sources: list[Element], name: str) -> bool:
    for source in sources:
        if (switch := source.find(f"{W}{name}")) is not None:
            return switch.get(f"{W}val", "1") not in OFF
    return False


def _font(properties: Element) -> str:
    fonts = properties.find(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 4 else None
