internal import Dotations

/// Makes dotations of an order sheet's rows.
struct OrderBuilder {
    let order: OrderNumber
    var content = OrderSheet.Content()
    private var rows: [Dotation.ID: Int] = [:]

    init(order: OrderNumber) { self.order = order }

    /// Takes a row; a blank one is skipped.
    ///
    /// - Parameters:
    ///   - row: the row's values.
    ///   - matricule: the matricule as the sheet shows it, where it is a number with a format of its own.
    mutating func add(_ row: EditedRow, matricule: String?) {
        guard SheetColumn.allCases.contains(where: { !(row[$0]?.plainText.isEmpty ?? true) }) else { return }
        content.rowCount += 1
        var reasons: [Reason] = []
        var doubts: [Reason] = []
        if row.hasFieldCountMismatch {
            reasons = [Reason(.columnCount)]
        } else {
            for column in SheetColumn.allCases {
                if case .error(let text)? = row[column]?.result { reasons.append(Reason(.cellType, column: column, given: text)) }
            }
        }
        guard reasons.isEmpty else { return refuse(row, reasons) }

        if let value = row[.orderNumber], !value.plainText.isEmpty, let other = OrderNumber(value.plainText), other != order {
            reasons.append(Reason(.otherOrder, column: .orderNumber, given: value.plainText, order: other))
        }
        let id = identifier(row, &reasons)
        let lastName = name(row, .lastName, &reasons)
        let firstName = name(row, .firstName, &reasons)
        let email = email(row, &reasons, &doubts)
        let mobile = mobile(row, &reasons, &doubts)
        let amount = amount(row, &reasons)
        guard reasons.isEmpty, let amount else { return refuse(row, reasons) }
        let status = row[.status]?.plainText ?? ""
        content.dotations.append(
            NewDotation(
                row: row.number, id: id, matricule: matricule ?? row[.matricule]?.plainText ?? "", lastName: lastName, firstName: firstName,
                contact: Contact(email: email, mobile: mobile), amount: amount, status: status.isEmpty ? nil : DotationStatus(status)))
        if !doubts.isEmpty { content.doubtful.append(.init(row: row.number, reasons: doubts)) }
    }

    private mutating func refuse(_ row: EditedRow, _ reasons: [Reason]) {
        content.refused.append(.init(row: row.number, reasons: reasons))
    }

    private mutating func identifier(_ row: EditedRow, _ reasons: inout [Reason]) -> Dotation.ID? {
        guard let value = row[.identifier], !value.plainText.isEmpty else { return nil }
        let text = value.plainText
        guard let id = Dotation.ID(text) else {
            reasons.append(Reason(.idSyntax, column: .identifier, given: text))
            return nil
        }
        if let first = rows[id] {
            reasons.append(Reason(.duplicate, column: .identifier, given: text, otherRow: first))
        } else {
            rows[id] = row.number
        }
        return id
    }

    private func name(_ row: EditedRow, _ column: SheetColumn, _ reasons: inout [Reason]) -> String {
        let text = row[column]?.plainText ?? ""
        if text.isEmpty { reasons.append(Reason(.cellEmpty, column: column)) }
        return text
    }

    /// The address in its normal form where it is right. One that is not is kept, as it can be corrected later; one that is missing is not.
    private func email(_ row: EditedRow, _ reasons: inout [Reason], _ doubts: inout [Reason]) -> String {
        let text = row[.email]?.plainText ?? ""
        do throws(Reason) {
            return try EmailAddress.parse(text).text
        } catch {
            if error.code == .emailEmpty { reasons.append(error) } else { doubts.append(error) }
            return text
        }
    }

    /// The number as ten digits where it is right. One whose digits a spreadsheet lost is of no use to anybody.
    private func mobile(_ row: EditedRow, _ reasons: inout [Reason], _ doubts: inout [Reason]) -> String {
        let text = row[.mobile]?.plainText ?? ""
        do throws(Reason) {
            if case .number(let number)? = row[.mobile]?.result { return try MobileNumber.parse(number).text }
            return try MobileNumber.parse(text).text
        } catch {
            if error.code == .phoneEmpty || error.code == .phoneTruncated { reasons.append(error) } else { doubts.append(error) }
            return text
        }
    }

    private func amount(_ row: EditedRow, _ reasons: inout [Reason]) -> Euros? {
        let amount: Euros? =
            switch row[.amount]?.result {
            case .number(let number): Euros(number)
            case .text(let text): Euros(text)
            default: nil
            }
        guard let amount, amount > .zero else {
            reasons.append(Reason(.amountSyntax, column: .amount, given: row[.amount]?.plainText ?? ""))
            return nil
        }
        return amount
    }
}

extension SheetValue {
    /// The value, or the one that a formula last computed.
    var result: SheetValue {
        if case .formula(let cached) = self { return cached }
        return self
    }

    /// The value as text, without white space and invisible characters around it.
    var plainText: String {
        switch result {
        case .blank, .formula: return ""
        case .number(let number): return Int(exactly: number).map { String($0) } ?? String(number)
        case .boolean(let isTrue): return isTrue ? "VRAI" : "FAUX"
        case .error(let text): return text
        case .text(let text):
            func isOutside(_ scalar: Unicode.Scalar) -> Bool { scalar.isSpace || scalar.isZeroWidth }
            let scalars = text.unicodeScalars
            guard let first = scalars.firstIndex(where: { !isOutside($0) }), let last = scalars.lastIndex(where: { !isOutside($0) }) else {
                return ""
            }
            return String(scalars[first...last])
        }
    }
}
