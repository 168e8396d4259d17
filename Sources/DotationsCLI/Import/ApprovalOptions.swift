import ArgumentParser
import DotationsApplication

/// How a plan is approved that is no sheet's.
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

    /// How a person approves it.
    func confirmation(asJSON isJSON: Bool) -> Confirmation {
        Confirmation(yes: yes, fingerprint: plan, canAsk: !isJSON && Terminal.canAsk)
    }
}
