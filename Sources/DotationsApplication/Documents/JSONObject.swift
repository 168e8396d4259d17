/// Keys with their values, as programs read them; a value that is nil is written as null.
public struct JSONObject: Encodable, ExpressibleByDictionaryLiteral {
    /// The keys and values.
    public let fields: [(String, (any Encodable)?)]

    /// An object of these keys and values.
    public init(dictionaryLiteral elements: (String, (any Encodable)?)...) { self.init(elements) }

    init(_ fields: [(String, (any Encodable)?)]) { self.fields = fields }

    /// Writes each key with its value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        for (key, value) in fields {
            // There can be many rows, and an encoder looks for long what a value is of which it knows nothing.
            switch value {
            case nil: try container.encodeNil(forKey: Name(key))
            case let text as String: try container.encode(text, forKey: Name(key))
            case let number as Int: try container.encode(number, forKey: Name(key))
            case let value?: try container.encode(value, forKey: Name(key))
            }
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
