import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import Spreadsheet
import TestSupport
import Testing

/// Events, sales and the order that is made of them, as what is approved.
@Suite struct SalesSideTests {
    /// The application over a store that the first write makes.
    private func application(_ folder: URL) throws -> Application {
        let store = try Store(path: folder.appendingPathComponent("dotations.sqlite").path, creating: .byFirstWrite).client()
        return Application(store: store, user: "alice", way: .command, role: nil) { Date(timeIntervalSince1970: 1_750_000_000) }
    }

    /// The workbook of an event that sells to everybody, with one place in all.
    private func loading(
        price: Int = 5000, in folder: URL, _ application: Application
    ) throws -> UseCase<SetupReport, DotationStore.Operation> {
        let (first, last) = (try #require(CalendarDate("2020-01-01")), try #require(CalendarDate("2099-12-31")))
        let session = SaleSession(
            name: "100€", registration: Period(first: first, last: last), placesPerBeneficiary: 1, price: Euros(cents: price), cap: 1)
        let setup = SaleSetup(
            events: [SaleEvent(name: "Été", verifiesContacts: true, sessions: [session])],
            people: (1...2).map { Beneficiary(matricule: "\($0)", lastName: "NOM\($0)", firstName: "Zoé") })
        let path = folder.appendingPathComponent("e.xlsx").path
        try EventTemplate(setup).write(toFile: path)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        return try application.loadEvents(
            SheetFile(bytes: bytes, name: "e.xlsx"), file: ImportedFile(name: "e.xlsx", content: Hash256(of: bytes)))
    }

    private func load(_ useCase: UseCase<SetupReport, DotationStore.Operation>) throws {
        guard case .done(_, _?) = try useCase.apply(Approval(useCase.propose().fingerprint)) else { throw Unexpected() }
    }

    private func add(_ matricule: String, _ application: Application) throws -> SalesPlan {
        let row = SaleRow(
            session: "100€", matricule: matricule, email: "a\(matricule)@exemple.fr", mobile: "063998000\(matricule)",
            date: try application.today)
        return try application.addSale(row).plan.plan
    }

    @Test func `a plan over a store that is not there yet makes no file, and is approved by its fingerprint`() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("dotations.sqlite").path
            let proposal = try loading(in: folder, application(folder)).propose()
            #expect(proposal.plan.novelty(of: try #require(proposal.plan.setup.events.first)) == .new)
            #expect(!FileManager.default.fileExists(atPath: path))
            let useCase = try loading(in: folder, application(folder))
            guard case .done(_, let operation?) = try useCase.apply(Approval(proposal.fingerprint)) else { throw Unexpected() }
            #expect(operation.counts.changed == 3)
            #expect(try application(folder).events().events.count == 1)
            // From now on the fingerprint is that of the file's key.
            #expect(try loading(in: folder, application(folder)).propose().fingerprint != proposal.fingerprint)
        }
    }

    @Test func `what is sold meanwhile makes another plan of a workbook, which is refused`() throws {
        try withTemporaryFolder { folder in
            let application = try application(folder)
            try load(loading(in: folder, application))
            let useCase = try loading(price: 4000, in: folder, application)
            let proposal = try useCase.propose()
            #expect(proposal.plan.faults.isEmpty)
            #expect(try add("1", application).registered.count == 1)
            guard case .changed(let other, _?) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else {
                throw Unexpected()
            }
            #expect(other.plan.faults.map(\.code) == ["session.price-locked"])
            guard case .done(_, nil) = try useCase.apply(Approval(other.fingerprint)) else { throw Unexpected() }
        }
    }

    @Test func `the last place is sold once, and an event with sales is not withdrawn`() throws {
        try withTemporaryFolder { folder in
            let application = try application(folder)
            try load(loading(in: folder, application))
            #expect(try add("1", application).registered.count == 1)
            #expect(throws: Refusals.self) { try add("2", application) }
            #expect(throws: StoreError(.eventHasSales, "")) { try application.withdrawEvent("ete").propose() }
            let sale = try #require(application.sales(of: ["ÉTÉ"]).first)
            #expect(sale.buyer == "NOM1 Zoé" && sale.status == .active)
            let cancelling = application.setStatus(.cancelled, ofSales: [sale.id, sale.id])
            guard case .done(_, _?) = try cancelling.apply(Approval(cancelling.propose().fingerprint)) else { throw Unexpected() }
            #expect(throws: ApplicationError.self) { try cancelling.propose() }
            let withdrawal = application.withdrawEvent("ete")
            guard case .done(_, _?) = try withdrawal.apply(Approval(withdrawal.propose().fingerprint)) else { throw Unexpected() }
            #expect(throws: ApplicationError.self) { try withdrawal.propose() }
        }
    }

    @Test func `an order is made of all its rows or of none, and says what is seldom meant`() throws {
        try withTemporaryFolder { folder in
            let application = try application(folder)
            func creating(_ amounts: [String], _ date: String) throws -> UseCase<OrderReport, Int> {
                let rows = amounts.enumerated().map { "\($0);NOM;Zoé;a\($0)@exemple.fr;063998000\($0);\($1)\r\n" }.joined()
                let bytes = Array(("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\r\n" + rows).utf8)
                return try application.createOrder(
                    Order(number: try #require(OrderNumber("2900001")), date: try #require(CalendarDate(date)), isPaid: false),
                    from: SheetFile(bytes: bytes, name: "a.csv"), file: ImportedFile(name: "a.csv", content: Hash256(of: bytes)))
            }
            let wrong = try creating(["10", "rien"], "2025-01-02")
            let refused = try wrong.propose()
            #expect(refused.plan.isEmpty && refused.plan.refused.map(\.row) == [3])
            guard case .done(_, nil) = try wrong.apply(Approval(refused.fingerprint)) else { throw Unexpected() }
            #expect(try creating(["10"], "2025-01-02").propose().plan.doubts.isEmpty)
            let large = try creating(["10", "20000"], "2998-01-02")
            let proposal = try large.propose()
            #expect(proposal.plan.doubts.count == 2)
            guard case .done(let plan, 0) = try large.apply(Approval(proposal.fingerprint), to: proposal) else { throw Unexpected() }
            #expect(try plan.summary.total == Euros(cents: 2_021_010))
            #expect(proposal.plan.notes(onSales: 0).isEmpty)
            #expect(throws: StoreError(.orderExists, "")) { try large.propose() }
        }
    }
}
