/// What a person has to prove to take part in an event (HappyPal: « Ciblage par critères »).
public struct Criterion: Sendable, Hashable {
    /// The kind of document that proves it.
    public let kind: SupportingDocument.Kind
    /// The amounts that qualify; every amount for a certificate, which has none.
    public let bracket: Bracket

    /// A criterion.
    public init(_ kind: SupportingDocument.Kind, _ bracket: Bracket = .all) {
        self.kind = kind
        self.bracket = bracket
    }
}
