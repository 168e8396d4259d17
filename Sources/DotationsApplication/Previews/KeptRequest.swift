/// What was asked for, as a preview keeps it.
public struct KeptRequest: Codable, Sendable {
    /// What was asked for.
    public var request: PreviewRequest
    /// What opens the file, where it is protected; kept once it did.
    public internal(set) var password: String?
    /// The name of the file, where there is one.
    public let fileName: String?
    /// Whether misplaced quotation marks of CSV are let through; nil in a request that was kept before there was the choice.
    let allowsStrayQuotes: Bool?
    /// The page that it was asked for in.
    public let origin: String

    /// Something that was asked for in a page.
    public init(_ request: PreviewRequest, fileName: String? = nil, allowsStrayQuotes: Bool = false, in origin: String) {
        self.request = request
        self.fileName = fileName
        self.allowsStrayQuotes = allowsStrayQuotes
        self.origin = origin
    }
}
