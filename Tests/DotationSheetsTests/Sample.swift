import DotationSales
import DotationSheets
import Dotations
import Spreadsheet
import TestSupport
import Testing

/// Order 2800886 of ANCV's guide, and dotations that are made up.
enum Sample {
    static func order(_ number: String = "2800886") -> Order {
        guard let number = OrderNumber(number), let date = CalendarDate("20200821") else { preconditionFailure("no order") }
        return Order(number: number, date: date, isPaid: true)
    }

    static func dotation(
        _ id: UInt32, _ matricule: String, _ lastName: String, _ firstName: String, _ email: String, _ mobile: String, cents: Int = 100_000,
        status: DotationStatus = .production
    ) -> Dotation {
        guard let id = Dotation.ID(rawValue: id) else { preconditionFailure("no identifier: \(id)") }
        return Dotation(
            id: id, order: order().number, matricule: matricule, lastName: lastName, firstName: firstName,
            contact: Contact(email: email, mobile: mobile), amount: Euros(cents: cents), status: status)
    }

    static let dotations: [Dotation] = {
        let ids: [UInt32] = [
            11_843_511, 11_843_513, 11_843_518, 11_843_516, 11_843_512, 11_843_510, 11_843_517, 11_843_519, 11_843_515, 11_843_514,
        ]
        return ids.enumerated().map { index, id in
            dotation(id, index < 9 ? "00\(index + 1)" : "010", "TEST\(index + 1)", "ancv", "ancv.rec\(index + 1)@yopmail.com", "0665915236")
        }
    }()

    static let titles = OrderExport.columns.map(\.title)

    /// The cells of a dotation's row in an untouched export.
    static func cells(_ dotation: Dotation) -> [CellValue] {
        [
            .number(Double(dotation.id.rawValue)), .text(dotation.matricule), .text(dotation.lastName), .text(dotation.firstName),
            .text(dotation.contact.email), .text(dotation.contact.mobile), .number(dotation.amount.sheetNumber),
            .text(dotation.status.label),
        ]
    }

    /// A workbook of sheets with these rows.
    static func workbook(
        _ sheets: [(name: String, visibility: SheetVisibility, rows: [[CellValue]])], properties: DocumentProperties = .init(),
        hiddenRows: Set<Int> = []
    ) throws -> [UInt8] {
        var workbook = WorkbookWriter()
        workbook.properties = properties
        for sheet in sheets {
            var writer = try workbook.addSheet(SheetSettings(sheet.name, visibility: sheet.visibility))
            for (index, row) in sheet.rows.enumerated() {
                try writer.beginRow(isHidden: hiddenRows.contains(index + 1))
                for value in row { try writer.appendCell(value) }
            }
        }
        return try workbook.finish()
    }

    static func workbook(_ rows: [[CellValue]], hiddenRows: Set<Int> = []) throws -> [UInt8] {
        try workbook([("Feuil1", .visible, rows)], hiddenRows: hiddenRows)
    }

    static func csv(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\r\n").utf8) }

    /// What is said of a refused row.
    static func words(_ reason: Reason) -> (message: String, advice: String) {
        ("What: \(reason.code.rawValue)", "Advice: \(reason.code.rawValue)")
    }
    /// What is said of a refused sale.
    static func words(_ reason: SaleRefusal) -> (message: String, advice: String) {
        ("What: \(reason.code.rawValue)", "Advice: \(reason.code.rawValue)")
    }

    /// What an import of the bytes would do.
    static func plan(
        _ bytes: [UInt8], name: String = "commande.xlsx", dotations: [Dotation] = dotations, base: ExportBase? = nil,
        settings: ImportSettings = .init()
    ) throws -> ImportPlan {
        try EditedSheet(SheetFile(bytes: bytes, name: name)).planner(for: order(), dotations: dotations, base: base, settings: settings)
            .plan()
    }
}

extension ImportPlan {
    /// The refused rows with the codes of their reasons.
    var codes: [Int: [String]] {
        Dictionary(refused.map { ($0.row, $0.reasons.map(\.code.rawValue)) }, uniquingKeysWith: +)
    }
}

extension SeededGenerator {
    /// A name of any characters: letters of many scripts, marks, signs that spreadsheets take for formulas, quotes, separators, line breaks.
    mutating func name(atMost length: Int = 12) -> String {
        let pieces: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x41...0x5A, 0xC0...0x17F, 0x300...0x36F, 0x391...0x3C9, 0x410...0x44F, 0x5D0...0x5EA, 0x627...0x64A,
            0x900...0x97F, 0x4E00...0x4FFF, 0xAC00...0xAD00, 0x1F600...0x1F64F, 0x200B...0x200F, 0x202A...0x202E, 0xFF01...0xFF5E,
            0xA0...0xBF, 0x2028...0x2029, 0xFEFF...0xFEFF,
        ]
        let specials = [
            "=", "+", "-", "@", "'", "\"", ";", ",", "\t", "\n", "\r", "\r\n", " ", "_x0041_", "&", "<", ">", "]]>", "''", "=1+1",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 1...length, using: &self) {
            if Int.random(in: 0..<4, using: &self) == 0 {
                text += specials.randomElement(using: &self) ?? ""
            } else if let range = pieces.randomElement(using: &self), let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Dotations with names of any characters.
    mutating func dotations(_ count: Int) -> [Dotation] {
        let numbers = Array(0..<UInt32(count)).shuffled(using: &self)
        let statuses: [DotationStatus] = [.production, .awaitingActivation, .integration, .emailError]
        return numbers.map { number in
            let matricules = [String(number), "00\(number)", "A-\(number)", "", name(), "1E5", "\(number),5"]
            return Sample.dotation(
                20_000_000 + number, matricules.randomElement(using: &self) ?? "", name(), name(),
                "person.\(number)@example\(Int.random(in: 1...9, using: &self)).fr",
                "0" + String(Int.random(in: 600_000_000...689_999_999, using: &self)), cents: Int.random(in: 1...500_000, using: &self),
                status: statuses.randomElement(using: &self) ?? .production)
        }
    }
}

extension OrderExport {
    /// What the sheet says of its dotations: the base that an import of it is compared with.
    var base: ExportBase {
        ExportBase(
            rows: Dictionary(
                dotations.map { ($0.id, ExportBase.Row(contact: $0.contact, status: $0.status)) }, uniquingKeysWith: { first, _ in first }))
    }
}
