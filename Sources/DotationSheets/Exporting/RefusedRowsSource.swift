internal import DotationSales
internal import Dotations
internal import Spreadsheet

/// A sheet that rows were refused of, whichever kind of rows: where it is, and what its columns hold.
struct RefusedRowsSource: Sendable {
    struct Remark: Sendable {
        /// The number of the column that it is about, where it is about one.
        let column: Int?
        let isOnAll: Bool
        let words: (message: String, advice: String)
    }

    struct Refused: Sendable {
        let remarks: [Remark]
        /// The values that stand in the place of the sheet's, by the numbers of their columns.
        var renewed: [Int: String] = [:]
        /// The columns with a value that a later change replaced, which a file without an identity keeps: it can be meant.
        var outdated: Set<Int> = []
        /// The value in the column that is added.
        var added = ""
    }

    /// What a column's cells hold, for their look.
    enum Role: Sendable {
        case identifier, matricule, name, email, mobile, amount, status, resend
    }

    /// A column of the sheet that is carried over: all but the remarks of an earlier import.
    struct Column: Sendable {
        let number: Int
        let title: String
        let role: Role?
    }

    let file: SheetFile
    let sheet: Sheet
    let headerRow: Int
    /// How many columns of the sheet have a title, or stand before one that has.
    let columnCount: Int
    let columns: [Column]
    /// The title of a column that the sheet lacks and the refused rows need.
    var addedTitle: String?
    /// The first of the two columns with the remarks of an earlier import, which stand side by side; nil where there are none. One of them alone is the
    /// admin's own.
    let remarks: Int?
    /// The titles of these two columns, as the sheet writes them.
    let remarkTitles: [String]
    /// The column in which rows ask for an e-mail.
    let resend: Int?

    init(_ sheet: EditedSheet) { self.init(sheet.table, role: \.role) }

    init(_ sheet: SalesSheet) { self.init(sheet.table, role: \.role) }

    private init<TypedColumn: TableColumn>(_ table: TableSheet<TypedColumn>, role: (TypedColumn) -> Role) {
        file = table.file
        sheet = table.sheet
        headerRow = table.header.row
        columnCount = table.header.titles.count
        columns = zip(table.header.titles, table.header.columns).enumerated().compactMap { index, pair in
            guard pair.1 != nil || !HeaderTitles.isRemark(pair.0) else { return nil }
            return Column(number: index + 1, title: pair.0, role: pair.1.map(role))
        }
        let titles = table.header.titles.map { HeaderTitles.remark($0) }
        remarks = titles.indices.dropLast().first { titles[$0] == HeaderTitles.error && titles[$0 + 1] == HeaderTitles.advice }.map {
            $0 + 1
        }
        remarkTitles = remarks.map { Array(table.header.titles[$0 - 1...$0]) } ?? [HeaderTitles.error, HeaderTitles.advice]
        resend = columns.first { $0.role == .resend }?.number
    }
}

extension SheetColumn {
    var role: RefusedRowsSource.Role {
        switch self {
        case .identifier: .identifier
        case .matricule, .orderNumber: .matricule
        case .lastName, .firstName: .name
        case .email: .email
        case .mobile: .mobile
        case .amount: .amount
        case .status: .status
        case .resend: .resend
        }
    }
}

extension SaleColumn {
    fileprivate var role: RefusedRowsSource.Role {
        switch self {
        case .event, .session, .status: .status
        case .matricule, .reference: .matricule
        case .lastName, .firstName: .name
        case .email: .email
        case .mobile: .mobile
        case .quantity, .pricePaid, .date: .amount
        case .otherSales: .matricule
        }
    }
}
