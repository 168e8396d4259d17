/// A value that stands in documents as its text.
public protocol EncodedAsText: Encodable, CustomStringConvertible {}

extension EncodedAsText {
    /// Writes the text.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
