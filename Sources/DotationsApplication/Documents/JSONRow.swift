/// A value that programs read as one row of many: its object is written without looking for the type of each value.
public protocol JSONRow: Encodable {
    /// The keys; values are texts, integers, truth values and moments.
    var object: JSONObject { get }
}

extension JSONRow {
    /// Writes the object.
    public func encode(to encoder: any Encoder) throws { try object.encode(to: encoder) }
}
