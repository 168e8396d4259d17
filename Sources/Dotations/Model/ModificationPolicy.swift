/// Which statuses let a dotation's contact change.
public enum ModificationPolicy: String, Sendable, CaseIterable {
    /// Every status that is known not to be activated.
    case notActivated = "not-activated"
    /// Only the two that ANCV's guide names: `En attente d'activation` and `Erreur e-mail`.
    case strict

    /// Whether a dotation of this status may change. It is the status in the store that counts, never one in a sheet.
    public func allowsChange(of status: DotationStatus) -> Bool {
        switch self {
        case .notActivated: status.isNotActivated
        case .strict: status.kind == .awaitingActivation || status.kind == .emailError
        }
    }
}
