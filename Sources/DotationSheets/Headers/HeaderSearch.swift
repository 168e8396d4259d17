internal import Dotations
internal import Spreadsheet

/// Finds, among the sheets of a file, the one that is meant, by its header.
package struct HeaderSearch {
    /// What the sheet is wanted for.
    enum Purpose {
        /// Edited dotations: something to know a dotation by, and something to change.
        case edits
        /// Statuses of dotations: something to know a dotation by, and its status.
        case statuses
        /// A new order: everything that makes a dotation.
        case order

        var table: SheetFault.Table {
            switch self {
            case .edits: .dotations
            case .statuses: .statuses
            case .order: .order
            }
        }
    }

    /// How many rows from the top the header is looked for in.
    package static let depth = 20

    let file: SheetFile
    let purpose: Purpose

    /// The one visible sheet whose header has what is needed, or the one hidden sheet where no visible one does.
    func run() throws(SheetFault) -> (sheet: Sheet, header: SheetHeader) {
        let readable = file.sheets.filter { $0.kind == .worksheet || $0.kind == .missing && file.limits.isStrict }
        let (only, closest) = try Self.find(
            among: readable, of: file, for: purpose.table, missing: { missing(in: $0).count }, known: { $0.columns.count }
        ) { row, titles in SheetHeader(row: row, titles: titles) }
        if let only {
            try check(only.header, in: only.sheet)
            return only
        }
        if let closest { try checkIsNoMojibake(closest.header, in: closest.sheet) }
        throw SheetFault(
            .headerMissing(
                columns: (closest.map { missing(in: $0.header) } ?? needed).map(\.title),
                found: closest?.header.columns.map(\.title) ?? [],
                unknown: closest.map { found in UnknownTitles.named(found.header.titles) { found.header.meanings[$0] != nil } } ?? [],
                in: purpose.table),
            at: .init(file: file.name, sheet: closest?.sheet.name))
    }

    /// The one visible sheet with a header that misses nothing, or the one hidden sheet where no visible one has it; and the header that
    /// knows most of those that miss something.
    static func find<Header>(
        among sheets: [Sheet], of file: SheetFile, for table: SheetFault.Table, missing: (Header) -> Int, known: (Header) -> Int,
        header: (_ row: Int, _ titles: [String]) -> Header
    ) throws(SheetFault) -> (only: (sheet: Sheet, header: Header)?, closest: (sheet: Sheet, header: Header)?) {
        var closest: (sheet: Sheet, header: Header)?
        for wantsVisible in [true, false] {
            var found: [(sheet: Sheet, header: Header)] = []
            for sheet in sheets where (sheet.visibility == .visible) == wantsVisible {
                let headers = try titleRows(of: sheet, in: file).map { header($0.row, $0.titles) }
                if let header = headers.first(where: { missing($0) == 0 }) {
                    found.append((sheet, header))
                } else if let header = headers.max(by: { known($0) < known($1) }), known(header) > closest.map({ known($0.header) }) ?? 0 {
                    closest = (sheet, header)
                }
            }
            guard found.count < 2 else {
                throw SheetFault(.sheetAmbiguous(names: found.map(\.sheet.name), of: table), at: .init(file: file.name))
            }
            if let only = found.first { return (only, closest) }
        }
        return (nil, closest)
    }

    /// The first rows of a sheet, as possible titles. Each row starts at column A.
    private static func titleRows(of sheet: Sheet, in file: SheetFile) throws(SheetFault) -> [(row: Int, titles: [String])] {
        try wrappingErrors { () throws(SpreadsheetError) in
            var found: [(row: Int, titles: [String])] = []
            var rows = try file.rows(of: sheet)
            while try rows.advance() {
                let row = rows.row
                guard row.number <= Self.depth else { break }
                var titles: [String] = []
                for position in 0..<min(row.count, 1024) {
                    let cell = row[position]
                    guard cell.column <= 1024 else { break }
                    while titles.count < cell.column - 1 { titles.append("") }
                    titles.append(cell.title)
                }
                found.append((row.number, titles))
            }
            return found
        }
    }

    private var needed: [SheetColumn] {
        switch purpose {
        case .edits: [.identifier, .email, .mobile]
        case .statuses: [.identifier, .status]
        case .order: [.matricule, .lastName, .firstName, .email, .mobile, .amount]
        }
    }

    /// The columns that a header would still need.
    ///
    /// To edit, one of the contact columns is enough; but a contact column that is not found is missing where there are titles that
    /// are not known, as one of them may be its title, and what was corrected there must not be left out.
    private func missing(in header: SheetHeader) -> [SheetColumn] {
        if purpose == .order { return needed.filter { !header.has($0) } }
        var missing: [SheetColumn] = header.has(.identifier) || header.has(.matricule) ? [] : [.identifier]
        if purpose == .statuses { return missing + (header.has(.status) ? [] : [.status]) }
        let contacts: [SheetColumn] = [.email, .mobile].filter { !header.has($0) }
        let asksNothing = contacts.count == 2 && !header.has(.resend)
        if asksNothing || !header.unknownTitles.isEmpty { missing += contacts }
        return missing
    }

    private func check(_ header: SheetHeader, in sheet: Sheet) throws(SheetFault) {
        if let duplicate = header.duplicate {
            let column = header.meanings.lastIndex(of: .column(duplicate.column)).map { $0 + 1 } ?? 1
            let cell = CellReference(row: header.row, column: column)
            throw SheetFault(
                .headerDuplicate(column: duplicate.column.title, titles: duplicate.titles),
                at: .init(file: file.name, sheet: sheet.name, cell: cell))
        }
        try checkIsNoMojibake(header, in: sheet)
    }

    private func checkIsNoMojibake(_ header: SheetHeader, in sheet: Sheet) throws(SheetFault) {
        guard header.isMojibake else { return }
        throw SheetFault(
            SpreadsheetError(
                .csvEncoding, "the header is UTF-8 that a program took for Windows-1252 and saved again",
                at: .init(file: file.name, sheet: sheet.name)))
    }
}

extension CellView {
    /// The cell as a title: a number or a date, too, may stand over a column, whose values are then not without one.
    fileprivate var title: String {
        switch kind {
        case .blank: ""
        case .text, .error: utf8.text(longest: HeaderTitles.longest)
        case .number, .date, .boolean: displayedText
        }
    }
}
