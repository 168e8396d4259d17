/// What somebody typed for a cell of a sheet, in the place of what it holds.
public struct TypedValue: Sendable, Hashable {
    /// What they typed.
    public var text: String
    /// What was stored as they saw it; nil where they were not shown it. Where another value is stored by now, theirs is a conflict.
    public var seen: String?

    /// A value that was typed.
    public init(_ text: String, seen: String? = nil) {
        self.text = text
        self.seen = seen
    }
}
