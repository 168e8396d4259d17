/// What loading documents changes of those that a person handed in to prove one thing.
public struct DocumentChange: Sendable, Hashable {
    /// The person's staff number.
    public let matricule: String
    /// What they prove.
    public let kind: SupportingDocument.Kind
    /// The documents that are there; empty where the person had none of the kind.
    public let old: [SupportingDocument]
    /// The documents that take their place; empty where none stays.
    public let new: [SupportingDocument]
}

extension SaleSetup {
    /// What changes of the documents once another setup is loaded over this one, in the order of the other's documents.
    ///
    /// Documents that are the same in another order are no change.
    public func documentChanges(loading other: SaleSetup) -> [DocumentChange] {
        let old = Dictionary(grouping: documents, by: DocumentKey.init)
        let new = Dictionary(grouping: other.documents, by: DocumentKey.init)
        var seen: Set<DocumentKey> = []
        return (other.documents.map(DocumentKey.init) + other.removedDocuments).compactMap { key in
            let (before, after) = (old[key] ?? [], new[key] ?? [])
            guard seen.insert(key).inserted, before.count != after.count || Set(before) != Set(after) else { return nil }
            return DocumentChange(matricule: key.matricule, kind: key.kind, old: before, new: after)
        }
    }
}
