"""Attribution: who says what: sources, the words that report, the stretch they speak for, the status it gives."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from recoupe.extract.quotations import find_quotations
from recoupe.extract.relays import joined
from recoupe.extract.saying import SayingWords
from recoupe.extract.speaker import OrgOf, Speaker
from recoupe.extract.speaker_memory import SpeakerMemory
from recoupe.extract.speech_cues import Cue, CueFinder
from recoupe.extract.verb_group import PAUSES
from recoupe.extract.wordline import WordLine
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Zone
from recoupe.model.mentions import Attribution
from recoupe.model.parse import Parse, Sentence, Token
from recoupe.model.spans import CharSpan
from recoupe.model.values import Source, Status
from recoupe.text.normalise import plain

#: Words between a cue and the channel or outlet that belongs to it.
_CHANNEL_REACH = 14
#: First words of what is said among which the noun of a count stands ("le nouveau bilan").
_COUNT_REACH = 3
#: Earlier sentences whose subject a pronoun may stand for.
_PRONOUN_SENTENCES = 2
#: A sentence and the one before it.
_PAIR = 2


class _Chain(msgspec.Struct, frozen=True):
    """Channel and outlet phrases of one line: word index and value."""

    channels: tuple[tuple[int, str], ...]
    vias: tuple[tuple[int, str], ...]


class AttributionExtractor:
    """Finds the attributions of a document. Built once per language pack, used for any number of documents."""

    def __init__(self, pack: LanguagePack, org_of: OrgOf | None = None) -> None:
        self._words = pack.made(SayingWords)
        self._cues = CueFinder(self._words)
        self._org_of = org_of
        self._language = pack.code

    def find(
        self, parse: Parse, text: str, *, org_of: OrgOf | None = None, zones: Iterable[Zone] = ()
    ) -> tuple[Attribution, ...]:
        """Attributions of `parse` in the order of their cues.

        `text` is the document's; `org_of` tells which actor a stretch of it names (in place of the one given at
        construction); `zones` bound the quotations.
        """
        text = plain(text)
        reading = _Reading(self._words, self._cues, text, find_quotations(text, zones), org_of or self._org_of)
        for sentence in parse.sentences:
            if sentence.tokens and sentence.language == self._language:
                reading.read(sentence)
        return tuple(reading.found)


class _Reading:
    """One document being read, sentence after sentence."""

    def __init__(
        self, words: SayingWords, cues: CueFinder, text: str, quotations: tuple[CharSpan, ...], org_of: OrgOf | None
    ) -> None:
        self._words, self._cues, self._text, self._org_of = words, cues, text, org_of
        self._quotations = quotations
        self._memory = SpeakerMemory(words.speakers.table, text)
        self._lines: list[WordLine] = []
        self.found: list[Attribution] = []

    def read(self, sentence: Sentence) -> None:
        line = WordLine(sentence)
        self._lines.append(line)
        cues = joined(line, self._cues.find(line, self._org_of), self._words)
        if not cues:
            return
        chain = self._chain(line)
        for cue, (channel, via) in zip(cues, _assign(line, chain, cues), strict=True):
            cue_span = line.span(cue.first, cue.end)
            # Who speaks inside a quotation is no antecedent of a pronoun outside.
            quoted = any(quotation.contains(cue_span) for quotation in self._quotations)
            if quoted and cue.speakers[0].kind == "pronoun":
                # « Il m'a dit qu'il tirerait »: whom somebody quoted speaks of is not told.
                continue
            speakers = self._memory.resolve(
                self._latter(line, cue), lambda: self._subjects(line), self._introduced, remember=not quoted
            )
            content = self._content(line, cue, cues)
            for speaker in speakers:
                if speaker.source == Source():
                    continue
                source = self._source(line, speaker, channel or self._same_statement(cue, speaker), via)
                self._memory.hear(speaker, source.channel)
                self.found.append(
                    Attribution(
                        source,
                        speaker.span,
                        cue_span,
                        content,
                        self._status(speaker, cue),
                        speaker.named,
                        self._counts(line, speaker, content),
                    )
                )

    def _same_statement(self, cue: Cue, speaker: Speaker) -> str | None:
        """The channel of the sentence before, when a pronoun goes on: "Dans un message, X dit ... Il accuse"."""
        last = self.found[-1] if self.found else None
        before = self._lines[-2].sentence if len(self._lines) > 1 else None
        if last is None or before is None or all(one.kind != "pronoun" for one in cue.speakers):
            return None
        same = (last.source.name, last.source.org) == (speaker.source.name, speaker.source.org)
        return last.source.channel if same and before.span.contains(last.cue) else None

    def _counts(self, line: WordLine, speaker: Speaker, content: CharSpan) -> bool:
        """Whether a count is told, not an event: "selon un nouveau bilan", "le bilan du raid s'établit à dix morts"."""
        table = self._words.table
        said = [word.low for word in line.words if word.start >= content.start][:_COUNT_REACH]
        return speaker.head in table.counts or not table.counts.isdisjoint(said)

    def _status(self, speaker: Speaker, cue: Cue) -> Status:
        """ "a constaté un photographe": what reporters saw is the outlet's own report."""
        return "reported" if speaker.head in self._words.speakers.table.reporters else cue.status

    def _source(self, line: WordLine, speaker: Speaker, channel: str | None, via: str | None) -> Source:
        source = speaker.source
        low = self._text[line.sentence.start : line.sentence.end].lower()
        hidden = (
            source.name is None
            and source.role is not None
            and any(mark in low for mark in self._words.speakers.table.anonymity)
        )
        return msgspec.structs.replace(
            source,
            channel=source.channel or channel,
            via=source.via or (via if via != source.org else None),
            anonymous=source.anonymous or hidden,
        )

    def _subjects(self, line: WordLine) -> tuple[Speaker, ...]:
        """Main subjects of the sentences before `line` in the same zone, for a pronoun."""
        found: list[Speaker] = []
        for earlier in self._lines[-1 - _PRONOUN_SENTENCES : -1]:
            if earlier.sentence.zone != line.sentence.zone:
                continue
            root = next((t for t in earlier.sentence.tokens if t.dep == "ROOT"), None)
            if root is not None:
                at = earlier.of_token[root.i]
                group = self._cues.groups.group(earlier, at)
                found.extend(self._cues.subjects.subject(earlier, at, group, self._org_of)[:1])
        return tuple(s for s in found if s.kind not in ("other", "pronoun", "document"))

    def _introduced(self, speaker: Speaker) -> Speaker | None:
        """The first place where a post is named together with its holder."""
        singular = self._words.speakers.singular
        for line in self._lines:
            for at, low in enumerate(line.lows):
                if singular.get(low) == speaker.head:
                    for read in self._cues.reader.read(line, at, self._org_of)[:1]:
                        if read.source.name is not None:
                            return read
        return None

    def _latter(self, line: WordLine, cue: Cue) -> tuple[Speaker, ...]:
        """The cue's speakers; "cette dernière" is the last of that gender that its sentence names."""
        one = cue.speakers[0]
        if one.kind != "pronoun" or one.head not in self._words.speakers.table.latter:
            return self._documents(line, cue)
        gender = "Fem" if one.head in self._words.speakers.table.feminine else "Masc"
        for start in range(cue.first - 1, -1, -1):
            for named in self._cues.reader.read(line, start, self._org_of)[:1]:
                fits = named.gender == gender and named.plural == one.plural and named.end <= cue.first
                if fits and named.kind not in ("other", "pronoun", "document"):
                    return (msgspec.structs.replace(named, span=one.span, named=named.span),)
        return cue.speakers

    def _documents(self, line: WordLine, cue: Cue) -> tuple[Speaker, ...]:
        """The cue's speakers; a document without an author ("selon un communiqué") is the main subject's."""
        first = cue.speakers[0]
        own = first.source.channel in self._words.table.issued and cue.mode == "around"
        if first.kind != "document" or first.source.org is not None or not own:
            return cue.speakers
        for token in line.sentence.tokens:
            if token.dep == "ROOT":
                for subject in line.sentence.dependents(token.i, "nsubj"):
                    for author in self._cues.subjects.phrase(line, subject, self._org_of)[:1]:
                        if author.kind == "body" and not subject.dep.endswith("pass"):
                            source = msgspec.structs.replace(author.source, channel=first.source.channel)
                            return (msgspec.structs.replace(first, source=source, kind="body"),)
        return cue.speakers

    def _chain(self, line: WordLine) -> _Chain:
        channels: list[tuple[int, str]] = []
        vias: list[tuple[int, str]] = []
        for at, low in enumerate(line.lows):
            if low not in self._words.chain_starts:
                continue
            if (channel := self._words.channel(line, at)) is not None:
                channels.append((at, channel[1]))
            if (via := self._words.via(line, at)) is not None:
                vias.append((at, via[1]))
        return _Chain(tuple(channels), tuple(vias))

    # What is said

    def _content(self, line: WordLine, cue: Cue, cues: tuple[Cue, ...]) -> CharSpan:
        sentence = line.sentence
        before = self._taken_up(line, cue)
        if before is not None:
            return before.cover(sentence.span)
        if cue.mode == "clause" and cue.said is not None and cue.said < len(line.words):
            begin, end = line.words[cue.said].start, _clause_end(line, cue, cues)
            span = CharSpan(begin, end if end > begin else sentence.end)
            return self._with_quotations(span, sentence, line.span(cue.first, cue.end))
        start, end = sentence.start, sentence.end
        rivals = [c for c in cues if c is not cue and c.mode == "around" and cue.mode == "around"]
        if rivals:
            start, end = _share(line, cue, rivals)
        elif cue.mode == "around":
            start = _own_clause(line, cue)
        elif cue.mode == "by":
            start, end = _described(line, cue)
        return self._with_quotations(CharSpan(start, end), sentence, line.span(cue.first, cue.end))

    def _taken_up(self, line: WordLine, cue: Cue) -> CharSpan | None:
        """The sentence before, where this one only says whose it is: "C'est ce qu'a annoncé le maire"."""
        if self._words.taken_up.match(line, 0) is None or cue.mode == "around" or len(self._lines) < _PAIR:
            return None
        before = self._lines[-2].sentence
        near = before.zone == line.sentence.zone and before.index == line.sentence.index - 1
        return before.span if near and (cue.mode != "by" or cue.status in ("confirmed", "denied")) else None

    def _with_quotations(self, span: CharSpan, sentence: Sentence, cue: CharSpan) -> CharSpan:
        """Widened to quotations that run into it, and after an incise to the one that goes on behind the sentence."""
        for quotation in self._quotations:
            if quotation.start > span.end + 3:
                break
            if quotation.overlaps(span) or 0 <= cue.start - quotation.end <= 3:
                outside = quotation.start < sentence.start or quotation.end > span.end
                span = span.cover(quotation) if outside else span
            elif self._goes_on(span, sentence, quotation):
                span = span.cover(quotation)
        return span

    def _goes_on(self, span: CharSpan, sentence: Sentence, quotation: CharSpan) -> bool:
        """« A », dit X. « B. »: B is X's too, unless a comma behind it announces who says B."""
        between = self._text[span.end : quotation.start]
        follows = quotation.start >= span.end == sentence.end and not between.strip(" ")
        speaks = any(q.start < span.end and q.end > span.start for q in self._quotations)
        return follows and speaks and "\n" not in between and self._text[quotation.end : quotation.end + 1] != ","


