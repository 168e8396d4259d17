import Dotations

/// Order 2800886 of ANCV's guide, and what the tests make of it.
enum Sample {
    static let ids: [UInt32] = [
        11_843_511, 11_843_513, 11_843_518, 11_843_516, 11_843_512, 11_843_510, 11_843_517, 11_843_519, 11_843_515, 11_843_514,
    ]

    static func number(_ text: String) -> OrderNumber {
        guard let number = OrderNumber(text) else { preconditionFailure("no order number: \(text)") }
        return number
    }

    static func id(_ number: UInt32) -> Dotation.ID {
        guard let id = Dotation.ID(rawValue: number) else { preconditionFailure("no identifier: \(number)") }
        return id
    }

    static func order(isPaid: Bool = true) -> Order {
        guard let date = CalendarDate("2020-08-21") else { preconditionFailure("no date") }
        return Order(number: number("2800886"), date: date, isPaid: isPaid)
    }

    static func dotations() -> [Dotation] {
        ids.enumerated().map { index, number in
            Dotation(
                id: id(number), order: self.number("2800886"), matricule: index < 9 ? "00\(index + 1)" : "010",
                lastName: "TEST\(index + 1)",
                firstName: "ancv", contact: Contact(email: "ancv.rec\(index + 1)@yopmail.com", mobile: "0665915236"),
                amount: Euros(cents: 100_000),
                status: .production, revision: index)
        }
    }

    /// People of an order who share nothing: matricule, names, address and number are each person's own.
    static func people(_ count: Int, order: String = "2800886", from first: UInt32 = 40_000_000) -> [Dotation] {
        (0..<count).map { index in
            Dotation(
                id: id(first + UInt32(index)), order: number(order), matricule: "M\(index)", lastName: "NOM\(index)",
                firstName: "P\(index)",
                contact: Contact(email: "p\(index)@example.fr", mobile: "06" + String(10_000_000 + index * 37)),
                amount: Euros(cents: 100_000), status: .production)
        }
    }

    /// The row that an untouched export has for a dotation, in the sheet's row that it stands in.
    static func row(_ dotation: Dotation, _ number: Int) -> EditedRow {
        var row = EditedRow(number: number)
        row[.identifier] = .text(dotation.id.description)
        row[.matricule] = .text(dotation.matricule)
        row[.lastName] = .text(dotation.lastName)
        row[.firstName] = .text(dotation.firstName)
        row[.email] = dotation.contact.email.isEmpty ? .blank : .text(dotation.contact.email)
        row[.mobile] = dotation.contact.mobile.isEmpty ? .blank : .text(dotation.contact.mobile)
        row[.amount] = .number(dotation.amount.sheetNumber)
        row[.status] = .text(dotation.status.label)
        return row
    }

    static func rows(_ dotations: [Dotation]) -> [EditedRow] {
        dotations.enumerated().map { row($1, $0 + 2) }
    }
}

/// One case: a store, an export that may be older, and the sheet that is imported.
struct Scene {
    var order = Sample.order()
    var dotations = Sample.dotations()
    var base: ExportBase?
    var replaced = ReplacedValues()
    var elsewhere: [Dotation] = []
    var settings = ImportSettings()
    var rows: [EditedRow] = Sample.rows(Sample.dotations())
    var foreign: [Dotation.ID: OrderNumber] = [:]

    /// Edits the row of the first dotation, unless another is named.
    func editing(_ index: Int = 0, _ edit: (inout EditedRow) -> Void) -> Scene {
        var scene = self
        edit(&scene.rows[index])
        return scene
    }

    func setting(_ column: SheetColumn, _ value: SheetValue?, in index: Int = 0) -> Scene {
        editing(index) { $0[column] = value }
    }

    func plan() throws(Reason) -> ImportPlan {
        let foreign = foreign
        var planner = ImportPlanner(
            order: order, dotations: dotations, base: base, replaced: replaced, settings: settings
        ) { foreign[$0] }
        for row in rows { try planner.add(row) }
        return planner.plan(elsewhere: holders(of: planner.newContacts))
    }

    /// What the store answers: who of other orders has the new contacts.
    private func holders(of contacts: NewContacts) -> ContactHolders {
        func find(_ values: Set<String>, _ value: (Dotation) -> String) -> [String: [Dotation]] {
            Dictionary(grouping: elsewhere.filter { values.contains(value($0)) }, by: value)
        }
        return ContactHolders(
            emails: find(contacts.emails) { $0.contact.email }, mobiles: find(contacts.mobiles) { $0.contact.mobile })
    }

    /// A scene of these dotations, with the untouched sheet of them.
    static func of(_ dotations: [Dotation]) -> Scene {
        var scene = Scene()
        scene.dotations = dotations
        scene.rows = Sample.rows(dotations)
        return scene
    }

    /// Puts other values into a column, from the first row on; nil empties the cell.
    mutating func fill(_ column: SheetColumn, _ values: [String?]) {
        for (index, value) in values.enumerated() { rows[index][column] = value.map { .text($0) } ?? .blank }
    }

    /// The export's base where the store has not moved, as the store gives it: all rows.
    static func base(_ dotations: [Dotation]) -> ExportBase {
        ExportBase(
            rows: Dictionary(uniqueKeysWithValues: dotations.map { ($0.id, ExportBase.Row(contact: $0.contact, status: $0.status)) }))
    }
}

extension ImportPlan {
    /// The codes of the reasons of each refused row.
    var codes: [Int: [Reason.Code]] { Dictionary(uniqueKeysWithValues: refused.map { ($0.row, $0.reasons.map(\.code)) }) }
    /// The codes of the warnings, each once.
    var warningCodes: Set<Warning.Code> { Set(warnings.map(\.warning.code)) }
}
