public import Foundation

/// What an e-mail says to somebody who signs in to the pages, or is to.
public enum AccountEmail: Sendable, Hashable {
    /// That they work for a client, and where they choose their first password until when.
    case invitation(Access, link: String, end: Date)
    /// That they work for a client, and where they sign in with the password that they have.
    case accessGranted(Access, link: String)
    /// Where they choose another password until when.
    case passwordReset(link: String, end: Date)

    /// For whom somebody works.
    public struct Access: Sendable, Hashable {
        /// The person's name.
        public let person: String
        /// The client's name.
        public let client: String
        /// The code that the person gives to sign in.
        public let code: String

        /// Who works for whom.
        public init(person: String, client: String, code: String) {
            self.person = person
            self.client = client
            self.code = code
        }
    }

    var kind: MessageKind {
        switch self {
        case .invitation: .invitation
        case .accessGranted: .accessGranted
        case .passwordReset: .passwordReset
        }
    }

    var access: Access? {
        switch self {
        case .invitation(let access, _, _), .accessGranted(let access, _): access
        case .passwordReset: nil
        }
    }

    var link: String {
        switch self {
        case .invitation(_, let link, _), .accessGranted(_, let link), .passwordReset(let link, _): link
        }
    }

    var end: Date? {
        switch self {
        case .invitation(_, _, let end), .passwordReset(_, let end): end
        case .accessGranted: nil
        }
    }
}
