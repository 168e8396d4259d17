/// A value that takes another's place, for programs.
struct Replaced: Encodable, Sendable {
    @Null var old: String?
    let new: String

    /// Nil where nothing is replaced.
    init?(_ old: String?, by new: String) {
        guard old != new else { return nil }
        self.old = old
        self.new = new
    }
}
