internal import DotationMail
internal import DotationStore
public import Dotations

/// The rules that a client has set for itself.
public struct ClientPolicy: Sendable, Hashable {
    /// Which statuses let a dotation's contact change.
    public let modification: ModificationPolicy
    /// Whether two people of an order may have one e-mail address.
    public let allowsSharedEmail: Bool
    /// Whether each member needs a second factor.
    public let demandsSecondFactor: Bool

    /// What `policy.shared-email` may be.
    private enum SharedEmail: String { case allowed }

    /// What `policy.second-factor` may be.
    private enum SecondFactor: String { case required }

    /// The rules that settings say; where one is missing, the usual one.
    ///
    /// - Throws: `mail.settings-invalid` where one has another value than it may.
    init(_ settings: [ClientSetting: String]) throws {
        func value<Value: RawRepresentable<String>>(of setting: ClientSetting) throws -> Value? {
            guard let text = settings[setting] else { return nil }
            guard let value = Value(rawValue: text) else { throw MailError(.settingsInvalid, setting.rawValue) }
            return value
        }
        modification = try value(of: .modification) ?? .notActivated
        allowsSharedEmail = try value(of: .sharedEmail) == SharedEmail.allowed
        demandsSecondFactor = try value(of: .secondFactor) == SecondFactor.required
    }
}

extension ClientStore {
    /// The rules that the client has set for itself.
    func policy() throws -> ClientPolicy { try ClientPolicy(settings()) }
}

extension Application {
    /// The rules that the client has set for itself, which use cases go by where nobody says otherwise.
    public var policy: ClientPolicy { get throws { try store.policy() } }

    /// How an import is planned by the rules that the client has set for itself.
    public var importSettings: ImportSettings {
        get throws {
            let policy = try policy
            return ImportSettings(policy: policy.modification, allowsSharedEmail: policy.allowsSharedEmail)
        }
    }
}
