internal import DotationText
internal import Dotations

struct OrderBuilder {
    let order: OrderNumber
    var content = OrderSheet.Content()
    private var rows: [Dotation.ID: Int] = [:]

    init(order: OrderNumber) { self.order = order }

    /// Takes a row; a blank one is skipped, and so is a total, which is reported. `matricule` is as the sheet shows it, where it is a number
    /// with a format of its own.
    mutating func add(_ row: EditedRow, matricule: String?) {
        guard SheetColumn.allCases.contains(where: { !(row[$0]?.plainText.isEmpty ?? true) }) else { return }
        if let label = row.totalLabel { return warn(row.number, .rowTotal(label: label)) }
        content.rowCount += 1
        var reasons: [Reason] = []
        var doubts: [Reason] = []
        if row.hasFieldCountMismatch {
            reasons = [.columnCount]
        } else {
            for column in SheetColumn.allCases {
                if row[column] == .covered { reasons.append(.cellMerged(column)) }
                switch row[column]?.computed {
                case .error(let text): reasons.append(.cellType(column, text))
                case .date(_, let shown): reasons.append(.cellDate(column, shown))
                default: break
                }
            }
        }
        guard reasons.isEmpty else { return refuse(row, reasons) }

        if let value = row[.orderNumber], !value.plainText.isEmpty, let other = OrderNumber(value.plainText), other != order {
            reasons.append(.otherOrder(other, in: .orderNumber))
        }
        let id = identifier(row, &reasons)
        let lastName = name(row, .lastName, &reasons)
        let firstName = name(row, .firstName, &reasons)
        var warnings: [Warning] = []
        let contact = Contact(
            email: value(EmailAddress.self, row, &reasons, &doubts, &warnings),
            mobile: value(MobileNumber.self, row, &reasons, &doubts, &warnings))
        let amount = amount(row, &reasons)
        guard reasons.isEmpty, let amount else { return refuse(row, reasons) }
        let status = row[.status]?.plainText ?? ""
        content.dotations.append(
            NewDotation(
                row: row.number, id: id, matricule: matricule ?? row[.matricule]?.plainText ?? "", lastName: lastName, firstName: firstName,
                contact: contact, amount: amount, status: status.isEmpty ? .integration : DotationStatus(status)))
        for warning in warnings { warn(row.number, warning) }
        if !doubts.isEmpty { content.doubtful.append(.init(row: row.number, reasons: doubts)) }
    }

    /// Warns of what several people have in common: an address, which is a login, a number, or a matricule.
    mutating func warnOfRepeats() {
        for (column, warning, value) in [
            (.email, { .emailShared($0, count: $1) }, { $0.contact.email.lowercased() }),
            (.mobile, { .phoneShared($0, count: $1) }, { $0.contact.mobile }),
            (.matricule, { .matriculeShared($0, count: $1) }, { $0.matricule }),
        ] as [(SheetColumn, (String, Int) -> Warning, (NewDotation) -> String)] {
            let values = content.dotations.map(value)
            var seen = Set<String>(minimumCapacity: values.count)
            let repeated = Set(values.filter { !$0.isEmpty && !seen.insert($0).inserted })
            guard !repeated.isEmpty else { continue }
            var holders: [String: Set<String>] = [:]
            for (dotation, value) in zip(content.dotations, values) where repeated.contains(value) {
                holders[value, default: []].insert(Self.person(dotation, byMatricule: column != .matricule))
            }
            for (dotation, value) in zip(content.dotations, values) {
                guard let people = holders.removeValue(forKey: value), people.count > 1 else { continue }
                warn(dotation.row ?? 0, warning(value, people.count))
            }
        }
    }

