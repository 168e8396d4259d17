@testable import DotationSheets
@testable import Dotations

/// A small order, of every kind of dotation that a rule speaks of; the people are made up.
enum ImporterStore {
    static let header = OrderExport.columns.map(\.title).joined(separator: ";")

    static let dotations: [Dotation] = (0..<10).map { number in
        let statuses: [DotationStatus] = [
            .production, .awaitingActivation, .emailError, .integration, .activated, DotationStatus("Annulé"),
        ]
        // The last two are two grants of one person.
        let person = min(number, 8)
        return Dotation(
            id: id(11_843_510 + UInt32(number)), order: orderNumber, matricule: number == 3 ? "" : "00\(person + 1)",
            lastName: "TEST\(person + 1)",
            firstName: "ancv",
            contact: Contact(
                email: number == 6 ? "jamais juste" : "rec\(person + 1)@yopmail.com", mobile: number == 7 ? "" : "066591523\(person)"),
            amount: Euros(cents: 100_000), status: statuses[number % statuses.count], isAccountCreated: number == 1, revision: number)
    }

    private static let orderNumber: OrderNumber = required(OrderNumber(rawValue: 2_800_886))

    private static func id(_ number: UInt32) -> Dotation.ID { required(Dotation.ID(rawValue: number)) }

    private static func required<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("the sample is wrong") }
        return value
    }

    static func order(isPaid: Bool) -> Order { Order(number: orderNumber, date: required(CalendarDate("20200821")), isPaid: isPaid) }

    /// What was exported: two contacts were others then.
    static let base = ExportBase(
        rows: Dictionary(
            uniqueKeysWithValues: dotations.enumerated().map { number, dotation in
                var contact = dotation.contact
                if number == 0 { contact.email = "ancien@yopmail.com" }
                if number == 2 { contact.mobile = "0612000000" }
                return (dotation.id, ExportBase.Row(contact: contact, status: number == 4 ? .awaitingActivation : dotation.status))
            }))

    static func line(_ dotation: Dotation) -> String {
        [
            "\(dotation.id)", dotation.matricule, dotation.lastName, dotation.firstName, dotation.contact.email, dotation.contact.mobile,
            dotation.amount.sheetText, dotation.status.label,
        ].joined(separator: ";")
    }

    static func applied(_ plan: ImportPlan) -> [Dotation] {
        let contacts = Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.id, $0.new) })
        return dotations.map { dotation in
            guard let contact = contacts[dotation.id] else { return dotation }
            var changed = dotation
            changed.contact = contact
            changed.revision += 1
            return changed
        }
    }

    /// A sheet of rows that are known, some of whose cells are others.
    static func edited(_ choices: inout InputBytes) -> String {
        var lines = [header + ";Renvoyer"]
        while !choices.isEmpty, lines.count < 40 {
            var cells = line(dotations[Int(choices.byte()) % dotations.count]).split(separator: ";", omittingEmptySubsequences: false).map {
                String($0)
            }
            cells.append(choices.pick(["", "", "", "oui", "x", "non", "1", "peut-être"]))
            for _ in 0..<(choices.byte() & 3) {
                let number = Int(choices.byte())
                let other = dotations[number % dotations.count]
                switch choices.byte() & 15 {
                case 0: cells[4] = other.contact.email
                case 1: cells[4] = "nouveau\(number & 7)@yopmail.com"
                case 2: cells[4] = other.contact.email.uppercased()
                case 3:
                    cells[4] = choices.pick([
                        "", "ancien@yopmail.com", "a@gmial.com", "a b@c.fr", "Nom <x@y.fr>", "é@y.fr", "jamais juste", "jamais  juste ",
                    ])
                case 4: cells[5] = other.contact.mobile
                case 5: cells[5] = "061234567\(number % 10)"
                case 6: cells[5] = choices.pick(["", "+33 6 12 34 56 78", "6,12E+08", "0112345678", "0612000000", "612345678"])
                case 7: cells[0] = choices.pick(["\(other.id)", "99999999", "", "1.1843510E7", " \(other.id) ", "x"])
                case 8: cells[1] = choices.pick(["1", "", other.matricule, "01"])
                case 9: cells[2] = choices.pick([other.lastName, "test1", "TEST1 ", ""])
                case 10: cells[6] = choices.pick(["1000.0", "1 000,00 €", "999", "", "1e3"])
                case 11: cells[7] = choices.pick(["activé", "ERREUR_EMAIL", "", "production", "inconnu"])
                case 12:
                    cells[Int(choices.byte()) % cells.count] = String(decoding: choices.bytes(6), as: UTF8.self).filter {
                        $0 != ";" && $0 != "\"" && !$0.isNewline
                    }
                case 13: cells.append("")
                case 14: cells.removeLast()
                default: cells[5] = "06 65 91 52 3\(number % 10)"
                }
                while cells.count < 9 { cells.append("") }
            }
            lines.append(cells.joined(separator: ";"))
        }
        return lines.joined(separator: "\n")
    }
}
