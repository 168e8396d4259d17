/// Reads the shared strings of a binary workbook ([MS-XLSB] 2.1.7.50).
enum SharedStringRecords {
    /// - Throws: `biff.malformed`, `cell.too-long`, `limit.shared-strings`, an error in the part, `memory.exhausted`.
    static func read(_ records: inout RecordReader, limits: ReadLimits) throws(SpreadsheetError) -> SharedStrings {
        guard try records.next(), records.type == .beginSharedTexts else {
            throw SpreadsheetError(.malformedRecords, "the part is not a list of shared strings")
        }
        var strings = SharedStringBuilder(limits: limits)
        while try records.next() {
            guard records.type == .sharedText else { continue }
            // The first byte says whether runs and phonetic text follow ([MS-XLSB] 2.5.122).
            try strings.append(utf16: records.content.text(at: 1).units)
        }
        return strings.finish()
    }
}
