import ArgumentParser
import Dotations
import DotationsApplication

/// How a person approves what a command shows: by an option, or by what is typed.
struct Confirmation {
    let yes: Bool
    var fingerprint: Fingerprint?
    var count: Int?
    /// Whether a program listens, which is not asked anything.
    let isJSON: Bool
    /// What to do where nobody can be asked for a yes; by default to look at the plan first.
    var advice: String?

    /// Gives the approval of a plan that has been shown. A program that does not approve it reads it before the error.
    ///
    /// - Throws: why it is not approved.
    func approval(of proposal: Proposal<some ApprovablePlan>, _ difference: PlanDifference?, _ question: String) throws -> Approval {
        do {
            return try obtain(proposal, difference, question)
        } catch {
            if isJSON { try ResultWriter.write(CollectionOfOne(PlanDocument(proposal, .planned))) }
            throw error
        }
    }

    /// The number that is to be typed stands in the plan alone: only a person who has read it knows it.
    private func obtain(_ proposal: Proposal<some ApprovablePlan>, _ difference: PlanDifference?, _ question: String) throws -> Approval {
        let canAsk = !isJSON && Terminal.canAsk
        if let fingerprint, fingerprint != proposal.fingerprint {
            // A fingerprint tells that a plan is another, and not how.
            let news =
                difference.map { "Il a changé pendant que la commande l’appliquait : \($0.message)." }
                ?? "L’empreinte ne dit pas ce qui a changé : seul le nouveau plan est montré."
            throw CommandError(
                .planChanged,
                "Ce n’est pas le plan que dit --plan : rien n’a été appliqué. \(news)"
                    + " Relisez le plan, qui est maintenant celui-ci (empreinte \(proposal.fingerprint)).")
        }
        let plan = proposal.plan
        let approval: Approval
        do throws(ApprovalError) {
            approval = try proposal.approval(typedCount: count)
        } catch {
            guard canAsk, error == .countNeeded else {
                throw CommandError(
                    .confirmationNumber,
                    "\(error.message(of: plan)) Lisez le plan (--dry-run le montre), puis ajoutez --confirm avec \(plan.countName) que donne son "
                        + "bilan.")
            }
            let answer = try Terminal.ask("Ce plan est inhabituel. Pour l’appliquer, tapez \(plan.countName), que donne le bilan :")
            guard let typed = answer.flatMap({ Int($0.filter { !$0.isWhitespace }) }), let typed = try? proposal.approval(typedCount: typed)
            else { throw CommandError(.confirmationDeclined, "Rien n’a été appliqué.") }
            return typed
        }
        if count == nil, plan.needsYes {
            try Self.obtain(question, yes: yes || fingerprint != nil, canAsk: canAsk) {
                advice
                    ?? "Rien n’a été appliqué : \(isJSON ? "avec --json" : "sans terminal"), ajoutez --yes pour appliquer le plan, "
                    + "ou --dry-run pour le voir seulement."
            }
        }
        return approval
    }

    /// Returns where `yes` says so, or the person who is asked; `advice` is what to do where nobody can be.
    static func obtain(_ question: String, yes: Bool, canAsk: Bool, advice: () -> String) throws {
        if yes { return }
        guard canAsk else { throw CommandError(.confirmationNeeded, advice()) }
        let answer = try Terminal.ask("\(question) [oui/non]")?.lowercased()
        guard ["oui", "o", "yes", "y"].contains(answer) else { throw CommandError(.confirmationDeclined, "Rien n’a été appliqué.") }
    }
}

extension ApprovalError {
    fileprivate func message(of plan: some ApprovablePlan) -> String {
        switch self {
        case .otherCount: return "Le plan n’a pas \(plan.countName) que dit --confirm : rien n’a été appliqué."
        case .countNeeded:
            var seen: Set<ConfirmationNeed.Code> = []
            let reasons = plan.confirmations.filter { seen.insert($0.code).inserted }.map(\.messageWithoutValues)
            return "\(reasons.joined(separator: " ")) Rien n’a été appliqué."
        }
    }
}
