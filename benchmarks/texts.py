"""Words, titles and bodies: invented, spread like those of a language, the same for one seed.

A body is made of sections rendered once each. Rendering works block by block, so a body of
rendered sections is what render() makes of the whole; tests/benchmarks holds it to that.
"""

import itertools
from dataclasses import dataclass, field

from articles.render import render
from thinktank.markup.structure import settle

# Put into bodies with these chances, whatever else stands there: search is measured with them.
COMMON = ("policy", "border", "energy", "treaty", "harbour")
COMMON_SHARE = 0.30
RARE = ("isthmus", "lodestone", "cormorant", "vestibule", "quagmire")
RARE_SHARE = 0.005

# The words that hold any English page together, the most frequent first.
FRAME = str.split(
    "the of and to in a is that for it as was with be by on not he his but at are this have from "
    "or had an they which one you were all her she there would their we him been has when who will "
    "no more if out so up said what its about than into them can only other time new some could "
    "these two may first then do any like my now over such our man me even most made after also did "
    "many off before must well back through years much where your way down should because long each "
    "just state those people too how little good world make very year still see own work men day get "
    "here between both life being under three never know same last another while us might great old"
)
TOPICS = str.split(
    "deterrence verification restraint inspection sanctions alliance frontier doctrine mediation "
    "ceasefire pipeline reservoir railway currency tariff fishery embargo election parliament census "
    "migration drought monsoon glacier satellite reactor arsenal convoy corridor consulate protocol "
    "summit referendum province archive wheat cotton copper lithium shipping insurance cable radar "
    "hotline barrage aquifer customs tribunal refuge garrison airspace estuary turbine grid budget"
)
ASKED = (
    "The price of {0} and the {1}", "Why {0} outlives the {1}", "{0}, {1} and the {2} question",
    "What {2} can learn from {0}", "After the {0}: a {1} for {2}", "Counting the {0} of {2}",
)  # fmt: skip
SYLLABLES = [first + second for first in "bdfhklmnrstvz" for second in "aeiou"]
ENDINGS = ("n", "r", "l", "s", "th", "nd", "rk", "st", "", "")
INVENTED = 12_000
SECTIONS = 500
SECTIONS_A_BODY = 7


@dataclass
class Text:
    """A body as stored, and what render() makes of it."""

    body: str = ""
    html: str = ""
    text: str = ""
    contents: list = field(default_factory=list)
    words: int = 0

    def __add__(self, other):
        return Text(
            self.body + other.body,
            self.html + other.html,
            "\n".join(filter(None, [self.text, other.text])),
            self.contents + other.contents,
            self.words + other.words,
        )


class Texts:
    """An endless supply of titles and bodies from one random.Random."""

    def __init__(self, chance):
        self.chance = chance
        self.words = [*FRAME, *_invented(chance)]
        # Zipf's law: the n-th word of a language stands about 1/n as often as its first.
        self.weights = list(
            itertools.accumulate(1 / rank for rank in range(1, len(self.words) + 1))
        )
        self.sections = self._sections()

    def title(self):
        topics = self.chance.sample(TOPICS, 2)
        made = self.chance.choice(ASKED).format(*topics, self.name())
        return made[0].upper() + made[1:]

    def name(self):
        """An invented proper name."""
        return self.chance.choice(self.words[len(FRAME) :]).capitalize()

    def sentence(self, length):
        """Some words as a sentence."""
        return self._some(length).capitalize() + "."

    def body(self):
        """About 900 words, with the words search is measured with."""
        sections = self.chance.sample(self.sections, SECTIONS_A_BODY)
        return sum([*sections, self._closing()], Text())

    def _closing(self):
        wanted = [word for word in COMMON if self.chance.random() < COMMON_SHARE]
        wanted += [word for word in RARE if self.chance.random() < RARE_SHARE]
        text = " ".join([*wanted, self.sentence(12)])
        paragraph = settle(f"<p>{text}</p>")  # with its lasting id, as every write gives one
        return Text(paragraph, paragraph, text, [], len(text.split()))

    def _some(self, length):
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length))

    def _sections(self):
        sections, headings = [], set()
        while len(sections) < SECTIONS:
            heading = f"{self.name()} {self._some(3)}"
            if heading not in headings:  # an anchor is free only where no other has it
                headings.add(heading)
                sections.append(self._section(heading))
        return sections

    def _section(self, heading):
        paragraphs = [
            " ".join(self.sentence(self.chance.randint(8, 26)) for _sentence in range(4))
            for _paragraph in range(2)
        ]
        body = settle(f"<h2>{heading}</h2>" + "".join(f"<p>{each}</p>" for each in paragraphs))
        made = render(body)
        return Text(body, made.html, made.text, made.contents, made.words)


def _invented(chance):
    known, words = {*FRAME, *TOPICS, *COMMON, *RARE}, []
    while len(words) < INVENTED:
        length = chance.choices((2, 3, 4), (5, 4, 1))[0]
        word = "".join(chance.choices(SYLLABLES, k=length)) + chance.choice(ENDINGS)
        if word not in known:
            known.add(word)
            words.append(word)
    return words
