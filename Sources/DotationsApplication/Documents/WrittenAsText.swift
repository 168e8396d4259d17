/// A value that documents write as its description.
public protocol WrittenAsText: Encodable, CustomStringConvertible {}

extension WrittenAsText {
    /// The description.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(description) }
}
