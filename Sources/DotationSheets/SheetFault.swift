public import Dotations
public import Spreadsheet

/// Why a whole file is refused: what it is, and where.
public struct SheetFault: Error, Sendable {
    /// What is wrong.
    public enum Kind: Sendable {
        /// The file cannot be read, or not be written.
        case unreadable(SpreadsheetError)
        /// No row is a header that has the columns needed; these are missing, and those were found. The titles that are not known are there with
        /// their columns' letters, or by these alone where a person's data may stand in their place.
        case headerMissing(columns: [String], found: [String], unknown: [String], in: Table)
        /// A column is there twice, under these titles.
        case headerDuplicate(column: String, titles: [String])
        /// Several sheets could be the one that is meant.
        case sheetAmbiguous(names: [String], of: Table)
        /// The workbook does not have this sheet.
        case sheetMissing(name: String, found: [String])
        /// The rows say that it is the wrong file.
        case refused(Reason)
    }

    /// The faults that are a sheet's own, by names that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case headerMissing = "header.missing"
        case headerDuplicate = "header.duplicate"
        case sheetAmbiguous = "sheet.ambiguous"
    }

    /// What a file is read for.
    public enum Table: Sendable {
        /// Dotations to correct.
        case dotations
        /// Statuses of dotations.
        case statuses
        /// Dotations to make an order of.
        case order
        /// An event, and who may take part.
        case events
        /// Sales.
        case sales
        /// Stripe's payments.
        case payments
    }

    /// What is wrong.
    public let kind: Kind
    /// Where it is, as far as that is known.
    public let location: SpreadsheetError.Location

    init(_ kind: Kind, at location: SpreadsheetError.Location = .init()) {
        self.kind = kind
        self.location = location
    }

    init(_ error: SpreadsheetError) { self.init(.unreadable(error), at: error.location) }

    /// The stable name of the fault, such as `header.missing` or `zip.overlap`.
    public var code: String {
        switch kind {
        case .unreadable(let error): error.code.rawValue
        case .headerMissing: Code.headerMissing.rawValue
        case .headerDuplicate: Code.headerDuplicate.rawValue
        case .sheetAmbiguous: Code.sheetAmbiguous.rawValue
        case .sheetMissing: SpreadsheetError.Code.noSuchSheet.rawValue
        case .refused(let reason): reason.code.rawValue
        }
    }
}

extension SheetFault: CustomStringConvertible {
    /// The code and the place alone: an error ends in logs, where nobody's data belongs.
    public var description: String {
        let place = [location.file, location.sheet, location.cell?.description].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? code : "\(code) (\(place))"
    }
}

/// Runs something on a file, and gives its fault as that of the sheet.
func wrappingErrors<Value: ~Copyable>(_ body: () throws(SpreadsheetError) -> Value) throws(SheetFault) -> Value {
    do throws(SpreadsheetError) { return try body() } catch { throw SheetFault(error) }
}
