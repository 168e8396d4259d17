internal import Dotations

/// What an event workbook loads: events, the people who may take part in them, and what those handed in.
public struct SaleSetup: Sendable, Hashable {
    /// The events.
    public var events: [SaleEvent]
    /// The people.
    public var people: [Beneficiary]
    /// Their documents.
    public var documents: [SupportingDocument]
    /// The people and kinds of which no document stays. A workbook names none: it cannot say so.
    package var removedDocuments: [DocumentKey] = []

    /// Events, people and documents.
    public init(events: [SaleEvent] = [], people: [Beneficiary] = [], documents: [SupportingDocument] = []) {
        self.events = events
        self.people = people
        self.documents = documents
    }

    /// The documents of a person and a kind, which take the place of all before; none takes them away.
    package init(documents: [SupportingDocument], of key: DocumentKey) {
        self.init(documents: documents)
        if documents.isEmpty { removedDocuments = [key] }
    }

    /// What there is once another setup was loaded over this one.
    ///
    /// An event takes the place of the one with its name, a person that of the one with their staff number, and the documents of a person
    /// and a kind that of all before of that person and kind. What the other setup does not name stays as it is.
    public func loading(_ other: SaleSetup) -> SaleSetup {
        var merged = self
        merged.events.replaceOrAppend(other.events, by: \.id)
        merged.people.replaceOrAppend(other.people, by: \.matricule)
        let replaced = Set(other.documents.map(DocumentKey.init) + other.removedDocuments)
        merged.documents = merged.documents.filter { !replaced.contains(DocumentKey($0)) } + other.documents
        return merged
    }

    /// The same, in which people who are known keep the contacts that it leaves empty: to load never erases a contact.
    public func keepingContacts(of known: [String: Beneficiary]) -> SaleSetup {
        var setup = self
        for (index, person) in people.enumerated() {
            guard let contact = known[person.matricule]?.contact else { continue }
            if person.contact.email.isEmpty { setup.people[index].contact.email = contact.email }
            if person.contact.mobile.isEmpty { setup.people[index].contact.mobile = contact.mobile }
        }
        return setup
    }
}

extension Array {
    fileprivate mutating func replaceOrAppend<Key: Hashable>(_ others: [Element], by key: (Element) -> Key) {
        var positions: [Key: Int] = [:]
        positions.reserveCapacity(count + others.count)
        for (position, element) in enumerated() where positions[key(element)] == nil { positions[key(element)] = position }
        for other in others {
            if let position = positions[key(other)] {
                self[position] = other
            } else {
                positions[key(other)] = count
                append(other)
            }
        }
    }
}
