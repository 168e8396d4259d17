import ArgumentParser
import DotationStore
import DotationsApplication

/// How a plan is approved, the same for every command that shows one.
struct ApprovalOptions: ParsableArguments {
    @Flag(help: "Montre ce qui serait fait et ne change rien.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "L’empreinte du plan à appliquer, que donne --dry-run : l’approuve comme --yes, et n’en applique pas d’autre.",
            valueName: "empreinte"))
    var plan: Fingerprint?

    @Flag(help: "Le fait sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    func validate() throws {
        guard !dryRun || (!yes && plan == nil) else { throw ValidationError("--dry-run ne va pas avec --yes ni --plan.") }
    }

    /// Shows what would be done, has it approved and does it. A program is neither shown nor asked anything.
    ///
    /// `count` is the number of changes that the user expects. With `isShownUnasked` the plan is shown also where nobody is asked. What came of it is nil
    /// where the plan was only to be seen.
    func carryOut<Plan, Result>(
        _ useCase: UseCase<Plan, Result>, count: Int? = nil, asJSON isJSON: Bool, isShownUnasked: Bool = true,
        progress: Progress? = nil, question: (Plan) -> String = { _ in "Appliquer ?" }, lines: (Plan) -> [String]
    ) throws -> (proposal: Proposal<Plan>, result: Result?) {
        let canAsk = !isJSON && Terminal.canAsk
        defer { progress?.clear() }
        return try useCase.carryOut { proposal, difference in
            progress?.clear()
            let plan = proposal.plan
            // A plan that is not the approved one has to be looked at.
            let isOther = self.plan != nil && self.plan != proposal.fingerprint
            if !isJSON, dryRun || isShownUnasked || isOther || (canAsk && !yes && self.plan == nil) {
                let fingerprint = dryRun ? ["Empreinte du plan : \(proposal.fingerprint)"] : []
                try ResultWriter.show((difference.map { [$0.news, ""] } ?? []) + lines(plan) + fingerprint)
            }
            guard !dryRun, !plan.isEmpty else { return nil }
            Interruption.noteUnlessAnnounced()
            let confirmation = Confirmation(yes: yes, fingerprint: self.plan, count: count, isJSON: isJSON)
            return try confirmation.approval(of: proposal, difference, question(plan))
        }
    }
}

extension ApprovalOptions {
    /// Says what came of the plan of rows, and ends the command as the contract of the exit status has it.
    func end(
        _ proposal: Proposal<some SheetReport>, _ operation: DotationStore.Operation?, rejects: String? = nil, _ lines: [String],
        file: String? = nil, asJSON isJSON: Bool
    ) throws {
        let plan = proposal.plan
        let status = PlanStatus(isApplied: operation != nil, isDryRun: dryRun, refused: plan.refused.count)
        try ResultWriter.write(PlanDocument(proposal, status, operation: operation?.id, rejects: rejects), lines, asJSON: isJSON)
        guard !plan.refused.isEmpty else { return }
        throw status == .refused ? plan.refusal(file: file) : ExitCode.rowsRefused as any Error
    }
}

/// How a plan is approved that may be unusual: a number is to be typed then.
struct CountedApprovalOptions: ParsableArguments {
    @OptionGroup var approval: ApprovalOptions

    @Option(help: ArgumentHelp("Le nombre attendu de modifications, ou d’e-mails ; n’applique que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

    func validate() throws {
        guard !approval.dryRun || confirm == nil else { throw ValidationError("--dry-run ne va pas avec --confirm.") }
    }
}