def _clause_end(line: WordLine, cue: Cue, cues: tuple[Cue, ...]) -> int:
    """End of a complement: the sentence's, or where the reporting verb is coordinated with another finite verb."""
    sentence = line.sentence
    verb = next((t for t in sentence.tokens if t.i == line.words[cue.end - 1].last), None)
    end = sentence.end
    if verb is None:
        return end
    for later in cues:
        if later.first > (cue.said or cue.end) and later.mode == "clause":
            subject = later.speakers[0].first
            if subject > (cue.said or cue.end) + 1 and line.low(subject - 1) in (";", ","):
                end = min(end, line.words[subject - 1].start)
    main = _verb_after_relative(sentence, verb)
    if main is not None:
        # "Le groupe, qui a annoncé une trêve, A FRAPPÉ": what follows the relative clause is not said.
        end = min(end, main)
    for token in sentence.dependents(verb.i, "conj"):
        if "VerbForm=Fin" in token.morph or any("VerbForm=Fin" in t.morph for t in sentence.dependents(token.i, "aux")):
            first = min(sentence.subtree(token.i))
            if token.i > line.words[cue.end - 1].last and first > line.words[cue.end - 1].last:
                end = min(end, sentence.tokens[first].start)
    return max(end, line.words[cue.end - 1].end)


