/// The distinct number formats of a workbook's styles, General first.
struct FormatTable {
    private(set) var formats = [NumberFormat.general]
    private var indexes: [String: UInt32] = ["General": 0]

    /// The index of a format code; that of General for none.
    mutating func index(of code: String?) -> UInt32 {
        guard let code, code.utf8.count <= FormatCode.longestCode else { return 0 }
        if let index = indexes[code] { return index }
        formats.append(NumberFormat(code: code))
        let index = UInt32(formats.count - 1)
        indexes[code] = index
        return index
    }
}
