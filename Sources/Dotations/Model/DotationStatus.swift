internal import DotationText

/// « Statut dotation »: one of the labels that are known, or any other, kept as it is written.
///
/// Two statuses are equal where their labels are after case, accents, punctuation and spaces are folded:
/// `ERREUR_EMAIL` is `Erreur e-mail`.
public struct DotationStatus: Sendable, CustomStringConvertible {
    /// What a label is known to mean, in the order in which a dotation goes through them.
    public enum Kind: Int, Sendable, CaseIterable {
        /// `intégration`: being loaded.
        case integration
        /// `PRODUCTION`, as the round-trip sheet shows it.
        case production
        /// `En attente d'activation`: the e-mail is sent, or the account begun.
        case awaitingActivation
        /// `Erreur e-mail`: the activation e-mail could not be delivered.
        case emailError
        /// `activé`: done.
        case activated
        /// A label that is not known; it never lets a row change.
        case other
    }

    /// `intégration`.
    public static let integration = DotationStatus("intégration")
    /// `PRODUCTION`.
    public static let production = DotationStatus("PRODUCTION")
    /// `En attente d'activation`.
    public static let awaitingActivation = DotationStatus("En attente d'activation")
    /// `Erreur e-mail`.
    public static let emailError = DotationStatus("Erreur e-mail")
    /// `activé`.
    public static let activated = DotationStatus("activé")

    /// Those whose labels are known, under the names that the guide gives them.
    public static let known: [DotationStatus] = [.integration, .production, .awaitingActivation, .emailError, .activated]

    /// The label as it was written.
    public let label: String
    /// What the label means.
    public let kind: Kind

    /// The status that a label names; any label is one.
    public init(_ label: String) {
        self.label = label
        kind =
            switch Folding.key(label) {
            case "integration": .integration
            case "production": .production
            case "enattentedactivation": .awaitingActivation
            case "erreuremail", "erreursuremail": .emailError
            case "active", "activee": .activated
            default: .other
            }
    }

    /// The label folded, by which statuses are compared and searched.
    public var key: String { Folding.key(label) }

    /// Whether the dotation is known not to be activated yet; false for a label that is not known.
    public var isNotActivated: Bool { kind != .activated && kind != .other }

    /// Whether a dotation of the other status is past this one; false where a label is not known. `Erreur e-mail` comes after
    /// `En attente d'activation`, as it is what becomes of an e-mail that was sent.
    public func isBefore(_ other: Self) -> Bool {
        guard let step, let otherStep = other.step else { return false }
        return step < otherStep
    }

    private var step: Int? { kind == .other ? nil : kind.rawValue }

    /// The status under the name that the guide gives it, where it is a known one.
    public var underItsName: DotationStatus { Self.known.first { $0 == self } ?? self }

    /// The label as it was written.
    public var description: String { label }
}

extension DotationStatus: Hashable {
    /// Whether both name the same status.
    public static func == (a: Self, b: Self) -> Bool {
        a.kind == b.kind && (a.kind != .other || a.label == b.label || a.key == b.key)
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        if kind == .other { hasher.combine(key) }
    }
}
