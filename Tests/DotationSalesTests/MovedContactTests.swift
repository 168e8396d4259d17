import DotationSales
import Dotations
import Testing

/// Contacts that go from one person to another.
@Suite struct MovedContactTests {
    /// Ten people, each with a sale; the contacts are with the sales, and none is on file.
    private static func sold(people: Int = 10) -> SalesLedger {
        let event = Sample.event(sessions: [Sample.session(places: 3)])
        let setup = SaleSetup(
            events: [event],
            people: (1...people + 5).map { number in
                let person = Sample.person(number)
                return Beneficiary(matricule: person.matricule, lastName: person.lastName, firstName: person.firstName)
            })
        let ledger = SalesLedger(setup)
        return ledger.after(SalesPlan(.rows((1...people).map { Sample.row($0 + 1, $0) }), ledger: ledger, today: Sample.today))
    }

    private static func row(_ person: Int, email: Int? = nil, mobile: Int? = nil, number: Int? = nil) -> SaleRow {
        var row = Sample.row(number ?? person + 1, person)
        row.email = Sample.contact(email ?? person).email
        row.mobile = Sample.contact(mobile ?? person).mobile
        return row
    }

    private static func plan(_ rows: [SaleRow], _ ledger: SalesLedger = sold()) -> SalesPlan {
        SalesPlan(.rows(rows), ledger: ledger, today: Sample.today)
    }

    @Test func `numbers that changed places or were sorted alone have moved, and each row says whose it takes`() {
        let swapped = Self.plan((1...10).map { Self.row($0, mobile: $0 == 1 ? 2 : $0 == 2 ? 1 : nil) })
        #expect(swapped.changed.count == 2 && swapped.confirmations == [.moved(.mobile, count: 2)])
        #expect(swapped.warnings.map(\.row) == [2, 3] && swapped.warnings.allSatisfy { $0.warning.code == .phoneOfAnother })
        guard case .ofAnother(.mobile, _, let holder)? = swapped.warnings.first?.warning else {
            Issue.record("\(swapped.warnings)")
            return
        }
        #expect(holder.person == "Nom2 Zoé")
        let sorted = Self.plan((1...10).map { Self.row($0, mobile: 11 - $0) })
        #expect(sorted.confirmations == [.moved(.mobile, count: 10), .manyMobiles(changed: 10, of: 10)])
    }

    @Test func `addresses that were shifted have moved, as the first one frees what the next one takes`() {
        let shifted = Self.plan((1...10).map { Self.row($0, email: $0 == 1 ? 99 : $0 < 5 ? $0 - 1 : nil) })
        #expect(shifted.changed.count == 4 && shifted.refused.isEmpty)
        #expect(shifted.confirmations == [.moved(.email, count: 3), .manyEmails(changed: 4, of: 10)])
    }

    @Test func `one address of somebody else is confirmed, and one number is a warning`() {
        let address = Self.plan([Self.row(1, email: 99), Self.row(2, email: 1)])
        #expect(address.confirmations == [.emailsOfOthers(count: 1)])
        let number = Self.plan([Self.row(1, mobile: 2)])
        #expect(number.confirmations.isEmpty && number.warnings.map(\.warning.code) == [.phoneOfAnother])
    }

    @Test func `new sales that take the contacts of people who are known have moved too, also of people on file`() {
        let rows = (11...12).map { Self.row($0, mobile: $0 - 10) }
        let plan = Self.plan(rows)
        #expect(plan.registered.count == 2 && plan.confirmations == [.moved(.mobile, count: 2)])
        let onFile = Sample.ledger()
        #expect(Self.plan([Self.row(1, email: 2)], onFile).confirmations == [.emailsOfOthers(count: 1)])
        #expect(Self.plan([Self.row(1, mobile: 2), Self.row(2, mobile: 1)], onFile).confirmations == [.moved(.mobile, count: 2)])
    }

    @Test func `contacts of one's own, fresh ones, a number that a team shares, and cancelled rows confirm nothing`() {
        let ledger = Self.sold()
        #expect(Self.plan((1...10).map { Self.row($0) }, ledger).confirmations.isEmpty)
        #expect(Self.plan([Self.row(1, email: 99, mobile: 99), Self.row(2, email: 98, mobile: 98)], ledger).confirmations.isEmpty)
        // Two people have the number already: two more of them are the team.
        let shared = ledger.after(Self.plan([Self.row(1, mobile: 3)], ledger))
        #expect(Self.plan([Self.row(11, mobile: 3), Self.row(12, mobile: 3)], shared).confirmations.isEmpty)
        var cancelled = [Self.row(1, mobile: 2), Self.row(2, mobile: 1)]
        for index in cancelled.indices { cancelled[index].status = .cancelled }
        let plan = Self.plan(cancelled, ledger)
        #expect(plan.changed.count == 2 && plan.confirmations.isEmpty && plan.warnings.isEmpty)
    }
}
