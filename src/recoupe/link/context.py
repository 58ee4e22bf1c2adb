"""A second look at pairs of reports, once there is a first answer to which of them are one event.

Reports that one event answers, that answer one event or that are told beside one event are the likelier one event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from recoupe.link.cluster import Pair
from recoupe.link.profile import Profile
from recoupe.model.report import ReportLink

#: Documents of one event that keep company: beyond them everything is told beside everything.
_COMPANY = 12

Group = tuple[str, ...]


class Context:
    """The first answer, as far as it bears on the weights of pairs."""

    def __init__(
        self, weights: Mapping[str, float], profiles: Mapping[str, Profile], first: Mapping[str, Group]
    ) -> None:
        self._same, self._company = weights["same"], weights["company"]
        self._profiles, self._first = profiles, first
        #: What each report answers and is answered by.
        self._beside: dict[str, set[tuple[str, str, str]]] = {}
        #: First reports of the groups that each document keeps company in, and the documents of each such group.
        self._groups: dict[str, set[str]] = {}
        self._documents: dict[Group, list[str]] = {}

    def relink(self, gone: Iterable[ReportLink], new: Iterable[ReportLink]) -> set[str]:
        """Let links go and others come; gives the reports that they tie."""
        touched: set[str] = set()
        for links, change in ((gone, set.discard), (new, set.add)):
            for link in links:
                if link.type == "response_to":
                    change(self._beside.setdefault(link.source, set()), ("answers", link.target, link.document))
                    change(self._beside.setdefault(link.target, set()), ("answered by", link.source, link.document))
                    touched |= {link.source, link.target}
        return touched

    def regroup(self, gone: Iterable[Group], new: Iterable[Group], told: Callable[[str], Iterable[str]]) -> set[str]:
        """Let groups of the first answer go and others come; gives the reports whose pairs may weigh otherwise by it.
        `told` gives the reports of a document.
        """
        touched: set[str] = set()
        for group in gone:
            for document in self._documents.pop(group, ()):
                self._groups[document].discard(group[0])
                touched.update(told(document))
            touched.update(self._tied(group))
        for group in new:
            documents = sorted({self._profiles[r].document for r in group})[:_COMPANY] if len(group) > 1 else []
            if len(documents) > 1:
                self._documents[group] = documents
                for document in documents:
                    self._groups.setdefault(document, set()).add(group[0])
                    touched.update(told(document))
            touched.update(self._tied(group))
        return touched

    def weight(self, pair: Pair) -> float:
        """What the other events of the two documents add to the odds of a pair."""
        one, other = pair
        weight = 0.0
        if one in self._beside and other in self._beside and not self._answers(one).isdisjoint(self._answers(other)):
            weight += self._same
        ours, theirs = self._company_of(one), self._company_of(other)
        if ours and theirs and not ours.isdisjoint(theirs):
            beside = (ours & theirs) - {self._first[one][0], self._first[other][0]}
            weight += self._company if beside else 0.0
        return weight

    def _company_of(self, report: str) -> set[str] | None:
        return self._groups.get(self._profiles[report].document)

    def _answers(self, report: str) -> set[tuple[str, str]]:
        known = self._beside.get(report, ())
        return {(how, self._first[other][0]) for how, other, _ in known if other in self._first}

    def _tied(self, group: Group) -> Iterator[str]:
        yield from group
        yield from (other for report in group for _, other, _ in self._beside.get(report, ()))
