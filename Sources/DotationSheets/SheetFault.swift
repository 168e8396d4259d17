public import Dotations
public import Spreadsheet

/// Why a whole file is refused: what it is, where, and what an administrator can do about it.
public struct SheetFault: Error, Sendable {
    /// What is wrong.
    public enum Kind: Sendable {
        /// The file cannot be read, or not be written.
        case unreadable(SpreadsheetError)
        /// No row is a header that has the columns needed; these are missing, and those were found. Titles that are not known are not told, as a
        /// person's data may stand in their place.
        case headerMissing(columns: [SheetColumn], found: [SheetColumn])
        /// A column is there twice, under these titles.
        case headerDuplicate(SheetColumn, titles: [String])
        /// Several sheets could be the one that is meant.
        case sheetAmbiguous(names: [String])
        /// The rows say that it is the wrong file.
        case refused(Reason)
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
        case .headerMissing: Reason.Code.headerMissing.rawValue
        case .headerDuplicate: Reason.Code.headerDuplicate.rawValue
        case .sheetAmbiguous: Reason.Code.sheetAmbiguous.rawValue
        case .refused(let reason): reason.code.rawValue
        }
    }

    /// What an administrator reads: the place, and what is wrong there.
    public var message: String {
        let text: String
        switch kind {
        case .unreadable(let error): return error.frenchMessage
        case .headerMissing(let columns, let found):
            let missing = Self.list(columns.map(\.title))
            if found.isEmpty {
                text = "aucune ligne de titres parmi les \(HeaderSearch.depth) premières lignes ; il faut au moins \(missing)."
            } else {
                text =
                    (columns.count > 1 ? "colonnes introuvables : " : "colonne introuvable : ") + missing
                    + ". Colonnes reconnues : \(Self.list(found.map(\.title)))."
            }
        case .headerDuplicate(let column, let titles):
            text = "la colonne « \(column.title) » est présente \(titles.count) fois, sous \(Self.list(titles))."
        case .sheetAmbiguous(let names):
            text = "plusieurs feuilles peuvent être celle des dotations : \(Self.list(names))."
        case .refused(let reason):
            text = reason.message
        }
        let place = [location.file, location.sheet.map { "« \($0) »" }, location.cell?.description].compactMap(\.self)
        return place.isEmpty ? text : place.joined(separator: ", ") + " : " + text
    }

    /// What an administrator can do about it.
    public var advice: String? {
        switch kind {
        case .unreadable(let error): error.frenchAdvice
        case .headerMissing: Reason(.headerMissing).advice
        case .headerDuplicate: Reason(.headerDuplicate).advice
        case .sheetAmbiguous: Reason(.sheetAmbiguous).advice
        case .refused(let reason): reason.advice
        }
    }

    private static func list(_ titles: [String]) -> String {
        let shown = titles.prefix(20).map { "« \(VisibleText.of($0, limit: 40)) »" }.joined(separator: ", ")
        return titles.count > 20 ? shown + "…" : shown
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

extension RowReader {
    /// Goes to the next row, with a fault as that of the sheet.
    mutating func advanceWrappingErrors() throws(SheetFault) -> Bool {
        do throws(SpreadsheetError) { return try advance() } catch { throw SheetFault(error) }
    }
}
