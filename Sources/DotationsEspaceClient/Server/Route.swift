internal import DotationAccounts
internal import HTTPTypes

/// One address of the pages, and what answers there.
struct Route: Sendable {
    /// How much of what the client has an answer goes through.
    enum Extent {
        /// What a page shows.
        case page
        /// All, of which little is done at once.
        case all
        /// All, for a workbook, which then waits in memory for its reader.
        case workbook
    }

    /// Who is answered.
    enum Access: Sendable, Hashable {
        /// Anybody.
        case anyone
        /// Who has signed in, whatever they may do.
        case signedIn
        /// Who has signed in and may do that.
        case permitted(Permission)
    }

    let method: HTTPRequest.Method
    /// The path, with `{name}` for what differs.
    let path: String
    let access: Access
    /// Whether its form can have a file.
    var takesFile = false
    var extent = Extent.page
    let answer: @Sendable (Visit) throws -> Answer
    /// How many bytes a form has at most that is sent here.
    var formLimit = PageServer.formLimit

    /// Whether a path is one of this route.
    func matches(_ path: String) -> Bool { parameters(of: path) != nil }

    static func get(_ path: String, _ access: Access, _ answer: @escaping @Sendable (Visit) throws -> Answer) -> Route {
        Route(method: .get, path: path, access: access, answer: answer)
    }

    /// A page for which all that the client has is gone through.
    static func getOfAll(_ path: String, _ access: Access, _ answer: @escaping @Sendable (Visit) throws -> Answer) -> Route {
        Route(method: .get, path: path, access: access, extent: .all, answer: answer)
    }

    static func post(
        _ path: String, _ access: Access, formLimit: Int = PageServer.formLimit,
        _ answer: @escaping @Sendable (Visit) throws -> Answer
    ) -> Route {
        Route(method: .post, path: path, access: access, answer: answer, formLimit: formLimit)
    }

    /// What makes a workbook of what the store has.
    static func export(_ path: String, _ access: Access, _ answer: @escaping @Sendable (Visit) throws -> Answer) -> Route {
        Route(method: .post, path: path, access: access, extent: .workbook, answer: answer)
    }

    /// The values of what stands in braces, in a path of this route; nil where it is not one. Empty parts do not count, as for the router.
    func parameters(of path: some StringProtocol) -> [String: String]? {
        let (parts, names) = (path.split(separator: "/"), self.path.split(separator: "/"))
        guard parts.count == names.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, name) in zip(parts, names) where part != name {
            guard name.hasPrefix("{") else { return nil }
            parameters[String(name.dropFirst().dropLast())] = String(part)
        }
        return parameters
    }

    /// A form that has a file, which is kept in ``Visit/upload``.
    static func upload(_ path: String, _ access: Access, _ answer: @escaping @Sendable (Visit) throws -> Answer) -> Route {
        Route(method: .post, path: path, access: access, takesFile: true, answer: answer)
    }
}
