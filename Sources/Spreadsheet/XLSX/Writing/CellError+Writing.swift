extension CellError {
    /// The error as workbooks know it: this one, unless it is one of LibreOffice.
    var written: CellError {
        if rawValue.hasPrefix(Self.prefix) {
            // LibreOffice writes the others so as well.
            return Int(rawValue.dropFirst(Self.prefix.count)).map { Self.numbered[$0] ?? .notAvailable } ?? self
        }
        return Self.french[rawValue.filter { !$0.isWhitespace }] ?? self
    }

    private static let prefix = "Err:"

    /// What LibreOffice writes for the numbers of its errors when it saves a workbook of Excel.
    private static let numbered: [Int: CellError] = [
        502: .value, 503: .number, 504: .value, 508: .value, 509: .value, 510: .value, 511: .value, 519: .value, 521: .null, 522: .value,
        524: .reference, 525: .name, 530: .name, 531: .name, 532: .divisionByZero,
    ]

    /// What spreadsheets show in French, without white space.
    private static let french: [String: CellError] = [
        "#N/D": .notAvailable, "#VALEUR!": .value, "#REF!": .reference, "#DIV/0!": .divisionByZero, "#NOMBRE!": .number, "#NUM!": .number,
        "#NOM?": .name, "#NUL!": .null,
    ]

    /// Whether this can be an error value (ECMA-376 part 1, 18.17.3, and what spreadsheets have added since).
    var hasSyntaxOfErrors: Bool {
        if rawValue == "#N/A" || rawValue == "#GETTING_DATA" { return true }
        let bytes = rawValue.utf8
        guard 3...32 ~= bytes.count, bytes.first == UInt8(ascii: "#"), let mark = bytes.last, "!?".utf8.contains(mark) else { return false }
        return bytes.dropFirst().dropLast().allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || "_/".utf8.contains($0) }
    }
}
