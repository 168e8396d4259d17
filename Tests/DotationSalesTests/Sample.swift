import Dotations

@testable import DotationSales

/// A works council with three tariffs by the family quotient, open in April 2025.
enum Sample {
    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(text) else { preconditionFailure("no day: \(text)") }
        return day
    }

    static func euros(_ euros: Int, _ cents: Int = 0) -> Euros { Euros(cents: euros * 100 + cents) }

    static func id(_ number: Int) -> Sale.ID {
        guard let id = Sale.ID(rawValue: number) else { preconditionFailure("no sale: \(number)") }
        return id
    }

    static let april = Period(first: day("2025-04-01"), last: day("2025-04-30"))
    static let today = day("2025-04-20")
    static let booklet = "100€ de chèques ANCV"

    /// The session of HappyPal's document.
    static func session(
        _ name: String = booklet, faceValue: Euros? = nil, registration: Period = april, places: Int = 1, price: Euros = euros(50),
        cap: Int? = nil
    ) -> SaleSession {
        SaleSession(
            name: name, faceValue: faceValue, dates: Period(first: day("2025-06-01"), last: day("2025-09-30")), registration: registration,
            address: "CSE HappyPal", placesPerBeneficiary: places, price: price, cap: cap)
    }

    static func event(
        _ name: String = "Chèques-vacances", _ criteria: [Criterion] = [], maximum: Int? = nil, verifies: Bool = true,
        sessions: [SaleSession] = [session()]
    ) -> SaleEvent {
        SaleEvent(name: name, verifiesContacts: verifies, maximum: maximum, criteria: criteria, sessions: sessions)
    }

    /// Up to 800 € inclusive, more than that and up to 1 200 €, and more.
    static let brackets = [
        Bracket(upper: .inclusive(euros(800))), Bracket(lower: .exclusive(euros(800)), upper: .inclusive(euros(1200))),
        Bracket(lower: .exclusive(euros(1200))),
    ]

    static let threeEvents = zip(["Tranche 1", "Tranche 2", "Tranche 3"], zip(brackets, [30, 50, 70])).map { name, tariff in
        event(name, [Criterion(.familyQuotient, tariff.0)], sessions: [session(price: euros(tariff.1))])
    }

    static func person(_ number: Int) -> Beneficiary {
        let digits = String(number)
        return Beneficiary(
            matricule: String(repeating: "0", count: max(0, 3 - digits.count)) + digits, lastName: "Nom\(number)", firstName: "Zoé",
            contact: contact(number))
    }

    static func contact(_ number: Int) -> Contact {
        Contact(email: "personne\(number)@exemple.fr", mobile: "06" + String(12_000_000 + number))
    }

    static func quotient(
        _ number: Int, _ amount: Euros?, _ status: SupportingDocument.Status = .validated, until: String? = nil
    ) -> SupportingDocument {
        SupportingDocument(
            matricule: person(number).matricule, kind: .familyQuotient, amount: amount, status: status, validUntil: until.map(day))
    }

    static func row(
        _ number: Int, _ person: Int, session: String = booklet, event: String? = nil, quantity: Int? = nil, price: Euros? = nil,
        date: String = "2025-04-10", status: Sale.Status = .active, reference: String? = nil
    ) -> SaleRow {
        let beneficiary = self.person(person)
        return SaleRow(
            number: number, event: event, session: session, matricule: beneficiary.matricule, lastName: beneficiary.lastName,
            firstName: beneficiary.firstName, email: beneficiary.contact.email, mobile: beneficiary.contact.mobile, quantity: quantity,
            pricePaid: price, date: day(date), status: status, reference: reference)
    }

    static func ledger(
        _ events: [SaleEvent] = [event()], people: Int = 5, documents: [SupportingDocument] = [], sales: [Sale] = []
    ) -> SalesLedger {
        SalesLedger(SaleSetup(events: events, people: (1...people).map(person), documents: documents), sales: sales)
    }
}

extension SalesLedger {
    /// The ledger once a plan was carried out, as the store would have it.
    func after(_ plan: SalesPlan) -> SalesLedger {
        var sales = Dictionary(uniqueKeysWithValues: self.sales.map { ($0.id, $0) })
        for change in plan.changed { sales[change.new.id] = change.new }
        for planned in plan.registered { sales[planned.sale.id] = planned.sale }
        return SalesLedger(setup, sales: sales.values)
    }

    func plan(_ rows: SaleRow..., today: CalendarDate = Sample.today) -> SalesPlan {
        SalesPlan(.rows(rows), ledger: self, today: today)
    }
}

extension SalesPlan {
    /// The codes for which a row is refused.
    func codes(_ row: Int) -> [SaleRefusal.Code] { refused.first { $0.row == row }?.reasons.map(\.code) ?? [] }
}

extension SaleRefusal {
    /// The other row that it names.
    var otherRow: Int? {
        switch self {
        case .duplicate(let row), .referenceTaken(_, .row(let row)), .placesExceeded(_, _, .row(let row)): row
        default: nil
        }
    }

    /// The names that there are.
    var names: [String] {
        switch self {
        case .eventUnknown(_, let names), .sessionUnknown(_, _, let names): names
        default: []
        }
    }
}

extension SetupFault {
    /// An amount that two brackets share.
    var amount: Euros? { if case .bracketsOverlap(_, _, let amount) = problem { amount } else { nil } }
    /// Why a sale would no longer be allowed.
    var refusals: [SaleRefusal] { if case .breaksSale(_, let refusals) = problem { refusals } else { [] } }
}
