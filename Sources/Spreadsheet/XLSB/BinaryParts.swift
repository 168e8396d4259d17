/// The parts of an XLSB workbook.
struct BinaryParts: PackageParts {
    let package: OpenPackage

    func workbook(_ part: String) throws(SpreadsheetError) -> WorkbookList {
        try read(part, limit: package.limits.smallPartSize) { (records) throws(SpreadsheetError) in
            try WorkbookRecords.read(&records, limits: package.limits)
        }
    }

    func styles(_ part: String) throws(SpreadsheetError) -> Styles {
        try read(part, limit: package.limits.smallPartSize) { (records) throws(SpreadsheetError) in
            try StyleRecords.read(&records, limits: package.limits)
        }
    }

    func sharedStrings(_ part: String) throws(SpreadsheetError) -> SharedStrings {
        try read(part) { (records) throws(SpreadsheetError) in
            try SharedStringRecords.read(&records, limits: package.limits)
        }
    }

    func layout(_ part: String, _ relationships: PartRelationships) throws(SpreadsheetError) -> SheetLayoutBuilder {
        try read(part) { (records) throws(SpreadsheetError) in
            try SheetLayoutRecords.read(&records, relationships: relationships)
        }
    }

    func rows(
        _ part: String, of book: OpenBook, details: RowDetails?, location: SpreadsheetError.Location
    ) throws(SpreadsheetError) -> RowEngine {
        BinaryWorksheetEngine(
            records: try package.records(of: part), book: book, details: details, limits: package.limits, location: location)
    }

    private func read<Value>(
        _ part: String, limit: UInt64 = .max, _ body: (inout RecordReader) throws(SpreadsheetError) -> Value
    ) throws(SpreadsheetError) -> Value {
        do throws(SpreadsheetError) {
            var records = try package.records(of: part, limit: limit)
            return try body(&records)
        } catch {
            throw error.located(.init(part: part))
        }
    }
}
