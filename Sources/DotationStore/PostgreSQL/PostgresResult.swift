internal import CDotationsPQ

/// What the server answered.
final class PostgresResult {
    private let handle: OpaquePointer

    /// Takes over a result.
    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var rowCount: Int32 { PQntuples(handle) }
    var columnCount: Int32 { PQnfields(handle) }
    func name(_ column: Int32) -> UnsafePointer<CChar>? { PQfname(handle, column).map { UnsafePointer($0) } }

    /// How many rows the statement changed.
    var changedCount: Int { PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// The types of a statement's parameters, by their numbers.
    var parameterTypes: [UInt32] { (0..<PQnparams(handle)).map { PQparamtype(handle, $0) } }

    func isNull(_ row: Int32, _ column: Int32) -> Bool { PQgetisnull(handle, row, column) != 0 }

    /// A whole number, also where it is a `numeric`, as sums are; 1 and 0 for a truth. What is beyond 64 bits, as no column of the store is, is the
    /// nearest number.
    func int(_ row: Int32, _ column: Int32) -> Int {
        let text = value(row, column)
        guard let first = text.first else { return 0 }
        if first == UInt8(ascii: "t") { return 1 }
        let isNegative = first == UInt8(ascii: "-")
        var number = 0
        for byte in isNegative ? text[1...] : text[...] {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { break }
            let digit = Int(byte & 0x0F)
            let (product, isTooLong) = number.multipliedReportingOverflow(by: 10)
            let (sum, isTooLarge) = isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !isTooLong, !isTooLarge else { return isNegative ? .min : .max }
            number = sum
        }
        return number
    }

    func text(_ row: Int32, _ column: Int32) -> String { String(decoding: value(row, column), as: UTF8.self) }

    /// The bytes of a `bytea`, which stand as `\x` and two digits each.
    func bytes(_ row: Int32, _ column: Int32) -> [UInt8] {
        let text = value(row, column)
        guard text.count > 1 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: text.count / 2 - 1) { bytes, count in
            for index in 0..<text.count / 2 - 1 {
                bytes[index] = Self.digit(text[2 * index + 2]) << 4 | Self.digit(text[2 * index + 3])
            }
            count = text.count / 2 - 1
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8 { byte < UInt8(ascii: "a") ? byte & 0x0F : byte &- UInt8(ascii: "a") &+ 10 }

    private func value(_ row: Int32, _ column: Int32) -> UnsafeBufferPointer<UInt8> {
        guard let start = PQgetvalue(handle, row, column) else { return UnsafeBufferPointer(start: nil, count: 0) }
        let count = Int(PQgetlength(handle, row, column))
        return UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: count)
    }
}
