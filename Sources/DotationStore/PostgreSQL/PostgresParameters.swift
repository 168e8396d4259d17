internal import Dotations

/// The values of a statement's parameters, as libpq takes them.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    /// 1 for bytes, 0 for text.
    private var formats: [Int32] = []

    /// The values, after the client's number where there is one.
    ///
    /// - Throws: ``StoreError`` `failed` for a text with a NUL, which PostgreSQL does not keep.
    init(client: Client.ID?, _ values: [SQLValue]) throws(StoreError) {
        if let client { append(Array(String(client.rawValue).utf8), 0) }
        for value in values {
            switch value {
            case .null:
                starts.append(nil)
                lengths.append(0)
                formats.append(0)
            case .int(let number): append(String(number).utf8, 0)
            case .text(let text): append(try Self.kept(text), 0)
            case .blob(let blob): append(blob, 1)
            case .digest(let digest): append(digest.bytes, 1)
            }
        }
    }

    /// For each parameter the array of its values in all rows, after the client's number where there is one: in PostgreSQL's binary form, which is
    /// the number of dimensions, whether any value is null, the type, then how many and from which place, and each value after its length.
    init(client: Client.ID?, each rows: [[SQLValue]], _ kinds: [ManyRows.Kind]) throws(StoreError) {
        if let client { append(Array(String(client.rawValue).utf8), 0) }
        for (column, kind) in kinds.enumerated() {
            let start = bytes.count
            for word in [1, 1, kind.rawValue, UInt32(clamping: rows.count), 1] { append(word) }
            for row in rows {
                guard column < row.count else { throw StoreError(.failed, "A row has too few values.") }
                switch (row[column], kind) {
                case (.null, _): append(UInt32.max)
                case (.int(let number), .number):
                    append(UInt32(8))
                    withUnsafeBytes(of: Int64(number).bigEndian) { bytes += $0 }
                case (.text(let text), .text): appendElement(try Self.kept(text))
                case (.blob(let blob), .bytes): appendElement(blob)
                case (.digest(let digest), .bytes): appendElement(digest.bytes)
                default: throw StoreError(.failed, "A value is not of its column's type.")
                }
            }
            starts.append(start)
            lengths.append(Int32(clamping: bytes.count - start))
            formats.append(1)
        }
    }

    private mutating func append(_ word: UInt32) { withUnsafeBytes(of: word.bigEndian) { bytes += $0 } }

    private mutating func appendElement(_ value: some Collection<UInt8>) {
        append(UInt32(clamping: value.count))
        bytes += value
    }

    /// A text that PostgreSQL keeps.
    private static func kept(_ text: String) throws(StoreError) -> String.UTF8View {
        guard !text.utf8.contains(0) else { throw StoreError(.failed, "A text has a NUL, which PostgreSQL does not keep.") }
        return text.utf8
    }

    private mutating func append(_ value: some Collection<UInt8>, _ format: Int32) {
        starts.append(bytes.count)
        lengths.append(Int32(clamping: value.count))
        formats.append(format)
        bytes += value
        bytes.append(0)
    }

    /// Lends the values in libpq's form.
    func withPointers<Result>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { bytes in
            let pointers = starts.map { start in
                start.flatMap { bytes.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(Int32(clamping: pointers.count), pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