def _verb_after_relative(sentence: Sentence, verb: Token) -> int | None:
    """Where the main verb begins whose subject a relative clause with `verb` describes; None when there is none."""
    here = verb
    while here.head != here.i and not here.dep.startswith("acl"):
        here = sentence.tokens[here.head]
    noun = sentence.tokens[here.head]
    main = sentence.tokens[noun.head]
    if not here.dep.startswith("acl") or not noun.dep.startswith("nsubj") or main.i <= verb.i:
        return None
    helpers = [t.i for t in sentence.dependents(main.i, "aux") if t.i > verb.i]
    return sentence.tokens[min((main.i, *helpers))].start


def _share(line: WordLine, cue: Cue, rivals: list[Cue]) -> tuple[int, int]:
    """The part of a sentence that one of several "selon" speaks for: from the source before it to its own."""
    own = cue.speakers[-1].end
    opens = cue.first <= 1
    start = 0 if opens else max((r.speakers[-1].end for r in rivals if r.first < cue.first and r.first > 1), default=0)
    later = [r.first for r in rivals if r.first > cue.first]
    end = own if later and not opens else len(line.words)
    if opens and later:
        end = _boundary(line, min(later), own)
    start = min(start, cue.first)
    return line.words[start].start, line.words[max(end, own) - 1].end


