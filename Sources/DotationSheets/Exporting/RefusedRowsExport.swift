public import DotationSales
public import Dotations
public import Spreadsheet

/// The refused rows of an import, to be corrected and imported again: in a sheet of their own in the layout of theirs, as they were typed, with the
/// columns `Erreur` and `Conseil` after them. Those of contacts come back in the very workbook that they came in, where that can be edited
/// (``editor(password:)``).
///
/// In a sheet of their own three things differ. Refused sales have a column `Autres ventes` with the sales that the person's other rows said, so
/// that an import of the refused rows alone takes none for one of these. A contact that changed in the store since the export, and that the sheet
/// did not edit or conflicts with, is written as it is stored today: with a new export as ``origin`` only what is then typed is an edit. CSV carries
/// no origin: there an old value stays as it is, as it may be meant. What somebody typed for a cell stands in it, unless the store has changed since.
///
/// There the cells at fault are filled and have a note; nothing is locked, as a fault may be anywhere. A formula is written as the value that it
/// last had.
///
/// The rows are read from the file once more while they are written, so that they need no memory.
public struct RefusedRowsExport: SheetExport {
    let source: RefusedRowsSource
    let rows: [Int: RefusedRowsSource.Refused]
    /// How the rows come back in their own workbook; nil where they have a sheet of their own in any case.
    let inPlace: InPlace?

    /// What their own workbook says otherwise than the file, beside what is refused.
    struct InPlace: Sendable {
        /// By row and column: what was typed for its cells, and where it is a new export what is stored today in cells that nobody edited.
        var replacements: [Int: [Int: String]]
        /// Whether rows that are not refused ask for no e-mail any more, as it was sent.
        var clearsRequests: Bool
        /// The files that the same requests came in before.
        var earlierFiles: [Hash256]
    }

    /// The export that the workbook says it began as, where it is of dotations.
    public let origin: SheetOrigin?

