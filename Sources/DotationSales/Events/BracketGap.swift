internal import Dotations

/// Amounts for which no event is open, between or beside the brackets of events that share people out.
public struct BracketGap: Sendable, Hashable {
    /// One range of amounts for each kind of criterion that the events have in common.
    public let criteria: [Criterion]
    /// The names of the events that leave it out.
    public let events: [String]

}

extension SaleSetup {
    /// Compares the brackets of the events that sell on a common day.
    func reviewBrackets(_ review: inout SetupReview, _ ledger: SalesLedger?) {
        let ids = Set(events.map(\.id))
        let onSale = (ledger?.events ?? []).filter { !ids.contains($0.id) && $0.withdrawn == nil }
        let others = onSale.filter { other in events.contains { $0.isOpen(with: other) } }
        let all = events + others
        guard all.count <= Self.largestEventCount else {
            review.faults.append(SetupFault(.eventsTooMany(limit: Self.largestEventCount), at: .whole))
            return
        }
        for (index, event) in events.enumerated() {
            for other in all[(index + 1)...] where event.isOpen(with: other) && event.canShare(with: other) {
                if event.isOfOneTariff(with: other) {
                    let amount = event.commonAmount(with: other)
                    review.faults.append(
                        SetupFault(.bracketsOverlap(event.name, other.name, at: amount), at: .event(index)))
                } else {
                    review.warnings.append(
                        SetupWarning(code: .eventBoth, place: .event(index), name: event.name, otherName: other.name))
                }
            }
        }
        reviewTurns(&review, onSale)
        guard !review.faults.contains(where: { $0.code == .bracketsOverlap }) else { return }
        var done: Set<SaleEvent.ID> = []
        for event in events where !done.contains(event.id) && !event.tariffKinds.isEmpty {
            let tariff = all.filter { $0.id == event.id || ($0.isOfOneTariff(with: event) && $0.isOpen(with: event)) }
            done.formUnion(tariff.map(\.id))
            guard tariff.count > 1 else { continue }
            for bounds in BracketGap.find(event.tariffKinds[...], tariff) {
                let criteria = zip(event.tariffKinds, bounds).map { Criterion($0, $1) }
                review.gaps.append(BracketGap(criteria: criteria, events: tariff.map(\.name)))
            }
        }
    }
}

extension SaleSetup {
    /// Finds brackets that overlap though nothing is open at the same time: those of the setup among themselves and with the others.
    private func reviewTurns(_ review: inout SetupReview, _ others: [SaleEvent]) {
        let all = events + others
        for (index, event) in events.enumerated() {
            for other in all[(index + 1)...]
            where event.isOfOneTariff(with: other) && event.canShare(with: other) && event.followsInOneYear(other) {
                var warning = SetupWarning(code: .eventBothInTurn, place: .event(index), name: event.name, otherName: other.name)
                warning.amount = event.commonAmount(with: other)
                review.warnings.append(warning)
            }
        }
    }
}

extension BracketGap {
    /// The ranges, one for each kind, in which no event is: along the first kind, slice by slice.
    fileprivate static func find(_ kinds: ArraySlice<SupportingDocument.Kind>, _ events: [SaleEvent]) -> [[Bracket]] {
        guard let kind = kinds.first else { return events.isEmpty ? [[]] : [] }
        guard !events.isEmpty else { return [kinds.map { _ in .all }] }
        // Where a bracket begins, or one has just ended.
        var starts: Set<Int> = [0]
        for event in events {
            let bracket = event.bracket(of: kind)
            starts.insert(bracket.first)
            if bracket.last < .max { starts.insert(bracket.last + 1) }
        }
        let sorted = starts.sorted()
        var slices: [(first: Int, last: Int, rest: [[Bracket]])] = []
        for (index, first) in sorted.enumerated() {
            let last = index + 1 < sorted.count ? sorted[index + 1] - 1 : Int.max
            let inside = events.filter { $0.bracket(of: kind).first <= first && $0.bracket(of: kind).last >= last }
            let rest = find(kinds.dropFirst(), inside)
            if let previous = slices.last, previous.rest == rest {
                slices[slices.count - 1].last = last
            } else {
                slices.append((first, last, rest))
            }
        }
        return slices.flatMap { slice in slice.rest.map { [Bracket(first: slice.first, last: slice.last)] + $0 } }
    }
}

extension SaleEvent {
    /// The kinds of its criteria that have an amount, always in the same order.
    fileprivate var tariffKinds: [SupportingDocument.Kind] {
        SupportingDocument.Kind.allCases.filter { kind in kind.hasAmount && criteria.contains { $0.kind == kind } }
    }

    fileprivate func bracket(of kind: SupportingDocument.Kind) -> Bracket { criteria.first { $0.kind == kind }?.bracket ?? .all }

    /// Whether both sell on a common day.
    fileprivate func isOpen(with other: SaleEvent) -> Bool {
        sessions.contains { session in other.sessions.contains { session.registration.overlaps($0.registration) } }
    }

    /// Whether both sell in one year, never on a common day.
    fileprivate func followsInOneYear(_ other: SaleEvent) -> Bool {
        func years(_ event: SaleEvent) -> Set<Int> {
            Set(event.sessions.flatMap { [$0.registration.first.year, $0.registration.last.year] })
        }
        return !isOpen(with: other) && !years(self).isDisjoint(with: years(other))
    }

    /// Whether both share people out by the same kinds of documents.
    fileprivate func isOfOneTariff(with other: SaleEvent) -> Bool {
        !tariffKinds.isEmpty && Set(criteria.map(\.kind)) == Set(other.criteria.map(\.kind))
    }

    /// Whether one person can meet the criteria of both.
    fileprivate func canShare(with other: SaleEvent) -> Bool {
        SupportingDocument.Kind.allCases.allSatisfy { bracket(of: $0).overlaps(other.bracket(of: $0)) }
    }

    /// An amount in the brackets of both, where the criteria are of one kind.
    fileprivate func commonAmount(with other: SaleEvent) -> Euros? {
        guard tariffKinds.count == 1, let kind = tariffKinds.first else { return nil }
        return Euros(cents: max(bracket(of: kind).first, other.bracket(of: kind).first))
    }
}
