internal import Dotations
internal import Spreadsheet

/// The dotations of an order as rows to hold a sheet's rows against, without making values of their cells.
struct StoredRowIndex {
    private let dotations: [Dotation]
    private let positions: DotationPositions

    init(_ dotations: [Dotation]) {
        self.dotations = dotations
        positions = DotationPositions(dotations)
    }

    /// The dotation that a row names by a plain identifier, a number or eight digits.
    func position(_ row: RowView, in lines: SheetRowDecoder) -> Int? {
        for index in 0..<row.count {
            let cell = row[index]
            guard lines.column(of: cell) == .identifier else { continue }
            return cell.hasFormula ? nil : Self.identifier(cell).flatMap { Dotation.ID(rawValue: $0) }.flatMap { positions[$0] }
        }
        return nil
    }

    private static func identifier(_ cell: CellView) -> UInt32? {
        switch cell.kind {
        case .number: cell.number.flatMap { UInt32(exactly: $0) }
        case .text: cell.utf8.count == 8 ? hundredths(cell.utf8).flatMap { UInt32(exactly: $0 / 100) } : nil
        default: nil
        }
    }

    /// Whether every cell of a row, as far as it is in one of the domain's columns, says exactly what is stored.
    ///
    /// False also where it says so in another way, which is for the planner to tell.
    func isUnchanged(_ row: RowView, position: Int, in lines: SheetRowDecoder) -> Bool {
        var seen: UInt16 = 0
        let isSame = withUnsafePointer(to: dotations[position]) { dotation in
            for index in 0..<row.count {
                let cell = row[index]
                guard let column = lines.column(of: cell), cell.kind != .blank else { continue }
                guard !cell.hasFormula, Self.isSame(cell, column, dotation.pointee) else { return false }
                seen |= 1 << UInt16(column.rawValue)
            }
            return true
        }
        guard isSame, !lines.isRagged(row) else { return false }
        // What the row leaves out is empty, and has to be so in the store.
        for case let column? in lines.columns where column != .resend && seen & 1 << UInt16(column.rawValue) == 0 {
            guard dotations[position].text(column)?.isEmpty == true else { return false }
        }
        return true
    }

    @inline(__always)
    private static func isSame(_ cell: CellView, _ column: SheetColumn, _ dotation: borrowing Dotation) -> Bool {
        switch column {
        case .identifier: return true
        case .matricule: return cell.kind == .text && cell.utf8.isSame(as: dotation.matricule)
        case .lastName: return cell.kind == .text && cell.utf8.isSame(as: dotation.lastName)
        case .firstName: return cell.kind == .text && cell.utf8.isSame(as: dotation.firstName)
        case .email: return cell.kind == .text && cell.utf8.isSame(as: dotation.contact.email)
        case .mobile: return cell.kind == .text && cell.utf8.isSame(as: dotation.contact.mobile)
        case .status: return cell.kind == .text && cell.utf8.isSame(as: dotation.status.label)
        case .resend: return cell.kind == .text && cell.utf8.count == 0
        case .orderNumber: return isSame(cell, hundredths: Int(dotation.order.rawValue) * 100)
        case .amount: return isSame(cell, hundredths: dotation.amount.cents)
        }
    }

    private static func isSame(_ cell: CellView, hundredths: Int) -> Bool {
        switch cell.kind {
        case .number: cell.number == Double(hundredths) / 100
        case .text: Self.hundredths(cell.utf8) == hundredths
        default: false
        }
    }

    /// A plain number in hundredths: up to twelve digits, and two decimals at most.
    private static func hundredths(_ text: Span<UInt8>) -> Int? {
        guard 1...15 ~= text.count else { return nil }
        var number = 0
        var decimals: Int?
        for index in 0..<text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            if digit <= 9 {
                guard decimals ?? 0 < 2 else { return nil }
                number = number * 10 + Int(digit)
                decimals = decimals.map { $0 + 1 }
            } else {
                guard index > 0, decimals == nil, text[index] == UInt8(ascii: ",") || text[index] == UInt8(ascii: ".") else { return nil }
                decimals = 0
            }
        }
        switch decimals {
        case nil: return number * 100
        case 1: return number * 10
        case 2: return number
        default: return nil
        }
    }
}
