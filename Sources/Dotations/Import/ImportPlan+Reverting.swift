extension ImportPlan {
    /// The plan that takes an import back: each value that it changed becomes what it was, where nobody has changed it since.
    ///
    /// It is a plan like any other and can be taken back in turn. The old values are restored as they were and are not checked again. A row
    /// whose value changed since, or whose dotation may no longer change, is refused. An e-mail goes only to those whom the import's has
    /// reached or may have reached; of the others those e-mails wait that would without the import.
    ///
    /// - Parameters:
    ///   - changes: what the import changed.
    ///   - resends: the e-mails that it sent once more without a change.
    ///   - order: the order that it was imported into.
    ///   - dotations: every dotation of the order as the store has it now.
    ///   - mails: the import's e-mails that have not left. That to a dotation which is not among them has left, or may have.
    ///   - settings: how to plan; the limit of refused rows does not count here.
    /// - Returns: the plan, whose rows are those of the import.
    public static func reverting(
        _ changes: [AppliedChange], resends: [AppliedResend] = [], of order: Order, dotations: [Dotation],
        unsent mails: [Dotation.ID: UnsentMail] = [:], settings: ImportSettings = ImportSettings()
    ) -> ImportPlan {
        var settings = settings
        settings.resendsUnchanged = false
        var planner = ImportPlanner(undoing: mails, of: order, dotations: dotations, settings: settings)
        for change in changes { planner.addReversal(of: change) }
        for resend in resends { planner.addCancellation(of: resend) }
        return planner.plan()
    }
}
