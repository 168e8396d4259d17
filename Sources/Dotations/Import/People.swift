internal import DotationText

struct People {
    /// A person, as told by the staff number, or without one by the names.
    enum Person: Hashable {
        case matricule(String)
        case name(String)
    }

    /// By name, the first staff number; names tell only where some dotation has none.
    private var matricules: [String: String] = [:]

    init(_ dotations: [Dotation]) {
        guard dotations.contains(where: { $0.matricule.isEmpty }) else { return }
        for dotation in dotations where !dotation.matricule.isEmpty {
            let key = Self.nameKey(dotation.lastName, dotation.firstName)
            if matricules[key] == nil { matricules[key] = dotation.matricule }
        }
    }

    static func nameKey(_ lastName: String, _ firstName: String) -> String { Folding.key(lastName) + " " + Folding.key(firstName) }

    subscript(dotation: Dotation) -> Person {
        guard dotation.matricule.isEmpty else { return .matricule(dotation.matricule) }
        let key = Self.nameKey(dotation.lastName, dotation.firstName)
        return matricules[key].map { .matricule($0) } ?? .name(key)
    }
}
