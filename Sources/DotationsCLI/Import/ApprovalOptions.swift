import ArgumentParser
import DotationsApplication

/// How a plan is approved that a yes is enough for.
struct ApprovalOptions: ParsableArguments {
    @Flag(help: "Montre ce qui serait fait et ne change rien.")
    var dryRun = false

    @Option(help: .plan)
    var plan: Fingerprint?

    @Flag(help: "Le fait sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    func validate() throws {
        guard !dryRun || (!yes && plan == nil) else { throw ValidationError("--dry-run ne va pas avec --yes ni --plan.") }
    }

    /// Shows a plan and has it approved.
    ///
    /// - Parameters:
    ///   - proposal: the plan.
    ///   - news: how it differs from the last one, where there was one.
    ///   - question: what is asked.
    ///   - isJSON: whether a program listens, which is neither shown nor asked anything.
    ///   - isShownUnasked: whether the plan is shown also where nobody is asked.
    ///   - lines: the plan for the screen.
    /// - Returns: the approval; nil where the plan is only to be seen.
    /// - Throws: why it is not approved.
    func approval(
        of proposal: Proposal<some ApprovablePlan>, _ news: String?, _ question: String, asJSON isJSON: Bool, isShownUnasked: Bool = true,
        lines: () -> [String]
    ) throws -> Approval? {
        let canAsk = !isJSON && Terminal.canAsk
        if !isJSON, dryRun || isShownUnasked || (canAsk && !yes && plan == nil) {
            let fingerprint = dryRun ? ["Empreinte du plan : \(proposal.fingerprint)"] : []
            try ResultWriter.show(ResultWriter.lines((news.map { [$0, ""] } ?? []) + lines() + fingerprint))
        }
        guard !dryRun, !proposal.plan.isEmpty else { return nil }
        Interruption.note()
        return try Confirmation(yes: yes, fingerprint: plan, canAsk: canAsk).approval(of: proposal, question)
    }
}
