/// What somebody is to a client.
public enum Role: String, Sendable, CaseIterable {
    /// Sees, and takes nothing away.
    case lecture
    /// Works with orders, events and sales.
    case gestion
    /// Decides on people and settings as well.
    case administration

    /// What the role lets somebody do.
    public var permissions: Set<Permission> { Set(Permission.allCases.filter(allows)) }

    /// Whether the role lets somebody do it.
    public func allows(_ permission: Permission) -> Bool {
        switch permission {
        case .view: true
        case .export, .viewDocuments, .change, .import, .send: self != .lecture
        case .managePeople, .changeSettings: self == .administration
        }
    }
}