    /// The refused rows of a plan, and the sheet that it was made of.
    ///
    /// - Parameters:
    ///   - refused: the rows.
    ///   - sheet: the sheet.
    ///   - typed: what somebody typed for cells of the sheet, by row.
    ///   - renewed: what is stored today of contacts that nobody edited, in rows that are not refused. It counts where there is a new export.
    ///   - clearsRequests: whether what the other rows ask for is done.
    ///   - file: the file that the sheet is in, by which its requests are known again, where the rows may come back in it. Nil for a sheet of their own:
    ///     statuses have no export to compare the other rows with, which would set back what has moved since.
    ///   - origin: an export of the dotations of these rows that was made for this; by default the one that the sheet began as.
    ///   - words: what is wrong, and what to do about it.
    public init(
        _ refused: [RefusedRow], of sheet: EditedSheet, typed: [Int: [SheetColumn: TypedValue]] = [:],
        renewed: [Int: [SheetColumn: String]] = [:], clearsRequests: Bool = false, file: Hash256? = nil, origin: SheetOrigin? = nil,
        words: (Reason) -> (message: String, advice: String)
    ) {
        source = RefusedRowsSource(sheet)
        self.origin = origin ?? sheet.origin
        func numbered(_ values: [SheetColumn: String]) -> [Int: String] {
            let found = values.compactMap { column, value in sheet.header.number(of: column).map { ($0, value) } }
            return Dictionary(found, uniquingKeysWith: { first, _ in first })
        }
        var replacements = typed.mapValues { $0.mapValues(\.text) }
        if origin != nil {
            let stored = renewed.map { ($0, $1) } + refused.map { ($0.row, $0.renewed) }
            for (row, values) in stored { replacements[row, default: [:]].merge(values) { _, stored in stored } }
        }
        inPlace = file.map { file in
            InPlace(
                replacements: replacements.mapValues(numbered), clearsRequests: clearsRequests,
                earlierFiles: clearsRequests ? [] : [file] + sheet.earlierFiles)
        }
        rows = Dictionary(
            refused.map { refusal in
                let remarks = refusal.reasons.map { reason in
                    RefusedRowsSource.Remark(
                        column: reason.column.flatMap { sheet.header.number(of: $0) }, isOnAll: reason.code == .columnCount,
                        words: words(reason))
                }
                let outdated = refusal.reasons.filter { $0.code == .outdated }.compactMap(\.column)
                return (
                    refusal.row,
                    .init(
                        remarks: remarks,
                        renewed: numbered((typed[refusal.row] ?? [:]).mapValues(\.text).merging(refusal.renewed) { _, stored in stored }),
                        outdated: Set(outdated.compactMap { sheet.header.number(of: $0) }))
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The refused rows of a plan of sales, and the sheet that it was made of; `words` say what is wrong, and what to do about it.
    public init(_ plan: SalesPlan, of sheet: SalesSheet, words: (SaleRefusal) -> (message: String, advice: String)) {
        var source = RefusedRowsSource(sheet)
        let others = sheet.table.header.number(of: .otherSales)
        if others == nil, plan.refused.contains(where: { !$0.otherSales.isEmpty }) { source.addedTitle = SaleColumn.otherSales.title }
        self.source = source
        origin = nil
        // Sales have no export to compare a sheet with: what the other rows say would undo what was corrected since.
        inPlace = nil
        rows = Dictionary(
            plan.refused.map { refusal in
                let remarks = refusal.reasons.map { reason in
                    RefusedRowsSource.Remark(
                        column: reason.column.flatMap { sheet.table.header.number(of: $0) }, isOnAll: reason.code == .columnCount,
                        words: words(reason))
                }
                let otherSales = refusal.otherSales.map(\.description).joined(separator: ", ")
                return (
                    refusal.row,
                    .init(
                        remarks: remarks, renewed: otherSales.isEmpty ? [:] : others.map { [$0: otherSales] } ?? [:], added: otherSales)
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Writes the rows that were refused.
    ///
    /// - Throws: what is wrong with the file that they are in, where it is not the one that was planned any more; `write.invalid`,
    ///   `file.unwritable`.
    public func write(to csv: inout CSVWriter) throws(SpreadsheetError) {
        try csv.append(titles.map { .text($0) })
        try forEachRow(keepsOutdated: true) { row, reasons throws(SpreadsheetError) in
            let values = (row.values + row.added).map(Self.writable)
            try csv.append(values + Self.texts(of: reasons).map { .text($0) } + row.extra.map(Self.writable))
        }
    }

    /// Writes the rows that were refused.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        let header = try workbook.style(SheetTheme.header())
        let headerOfRemarks = try workbook.style(SheetTheme.header(isEditable: true))
        let styles = try CellStyles(&workbook)
        let remark = try workbook.style(CellStyle(alignment: .init(vertical: .top, wraps: true)))
        workbook.properties = DocumentProperties(title: Self.sheetName, custom: origin?.properties ?? [])
        let kept = source.columns
        let ownCount = kept.count + (source.addedTitle == nil ? 0 : 1)
        var sheet = try workbook.addSheet(settings)
        try sheet.beginRow(height: SheetTheme.headerHeight)
        for (index, title) in titles.enumerated() {
            try sheet.appendText(title, style: index < ownCount ? header : headerOfRemarks)
        }
        var number = 1
        var comments: [CellComment] = []
        try forEachRow(keepsOutdated: false) { row, reasons throws(SpreadsheetError) in
            number += 1
            let remarks = Self.texts(of: reasons)
            try sheet.beginRow(height: Self.height(of: remarks))
            for (index, value) in (row.values + row.added + remarks.map { .text($0) } + row.extra).enumerated() {
                guard index < ownCount else {
                    try sheet.appendCell(Self.writable(value), style: remark)
                    continue
                }
                guard index < kept.count else {
                    try sheet.appendCell(value, style: styles.style(value, .matricule, isAtFault: false))
                    continue
                }
                let about = reasons.filter { $0.isOnAll || $0.column == kept[index].number }
                try sheet.appendCell(Self.writable(value), style: styles.style(value, kept[index].role, isAtFault: !about.isEmpty))
                let notes = about.filter { $0.column != nil }.map { "\($0.words.message)\n\($0.words.advice)" }
                if !notes.isEmpty, let cell = CellReference(row: number, column: index + 1) {
                    comments.append(CellComment(cell, notes.joined(separator: "\n")))
                }
            }
        }
        sheet.features = features(lastRow: number, comments: comments)
    }

    // MARK: Rows

    private struct Values {
        var values: [CellValue]
        /// What the added column holds, where there is one.
        var added: [CellValue]
        /// What stands after the last column that has a title.
        var extra: [CellValue]
    }

    private var titles: [String] {
        source.columns.map(\.title) + [source.addedTitle, HeaderTitles.error, HeaderTitles.advice].compactMap(\.self)
    }

    static func texts(of remarks: [RefusedRowsSource.Remark]) -> [String] {
        var advice: [String] = []
        for remark in remarks where !advice.contains(remark.words.advice) { advice.append(remark.words.advice) }
        return [remarks.map(\.words.message).joined(separator: "\n"), advice.joined(separator: "\n")]
    }

    private func forEachRow(
        keepsOutdated: Bool, _ body: (Values, [RefusedRowsSource.Remark]) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        let refused = self.rows
        var rows = try source.file.rows(of: source.sheet)
        while try rows.advance() {
            let row = rows.row
            guard row.number > source.headerRow, let refused = refused[row.number] else { continue }
            var cells: [Int: CellValue] = [:]
            var extra: [CellValue] = []
            for position in 0..<row.count {
                let cell = row[position]
                if cell.column <= source.columnCount { cells[cell.column] = cell.value } else { extra.append(cell.value) }
            }
            while extra.last == .blank || extra.last == .text("") { extra.removeLast() }
            // Beside a workbook's table stands what has nothing to do with it.
            if source.file.workbook != nil { extra = [] }
            let values = source.columns.map { column in
                if keepsOutdated, refused.outdated.contains(column.number) { return cells[column.number] ?? .blank }
                return refused.renewed[column.number].map { .text($0) } ?? cells[column.number] ?? .blank
            }
            let added = source.addedTitle.map { _ in [CellValue.text(refused.added)] } ?? []
            try body(Values(values: values, added: added, extra: extra), refused.remarks)
        }
    }

    /// A value that a cell and a field can hold: without a NUL, no longer than a cell's text, and with an error as text where it is none.
    static func writable(_ value: CellValue) -> CellValue {
        switch value {
        case .text(let text):
            let isPlain = text.utf8.count <= 32_767 && !text.utf8.contains(0)
            guard !isPlain else { return value }
            var plain = String.UnicodeScalarView()
            var length = 0
            for scalar in text.unicodeScalars {
                length += UTF16.width(scalar)
                guard length <= 32_767 else { break }
                plain.append(scalar.value == 0 ? "\u{FFFD}" : scalar)
            }
            return .text(String(plain))
        case .error(let error) where !error.rawValue.hasPrefix("#") || error.rawValue.utf8.count > 32:
            return writable(.text(error.rawValue))
        default:
            return value
        }
    }

    // MARK: Look

    private struct CellStyles {
        private let styles: [[StyleID]]

        init(_ workbook: inout WorkbookWriter) throws(SpreadsheetError) {
            var styles: [[StyleID]] = []
            for fill in [nil, CellStyle.Fill.solid(SheetTheme.rose)] {
                var row: [StyleID] = []
                for format in [NumberFormat.general, SheetTheme.text, SheetTheme.plain, SheetTheme.day] {
                    let alignment = CellStyle.Alignment(horizontal: format == .general ? nil : .left, vertical: .top)
                    row.append(
                        try workbook.style(
                            CellStyle(
                                numberFormat: format, fill: fill, border: fill == nil ? .init() : SheetTheme.grid, alignment: alignment,
                                isLocked: false)))
                }
                styles.append(row)
            }
            self.styles = styles
        }

        /// Texts are in cells for text, and so are the empty ones that are meant for it.
        func style(_ value: CellValue, _ role: RefusedRowsSource.Role?, isAtFault: Bool) -> StyleID {
            let format =
                switch value {
                case .text: 1
                case .blank: role == .email || role == .mobile || role == .matricule ? 1 : 0
                case .number: role == .identifier || role == .mobile ? 2 : 0
                case .date: 3
                case .boolean, .error: 0
                }
            return styles[isAtFault ? 1 : 0][format]
        }
    }

    private var settings: SheetSettings {
        let widths =
            source.columns.map { $0.role.map(Self.width) ?? 18 } + (source.addedTitle == nil ? [] : [18]) + [
                Self.remarkWidth, Self.remarkWidth,
            ]
        return SheetSettings(
            Self.sheetName, tabColor: SheetTheme.rose, columns: widths.enumerated().map { ColumnSettings($0 + 1, width: $1) },
            frozenRows: 1, pageSetup: SheetTheme.page(footer: Self.sheetName))
    }

    static let remarkWidth = 60.0

    /// Content of the file, as the titles of its columns are.
    private static let sheetName = "Lignes refusées"

    /// The height that a row's remarks need, as not every spreadsheet sees to that itself.
    private static func height(of remarks: [String]) -> Double {
        let lines = remarks.map { text in
            text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
                $0 + 1 + $1.count / Int(remarkWidth - 4)
            }
        }
        return min(Double(lines.max() ?? 1) * 15 + 1, 409)
    }

    static func width(_ role: RefusedRowsSource.Role) -> Double {
        switch role {
        case .identifier, .matricule, .mobile: 18
        case .name: 22
        case .email: 36
        case .amount, .resend: 12
        case .status: 24
        }
    }

    private func features(lastRow: Int, comments: [CellComment]) -> SheetFeatures {
        var features = SheetFeatures()
        features.comments = comments
        guard let table = CellRange(columns: 0..<titles.count, rows: 1..<lastRow + 1) else { return features }
        features.autoFilter = table
        features.ignoredErrors = [IgnoredErrors([table], [.numberStoredAsText, .twoDigitTextYear])]
        features.dataValidations = source.columns.enumerated().compactMap { index, column in
            guard let role = column.role, let range = CellRange(column: index, rows: 2..<lastRow + 1) else { return nil }
            return .typed(role, range)
        }
        return features
    }
}
