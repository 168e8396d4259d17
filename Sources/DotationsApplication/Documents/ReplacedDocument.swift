/// A value that takes the place of another, for programs.
public struct ReplacedDocument: Encodable, Sendable {
    let old: String
    let new: String

    /// Nil where nothing is replaced.
    init?(_ old: String, by new: String) {
        guard old != new else { return nil }
        self.old = old
        self.new = new
    }
}
