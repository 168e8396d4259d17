/// Whose rows a statement sees of those that are a client's, whatever it says itself, where a store is on a server.
///
/// A statement that forgets to name its client sees nothing of another's then: see ``PostgresSchema/policies``. In a file ``ClientScope`` alone sees
/// to that.
enum VisibleRows: Equatable {
    case nobodys
    case of(Client.ID)
    case everyones

    /// What the setting `dotations.client` has.
    var setting: String {
        switch self {
        case .nobodys: ""
        case .of(let client): String(client.rawValue)
        case .everyones: String(PostgresSchema.everyClient)
        }
    }
}
