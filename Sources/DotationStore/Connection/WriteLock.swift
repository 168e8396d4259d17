/// What a write waits for before it looks at anything, where a store lets several write at the same time.
///
/// SQLite lets one write at a time and needs none. PostgreSQL has each of them see what the one before has written. Locks are taken in one order:
/// the people, then clients by their numbers.
enum WriteLock {
    /// Those who sign in, and what they are held against: a write of these is short.
    case people
    /// All that is a client's.
    case client(Client.ID)
    /// What is a client's, and those who sign in.
    case peopleAndClient(Client.ID)
    /// Nothing yet: the body takes the locks of clients, or is a single statement.
    case nothing

    /// The client whose rows the write is about; nil where that is for its statements to say.
    var client: Client.ID? {
        switch self {
        case .client(let client), .peopleAndClient(let client): client
        case .people, .nothing: nil
        }
    }
}