    /// Warns of people who would have more than ``OrderSheet/usualMaximum`` in all, at the first of their rows.
    mutating func warnOfLargeAmounts() {
        var people: [String: (amount: Euros, row: Int, count: Int)] = [:]
        people.reserveCapacity(content.dotations.count)
        for dotation in content.dotations {
            let person = Self.person(dotation, byMatricule: true)
            let known = people[person] ?? (.zero, dotation.row ?? 0, 0)
            people[person] = (known.amount.adding(dotation.amount) ?? known.amount, known.row, known.count + 1)
        }
        for person in people.values where person.amount > OrderSheet.usualMaximum {
            // Not by `warn`: an order is only made once somebody agreed to these, however many other warnings there are.
            content.warnings.append(.init(row: person.row, warning: .amountLarge(person.amount, count: person.count)))
        }
    }

    /// What tells one person from another: the matricule where there is one, else the names.
    private static func person(_ dotation: NewDotation, byMatricule: Bool) -> String {
        if byMatricule, !dotation.matricule.isEmpty { return "matricule \(dotation.matricule)" }
        return Folding.key(dotation.lastName) + " " + Folding.key(dotation.firstName)
    }

    mutating func warn(_ row: Int, _ warning: Warning) {
        if content.warnings.count < PlannedWarning.limit { content.warnings.append(.init(row: row, warning: warning)) }
    }

    private mutating func refuse(_ row: EditedRow, _ reasons: [Reason]) {
        content.refused.append(.init(row: row.number, reasons: reasons))
    }

    private mutating func identifier(_ row: EditedRow, _ reasons: inout [Reason]) -> Dotation.ID? {
        guard let value = row[.identifier], !value.plainText.isEmpty else { return nil }
        let text = value.plainText
        guard let id = Dotation.ID(text) else {
            reasons.append(.idSyntax(text))
            return nil
        }
        if let first = rows[id] {
            reasons.append(.duplicate(id, row: first))
        } else {
            rows[id] = row.number
        }
        return id
    }

    private func name(_ row: EditedRow, _ column: SheetColumn, _ reasons: inout [Reason]) -> String {
        let text = row[column]?.plainText ?? ""
        if text.isEmpty { reasons.append(.cellEmpty(column)) }
        return text
    }

    /// An address or a number in its normal form where it is right. One that is not is kept, as it can be corrected later; one that is missing,
    /// or whose digits a spreadsheet lost, is of no use to anybody.
    private func value<Value: ContactValue>(
        _: Value.Type, _ row: EditedRow, _ reasons: inout [Reason], _ doubts: inout [Reason], _ warnings: inout [Warning]
    ) -> String {
        let cell = row[Value.column]?.computed ?? .blank
        let text = cell.plainText
        do throws(Reason) {
            let value = if case .number = cell { try Value.parse(cell) } else { try Value.parse(.text(text)) }
            warnings += value.warnings
            return value.text
        } catch {
            switch error {
            // A line break in an address is an attack on whatever sends to it, never a slip.
            case .emailEmpty, .emailControlCharacter, .phoneEmpty, .phoneTruncated: reasons.append(error)
            default: doubts.append(error)
            }
            return text
        }
    }

    private func amount(_ row: EditedRow, _ reasons: inout [Reason]) -> Euros? {
        let amount: Euros? =
            switch row[.amount]?.computed {
            case .number(let number): Euros(number)
            case .text(let text): Euros(text)
            default: nil
            }
        guard let amount, amount > .zero else {
            reasons.append(.amountSyntax(row[.amount]?.plainText ?? ""))
            return nil
        }
        return amount
    }
}

extension SheetValue {
    /// The value as text, without white space and invisible characters around it.
    var plainText: String {
        switch computed {
        case .blank, .covered, .formula: return ""
        case .number(let number): return Int(exactly: number).map { String($0) } ?? String(number)
        case .boolean(let isTrue): return isTrue ? "VRAI" : "FAUX"
        case .error(let text), .date(_, let text): return text
        case .text(let text):
            return text.trimmed { $0.isSpace || $0.isZeroWidth }
        }
    }
}
