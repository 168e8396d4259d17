/// Reads the number formats of a binary workbook ([MS-XLSB] 2.1.7.49).
enum StyleRecords {
    /// - Throws: `biff.malformed`, `limit.styles`, an error in the part.
    static func read(_ records: inout RecordReader, limits: ReadLimits) throws(SpreadsheetError) -> Styles {
        guard try records.next(), records.type == .beginStyleSheet else {
            throw SpreadsheetError(.malformedRecords, "the part is not a list of styles")
        }
        var codes: [Int: String] = [:]
        var identifiers: [Int] = []
        var count = 0
        var list: RecordType?
        while try records.next() {
            switch records.type {
            case .beginCellFormats, .beginCellStyleFormats: list = records.type
            case .endCellFormats, .endCellStyleFormats: list = nil
            case .format:
                // [MS-XLSB] 2.4.697
                let identifier = Int(try records.content.number(UInt16.self, at: 0))
                codes[identifier] = try records.content.string(at: 2).text
                try limits.checkStyles(codes.count)
            case .cellFormat where list != nil:
                count += 1
                try limits.checkStyles(count)
                // [MS-XLSB] 2.4.865
                let identifier = try records.content.number(UInt16.self, at: 2)
                if list == .beginCellFormats { identifiers.append(Int(identifier)) }
            default: break
            }
        }
        return Styles(codes: codes, identifiers: identifiers)
    }
}
