enum CellDecision<Value: ContactValue> {
    case untouched
    case change(to: Value)
    case refused(Reason)

    var isUntouched: Bool { if case .untouched = self { true } else { false } }

    /// Whether the cell says nothing that holds against today's value: nobody edited it, or somebody else did as well.
    var isStale: Bool {
        switch self {
        case .untouched: true
        case .change: false
        case .refused(.conflict), .refused(.conflictOfTyped), .refused(.outdated): true
        case .refused: false
        }
    }
}
