public import Dotations

/// What a use case would do, for a person to look at and approve, and for programs to read.
public protocol ApprovablePlan: Encodable {
    /// Whether to carry it out would do nothing.
    var isEmpty: Bool { get }
    /// How many changes it makes: what has to be typed where the plan is unusual.
    var changeCount: Int { get }
    /// Why it is unusual; where there is a reason, a yes is not enough.
    var confirmations: [ConfirmationNeed] { get }
    /// Whether a yes has to be asked for; not where to ask for it was to name all that it does.
    var needsYes: Bool { get }
    /// Adds all that an approval is for: what would be done, sent and refused, and what was doubted. Revisions are left out.
    func describe(to description: inout PlanDescription)
    /// What programs read of what came of it, beside the plan.
    func outcome(of document: PlanDocument<Self>) -> JSONObject
}

extension ApprovablePlan {
    /// None: a yes is enough.
    public var confirmations: [ConfirmationNeed] { [] }

    /// Always.
    public var needsYes: Bool { true }

    /// The operation.
    public func outcome(of document: PlanDocument<Self>) -> JSONObject { ["operation": document.operation] }
}