def _own_clause(line: WordLine, cue: Cue) -> int:
    """Where "selon" without a comma before it begins to hold: in its own clause, when that has a verb.

    "L'aviation a frappé un poste, TUANT dix hommes selon l'ONG": the ONG speaks of the dead only.
    """
    if line.low(cue.first - 1) in PAUSES or cue.first == 0:
        return line.sentence.start
    comma = next((k for k in range(cue.first - 1, 0, -1) if line.low(k) == ","), None)
    verbs = comma is not None and any(line.words[k].pos == "VERB" for k in range(comma, cue.first))
    return line.words[comma + 1].start if verbs and comma is not None else line.sentence.start


def _described(line: WordLine, cue: Cue) -> tuple[int, int]:
    """What a participle with its agent speaks for: "les tirs ont rompu la trêve DÉCIDÉE PAR X", the noun alone.

    "Le raid, CONFIRMÉ PAR X, a tué deux hommes": what is said of the subject goes with it.
    """
    sentence = line.sentence
    verb = sentence.tokens[line.words[cue.end - 1].last]
    end = line.words[cue.speakers[-1].end - 1].end
    if verb.head >= verb.i or line.words[cue.first].start < verb.start:
        return sentence.start, sentence.end
    if verb.dep.startswith("acl") and not sentence.tokens[verb.head].dep.startswith("nsubj"):
        return sentence.tokens[min(sentence.subtree(verb.head))].start, end
    aside = line.low(cue.first - 1) == "," and verb.dep.startswith(("advcl", "conj"))
    return (verb.start, end) if aside else (sentence.start, sentence.end)


def _boundary(line: WordLine, before: int, after: int) -> int:
    """Last comma or semicolon before word `before`, else `before`."""
    return next((k for k in range(before - 1, after, -1) if line.low(k) in (",", ";")), before)


def _assign(line: WordLine, chain: _Chain, cues: tuple[Cue, ...]) -> list[tuple[str | None, str | None]]:
    """For each cue the channel and outlet nearest to it; each phrase goes to one cue only."""
    result: list[list[str | None]] = [[None, None] for _ in cues]
    for slot, phrases in enumerate((chain.channels, chain.vias)):
        for at, value in phrases:
            near = sorted((_distance(at, cue), k) for k, cue in enumerate(cues) if not _clause_between(line, at, cue))
            if near and near[0][0] <= _CHANNEL_REACH and result[near[0][1]][slot] is None:
                result[near[0][1]][slot] = value
    return [(channel, via) for channel, via in result]


def _clause_between(line: WordLine, at: int, cue: Cue) -> bool:
    """Whether a phrase before a cue is of a relative clause: "DONT des images ont circulé SUR X, a été confirmée"."""
    comma = next((k for k in range(at, cue.first) if line.low(k) == ","), None)
    relative = next((k for k in range(at, -1, -1) if line.low(k) == ","), 0)
    opened = line.words[relative + 1].first if relative + 1 < len(line.words) else 0
    marked = line.sentence.tokens[opened].has("PronType=Rel")
    return comma is not None and marked


def _distance(at: int, cue: Cue) -> int:
    """Words from a phrase to a cue or its speakers, whichever is nearer; 0 inside them."""
    spans = [(cue.first, cue.end), *((s.first, s.end) for s in cue.speakers)]
    return min(max(start - at, at - end + 1, 0) for start, end in spans)
