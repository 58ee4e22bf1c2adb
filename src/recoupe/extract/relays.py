"""One voice behind another: "rapporte Reuters, citant un officier", "l'état-major, par la voix du colonel X"."""

from __future__ import annotations

import msgspec

from recoupe.extract.saying import SayingWords
from recoupe.extract.speaker import Speaker
from recoupe.extract.speech_cues import Cue
from recoupe.extract.wordline import WordLine

#: Words between an outlet and the verb by which it cites ("Reuters, qui cite"), between a body and its voice.
_CITE_REACH, _VOICE_REACH = 3, 1


def joined(line: WordLine, cues: tuple[Cue, ...], words: SayingWords) -> tuple[Cue, ...]:
    """The cues of a line: an outlet that cites someone becomes that one's relay, a body and its voice one source."""
    kept = list(cues)
    for cue in cues:
        if cue.relayed:
            kept = _relayed(kept, cue, words)
        elif line.low(cue.first) in words.table.by:
            kept = _spoken(kept, cue)
    return tuple(kept)


def _relayed(cues: list[Cue], cite: Cue, words: SayingWords) -> list[Cue]:
    """ "L'agence Fars, citant un officier, affirme que": the officer says so, through Fars."""
    for n, host in enumerate(cues):
        outlet = host.speakers[-1]
        near = 0 <= cite.first - outlet.end <= _CITE_REACH
        if host is cite or host.relayed or not near or not _is_outlet(outlet, words):
            continue
        speakers = tuple(_through(s, outlet.source.org) for s in cite.speakers)
        out = [c for c in cues if c is not cite]
        out[out.index(host)] = msgspec.structs.replace(cues[n], speakers=speakers)
        return out
    return cues


def _spoken(cues: list[Cue], voice: Cue) -> list[Cue]:
    """ "a indiqué l'état-major, par la voix du colonel X": one source, the colonel of that body."""
    for n, host in enumerate(cues):
        body = host.speakers[-1]
        if host is voice or body.kind != "body" or not 0 <= voice.first - body.end <= _VOICE_REACH:
            continue
        person = voice.speakers[0]
        source = msgspec.structs.replace(person.source, org=body.source.org, org_id=body.source.org_id, anonymous=False)
        speaker = msgspec.structs.replace(person, source=source)
        out = [c for c in cues if c is not voice]
        out[out.index(host)] = msgspec.structs.replace(cues[n], speakers=(*host.speakers[:-1], speaker))
        return out
    return cues


def _is_outlet(speaker: Speaker, words: SayingWords) -> bool:
    return speaker.outlet or (speaker.kind == "body" and speaker.head in words.table.outlet_nouns)


def _through(speaker: Speaker, outlet: str | None) -> Speaker:
    source = msgspec.structs.replace(speaker.source, via=speaker.source.via or outlet)
    return msgspec.structs.replace(speaker, source=source)
