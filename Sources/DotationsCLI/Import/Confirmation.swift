import Dotations

/// Whether a plan may be carried out: by an option, or by what a person types.
struct Confirmation {
    let plan: ImportPlan
    let yes: Bool
    /// The number of changes that the user expects.
    let expected: Int?
    let canAsk: Bool

    /// Returns where the plan is approved.
    func obtain() throws {
        let count = plan.changes.count
        if let expected {
            guard expected == count else {
                throw CommandError(
                    .confirmationNumber, "Le plan a \(count.counted("modification")), et non \(expected.grouped) : rien n’a été appliqué.")
            }
            return
        }
        if plan.confirmations.isEmpty { return try Self.obtain("Appliquer ?", yes: yes, canAsk: canAsk) }
        let reasons = plan.confirmations.prefix(5).map(\.plainMessage).joined(separator: " ")
        guard canAsk else {
            throw CommandError(
                .confirmationNumber,
                "\(reasons) Rien n’a été appliqué : vérifiez le plan, puis ajoutez --confirm \(count) pour l’appliquer.")
        }
        let answer = try Terminal.ask("Pour appliquer, tapez le nombre de modifications (\(count)) :")
        guard answer.flatMap({ Int($0) }) == count else { throw CommandError(.confirmationDeclined, "Rien n’a été appliqué.") }
    }

    /// Returns where `yes` says so, or the person who is asked; `advice` is what to do where nobody can be.
    static func obtain(_ question: String, yes: Bool, canAsk: Bool, advice: () -> String = { planAdvice }) throws {
        if yes { return }
        guard canAsk else { throw CommandError(.confirmationNeeded, advice()) }
        let answer = try Terminal.ask("\(question) [oui/non]")?.lowercased()
        guard ["oui", "o", "yes", "y"].contains(answer) else { throw CommandError(.confirmationDeclined, "Rien n’a été appliqué.") }
    }
}

private let planAdvice = "Rien n’a été appliqué : sans terminal, ajoutez --yes pour appliquer le plan, ou --dry-run pour le voir seulement."

extension ConfirmationNeed {
    /// The need without anybody's address, for standard error.
    fileprivate var plainMessage: String {
        switch self {
        case .manyEmails: message
        case .repeatedEmail(_, let count, isUndo: false): "Une même adresse se trouverait sur \(count.grouped) lignes."
        case .repeatedEmail(_, let count, isUndo: true): "Une même adresse serait de nouveau celle de \(count.grouped) dotations."
        }
    }
}

extension ImportPlan {
    /// Whether both would change and send the same, whichever revisions they saw.
    func doesSame(as other: ImportPlan) -> Bool {
        changes.elementsEqual(other.changes) { $0.id == $1.id && $0.old == $1.old && $0.new == $1.new && $0.job == $1.job }
            && resends.elementsEqual(other.resends) { $0.id == $1.id && $0.email == $1.email } && refused == other.refused
    }
}
