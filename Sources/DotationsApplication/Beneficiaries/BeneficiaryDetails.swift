internal import DotationAccounts
public import DotationSales
internal import DotationStore
public import Dotations

/// A person, what they handed in, in which events they may take part, and what they bought.
public struct BeneficiaryDetails {
    /// A document, and what tells it from the person's others.
    public struct Document: Sendable {
        /// The document.
        public let document: SupportingDocument
        /// What tells it from others, and from what it was before.
        public let version: String
    }

    /// An event that is not withdrawn, and why the person may not take part.
    public struct Event: Sendable {
        /// The event's number.
        public let number: Int
        /// The event.
        public let event: SaleEvent
        /// Where it is in its registration.
        public let phase: SaleEvent.Phase
        /// The day by which documents are judged: today, or the nearest day of the registration.
        public let day: CalendarDate
        /// Why they may not; empty where they may.
        public let reasons: [ReasonDocument]
    }

    /// The person.
    public let person: Beneficiary
    /// What tells what is known of them from what it was before: who corrects it says which they have seen.
    public var version: String { person.version }
    /// What they handed in.
    public let documents: [Document]
    /// The events, and why they may not take part in each.
    public let events: [Event]
    /// What they bought, whatever became of it.
    public let sales: [SaleDocument]
}

extension Application {
    /// A person by their number; without `documents` what they handed in is left out, and what would tell of it.
    ///
    /// - Returns: the person; nil where there is none of the number.
    public func beneficiary(numbered number: Int, withDocuments: Bool) throws -> BeneficiaryDetails? {
        try require(.view)
        if withDocuments { try require(.viewDocuments) }
        guard let stored = try store.beneficiary(numbered: number) else { return nil }
        let documents = withDocuments ? stored.documents : []
        return BeneficiaryDetails(
            person: stored.person, documents: documents.map { .init(document: $0, version: $0.version) },
            events: withDocuments ? try events(for: documents) : [], sales: stored.sales.map { SaleDocument($0) })
    }

    private func events(for documents: [SupportingDocument]) throws -> [BeneficiaryDetails.Event] {
        let today = try today
        return try store.saleEvents().enumerated().compactMap { index, event in
            guard event.withdrawn == nil, let registration = event.registration else { return nil }
            let day = registration.nearest(to: today)
            return BeneficiaryDetails.Event(
                number: index + 1, event: event, phase: event.phase(on: today), day: day,
                reasons: event.refusals(for: documents, on: day).map { ReasonDocument($0) })
        }
    }
}

extension SupportingDocument {
    /// What tells it from others of the person: equal for documents that say the same.
    var version: String {
        var encoder = HashEncoder()
        encoder.append(self)
        return String(encoder.digest.description.prefix(32))
    }
}
