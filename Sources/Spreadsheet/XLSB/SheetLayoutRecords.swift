/// Reads what a sheet of a binary workbook has besides its rows.
enum SheetLayoutRecords {
    /// - Throws: `biff.malformed`, `limit.cells`, an error in the part.
    static func read(_ records: inout RecordReader, relationships: PartRelationships) throws(SpreadsheetError) -> SheetLayoutBuilder {
        var builder = SheetLayoutBuilder()
        while try records.next() {
            let content = records.content
            switch records.type {
            case .dimension: builder.dimension = try content.range(at: 0)
            case .mergedCells: try builder.addMergedCells(content.range(at: 0))
            case .hyperlink:
                // [MS-XLSB] 2.4.703
                let range = try content.range(at: 0)
                let (relationship, end) = try content.string(at: 16)
                let location = try content.string(at: end).text.flatMap { $0.isEmpty ? nil : $0 }
                try builder.addHyperlink(range, target: relationships.target(of: relationship, location: location))
            default: break
            }
        }
        return builder
    }
}
