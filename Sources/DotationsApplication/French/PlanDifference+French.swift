internal import DotationSales
internal import Dotations

extension PlanDifference {
    /// Why a plan is shown again.
    public var news: String { news() }

    /// Why a plan is shown again; `naming` tells who a dotation or a sale is of.
    public func news(naming person: (RowID) -> String? = { _ in nil }) -> String {
        // Somebody made the plan anew in another tab, where they saw what that changed.
        added.isEmpty && removed.isEmpty && altered.isEmpty
            ? "Ce plan a été refait depuis que vous l’avez vu. Vérifiez-le, puis appliquez."
            : "Entre-temps, des données ont changé. Voici ce qui serait fait maintenant, avec \(message(naming: person))."
    }

    /// What is different, as a person reads it: `1 modification en moins (dotation 11843511), 1 refus en plus (ligne 4)`.
    public var message: String { message { _ in nil } }

    private func message(naming person: (RowID) -> String?) -> String {
        let kinds = [(removed, " en moins"), (added, " en plus"), (altered, nil)]
        let parts = kinds.flatMap { items, how in
            PlanDescription.Part.allCases.compactMap { part -> String? in
                let count = items.count { $0.part == part }
                guard count > 0 else { return nil }
                let subjects = items.filter { $0.part == part }.map(\.subject).compactMap { subject in
                    subject.french.map { (subject: subject, words: $0) }
                }.sorted { $0.words < $1.words }
                let named = subjects.prefix(5).map { subject, words in
                    if case .id(let id) = subject, let person = person(id) { "\(words), \(person)" } else { words }
                }
                let isLong = named.contains { $0.contains(",") }
                let some = named.joined(separator: isLong ? " ; " : ", ") + (subjects.count > 5 ? "…" : "")
                let different = " différent" + (part.isFeminine ? "e" : "") + (count < 2 ? "" : "s")
                return part.french(count) + (how ?? different) + (subjects.isEmpty ? "" : " (\(some))")
            }
        }
        return parts.joined(separator: ", ")
    }
}

extension PlanDescription.Part {
    fileprivate var isFeminine: Bool { [.condition, .change, .confirmation].contains(self) }

    fileprivate func french(_ count: Int) -> String {
        switch self {
        case .condition: count.counted("condition")
        case .change: count.counted("modification")
        case .email: count.counted("e-mail")
        case .refusal: count.counted("refus", "refus")
        case .warning: count.counted("avertissement")
        case .confirmation: count.counted("confirmation")
        }
    }
}

extension RowID {
    /// What it is, with its number.
    public var french: String {
        switch self {
        case .dotation(let id): "dotation \(id)"
        case .sale(let id): "vente \(id)"
        }
    }
}

extension PlanDescription.Subject {
    fileprivate var french: String? {
        switch self {
        case .row(let row): "ligne \(row)"
        case .id(let id): id.french
        case .plan: nil
        }
    }
}
