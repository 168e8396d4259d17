internal import HTTPTypes

extension EspaceClient {
    /// The methods that pages are asked for with.
    static let methods: [HTTPRequest.Method] = [.get, .head, .post]

    /// The methods that something answers to at a path; none where nothing is there.
    static func methods(at path: String) -> [HTTPRequest.Method] {
        if Asset.all.contains(where: { $0.path == path }) { return [.get, .head] }
        let exact = routes.filter { $0.path == path }
        let found = (exact.isEmpty ? routes.filter { $0.matches(path) } : exact).map(\.method)
        return methods.filter { found.contains($0) || ($0 == .head && found.contains(.get)) }
    }
}
