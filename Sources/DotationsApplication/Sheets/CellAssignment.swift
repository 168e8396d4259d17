internal import DotationSheets
internal import Dotations
public import Spreadsheet

/// A value for a cell, as it is typed: `Feuil1!B7=texte`.
///
/// What follows the equals sign is text as it stands, so that `007` stays `007`. A number, a date, a formula and a truth value say what they are:
/// `nombre:12,5`, `date:31/12/2025`, `formule:SUM(A1:A3)`, `vrai-faux:vrai`. Text that begins like one of these has `texte:` before it. Nothing empties the cell.
public struct CellAssignment: Sendable {
    /// What a cell becomes.
    public enum Content: Sendable, Hashable {
        /// A value.
        case value(CellValue)
        /// A formula, calculated when the workbook is opened.
        case formula(String)
    }

    /// Why a text is no assignment.
    public enum Fault: Error {
        /// It has no equals sign after the name of a cell.
        case noCell
        /// It says that it is a number, and is none.
        case noNumber
        /// It says that it is a date, and is none.
        case noDate
        /// It says that it is a truth value, and is none.
        case noTruthValue
    }

    /// The sheet's name; nil for the first visible one.
    public let sheet: String?
    /// The cell.
    public let cell: CellReference
    /// What it becomes.
    public let content: Content

    /// Reads an assignment. The name of a sheet may stand in apostrophes, which are doubled within, as in formulas.
    public init(_ text: String) throws(Fault) {
        guard let (sheet, cell, value) = Self.parts(text) else { throw .noCell }
        self.sheet = sheet
        self.cell = cell
        content = try Self.content(value)
    }

    /// The first equals sign that follows a cell's name counts, as the name of a sheet may have one.
    private static func parts(_ text: String) -> (sheet: String?, cell: CellReference, value: Substring)? {
        for place in text.indices where text[place] == "=" {
            let left = text[..<place]
            let value = text[text.index(after: place)...]
            guard let mark = left.lastIndex(of: "!") else {
                if let cell = CellReference(left) { return (nil, cell, value) }
                continue
            }
            guard let cell = CellReference(left[left.index(after: mark)...]) else { continue }
            var sheet = String(left[..<mark])
            if sheet.count > 1, sheet.hasPrefix("'"), sheet.hasSuffix("'") {
                sheet = String(sheet.dropFirst().dropLast()).replacing("''", with: "'")
            }
            return (sheet, cell, value)
        }
        return nil
    }

    private static func content(_ text: Substring) throws(Fault) -> Content {
        func rest(_ keyword: String) -> String? { text.hasPrefix(keyword) ? String(text.dropFirst(keyword.count)) : nil }
        if text.isEmpty { return .value(.blank) }
        if let text = rest("texte:") { return .value(.text(text)) }
        if let formula = rest("formule:") { return .formula(formula) }
        if let number = rest("nombre:") {
            guard let value = Double(number.replacing(",", with: ".")), value.isFinite else { throw .noNumber }
            return .value(.number(value))
        }
        if let day = rest("date:") {
            guard let date = CalendarDate(typed: day),
                let serial = SerialDate(CivilDateTime(year: date.year, month: date.month, day: date.day))
            else { throw .noDate }
            return .value(.date(serial))
        }
        if let word = rest("vrai-faux:") {
            switch word.lowercased() {
            case "vrai": return .value(.boolean(true))
            case "faux": return .value(.boolean(false))
            default: throw .noTruthValue
            }
        }
        return .value(.text(String(text)))
    }
}
