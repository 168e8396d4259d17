/// What documents take the place of each other by: whose they are, and what they prove.
package struct DocumentKey: Sendable, Hashable {
    package let matricule: String
    package let kind: SupportingDocument.Kind

    package init(_ document: SupportingDocument) { self.init(matricule: document.matricule, kind: document.kind) }

    init(matricule: String, kind: SupportingDocument.Kind) {
        self.matricule = matricule
        self.kind = kind
    }
}
