public import Dotations

extension SaleEvent {
    /// Why a person cannot take part on a day, or nothing where they can: one refusal for each criterion that is not met.
    ///
    /// Only validated documents count (HappyPal: « Seuls les justificatifs validés seront pris en compte »), up to and including the
    /// day on which they expire. Of several that count the one that expires last does; where those say different amounts, none.
    ///
    /// The documents are all that the person handed in; the day is that of the sale.
    public func refusals(for documents: [SupportingDocument], on day: CalendarDate) -> [SaleRefusal] {
        criteria.compactMap { criterion in criterion.refusal(for: documents.filter { $0.kind == criterion.kind }, on: day) }
    }
}

extension Criterion {
    fileprivate func refusal(for documents: [SupportingDocument], on day: CalendarDate) -> SaleRefusal? {
        let validated = documents.filter { $0.status == .validated }
        let counting = validated.filter { $0.validUntil.map { day <= $0 } ?? true }
        guard let first = counting.first else {
            if documents.contains(where: { $0.status == .pending }) { return .documentPending(kind) }
            if let end = validated.compactMap(\.validUntil).max() { return .documentExpired(kind, end) }
            return documents.isEmpty ? .documentMissing(kind) : .documentRefused(kind)
        }
        guard kind.hasAmount else { return nil }
        let latest = counting.dropFirst().reduce(into: [first]) { latest, document in
            if document.validUntil == latest[0].validUntil {
                latest.append(document)
            } else if let end = latest[0].validUntil, document.validUntil.map({ $0 > end }) ?? true {
                latest = [document]
            }
        }
        guard let amount = latest[0].amount else { return .documentWithoutAmount(kind) }
        guard latest.allSatisfy({ $0.amount == amount }) else { return .documentsContradict(kind) }
        return bracket.contains(amount) ? nil : .outsideBracket(kind, amount, of: .event(bracket))
    }
}
